package okta

import (
	"sekisho/record"
	"sekisho/source"
)

// New describes the format.
func New() source.Format {
	return source.Format{
		Name: "okta", Title: "Okta System Log", Vendor: "Okta", Product: "Okta",
		Framing: source.FrameJSON, Kinds: kinds(), Sniff: sniff,
		New: func(b *record.Builder) source.Decoder { return newDecoder(b) },
	}
}

func kinds() []source.Kind {
	return []source.Kind{{
		Name: "system log entry", LogSources: []source.LogSource{{Product: "okta", Service: "okta"}},
	}}
}

// sniff asks for the names that only this log has together.
func sniff(head []byte) source.Confidence {
	keys := source.TopKeys(head)
	if keys.Collected(head, "Okta.SystemLog") {
		return source.Sure
	}
	if !keys["eventtype"] || !keys["legacyeventtype"] && source.CountKeys(head, "alternateid") == 0 {
		return source.No
	}
	n := keys.Count("actor", "published", "outcome", "displaymessage", "debugcontext", "authenticationcontext",
		"securitycontext", "transaction", "target", "uuid")
	switch {
	case n >= 4:
		return source.Sure
	case n >= 2:
		return source.Likely
	}
	return source.No
}
