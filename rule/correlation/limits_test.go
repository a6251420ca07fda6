package correlation_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sekisho/event"
	"sekisho/rule/correlation"
)

// What cannot be used or has to be forgotten is counted.
func TestStats(t *testing.T) {
	set := compile(t, rule("sum", "type: value_sum\nrules: [a]\ngroup-by: [u]\ntimespan: 1h\ncondition: {field: n, gte: 5}"))
	e := correlation.NewEngine(set)
	none := func(correlation.Match) {}
	push := func(at event.Time, group, value string, has bool) {
		e.Push(correlation.Input{Time: at, Groups: []string{group}, Value: value, HasValue: has})
	}
	push(1000, "u1", "1", true)
	push(1000, "", "1", true)
	push(1000, "u1", "", false)
	push(1000, "u1", "ten", true)
	e.Advance(5000, none)
	push(4999, "u1", "1", true)
	e.Close(none)
	want := []correlation.Stats{{Inputs: 4, Late: 1, Ungrouped: 1, NoValue: 1, NotNumbers: 1}}
	if diff := cmp.Diff(want, e.Stats()); diff != "" {
		t.Error(diff)
	}
}

// A window holds MaxWindow events; the oldest leave first, and are counted.
func TestWindowLimit(t *testing.T) {
	set := compile(t, rule("many", "type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 1h\ncondition: {gte: 65536}"))
	e := correlation.NewEngine(set)
	var last correlation.Match
	emit := func(m correlation.Match) { last = m }
	const over = 10
	for i := range correlation.MaxWindow + over {
		at := event.Time(i)
		e.Advance(at, emit)
		e.Push(correlation.Input{Time: at, Groups: []string{"u1"}, Ref: uint64(i)})
	}
	e.Close(emit)
	if last.Count != correlation.MaxWindow || last.Kind != correlation.Extends {
		t.Errorf("the last match counts %d, kind %d", last.Count, last.Kind)
	}
	if got := e.Stats()[0].EvictedEvents; got != over {
		t.Errorf("%d events evicted, want %d", got, over)
	}
}

// A match names at most MaxRefs events, and for temporal types some of each rule.
func TestRefsAreBounded(t *testing.T) {
	set := compile(t, rule("row", "type: temporal_ordered\nrules: [a, b]\ngroup-by: [u]\ntimespan: 1h"))
	e := correlation.NewEngine(set)
	var first correlation.Match
	emit := func(m correlation.Match) {
		if m.Kind == correlation.First {
			first = m
		}
	}
	for i := range 2000 {
		e.Advance(event.Time(i), emit)
		e.Push(correlation.Input{Need: 0, Time: event.Time(i), Groups: []string{"u1"}, Ref: uint64(i)})
	}
	e.Advance(5000, emit)
	e.Push(correlation.Input{Need: 1, Time: 5000, Groups: []string{"u1"}, Ref: 9999})
	e.Close(emit)
	if n := len(first.Refs); n > correlation.MaxRefs || n < 2 || first.Refs[n-1] != 9999 || first.Count != 2001 {
		t.Errorf("%d refs of %d, the last is %d", n, first.Count, first.Refs[n-1])
	}
}

// Groups whose windows are empty are let go: memory follows what is open, not
// what was seen.
func TestQuietGroupsAreLetGo(t *testing.T) {
	set := compile(t, rule("two", "type: value_count\nrules: [a]\ngroup-by: [u]\ntimespan: 1s\ncondition: {field: v, gte: 2}"))
	e := correlation.NewEngine(set)
	none := func(correlation.Match) { t.Fatal("fired") }
	step := func(i int) {
		at := event.Time(i) * 100
		e.Advance(at, none)
		e.Push(correlation.Input{Time: at, Groups: []string{string(rune('a'+i%26)) + string(rune('0'+i/26%1000))}, Value: "x", HasValue: true, Ref: uint64(i)})
	}
	for i := range 100_000 {
		step(i)
	}
	n := 100_000
	if allocs := testing.AllocsPerRun(1000, func() { step(n); n++ }); allocs > 6 {
		t.Errorf("%.1f allocations for an event of a new group", allocs)
	}
}
