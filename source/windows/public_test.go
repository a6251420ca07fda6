package windows_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
	"sekisho/source/sourcetest"
	"sekisho/source/stream"
	"sekisho/source/windows"
)

// data is the folder of public records, which lies beside the project.
func data(t testing.TB, name string) string {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "data", name)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no public records to test against: %v", err)
	}
	return dir
}

// Every record of real hosts becomes an event with a class, a time, a machine
// and an activity.
func TestHosts(t *testing.T) {
	zips, _ := filepath.Glob(filepath.Join(data(t, "windows-host"), "*.zip"))
	if len(zips) == 0 {
		t.Fatal("no archives")
	}
	for _, path := range zips {
		raw := unzip(t, path)
		if c := windows.New().Sniff(raw[:min(len(raw), source.SniffLen)]); c < source.Sure {
			t.Errorf("%s: recognised with confidence %d", path, c)
		}
		events, refused := sourcetest.Decode(t, windows.New(), raw)
		if want := bytes.Count(bytes.TrimSpace(raw), []byte{'\n'}) + 1; len(events) != want || len(refused) > 0 {
			t.Errorf("%s: %d records, %d events, refused %v", path, want, len(events), refused)
		}
		classes := map[event.Class]int{}
		for _, e := range events {
			classes[e.Class]++
			if e.Time == 0 || e.Activity == 0 || e.Device.Hostname == "" {
				t.Fatalf("%s line %d: %+v", path, e.Line, e)
			}
		}
		t.Logf("%s: %d events, classes %v", filepath.Base(path), len(events), classes)
	}
}

// NXLog writes local time without a zone; the event's own UTC time, where there
// is one, must agree with what the decoder worked out.
func TestLocalTimes(t *testing.T) {
	raw := unzip(t, filepath.Join(data(t, "windows-host"), "empire_shell_net_local_users.zip"))
	events, _ := sourcetest.Decode(t, windows.New(), raw)
	var low, high event.Time
	for _, e := range events {
		if low == 0 || e.Time < low {
			low = e.Time
		}
		high = max(high, e.Time)
	}
	if span := high - low; span > 5*60*1000 {
		t.Errorf("events of one short recording are %d ms apart: a zone went wrong", span)
	}
}

func unzip(t testing.TB, path string) []byte {
	t.Helper()
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	raw, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

type sigmaRule struct {
	ID        string
	Logsource struct{ Category, Product, Service string }
	Detection map[string]yaml.Node
}

// Each public regression case reaches its rule: the record's kind serves the
// rule's log source, and each field that the rule names and the record has
// gives the record's value.
func TestRegressionCasesReachTheirRules(t *testing.T) {
	root := data(t, "sigma-regression")
	rules := publicRules(t)
	cases := 0
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".json" {
			return err
		}
		id := strings.TrimSuffix(filepath.Base(path), ".json")
		rule, ok := rules[id]
		if !ok {
			t.Errorf("no rule %s", id)
			return nil
		}
		cases++
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if c := windows.New().Sniff(raw); c < source.Sure {
			t.Errorf("%s: recognised with confidence %d", path, c)
		}
		reaches(t, path, raw, rule)
		return nil
	})
	if err != nil || cases < 150 {
		t.Fatalf("%d cases: %v", cases, err)
	}
	t.Logf("%d cases", cases)
}

type seen struct {
	format source.Format
	slots  map[string]record.Slot
	want   []string
	served int
	events int
	source func(source.Kind) bool
	miss   map[string]bool
}

func (s *seen) Event(ev *event.Event, kind, _ int, row *record.Row) {
	s.events++
	k := s.format.Kinds[kind]
	if !s.source(k) {
		return
	}
	s.served++
	for _, f := range s.want {
		path := f
		if p := k.Fields[f]; p != "" {
			path = p
		}
		if row.Text(s.slots[path]) != "" {
			delete(s.miss, f)
		}
	}
}

