package squid

import (
	"bytes"

	"sekisho/record"
	"sekisho/source"
)

// New returns the format.
func New() source.Format {
	return source.Format{
		Name:    "squid",
		Title:   "Squid access log",
		Vendor:  "Squid",
		Product: "Squid",
		Framing: source.FrameLines,
		Kinds: []source.Kind{{
			Name: "proxy request",
			LogSources: []source.LogSource{
				{Category: "proxy", Product: "squid", Service: "access"},
			},
		}},
		Sniff: sniff,
		New:   func(b *record.Builder) source.Decoder { return &decoder{f: newSlots(b)} },
	}
}

// sniffLines is how many lines are looked at: enough to pass over a line that
// was cut by log rotation.
const sniffLines = 5

func sniff(head []byte) source.Confidence {
	good, seen := 0, 0
	var l line
	for seen < sniffLines && len(head) > 0 {
		var text []byte
		text, head, _ = bytes.Cut(head, []byte{'\n'})
		text = bytes.TrimSpace(text)
		if len(text) == 0 {
			continue
		}
		seen++
		if l.parse(text) && l.squid() {
			good++
		}
	}
	switch {
	case good > 0 && good >= seen-1:
		return source.Sure
	case good > 0:
		return source.Maybe
	}
	return source.No
}
