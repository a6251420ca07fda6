package m365_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sekisho/event"
	"sekisho/source"
	"sekisho/source/m365"
	"sekisho/source/sourcetest"
)

func TestAccept(t *testing.T)       { sourcetest.Accept(t, m365.New(), "testdata") }
func TestAcceptExport(t *testing.T) { sourcetest.Accept(t, m365.NewExport(), "testdata/export") }

func FuzzDecode(f *testing.F) { sourcetest.Fuzz(f, m365.New(), "testdata") }
func FuzzExport(f *testing.F) { sourcetest.Fuzz(f, m365.NewExport(), "testdata/export") }

func BenchmarkDecode(b *testing.B) {
	sourcetest.Benchmark(b, m365.New(), "testdata/activity_api.in")
}
func BenchmarkExport(b *testing.B) {
	sourcetest.Benchmark(b, m365.NewExport(), "testdata/export/purview.in")
}

// The same record in its three shapes is the same event.
func TestShapesAgree(t *testing.T) {
	read := func(f source.Format, path string) []event.Event {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		events, _ := sourcetest.Decode(t, f, raw)
		var out []event.Event
		for _, e := range events {
			e.OriginalTime = "" // Graph writes the zone
			out = append(out, e.Event)
		}
		return out
	}
	graph := read(m365.New(), "testdata/graph.in")
	export := read(m365.NewExport(), "testdata/export/purview.in")
	byID := map[string]bool{}
	for _, e := range graph {
		byID[e.NativeID] = true
	}
	var api []event.Event
	for _, e := range read(m365.New(), "testdata/activity_api.in") {
		if byID[e.NativeID] {
			api = append(api, e)
		}
	}
	if len(graph) < 6 {
		t.Fatalf("only %d records in Graph's shape", len(graph))
	}
	if d := cmp.Diff(api, graph, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("Graph differs from the API:\n%s", d)
	}
	if d := cmp.Diff(api, export, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("the export differs from the API:\n%s", d)
	}
}

// Neither shape claims the other, nor a table that only mentions the column.
func TestSniffShapes(t *testing.T) {
	csv := []byte("RecordType,CreationDate,UserIds,Operations,AuditData\n")
	json := []byte(`{"CreationTime":"2026-03-02T01:01:07","Id":"1","Operation":"Send","OrganizationId":"o","RecordType":2,"UserType":0,"Workload":"Exchange"}`)
	for _, c := range []struct {
		name       string
		head       []byte
		json, file source.Confidence
	}{
		{"export", csv, source.No, source.Sure},
		{"export with a mark", append([]byte("\xef\xbb\xbf"), csv...), source.No, source.Sure},
		{"record", json, source.Sure, source.No},
		{"array", append([]byte(" [\n"), json...), source.Sure, source.No},
		{"a table about audits", []byte("auditdata,when\n1,2\n"), source.No, source.No},
		{"CloudTrail", []byte(`{"eventVersion":"1.08","eventSource":"s3.amazonaws.com","eventName":"GetObject"}`), source.No, source.No},
	} {
		if got := m365.New().Sniff(c.head); got != c.json {
			t.Errorf("%s: JSON format is %d sure, want %d", c.name, got, c.json)
		}
		if got := m365.NewExport().Sniff(c.head); got != c.file {
			t.Errorf("%s: export format is %d sure, want %d", c.name, got, c.file)
		}
	}
}

// labTenant is a public export of a laboratory tenant with 1,985 records, three
// of which the export itself broke: their AuditData begins inside the JSON text.
func TestLabTenant(t *testing.T) {
	path := filepath.Join("..", "..", "..", "shared", "data", "m365-lab-tenant", "auditrecords.csv")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("public data is not here: %v", err)
	}
	events, refused := sourcetest.Decode(t, m365.NewExport(), raw)
	want := []sourcetest.Refusal{}
	for _, line := range []int64{827, 1454, 1789} {
		want = append(want, sourcetest.Refusal{Line: line, Reason: "not valid JSON"})
	}
	if d := cmp.Diff(want, refused, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("refusals (-want +got):\n%s", d)
	}
	if want := 1982; len(events) != want {
		t.Errorf("%d events, want %d", len(events), want)
	}
	hands, other := map[event.Hand]int{}, map[string]int{}
	for _, e := range events {
		if e.Time == 0 || e.Class == event.ClassBase || e.Actor.Name == "" || e.Activity == event.ActivityUnknown || e.NativeID == "" {
			t.Fatalf("line %d: an event without class, time, actor, activity or id: %+v", e.Line, e.Event)
		}
		hands[e.Hand]++
		if e.Class == event.ClassAPI && e.Activity == event.ActivityOther {
			other[e.EventCode]++
		}
	}
	t.Logf("hands: unknown %d, person %d, sync %d, backup %d, service %d; operations without a meaning of their own: %v",
		hands[event.HandUnknown], hands[event.HandPerson], hands[event.HandSync], hands[event.HandBackup], hands[event.HandService], other)
	if hands[event.HandService] == 0 || hands[event.HandPerson] == 0 {
		t.Error("services and people are not told apart")
	}
}

// The public records of collectors: each carries a time and an actor, and each
// becomes an event.
func TestPublicRecords(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", "saas-audit", "microsoft_rules.ndjson"))
	if err != nil {
		t.Skipf("public data is not here: %v", err)
	}
	records, events := 0, 0
	for line := range strings.Lines(string(raw)) {
		var c struct {
			LogTypes []string        `json:"log_types"`
			Event    json.RawMessage `json:"event"`
		}
		if json.Unmarshal([]byte(line), &c) != nil || len(c.LogTypes) != 1 || !strings.HasPrefix(c.LogTypes[0], "Microsoft365.Audit.") {
			continue
		}
		records++
		got, refused := sourcetest.Decode(t, m365.New(), c.Event)
		if len(refused) > 0 || len(got) != 1 {
			t.Errorf("%d events, refused %v: %s", len(got), refused, c.Event)
			continue
		}
		e := got[0]
		if e.Time == 0 || e.Class == event.ClassBase || e.Activity == event.ActivityUnknown || e.Actor.Name == "" {
			t.Errorf("an event without time, class, activity or actor: %s", c.Event)
		}
		events++
	}
	t.Logf("%d records: %d events", records, events)
	if records != 12 || events != 12 {
		t.Errorf("%d records and %d events, want 12 of each", records, events)
	}
}

// Every kind names the log source of all records, so that a rule for the whole
// log reaches each.
func TestKinds(t *testing.T) {
	for _, k := range m365.New().Kinds {
		if k.LogSources[0] != (source.LogSource{Product: "m365", Service: "audit"}) {
			t.Errorf("%s: %v", k.Name, k.LogSources)
		}
		if strings.TrimSpace(k.Name) == "" || k.Fields["eventSource"] != "Workload" {
			t.Errorf("%s: fields %v", k.Name, k.Fields)
		}
	}
}
