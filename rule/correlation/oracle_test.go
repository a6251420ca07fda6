package correlation_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sekisho/event"
	"sekisho/rule/correlation"
)

// act is one input of the oracle.
type act struct {
	time   int64
	member int
	group  string
	value  string
	ref    uint64
}

// oracle says by brute force, from the text of doc.go alone, what an engine
// should emit: it scans all events again for every moment.
func oracle(r *correlation.Rule, acts []act) []string {
	span := r.Timespan.Milliseconds()
	usable := slices.DeleteFunc(slices.Clone(acts), func(a act) bool { return a.group == "" || !hasValue(r, a) })
	var out []string
	for _, t := range ticks(usable) {
		for _, g := range groupsOf(usable) {
			mine := slices.DeleteFunc(slices.Clone(usable), func(a act) bool { return a.group != g })
			if line := oracleAt(r, mine, t, span); line != "" {
				out = append(out, line)
			}
		}
	}
	return out
}

func oracleAt(r *correlation.Rule, mine []act, t, span int64) string {
	if !slices.ContainsFunc(mine, func(a act) bool { return a.time == t }) {
		return ""
	}
	w := window(mine, t, span)
	ok, value := judge(r, w, t)
	if !ok {
		return ""
	}
	kind := correlation.First
	if before := previous(mine, t); before >= 0 && runsUntil(r, mine, before, t, span) {
		kind = correlation.Extends
		w = slices.DeleteFunc(w, func(a act) bool { return a.time != t })
	}
	var refs []uint64
	for _, a := range w {
		refs = append(refs, a.ref)
	}
	slices.Sort(refs)
	return fmt.Sprintf("%d %s %d %s %v", t, mine[0].group, kind, value, refs)
}

// runsUntil: the tick met the condition, and so did every moment until t.
func runsUntil(r *correlation.Rule, mine []act, tick, t, span int64) bool {
	if ok, _ := judge(r, window(mine, tick, span), tick); !ok {
		return false
	}
	for m := tick + 1; m < t; m++ {
		changes := slices.ContainsFunc(mine, func(a act) bool { return a.time+span+1 == m })
		if !changes {
			continue
		}
		w := window(mine, m, span)
		if len(w) == 0 {
			return false
		}
		if share(r) {
			continue
		}
		if ok, _ := judge(r, w, m); !ok {
			return false
		}
	}
	return true
}

func share(r *correlation.Rule) bool {
	return r.Type == correlation.ValuePercentile && r.Condition.Percentile < 0
}

func hasValue(r *correlation.Rule, a act) bool {
	if len(r.Condition.Fields) == 0 {
		return true
	}
	if a.value == "" {
		return false
	}
	_, number := new(big.Rat).SetString(a.value)
	return number || r.Type == correlation.ValueCount || share(r)
}

func window(acts []act, t, span int64) []act {
	return slices.DeleteFunc(slices.Clone(acts), func(a act) bool { return a.time > t || a.time < t-span })
}

func judge(r *correlation.Rule, w []act, t int64) (bool, string) {
	if share(r) {
		for _, v := range valuesAt(w, t) {
			n := 0
			for _, a := range w {
				if a.value == v {
					n++
				}
			}
			if x := big.NewRat(int64(100*n), int64(len(w))); meets(r, x) {
				return true, show(x)
			}
		}
		return false, ""
	}
	x := measure(r, w)
	return meets(r, x), show(x)
}

func show(x *big.Rat) string { f, _ := x.Float64(); return fmt.Sprintf("%.5f", f) }

func valuesAt(w []act, t int64) []string {
	var out []string
	for _, a := range w {
		if a.time == t {
			out = append(out, a.value)
		}
	}
	sort.Strings(out)
	return out
}

func meets(r *correlation.Rule, x *big.Rat) bool {
	for _, c := range r.Condition.Criteria {
		limit, _ := new(big.Rat).SetString(c.Text)
		d := x.Cmp(limit)
		ok := map[correlation.Op]bool{"gt": d > 0, "gte": d >= 0, "lt": d < 0, "lte": d <= 0, "eq": d == 0, "neq": d != 0}
		if !ok[c.Op] {
			return false
		}
	}
	return true
}

func measure(r *correlation.Rule, w []act) *big.Rat {
	distinct, members := map[string]bool{}, map[int]bool{}
	var numbers []*big.Rat
	sum := new(big.Rat)
	for _, a := range w {
		distinct[a.value], members[a.member] = true, true
		if n, ok := new(big.Rat).SetString(a.value); ok {
			numbers = append(numbers, n)
			sum.Add(sum, n)
		}
	}
	count := func(n int) *big.Rat { return big.NewRat(int64(n), 1) }
	switch r.Type {
	case correlation.EventCount:
		return count(len(w))
	case correlation.ValueCount:
		return count(len(distinct))
	case correlation.Temporal:
		return count(len(members))
	case correlation.TemporalOrdered:
		return count(longestRow(w, -1, 0))
	case correlation.ValueSum:
		return sum
	case correlation.ValueAvg:
		return sum.Quo(sum, count(len(numbers)))
	}
	slices.SortFunc(numbers, (*big.Rat).Cmp)
	for i, n := range numbers {
		if float64(100*(i+1)) >= r.Condition.Percentile*float64(len(numbers)) {
			return n
		}
	}
	return numbers[len(numbers)-1]
}

