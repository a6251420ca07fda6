package ocsf

import (
	"sekisho/record"
	"sekisho/source"
)

// New describes the format.
func New() source.Format {
	return source.Format{
		Name: "ocsf", Title: "OCSF events", Product: "OCSF",
		Framing: source.FrameJSON, Kinds: kinds(), Sniff: sniff,
		New: func(b *record.Builder) source.Decoder { return newDecoder(b) },
	}
}

func kinds() []source.Kind {
	return []source.Kind{{Name: "OCSF event", LogSources: []source.LogSource{{Product: "ocsf"}}}}
}

func sniff(head []byte) source.Confidence {
	keys := source.TopKeys(head)
	if !keys["class_uid"] {
		return source.No
	}
	n := keys.Count("metadata", "category_uid", "activity_id", "type_uid", "severity_id", "class_name")
	switch {
	case n >= 3:
		return source.Sure
	case n >= 1:
		return source.Likely
	}
	return source.No
}