func reaches(t *testing.T, path string, raw []byte, rule sigmaRule) {
	t.Helper()
	f := windows.New()
	s := &seen{format: f, slots: map[string]record.Slot{}, miss: map[string]bool{}}
	for _, name := range ruleFields(rule) {
		if bytes.Contains(raw, []byte(`"`+name+`":`)) || name == "Provider_Name" {
			s.want = append(s.want, name)
			s.miss[name] = true
		}
	}
	s.source = func(k source.Kind) bool {
		for _, l := range k.LogSources {
			r := rule.Logsource
			if (r.Category == "" || r.Category == l.Category) && (r.Product == "" || r.Product == l.Product) && (r.Service == "" || r.Service == l.Service) {
				return true
			}
		}
		return false
	}
	plan := stream.NewPlan(f)
	for _, name := range s.want {
		s.slots[name] = plan.Paths.Add(name)
	}
	for _, k := range f.Kinds {
		for _, p := range k.Fields {
			s.slots[p] = plan.Paths.Add(p)
		}
	}
	run(t, plan.Ready(), raw, s)
	switch {
	case s.events == 0:
		t.Errorf("%s: no event", path)
	case s.served == 0:
		t.Errorf("%s: no kind serves %+v", path, rule.Logsource)
	case len(s.miss) > 0:
		t.Errorf("%s: fields without a value: %v", path, s.miss)
	}
}

func run(t *testing.T, plan *stream.Plan, raw []byte, sink stream.Sink) {
	t.Helper()
	cut, err := stream.NewCutter(bytes.NewReader(raw), plan.Format.Framing)
	if err != nil {
		t.Fatal(err)
	}
	dec, err := plan.NewDecoder(cut.Header(), sink, nil)
	if err != nil {
		t.Fatal(err)
	}
	var b stream.Block
	for cut.Next(&b) == nil {
		b.Each(func(rec []byte, line, _ int64) {
			if err := dec.Record(rec); err != nil {
				t.Errorf("line %d: %v", line, err)
			}
		})
	}
}

func publicRules(t *testing.T) map[string]sigmaRule {
	t.Helper()
	rules := map[string]sigmaRule{}
	err := filepath.WalkDir(data(t, "sigmahq"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".yml" {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var r sigmaRule
		if yaml.Unmarshal(raw, &r) == nil && r.ID != "" {
			rules[r.ID] = r
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

func ruleFields(r sigmaRule) []string {
	var out []string
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		switch n.Kind {
		case yaml.SequenceNode:
			for _, c := range n.Content {
				walk(c)
			}
		case yaml.MappingNode:
			for i := 0; i < len(n.Content); i += 2 {
				name, _, _ := strings.Cut(n.Content[i].Value, "|")
				out = append(out, name)
			}
		}
	}
	for _, n := range r.Detection {
		walk(&n)
	}
	return out
}

// Every log source that the public rules state for Windows has a kind.
func TestPublicLogSources(t *testing.T) {
	kinds := windows.New().Kinds
	missing := map[string]int{}
	for _, r := range publicRules(t) {
		l := r.Logsource
		if l.Product != "windows" {
			continue
		}
		served := false
		for _, k := range kinds {
			for _, s := range k.LogSources {
				served = served || (l.Category == "" || l.Category == s.Category) && l.Product == s.Product && (l.Service == "" || l.Service == s.Service)
			}
		}
		if !served {
			missing[fmt.Sprint(l)]++
		}
	}
	if len(missing) > 0 {
		t.Errorf("no kind serves %v", missing)
	}
}

// BenchmarkHosts decodes a real recording, beside a bare walk over every field
// of the same records with the same reader and the same checks.
func BenchmarkHosts(b *testing.B) {
	raw := unzip(b, filepath.Join(data(b, "windows-host"), "msf_record_mic.zip"))
	records := bytes.Split(bytes.TrimSpace(raw), []byte{'\n'})
	b.Run("decode", func(b *testing.B) {
		dec, err := stream.NewPlan(windows.New()).Ready().NewDecoder(nil, sink{}, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(raw)))
		b.ReportAllocs()
		for b.Loop() {
			for _, r := range records {
				if err := dec.Record(r); err != nil {
					b.Fatal(err)
				}
			}
		}
		b.ReportMetric(float64(b.N*len(records))/b.Elapsed().Seconds(), "events/s")
	})
	b.Run("walk", func(b *testing.B) {
		w, row := record.NewWalker(nil), record.NewBuilder().Layout().NewRow()
		b.SetBytes(int64(len(raw)))
		b.ReportAllocs()
		for b.Loop() {
			for _, r := range records {
				if err := w.Walk(r, row); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}

type sink struct{}

func (sink) Event(*event.Event, int, int, *record.Row) {}
