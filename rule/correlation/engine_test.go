package correlation_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sekisho/rule/correlation"
)

func TestStories(t *testing.T) {
	for _, c := range []struct{ name, rules, events, want string }{
		{
			"a count fires once, goes on, and is armed again when the window falls short",
			rule("three", "type: event_count\nrules: [a]\ngroup-by: [user]\ntimespan: 10s\ncondition: {gte: 3}"),
			"0 a u1\n1 a u1\n1 a u2\n2 a u1\n3 a u1\n14 a u1\n15 a u1\n16 a u1",
			"three first 2 u1: 3 events [0 1 3]\nthree more 3 u1: 4 events [4]\nthree first 16 u1: 3 events [5 6 7]\n",
		},
		{
			"events exactly a timespan apart are in one window",
			rule("two", "type: event_count\nrules: [a]\ngroup-by: [user]\ntimespan: 10s\ncondition: {gte: 2}"),
			"0 a u1\n10 a u1\n20.001 a u1",
			"two first 10 u1: 2 events [0 1]\n",
		},
		{
			"distinct values, a missing value is none",
			rule("values", "type: value_count\nrules: [a]\ngroup-by: [user]\ntimespan: 10s\ncondition: {field: dst, gt: 1}"),
			"0 a u1 x\n1 a u1 x\n2 a u1\n3 a u1 y\n11.5 a u1 y\n12 a u1 y",
			"values first 3 u1: 2 different values of dst [0 1 3]\n",
		},
		{
			"without the group's field an event is nobody's",
			rule("two", "type: event_count\nrules: [a]\ngroup-by: [user]\ntimespan: 10s\ncondition: {gte: 2}"),
			"0 a -\n1 a -\n2 a -",
			"",
		},
		{
			"temporal takes any order, ordered takes its own",
			rule("near", "type: temporal\nrules: [a, b]\ngroup-by: [user]\ntimespan: 10s") + "---\n" +
				rule("row", "type: temporal_ordered\nrules: [a, b]\ngroup-by: [user]\ntimespan: 10s"),
			"0 b u1\n5 a u1\n9 b u1\n30 a u2\n41 b u2",
			"near first 5 u1: 2 of 2 rules [0 1]\nnear more 9 u1: 2 of 2 rules [2]\nrow first 9 u1: 2 of 2 rules in order [0 1 2]\n",
		},
		{
			"simultaneous events are in either order",
			rule("row", "type: temporal_ordered\nrules: [a, b, c]\ngroup-by: [user]\ntimespan: 10s"),
			"5 c u1\n5 b u1\n5 a u1",
			"row first 5 u1: 3 of 3 rules in order [0 1 2]\n",
		},
		{
			"sum, average, percentile",
			rule("sum", "type: value_sum\nrules: [a]\ngroup-by: [user]\ntimespan: 10s\ncondition: {field: n, gte: 0.3}") + "---\n" +
				rule("avg", "type: value_avg\nrules: [a]\ngroup-by: [user]\ntimespan: 10s\ncondition: {field: n, lt: 0.1}") + "---\n" +
				rule("mid", "type: value_percentile\nrules: [a]\ngroup-by: [user]\ntimespan: 10s\ncondition: {field: n, percentile: 50, gt: 0.1}"),
			"0 a u1 0.1\n1 a u1 0.1\n2 a u1 0.1\n3 a u1 ten\n12.5 a u1 -0.5\n30 a u1 0.2",
			"sum first 2 u1: a sum of 0.3 (n) [0 1 2]\navg first 12.5 u1: an average of -0.5 (n) [4]\nmid first 30 u1: 0.2 at percentile 50 (n) [5]\n",
		},
		{
			"a percentile without a number is the share of the value at hand",
			rule("rare", "type: value_percentile\nrules: [a]\ngroup-by: [user]\ntimespan: 60s\ncondition: {field: image, lte: 20}"),
			"0 a u1 x\n1 a u1 x\n2 a u1 x\n3 a u1 x\n4 a u1 y\n5 a u1 x",
			"rare first 4 u1: 20 % of the events have the same image [0 1 2 3 4]\n",
		},
		{
			"a range fires when a window reaches into it",
			rule("some", "type: event_count\nrules: [a]\ngroup-by: [user]\ntimespan: 10s\ncondition: {gte: 2, lt: 3}"),
			"0 a u1\n1 a u1\n2 a u1\n11.5 a u1",
			"some first 1 u1: 2 events [0 1]\nsome first 11.5 u1: 2 events [2 3]\n",
		},
		{
			"a chain: many failures, then a success; the inner rule is silent",
			rule("login", "type: temporal_ordered\nrules: [many, b]\ngroup-by: [user]\ntimespan: 10s") + "---\n" +
				rule("many", "type: event_count\nrules: [a]\ngroup-by: [user]\ntimespan: 10s\ncondition: {gte: 2}"),
			"0 a u1\n1 a u1\n2 b u1\n3 b u2",
			"login first 2 u1: 2 of 2 rules in order [0 1 2]\n",
		},
		{
			"a chain groups by what the inner rule does not, and names only those events",
			rule("outer", "type: temporal\nrules: [burst]\ngroup-by: [user]\ntimespan: 10s\ngenerate: true") + "---\n" +
				rule("burst", "type: event_count\nrules: [a]\ntimespan: 10s\ncondition: {gte: 3}"),
			"0 a u1\n1 a u2\n2 a u1",
			"outer first 2 u1: 1 of 1 rules [0 2]\nouter first 2 u2: 1 of 1 rules [1]\nburst first 2 : 3 events [0 1 2]\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, story(t, compile(t, c.rules), c.events)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNeedsResolveAliases(t *testing.T) {
	set := compile(t, rule("alias", `
type: value_count
rules: [a, id-b]
group-by: [ip]
timespan: 1h
condition: {field: [dst, port], gte: 2}
aliases:
  ip: {a: src_ip, b: client}`)+"---\n"+rule("around", "type: temporal\nrules: [alias, c]\ngroup-by: [who]\ntimespan: 2h\naliases:\n  who: {alias: user, c: actor}"))
	var got []string
	for _, n := range set.Needs() {
		got = append(got, abc[n.Base].Name+" "+strings.Join(n.GroupBy, ",")+" "+n.Value)
	}
	want := []string{"a src_ip,port,user dst", "b client,port,user dst", "c actor "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if h := set.Horizon().Hours(); h != 3 {
		t.Errorf("horizon %v h, want 3", h)
	}
	if !set.Silences(0) || !set.Silent(0) || set.Silent(1) {
		t.Error("inner rules speak")
	}
}

// A rule of level informational speaks only inside correlations, also where one
// lets its rules speak for themselves.
func TestSilence(t *testing.T) {
	rules := parse(t, rule("chain", "type: temporal\nrules: [a, b]\ngroup-by: [u]\ntimespan: 1h\ngenerate: true"))
	set, err := correlation.Compile(rules, []correlation.Base{{Name: "a", Level: "informational"}, {Name: "b", Level: "low"}, {Name: "c", Level: "informational"}})
	if err != nil {
		t.Fatal(err)
	}
	if !set.Silences(0) || set.Silences(1) || set.Silences(2) {
		t.Error("want only a silent")
	}
}
