package rule_test

import (
	"archive/zip"
	"bufio"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sekisho/record"
	"sekisho/rule"
)

// The benchmarks read each record into one row, as a scan does, and match it
// against all rules of its target. What matching costs is what a figure has above
// that of /walk, which only reads.

// attackRecords are the Sysmon 1 records of the public regression cases: each
// matches at least one rule.
func attackRecords(t testing.TB) (records [][]byte, paths func(string) []string) {
	cases, w := regression(t)
	all, _, _ := publicRules(t, rule.Options{})
	for _, r := range all {
		if r.LogSource.Category == "process_creation" && r.LogSource.Product == "windows" {
			for _, raw := range cases[r.ID] {
				var compact strings.Builder
				var v any
				if err := json.Unmarshal(raw, &v); err != nil {
					t.Fatal(err)
				}
				if err := json.NewEncoder(&compact).Encode(v); err != nil {
					t.Fatal(err)
				}
				records = append(records, []byte(compact.String()))
			}
		}
	}
	return records, w.of
}

// hostRecords are the Sysmon records of recorded hosts, ordinary activity
// included, with their fields at the top.
func hostRecords(t testing.TB, event string) (records [][]byte) {
	t.Helper()
	for _, file := range files(t, shared(t, "windows-host"), ".zip") {
		z, err := zip.OpenReader(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			in, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			lines := bufio.NewScanner(in)
			lines.Buffer(nil, 1<<20)
			for lines.Scan() {
				line := lines.Bytes()
				var head struct {
					Channel string
					EventID json.Number
				}
				if json.Unmarshal(line, &head) == nil && strings.Contains(head.Channel, "Sysmon") && (event == "" || head.EventID.String() == event) {
					records = append(records, slices.Clone(line))
				}
			}
		}
	}
	return records
}

func m365Records(t testing.TB) (records [][]byte) {
	t.Helper()
	in, err := os.Open(shared(t, "m365-lab-tenant/auditrecords.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	r := csv.NewReader(in)
	r.LazyQuotes, r.FieldsPerRecord = true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := slices.Index(rows[0], "AuditData")
	for _, row := range rows[1:] {
		if column < len(row) && json.Valid([]byte(row[column])) {
			records = append(records, []byte(row[column]))
		}
	}
	return records
}

func plainPath(name string) []string { return []string{name} }

// withSources are the rules of a product whose category and service are empty or
// among those given; with none given, all of the product.
func withSources(rules []*rule.Rule, product string, parts ...string) []*rule.Rule {
	var out []*rule.Rule
	for _, r := range rules {
		l := r.LogSource
		ok := func(s string) bool { return s == "" || slices.Contains(parts, s) }
		if l.Product == product && (len(parts) == 0 || ok(l.Category) && ok(l.Service)) {
			out = append(out, r)
		}
	}
	return out
}

type workload struct {
	name    string
	rules   []*rule.Rule
	records [][]byte
	paths   func(string) []string
}

func workloads(t testing.TB) []workload {
	all, _, _ := publicRules(t, rule.Options{})
	process := withSources(all, "windows", "process_creation", "sysmon")
	windows := withSources(all, "windows")
	cloud := withSources(all, "m365")
	attack, paths := attackRecords(t)
	return []workload{
		{"attack-process-rules", process, attack, paths},
		{"attack-windows-rules", windows, attack, paths},
		{"host-process-rules", process, hostRecords(t, "1"), plainPath},
		{"host-windows-rules", windows, hostRecords(t, ""), plainPath},
		{"m365", cloud, m365Records(t), plainPath},
		{"m365-all-rules", all, m365Records(t), plainPath},
	}
}

func BenchmarkMatch(b *testing.B) {
	for _, w := range workloads(b) {
		bench := benchOf(b, w.rules, w.paths)
		name := fmt.Sprintf("%s-%d", w.name, len(w.rules))
		none := func(*record.Row) int { return 0 }
		together := func(row *record.Row) int { return len(bench.matcher.Match(0, row)) }
		each := func(row *record.Row) int { return len(bench.matcher.MatchEach(0, row)) }
		b.Run(name+"/walk", func(b *testing.B) { bench.run(b, w.records, none) })
		b.Run(name+"/together", func(b *testing.B) { bench.run(b, w.records, together) })
		b.Run(name+"/one-after-another", func(b *testing.B) { bench.run(b, w.records, each) })
	}
}

// TestWorkloads: the ways that are measured agree on what they measure.
func TestWorkloads(t *testing.T) {
	for _, w := range workloads(t) {
		bench := benchOf(t, w.rules, w.paths)
		hits := map[string]int{}
		every := max(1, len(w.records)/100)
		for i, raw := range w.records {
			if i%every != 0 {
				continue
			}
			for _, h := range bench.match(t, raw) {
				hits[w.rules[h.Rule].Title]++
			}
			together := slices.Clone(bench.matcher.Match(0, bench.row))
			if diff := cmp.Diff(together, bench.matcher.MatchEach(0, bench.row), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%s: record %d (-together +one after another):\n%s", w.name, i, diff)
			}
		}
		rules, direct, atoms, jumps, tables := bench.set.Stats(0)
		t.Logf("%s: %d records, %d rules (%d tried always), %d atoms, %d jumps, %d kB of tables; %d rules hit",
			w.name, len(w.records), rules, direct, atoms, jumps, tables>>10, len(slices.Collect(maps.Keys(hits))))
	}
}

func (b *bench) run(t *testing.B, records [][]byte, match func(*record.Row) int) {
	hits, bytes := 0, 0
	t.ReportAllocs()
	for i, n := 0, len(records); t.Loop(); i++ {
		raw := records[i%n]
		bytes += len(raw)
		if err := b.walker.Walk(raw, b.row); err == nil {
			hits += match(b.row)
		}
	}
	t.SetBytes(int64(bytes / t.N))
	t.ReportMetric(float64(hits)/float64(t.N), "hits/op")
}

// BenchmarkLoad parses and compiles all public rules for one target.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		all, _, _ := publicRules(b, rule.Options{})
		benchOf(b, all, plainPath)
	}
}