// longestRow is the longest row of different rules in order, after rule j and
// not before t.
func longestRow(w []act, j int, t int64) int {
	best := 0
	for _, a := range w {
		if a.member > j && a.time >= t {
			best = max(best, 1+longestRow(w, a.member, a.time))
		}
	}
	return best
}

func ticks(acts []act) []int64 {
	var out []int64
	for _, a := range acts {
		out = append(out, a.time)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func groupsOf(acts []act) []string {
	var out []string
	for _, a := range acts {
		out = append(out, a.group)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func previous(acts []act, t int64) int64 {
	best := int64(-1)
	for _, a := range acts {
		if a.time < t {
			best = max(best, a.time)
		}
	}
	return best
}

var oracleSections = []string{
	"type: event_count\nrules: [a, b]\ncondition: {gte: 3}",
	"type: event_count\nrules: [a]\ncondition: {eq: 2}",
	"type: event_count\nrules: [a]\ncondition: {gt: 1, lte: 3}",
	"type: value_count\nrules: [a, b, c]\ncondition: {field: v, gte: 3}",
	"type: value_count\nrules: [a]\ncondition: {field: v, eq: 2}",
	"type: temporal\nrules: [a, b, c]",
	"type: temporal\nrules: [a, b, c]\ncondition: {eq: 2}",
	"type: temporal_ordered\nrules: [a, b, c]",
	"type: temporal_ordered\nrules: [c, a, b]\ncondition: {gte: 2}",
	"type: value_sum\nrules: [a, b]\ncondition: {field: v, gt: 7}",
	"type: value_sum\nrules: [a]\ncondition: {field: v, lt: -1.5}",
	"type: value_avg\nrules: [a, b]\ncondition: {field: v, gte: 3}",
	"type: value_avg\nrules: [a]\ncondition: {field: v, lte: 0.5}",
	"type: value_percentile\nrules: [a, b]\ncondition: {field: v, percentile: 75, gte: 3}",
	"type: value_percentile\nrules: [a]\ncondition: {field: v, percentile: 0, lt: 0}",
	"type: value_percentile\nrules: [a, b]\ncondition: {field: v, lte: 34}",
}

var oracleValues = []string{"0", "1", "2", "3.5", "-2", "4", "0.1", "0.2", "x", ""}

func someActs(rng *rand.Rand, n int) []act {
	var out []act
	at := int64(1000)
	for i := range n {
		if rng.IntN(3) > 0 {
			at += []int64{1, 500, 999, 1000, 1001, 2000, 3001}[rng.IntN(7)]
		}
		out = append(out, act{time: at, member: rng.IntN(3), group: []string{"u1", "u2", ""}[min(rng.IntN(8)/3, 2)], value: oracleValues[rng.IntN(len(oracleValues))], ref: uint64(i)})
	}
	return out
}

func eventTime(a act) event.Time { return event.Time(a.time) }

// play runs an engine over acts, members being the bases a, b, c.
func play(set *correlation.Set, acts []act) []string {
	e := correlation.NewEngine(set)
	var out []string
	emit := func(m correlation.Match) {
		out = append(out, fmt.Sprintf("%d %s %d %.5f %v", m.Time, strings.Join(m.Groups, "/"), m.Kind, m.Value, m.Refs))
	}
	for _, a := range acts {
		e.Advance(event.Time(a.time), emit)
		for n, need := range set.Needs() {
			if need.Base == a.member {
				e.Push(correlation.Input{Need: n, Time: event.Time(a.time), Groups: []string{a.group}, Value: a.value, HasValue: a.value != "", Ref: a.ref})
			}
		}
	}
	e.Close(emit)
	return out
}

// asMembers renumbers bases to the places that a rule gives them, and leaves out
// those that it does not refer to.
func asMembers(r *correlation.Rule, acts []act) []act {
	var out []act
	for _, a := range acts {
		if m := slices.Index(r.Refs, abc[a.member].Name); m >= 0 {
			a.member = m
			out = append(out, a)
		}
	}
	return out
}

func TestAgainstOracle(t *testing.T) {
	fired := 0
	for i, section := range oracleSections {
		set := compile(t, rule("me", section+"\ngroup-by: [u]\ntimespan: 3s"))
		for seed := range uint64(150) {
			acts := someActs(rand.New(rand.NewPCG(seed, uint64(i))), 30)
			want := oracle(set.Rules()[0], asMembers(set.Rules()[0], acts))
			got := play(set, acts)
			fired += len(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s\nseed %d\n%s", section, seed, diff)
			}
		}
	}
	if fired < 1000 {
		t.Errorf("only %d matches: the test shows too little", fired)
	}
}

// Results do not depend on the order of simultaneous events.
func TestOrderOfTies(t *testing.T) {
	var text []string
	for i, s := range oracleSections {
		text = append(text, rule(fmt.Sprintf("r%d", i), s+"\ngroup-by: [u]\ntimespan: 3s"))
	}
	text = append(text, rule("outer", "type: temporal_ordered\nrules: [r0, r3]\ngroup-by: [u]\ntimespan: 9s\ngenerate: true"))
	set := compile(t, strings.Join(text, "---\n"))
	for seed := range uint64(100) {
		rng := rand.New(rand.NewPCG(seed, 99))
		acts := someActs(rng, 60)
		want := play(set, acts)
		mixed := slices.Clone(acts)
		rng.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		slices.SortStableFunc(mixed, func(a, b act) int { return int(a.time - b.time) })
		if diff := cmp.Diff(want, play(set, mixed)); diff != "" {
			t.Fatalf("seed %d\n%s", seed, diff)
		}
	}
}
