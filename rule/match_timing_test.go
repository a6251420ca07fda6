package rule_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"sekisho/record"
	"sekisho/rule"
)

// processCreation are the Sysmon 1 records of the public regression cases.
func processCreation(t testing.TB) (records [][]byte, paths windowsPaths) {
	cases, paths := regression(t)
	all, _, _ := publicRules(t, rule.Options{})
	process := map[string]bool{}
	for _, r := range all {
		process[r.ID] = r.LogSource.Category == "process_creation"
	}
	for _, id := range slices.Sorted(maps.Keys(cases)) {
		if process[id] {
			records = append(records, cases[id]...)
		}
	}
	return records, paths
}

// BenchmarkMatchProcessCreation matches rows that have been read already; the
// figure is a record, whatever the number of rules.
func BenchmarkMatchProcessCreation(b *testing.B) {
	records, paths := processCreation(b)
	all, _, _ := publicRules(b, rule.Options{})
	windows := productRules(all, "windows")
	var process []*rule.Rule
	for _, r := range windows {
		if r.LogSource.Category == "process_creation" {
			process = append(process, r)
		}
	}
	for _, set := range []struct {
		name  string
		rules []*rule.Rule
	}{{"process", process}, {"windows", windows}} {
		bench := windowsBench(b, set.rules, paths)
		rows, bytes := bench.rows(b, records)
		name := fmt.Sprintf("%s-%d-rules", set.name, len(set.rules))
		b.Run(name+"/together", func(b *testing.B) {
			bench.run(b, rows, bytes, func(row *record.Row) int { return len(bench.matcher.Match(0, row)) })
		})
		b.Run(name+"/one-after-another", func(b *testing.B) {
			bench.run(b, rows, bytes, func(row *record.Row) int { return len(bench.set.MatchNaive(0, row)) })
		})
	}
}

// rows reads every record into a row of its own.
func (b *bench) rows(t testing.TB, records [][]byte) (rows []*record.Row, bytes int64) {
	for _, raw := range records {
		row := b.layout.NewRow()
		if err := record.NewWalker(nil).Walk(raw, row); err != nil {
			t.Fatal(err)
		}
		rows, bytes = append(rows, row), bytes+int64(len(raw))
	}
	return rows, bytes
}

func (b *bench) run(t *testing.B, rows []*record.Row, bytes int64, match func(*record.Row) int) {
	hits := 0
	for i, n := 0, len(rows); t.Loop(); i++ {
		hits += match(rows[i%n])
	}
	t.SetBytes(bytes / int64(len(rows)))
	t.ReportAllocs()
	t.ReportMetric(float64(hits)/float64(t.N), "hits/op")
	rules, direct, atoms, jumps, tables := b.set.Stats(0)
	t.ReportMetric(float64(direct), "direct")
	t.Logf("%d rules, %d tried always, %d atoms, %d jumps, tables of %d bytes", rules, direct, atoms, jumps, tables)
}
