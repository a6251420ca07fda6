package postfix

import (
	"bytes"

	"sekisho/record"
	"sekisho/source"
	"sekisho/source/internal/syslogline"
)

// Kinds by index.
const (
	kindDelivery = iota
	kindReject
	kindSignIn
)

// New returns the format.
func New() source.Format {
	mail := func(service string) []source.LogSource {
		return []source.LogSource{{Category: "email", Product: "postfix", Service: service}}
	}
	return source.Format{
		Name:       "postfix",
		Title:      "Postfix mail log",
		Vendor:     "Postfix",
		Product:    "Postfix",
		Framing:    source.FrameLines,
		Sequential: true,
		Kinds: []source.Kind{
			kindDelivery: {Name: "delivery", LogSources: mail("delivery")},
			kindReject:   {Name: "refused message", LogSources: mail("reject")},
			kindSignIn:   {Name: "failed sign-in", LogSources: mail("sasl")},
		},
		Sniff: sniff,
		New:   func(b *record.Builder) source.Decoder { return newDecoder(b) },
	}
}

// sniffLines is how many lines are looked at: a mail log may begin with lines
// of other programs.
const sniffLines = 200

func sniff(head []byte) source.Confidence {
	syslog, own := 0, 0
	for i := 0; i < sniffLines && len(head) > 0; i++ {
		var text []byte
		text, head, _ = bytes.Cut(head, []byte{'\n'})
		var l syslogline.Line
		if !l.Parse(bytes.TrimRight(text, "\r")) {
			continue
		}
		syslog++
		if isPostfix(l.Program) {
			own++
		}
	}
	switch {
	case own > 0 && own*2 >= syslog:
		return source.Sure
	case own > 0:
		return source.Likely
	}
	return source.No
}

// isPostfix: syslog_name is "postfix" by default, with "-instance" for further
// instances and "/service" for services that override it.
func isPostfix(program []byte) bool {
	if !bytes.HasPrefix(program, []byte("postfix")) || len(program) == len("postfix") {
		return false
	}
	c := program[len("postfix")]
	return (c == '/' || c == '-') && bytes.IndexByte(program, '/') > 0
}
