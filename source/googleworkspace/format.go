package googleworkspace

import (
	"bytes"

	"sekisho/record"
	"sekisho/source"
)

// New is the format of Google Workspace activities.
func New() source.Format {
	acts := newActs()
	return source.Format{
		Name: "google_workspace", Title: "Google Workspace activity logs", Vendor: "Google", Product: "Google Workspace",
		Framing: source.FrameJSON, Explode: "events", Kinds: kinds(), Sniff: sniff,
		New: func(b *record.Builder) source.Decoder { return newDecoder(b, acts) },
	}
}

// The index of each application's kind.
const (
	kindOther = iota
	kindAdmin
	kindLogin
	kindDrive
	kindGmail
	kindToken
	kindGroups
	kindChat
)

func kinds() []source.Kind {
	names := []string{
		kindOther: "other application", kindAdmin: "admin", kindLogin: "login", kindDrive: "drive",
		kindGmail: "gmail", kindToken: "token", kindGroups: "groups", kindChat: "chat",
	}
	out := make([]source.Kind, len(names))
	for i, n := range names {
		out[i] = source.Kind{
			Name: n, Fields: sigmaNames(),
			LogSources: []source.LogSource{
				{Product: "google_workspace", Service: "audit"}, {Product: "google_workspace", Service: n}, {Product: "gcp", Service: "google_workspace." + n},
			},
		}
	}
	out[kindOther].LogSources = out[kindOther].LogSources[:1]
	return out
}

// sigmaNames are the names under which public rules know fields of the log.
func sigmaNames() map[string]string {
	m := map[string]string{
		"eventName":                                      "name",
		"protoPayload.metadata.event.eventName":          "name",
		"protoPayload.serviceName":                       serviceField,
		"protoPayload.Servicename":                       serviceField, // so written in one public rule
		"protoPayload.authenticationInfo.principalEmail": "actor.email",
		"protoPayload.requestMetadata.callerIp":          "ipAddress",
	}
	for _, p := range []string{"setting_name", "new_value", "old_value", "application_name", "user_email", "role_name", "group_email", "privilege_name"} {
		m[p] = "parameters." + p
	}
	return m
}

func sniff(head []byte) source.Confidence {
	folded := bytes.ToLower(head)
	switch {
	case bytes.Contains(folded, []byte("admin#reports#activit")) && source.CountKeys(head, "id", "applicationname") == 2:
		return source.Sure
	case source.CountKeys(head, "applicationname", "actor", "id") == 3 && source.CountKeys(head, "parameters", "events", "uniquequalifier", "customerid") > 0:
		return source.Sure
	case source.CountKeys(head, "applicationname", "id", "name", "type") == 4 &&
		(source.CountKeys(head, "actor") == 1 || bytes.Contains(folded, []byte("gsuite."))):
		return source.Likely
	case source.CountKeys(head, "time_usec", "record_type", "event_name") == 3:
		return source.Likely
	case source.CountKeys(head, "message_info", "event_info") == 2:
		return source.Likely
	}
	return source.No
}
