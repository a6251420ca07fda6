package m365

import (
	"bytes"

	"sekisho/record"
	"sekisho/source"
)

// Name of the format of JSON records, and what events of both say they are from.
const Name = "m365"

// New is the format of JSON records: the Management Activity API's and Graph's.
func New() source.Format {
	acts := newTables()
	return source.Format{
		Name: Name, Title: "Microsoft 365 unified audit log", Vendor: "Microsoft", Product: "Microsoft 365",
		Framing: source.FrameJSON, Kinds: kinds(), Sniff: sniffJSON,
		New: func(b *record.Builder) source.Decoder { return newDecoder(b, acts) },
	}
}

// NewExport is the format of the CSV of the portal and of
// Search-UnifiedAuditLog.
func NewExport() source.Format {
	f := New()
	f.Name, f.LogName, f.Title = "m365_export", Name, "Microsoft 365 unified audit log, CSV export"
	f.Framing, f.Embedded, f.Sniff = source.FrameCSV, "AuditData", sniffCSV
	return f
}

// family is the part of the product that wrote a record; it is also the index
// of the record's kind.
type family int

const (
	general family = iota
	sharePoint
	exchange
	entra
	teams
	endpoint
	compliance
	copilot
	powerBI
	families
)

func kinds() []source.Kind {
	names := [families]struct {
		name     string
		services []string
	}{
		general:    {"other workload", nil},
		sharePoint: {"SharePoint and OneDrive", []string{"sharepoint", "onedrive"}},
		exchange:   {"Exchange", []string{"exchange"}},
		entra:      {"Entra ID", []string{"entra"}},
		teams:      {"Teams", []string{"teams"}},
		endpoint:   {"endpoint DLP", []string{"endpoint"}},
		compliance: {"Security and Compliance", []string{"threat_management", "threat_detection"}},
		copilot:    {"Copilot", []string{"copilot"}},
		powerBI:    {"Power BI", []string{"powerbi"}},
	}
	out := make([]source.Kind, families)
	for i, n := range names {
		out[i] = source.Kind{Name: n.name, Fields: sigmaNames(family(i))}
		for _, s := range append([]string{"audit"}, n.services...) {
			out[i].LogSources = append(out[i].LogSources, source.LogSource{Product: "m365", Service: s})
		}
	}
	return out
}

// statusField is the path under which the decoder puts "success" or "failure",
// whatever the workload writes: public rules ask for status: success.
const statusField = "sekisho_status"

// sigmaNames are the names under which public rules know fields of the log.
func sigmaNames(f family) map[string]string {
	m := map[string]string{
		"eventSource": "Workload", "eventName": "Operation", "status": statusField,
		"Operations": "Operation", "UserIds": "UserId", "CreationDate": "CreationTime",
	}
	if f == compliance {
		m["eventName"], m["Payload"] = "Name", "Parameters"
	}
	return m
}

// recordKeys stand in each record of the log and together in no other.
func recordKeys() []string {
	return []string{"creationtime", "operation", "organizationid", "recordtype"}
}

func sniffJSON(head []byte) source.Confidence {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	if len(head) == 0 || head[0] != '{' && head[0] != '[' {
		return source.No
	}
	if source.CountKeys(head, "auditlogrecordtype", "auditdata") == 2 {
		return source.Sure
	}
	keys := recordKeys()
	if source.CountKeys(head, keys...) < len(keys) {
		return source.No
	}
	switch source.CountKeys(head, "workload", "usertype", "userkey") {
	case 0:
		return source.Maybe
	case 1:
		return source.Likely
	}
	return source.Sure
}

func sniffCSV(head []byte) source.Confidence {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	line, rest, _ := bytes.Cut(bytes.TrimLeft(head, " \t\r\n"), []byte{'\n'})
	if bytes.HasPrefix(line, []byte("#TYPE ")) { // PowerShell's Export-Csv
		line, _, _ = bytes.Cut(rest, []byte{'\n'})
	}
	if len(line) == 0 || line[0] == '{' || line[0] == '[' {
		return source.No
	}
	line = bytes.ToLower(line)
	for _, column := range []string{"auditdata", "creationdate", "operation"} {
		if !bytes.Contains(line, []byte(column)) {
			return source.No
		}
	}
	return source.Sure
}
