package cloudtrail

import (
	"bytes"

	"sekisho/record"
	"sekisho/source"
)

// New describes the format.
func New() source.Format {
	return source.Format{
		Name: "cloudtrail", Title: "AWS CloudTrail", Vendor: "AWS", Product: "CloudTrail",
		Framing: source.FrameJSON, Kinds: kinds(), Sniff: sniff,
		New: func(b *record.Builder) source.Decoder { return newDecoder(b) },
	}
}

func kinds() []source.Kind {
	return []source.Kind{{
		Name: "API call", LogSources: []source.LogSource{{Product: "aws", Service: "cloudtrail"}},
	}}
}

// sniff asks for the names that every record has.
func sniff(head []byte) source.Confidence {
	if bytes.Contains(head, []byte(`"AWS.CloudTrail"`)) {
		return source.Sure
	}
	if source.CountKeys(head, "eventname", "eventsource") < 2 {
		return source.No
	}
	n := source.CountKeys(head, "eventversion", "awsregion", "useridentity", "eventtime", "recipientaccountid",
		"sourceipaddress", "requestparameters", "managementevent")
	switch {
	case n >= 3:
		return source.Sure
	case n >= 2:
		return source.Likely
	}
	return source.No
}
