package windows

import (
	"bytes"

	"sekisho/record"
	"sekisho/source"
)

// New returns the format.
func New() source.Format {
	t := newTables()
	return source.Format{
		Name:    "windows",
		Title:   "Windows event log (Sysmon, Security, PowerShell, ...) as JSON",
		Vendor:  "Microsoft",
		Product: "Windows",
		Framing: source.FrameJSON,
		Kinds:   t.kinds,
		Sniff:   sniff,
		New: func(b *record.Builder) source.Decoder {
			declareShapes(b)
			return &decoder{tables: t, f: newSlots(b)}
		},
	}
}

// sniff looks for the names that the event log's own schema gives its envelope,
// in the spellings of the known shippers.
func sniff(head []byte) source.Confidence {
	trimmed := bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n")
	if len(trimmed) == 0 || trimmed[0] != '{' && trimmed[0] != '[' {
		return source.No
	}
	has := func(s string) bool { return bytes.Contains(trimmed, []byte(s)) }
	id := has(`"EventID"`) || has(`"EventCode"`) || has(`"event_id"`) || has(`"event.code"`)
	channel := has(`"Channel"`) || has(`"LogName"`) || has(`"log_name"`) || has(`"channel"`)
	switch {
	case has("schemas.microsoft.com/win/2004/08/events"):
		return source.Sure
	case (has(`"winlog"`) || has(`"winlog.`)) && (id || channel):
		return source.Sure
	case has(`"EventID"`) && has(`"System"`) && (has(`"EventData"`) || has(`"UserData"`)):
		return source.Sure
	case id && channel && (has("Microsoft-Windows-") || has("Linux-Sysmon") || has("Windows PowerShell")):
		return source.Sure
	case id && channel && (has(`"Security"`) || has(`"System"`) || has(`"Application"`)):
		return source.Likely
	}
	return source.No
}
