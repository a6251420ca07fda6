package correlation_test

import (
	"fmt"
	"testing"

	"sekisho/event"
	"sekisho/rule/correlation"
)

// BenchmarkPush gives events of 500 groups, 10 ms apart, to one correlation
// with a window of one hour; values are 1,800 different ones.
func BenchmarkPush(b *testing.B) {
	for _, c := range []struct{ name, section string }{
		{"event_count", "type: event_count\nrules: [a]\ncondition: {gte: 60000}"},
		{"value_count", "type: value_count\nrules: [a]\ncondition: {field: v, gte: 60000}"},
		{"value_count_one_group", "type: value_count\nrules: [a]\ncondition: {field: v, gte: 60000}"},
		{"temporal_ordered", "type: temporal_ordered\nrules: [b, a]"},
		{"value_sum", "type: value_sum\nrules: [a]\ncondition: {field: v, gte: 1e15}"},
		{"value_percentile", "type: value_percentile\nrules: [a]\ncondition: {field: v, percentile: 95, gte: 1e15}"},
	} {
		b.Run(c.name, func(b *testing.B) {
			set := compile(b, rule("me", c.section+"\ngroup-by: [u]\ntimespan: 10m"))
			groups, values := make([][]string, 500), make([]string, 1800)
			for i := range groups {
				groups[i] = []string{fmt.Sprintf("u%03d", i)}
			}
			if c.name == "value_count_one_group" {
				groups = groups[:1]
			}
			for i := range values {
				values[i] = fmt.Sprint(1000 + i)
			}
			e := correlation.NewEngine(set)
			need := len(set.Needs()) - 1
			emit := func(correlation.Match) { b.Fatal("fired") }
			b.ReportAllocs()
			b.ResetTimer()
			for i := range b.N {
				t := event.Time(i * 10)
				e.Advance(t, emit)
				e.Push(correlation.Input{Need: need, Time: t, Groups: groups[i*7%len(groups)], Value: values[i*31%len(values)], HasValue: true, Ref: uint64(i)})
			}
			b.StopTimer()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}
