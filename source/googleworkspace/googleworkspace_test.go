package googleworkspace_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sekisho/event"
	"sekisho/source/googleworkspace"
	"sekisho/source/sourcetest"
)

func TestAccept(t *testing.T) { sourcetest.Accept(t, googleworkspace.New(), "testdata") }
func FuzzDecode(f *testing.F) { sourcetest.Fuzz(f, googleworkspace.New(), "testdata") }
func BenchmarkDecode(b *testing.B) {
	sourcetest.Benchmark(b, googleworkspace.New(), "testdata/reports_api.in")
}
func has(list []string, s string) bool { return slices.Contains(list, s) }

// The public records of this product: each with a time becomes an event, each
// without is a refusal that names the field.
func TestPublicRecords(t *testing.T) {
	records := publicRecords(t, "GSuite.ActivityEvent")
	var events, noTime, noActor int
	for _, raw := range records {
		got, refused := sourcetest.Decode(t, googleworkspace.New(), raw)
		for _, r := range refused {
			if r.Reason != `no time (field "id.time")` {
				t.Errorf("refused for %q: %s", r.Reason, raw)
			}
			noTime++
		}
		for _, e := range got {
			events++
			if e.Time == 0 || e.Class == event.ClassBase || e.Activity == event.ActivityUnknown {
				t.Errorf("an event without time, class or activity: %s", raw)
			}
			if e.EventCode == "" {
				t.Errorf("an event without a name: %s", raw)
			}
			if e.Actor.Name == "" {
				noActor++
			}
		}
	}
	t.Logf("%d records: %d events (%d without an actor), %d without a time", len(records), events, noActor, noTime)
	if events+noTime != len(records) || events != 38 || noTime != 38 || noActor != 1 {
		t.Errorf("counts differ: %d records, %d events, %d without actor, %d without time", len(records), events, noActor, noTime)
	}
}

// publicRecords reads the records of one log type from the shared rule tests.
func publicRecords(t *testing.T, logType string) [][]byte {
	t.Helper()
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "saas-audit", "*.ndjson"))
	if len(files) == 0 {
		t.Skip("public data is not here: shared/data/saas-audit")
	}
	var out [][]byte
	for _, path := range files {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(raw)) {
			var c struct {
				LogTypes []string        `json:"log_types"`
				Event    json.RawMessage `json:"event"`
			}
			var of struct {
				LogType string `json:"p_log_type"`
			}
			if json.Unmarshal([]byte(line), &c) != nil || json.Unmarshal(c.Event, &of) != nil {
				continue
			}
			if of.LogType == logType || of.LogType == "" && len(c.LogTypes) == 1 && has(c.LogTypes, logType) {
				out = append(out, c.Event)
			}
		}
	}
	return out
}
