package cert

import (
	"bytes"

	"sekisho/record"
	"sekisho/source"
)

// Kinds by index.
const (
	kindLogon = iota
	kindDevice
	kindFile
	kindEmail
	kindHTTP
)

// New returns the format.
func New() source.Format {
	of := func(category, service string) []source.LogSource {
		return []source.LogSource{{Category: category, Product: "cert", Service: service}}
	}
	return source.Format{
		Name:    "cert",
		Title:   "CMU CERT insider threat test dataset, releases 4.2 and 6.2",
		Vendor:  "CMU SEI",
		Product: "CERT insider threat test dataset",
		Framing: source.FrameCSV,
		Kinds: []source.Kind{
			kindLogon:  {Name: "logon", LogSources: of("authentication", "logon")},
			kindDevice: {Name: "device", LogSources: of("peripheral", "device")},
			kindFile:   {Name: "file", LogSources: of("file_event", "file"), Fields: map[string]string{"TargetFilename": "filename"}},
			kindEmail:  {Name: "email", LogSources: of("email", "email")},
			kindHTTP:   {Name: "http", LogSources: of("proxy", "http"), Fields: map[string]string{"c-uri": "url", "cs-uri": "url", "cs-username": "user"}},
		},
		Sniff: sniff,
		New:   func(b *record.Builder) source.Decoder { return newDecoder(b) },
	}
}

// sniff knows the tables by their columns.
func sniff(head []byte) source.Confidence {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	line, _, _ := bytes.Cut(head, []byte{'\n'})
	columns := map[string]bool{}
	for _, c := range bytes.Split(bytes.TrimSpace(line), []byte{','}) {
		columns[string(bytes.ToLower(bytes.Trim(c, " \"")))] = true
	}
	has := func(names ...string) bool {
		for _, n := range names {
			if !columns[n] {
				return false
			}
		}
		return true
	}
	switch {
	case has("id", "date", "user", "pc") && (has("url") || has("filename") || has("to", "from", "size") || has("activity")):
		return source.Sure
	case has("user_id", "o", "c", "e", "a", "n"): // psychometric: claimed so that it is refused by name
		return source.Sure
	case has("employee_name", "user_id", "email", "role"): // LDAP: likewise
		return source.Likely
	}
	return source.No
}
