package github

import (
	"bytes"

	"sekisho/record"
	"sekisho/source"
)

// New describes the format.
func New() source.Format {
	return source.Format{
		Name: "github", Title: "GitHub audit log", Vendor: "GitHub", Product: "GitHub",
		Framing: source.FrameJSON, Kinds: kinds(), Sniff: sniff,
		New: func(b *record.Builder) source.Decoder { return newDecoder(b) },
	}
}

func kinds() []source.Kind {
	return []source.Kind{{
		Name: "audit log entry", LogSources: []source.LogSource{{Product: "github", Service: "audit"}},
	}}
}

// sniff looks for an action with a category ("git.clone") and for names that only
// this log uses.
func sniff(head []byte) source.Confidence {
	keys := source.TopKeys(head)
	if keys.Collected(head, "GitHub.Audit") {
		return source.Sure
	}
	if !keys["action"] || keys.Count("actor", "actor_id") == 0 || !dottedAction(head) {
		return source.No
	}
	n := keys.Count("_document_id", "actor_location", "actor_ip", "programmatic_access_type",
		"operation_type", "transport_protocol_name", "hashed_token", "repo", "org", "business",
		"@timestamp", "at_sign_timestamp", "public_repo", "actor_is_bot", "external_identity_nameid")
	switch {
	case n >= 3:
		return source.Sure
	case n >= 1 && keys.Count("created_at", "@timestamp", "p_event_time") > 0:
		return source.Likely
	}
	return source.No
}

// dottedAction reports whether some member "action" holds words joined by a dot.
func dottedAction(head []byte) bool {
	for {
		at := bytes.Index(head, []byte(`"action"`))
		if at < 0 {
			return false
		}
		head = head[at+len(`"action"`):]
		rest := bytes.TrimLeft(head, ": \t\r\n")
		if len(rest) == 0 || rest[0] != '"' {
			continue
		}
		value, _, ok := bytes.Cut(rest[1:], []byte{'"'})
		if ok && isAction(value) {
			return true
		}
	}
}

func isAction(v []byte) bool {
	dots := 0
	for _, c := range v {
		switch {
		case c == '.':
			dots++
		case c != '_' && (c < 'a' || c > 'z'):
			return false
		}
	}
	return dots > 0 && v[0] != '.'
}
