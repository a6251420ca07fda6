package correlation_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sekisho/rule/correlation"
)

// A chain gives what the oracle gives when its own answers about the inner
// correlation are put in as events of the outer one. Refs are left out: they are
// those of the events below.
func TestChainsAgainstOracle(t *testing.T) {
	fired := 0
	for i, c := range []struct{ inner, outer string }{
		{"type: event_count\nrules: [a]\ncondition: {gte: 3}", "type: temporal_ordered\nrules: [inner, b]"},
		{"type: temporal\nrules: [a, c]", "type: temporal\nrules: [b, inner]"},
		{"type: event_count\nrules: [a, c]\ncondition: {gte: 2}", "type: event_count\nrules: [inner, b]\ncondition: {gte: 3}"},
		{"type: value_count\nrules: [a, c]\ncondition: {field: v, eq: 2}", "type: event_count\nrules: [inner]\ncondition: {gte: 2}"},
	} {
		by := "\ngroup-by: [u]\ntimespan: "
		set := compile(t, rule("inner", c.inner+by+"2s")+"---\n"+rule("outer", c.outer+by+"5s"))
		for seed := range uint64(150) {
			acts := someActs(rand.New(rand.NewPCG(seed, uint64(100+i))), 40)
			want := withoutRefs(oracle(set.Rules()[1], outerActs(set, acts)))
			got := withoutRefs(playChain(set, acts))
			fired += len(want)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s over %s\nseed %d\n%s", c.outer, c.inner, seed, diff)
			}
		}
	}
	if fired < 200 {
		t.Errorf("only %d matches: the test shows too little", fired)
	}
}

// outerActs are the events of the outer rule: those of the bases that it refers
// to, and the oracle's matches of the inner rule.
func outerActs(set *correlation.Set, acts []act) []act {
	inner, outer := set.Rules()[0], set.Rules()[1]
	temporal := outer.Type == correlation.Temporal || outer.Type == correlation.TemporalOrdered
	var out []act
	for _, line := range oracle(inner, asMembers(inner, acts)) {
		var a act
		var kind correlation.Kind
		if _, err := fmt.Sscan(line, &a.time, &a.group, &kind); err != nil {
			panic(err)
		}
		if a.member = slices.Index(outer.Refs, "inner"); kind == correlation.First || temporal {
			out = append(out, a)
		}
	}
	for _, a := range acts {
		if m := slices.Index(outer.Refs, abc[a.member].Name); m >= 0 {
			a.member = m
			out = append(out, a)
		}
	}
	return out
}

// playChain runs both rules; only the outer one speaks.
func playChain(set *correlation.Set, acts []act) []string {
	e := correlation.NewEngine(set)
	var out []string
	emit := func(m correlation.Match) {
		out = append(out, fmt.Sprintf("%d %s %d %.5f []", m.Time, strings.Join(m.Groups, "/"), m.Kind, m.Value))
	}
	for _, a := range acts {
		e.Advance(eventTime(a), emit)
		for n, need := range set.Needs() {
			if need.Base == a.member {
				groups := make([]string, len(need.GroupBy))
				for k := range groups {
					groups[k] = a.group
				}
				e.Push(correlation.Input{Need: n, Time: eventTime(a), Groups: groups, Value: a.value, HasValue: a.value != "", Ref: a.ref})
			}
		}
	}
	e.Close(emit)
	return out
}

func withoutRefs(lines []string) []string {
	var out []string
	for _, l := range lines {
		out = append(out, l[:strings.IndexByte(l, '[')])
	}
	return out
}
