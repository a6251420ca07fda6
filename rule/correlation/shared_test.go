package correlation_test

import (
	"fmt"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"sekisho/event"
	"sekisho/rule/correlation"
)

// parse reads the documents of a text; it fails the test on a load error.
func parse(t testing.TB, text string) []*correlation.Rule {
	t.Helper()
	var out []*correlation.Rule
	dec := yaml.NewDecoder(strings.NewReader(text))
	for {
		var n yaml.Node
		if dec.Decode(&n) != nil {
			return out
		}
		r, err := correlation.Parse(&n, "test.yml")
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
}

// base rules of the tests: a, b, c by name.
var abc = []correlation.Base{{ID: "11111111-0000-4000-8000-00000000000A", Name: "a"}, {ID: "id-b", Name: "b"}, {Name: "c"}}

func compile(t testing.TB, text string) *correlation.Set {
	t.Helper()
	set, err := correlation.Compile(parse(t, text), abc)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// rule writes a correlation document around its section.
func rule(name, section string) string {
	return fmt.Sprintf("title: %s\nname: %s\ncorrelation:\n  %s\n", name, name, strings.ReplaceAll(strings.TrimSpace(section), "\n", "\n  "))
}

// story plays lines "seconds base group[/group] [value]" and prints matches.
func story(t testing.TB, set *correlation.Set, lines string) string {
	t.Helper()
	e := correlation.NewEngine(set)
	var out strings.Builder
	emit := func(m correlation.Match) {
		kind := "first"
		if m.Kind == correlation.Extends {
			kind = "more"
		}
		fmt.Fprintf(&out, "%s %s %g %s: %s %v\n", set.Rules()[m.Rule].Title, kind, float64(m.Time)/1000, strings.Join(m.Groups, "/"), m.Text(), m.Refs)
	}
	for i, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		var sec float64
		f := strings.Fields(line)
		if _, err := fmt.Sscan(f[0], &sec); err != nil {
			t.Fatal(err)
		}
		at := event.Time(sec * 1000)
		e.Advance(at, emit)
		for n, need := range set.Needs() {
			if name := abc[need.Base].Name; name != f[1] {
				continue
			}
			in := correlation.Input{Need: n, Time: at, Ref: uint64(i)}
			for k := range need.GroupBy {
				groups := strings.Split(f[2], "/")
				v := groups[min(k, len(groups)-1)]
				in.Groups = append(in.Groups, strings.Trim(v, "-"))
			}
			if len(f) > 3 {
				in.Value, in.HasValue = f[3], true
			}
			e.Push(in)
		}
	}
	e.Close(emit)
	return out.String()
}
