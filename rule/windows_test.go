package rule_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sekisho/record"
	"sekisho/rule"
)

// windowsPaths finds the places where the regression records have a field: in
// the header, or under its name without spaces anywhere in the event's data.
type windowsPaths map[string][]string

func (w windowsPaths) of(name string) []string {
	switch name {
	case "EventID", "Channel", "Computer", "Level":
		return []string{"Event.System." + name}
	case "Provider_Name":
		return []string{"Event.System.Provider.#attributes.Name"}
	}
	return w[strings.ToLower(name)]
}

// learn takes the paths of all data fields of a record.
func (w windowsPaths) learn(t testing.TB, raw []byte) {
	var doc struct{ Event map[string]any }
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"EventData", "UserData"} {
		w.walk("Event."+part, doc.Event[part])
	}
}

func (w windowsPaths) walk(path string, v any) {
	m, ok := v.(map[string]any)
	if !ok {
		return
	}
	for _, k := range slices.Sorted(maps.Keys(m)) {
		p := path + "." + k
		name := strings.ToLower(strings.ReplaceAll(k, " ", ""))
		if !slices.Contains(w[name], p) {
			w[name] = append(w[name], p)
		}
		w.walk(p, m[k])
	}
}

// bench is one target that all given rules reach, with its layout.
type bench struct {
	set     *rule.Set
	layout  *record.Layout
	matcher *rule.Matcher
	row     *record.Row
	walker  *record.Walker
}

// benchOf compiles rules for one target that serves the log sources of all of
// them; paths says where records have a field.
func benchOf(t testing.TB, rules []*rule.Rule, paths func(string) []string) *bench {
	t.Helper()
	var sources []rule.LogSource
	for _, r := range rules {
		if !slices.Contains(sources, r.LogSource) {
			sources = append(sources, r.LogSource)
		}
	}
	b := record.NewBuilder()
	target := rule.Target{Name: "all", LogSources: sources, WantAll: b.WantAll, Field: func(name string) []record.Slot {
		var out []record.Slot
		for _, p := range paths(name) {
			out = append(out, b.Add(p))
		}
		return out
	}}
	return newBench(t, rules, []rule.Target{target}, rule.Options{}, b)
}

func newBench(t testing.TB, rules []*rule.Rule, targets []rule.Target, opts rule.Options, b *record.Builder) *bench {
	t.Helper()
	set, err := rule.Compile(rules, targets, opts)
	if err != nil {
		t.Fatal(err)
	}
	layout := b.Layout()
	return &bench{set: set, layout: layout, matcher: set.NewMatcher(), row: layout.NewRow(), walker: record.NewWalker(nil)}
}

// match matches one record and holds the answer against the oracle.
func (b *bench) match(t testing.TB, raw []byte) []rule.Hit {
	t.Helper()
	if err := b.walker.Walk(raw, b.row); err != nil {
		t.Fatal(err)
	}
	got := slices.Clone(b.matcher.Match(0, b.row))
	if diff := cmp.Diff(b.set.MatchNaive(0, b.row), got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("together and one after another differ (-one after another +together):\n%s\n%s", diff, raw)
	}
	return got
}

// jsonRecords are the JSON objects of a file, one after another.
func jsonRecords(t testing.TB, file string) [][]byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]byte
	dec := json.NewDecoder(bytes.NewReader(data))
	for {
		var raw json.RawMessage
		if err := dec.Decode(&raw); errors.Is(err, io.EOF) {
			return out
		} else if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		out = append(out, raw)
	}
}

// regression are the public regression cases that have JSON: records by rule id.
func regression(t testing.TB) (cases map[string][][]byte, paths windowsPaths) {
	t.Helper()
	cases, paths = map[string][][]byte{}, windowsPaths{}
	for _, file := range files(t, shared(t, "sigma-regression"), ".json") {
		id := strings.TrimSuffix(filepath.Base(file), ".json")
		for _, raw := range jsonRecords(t, file) {
			paths.learn(t, raw)
			cases[id] = append(cases[id], raw)
		}
	}
	return cases, paths
}

func TestPublicRegressionCases(t *testing.T) {
	cases, paths := regression(t)
	all, _, _ := publicRules(t, rule.Options{})
	rules := withSources(all, "windows")
	b := benchOf(t, rules, paths.of)
	records := 0
	for _, id := range slices.Sorted(maps.Keys(cases)) {
		hit := false
		for _, raw := range cases[id] {
			records++
			for _, h := range b.match(t, raw) {
				hit = hit || rules[h.Rule].ID == id
			}
		}
		if !hit {
			t.Errorf("no record of the case matches rule %s", id)
		}
	}
	t.Logf("%d cases, %d records, %d rules", len(cases), records, len(rules))
	if len(cases) != 155 {
		t.Errorf("%d cases, want 155", len(cases))
	}
}
