package cloudtrail

import (
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
	keys := source.TopKeys(head)
	if keys.Collected(head, "AWS.CloudTrail") {
		return source.Sure
	}
	notification := keys["s3"] && !keys["eventid"] // S3's own messages share most names
	if keys.Count("eventname", "eventsource") < 2 || notification {
		return source.No
	}
	n := keys.Count("eventversion", "awsregion", "useridentity", "eventtime", "recipientaccountid",
		"sourceipaddress", "requestparameters", "managementevent", "eventid")
	switch {
	case n >= 4:
		return source.Sure
	case n >= 3 || n >= 2 && keys["recipientaccountid"]:
		return source.Likely
	}
	return source.No
}
