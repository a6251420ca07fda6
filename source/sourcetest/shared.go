package sourcetest

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sekisho/event"
	"sekisho/source"
)

// sharedData is where the public records lie, relative to the project's root.
const sharedData = "../shared/data"

// Shared is the path of a file or folder of the public data. A test that needs
// it is skipped, with a message, where it is absent.
func Shared(t testing.TB, elem ...string) string {
	t.Helper()
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			break
		}
		if up := filepath.Dir(root); up != root {
			root = up
			continue
		}
		t.Fatal("no go.mod above the package")
	}
	path := filepath.Join(append([]string{root, filepath.FromSlash(sharedData)}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("public data is absent, nothing was checked: %v", err)
	}
	return path
}

// SaaSRecord is one record of the public audit samples.
type SaaSRecord struct {
	Case string // the name that its collectors gave it
	JSON []byte
	// Keys are the record's outermost keys in lower case.
	Keys []string
}

// SaaS are the public audit samples of one product by the name that the samples
// use, such as "GitHub.Audit". Samples made for several products count for the
// one that the record itself names.
func SaaS(t testing.TB, logType string) []SaaSRecord {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(Shared(t, "saas-audit"), "*.ndjson"))
	if err != nil {
		t.Fatal(err)
	}
	var out []SaaSRecord
	for _, path := range files {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 16<<20)
		for lines.Scan() {
			if r, ok := saasRecord(t, lines.Bytes(), logType); ok {
				out = append(out, r)
			}
		}
		f.Close()
	}
	return out
}

func saasRecord(t testing.TB, line []byte, logType string) (SaaSRecord, bool) {
	var l struct {
		Case     string
		LogTypes []string `json:"log_types"`
		Event    json.RawMessage
	}
	if err := json.Unmarshal(line, &l); err != nil {
		t.Fatal(err)
	}
	var keys map[string]json.RawMessage
	if json.Unmarshal(l.Event, &keys) != nil {
		return SaaSRecord{}, false
	}
	var own string
	_ = json.Unmarshal(keys["p_log_type"], &own)
	if !slices.Contains(l.LogTypes, logType) || own != logType && (own != "" || len(l.LogTypes) > 1) {
		return SaaSRecord{}, false
	}
	r := SaaSRecord{Case: l.Case, JSON: l.Event}
	for k := range keys {
		r.Keys = append(r.Keys, strings.ToLower(k))
	}
	slices.Sort(r.Keys)
	return r, true
}

// SaaSCounts is what became of the samples of one product.
type SaaSCounts struct{ Records, Events, NoActor, Refused int }

// AcceptSaaS decodes the samples of a product: a record without any of the time
// fields is refused for its time, every other one becomes an event with a class,
// a time and an activity, and with an actor unless actorless says that the record
// names none.
func AcceptSaaS(t *testing.T, f source.Format, logType string, times []string, actorless func(SaaSRecord) bool) SaaSCounts {
	t.Helper()
	var n SaaSCounts
	for _, r := range SaaS(t, logType) {
		n.Records++
		events, refused := Decode(t, f, append(r.JSON, '\n'))
		timed := slices.ContainsFunc(times, func(k string) bool { return slices.Contains(r.Keys, k) })
		if len(events) == 0 {
			n.Refused++
			if len(refused) != 1 || !names(r, refused[0].Reason) {
				t.Errorf("%s: neither an event nor a refusal that names the field at fault: %v", r.Case, refused)
			}
			continue
		}
		n.Events++
		e := events[0]
		if !timed {
			t.Errorf("%s: an event though the record carries no time", r.Case)
		}
		if e.Time == 0 || e.Activity == event.ActivityUnknown || e.EventCode == "" {
			t.Errorf("%s: time %d, class %d, activity %d, code %q", r.Case, e.Time, e.Class, e.Activity, e.EventCode)
		}
		if named := e.Actor.Name != "" || e.Actor.UID != ""; !named {
			n.NoActor++
			if !actorless(r) {
				t.Errorf("%s: the actor was not read: %s", r.Case, r.JSON)
			}
		}
	}
	t.Logf("%s: %d records, %d events (%d without an actor), %d refused", logType, n.Records, n.Events, n.NoActor, n.Refused)
	if n.Events == 0 {
		t.Errorf("no record of %s became an event", logType)
	}
	return n
}

// names reports whether a refusal names a field that the record lacks, or a time
// in it that is none (some samples have "redacted" in its place).
func names(r SaaSRecord, reason string) bool {
	_, field, ok := strings.Cut(reason, `(field "`)
	field, _, _ = strings.Cut(strings.ToLower(field), `"`)
	top, _, _ := strings.Cut(field, ".")
	return ok && (!slices.Contains(r.Keys, top) || strings.HasPrefix(reason, "a time that cannot be read"))
}
