package rule_test

import (
	"testing"

	"sekisho/rule"
)

// TestConditions has conditions over selections a, b, c, _d that are true of a
// record whose field of that name is 1.
func TestConditions(t *testing.T) {
	const selections = "sel_a: {A: 1}\nsel_b: {B: 1}\nother: {C: 1}\n_d: {D: 1}\n"
	for _, c := range []struct{ condition, yes, no string }{
		{"sel_a", `{"A":1}`, `{"B":1}`},
		{"sel_a and sel_b", `{"A":1,"B":1}`, `{"A":1}`},
		{"sel_a or sel_b", `{"B":1}`, `{"C":1}`},
		{"sel_a or sel_b and other", `{"A":1}`, `{"B":1}`},
		{"(sel_a or sel_b) and other", `{"A":1,"C":1}`, `{"A":1}`},
		{"not sel_a and sel_b", `{"B":1}`, `{"A":1,"B":1}`},
		{"not (sel_a and sel_b)", `{"A":1}`, `{"A":1,"B":1}`},
		{"not not sel_a", `{"A":1}`, `{}`},
		{"1 of them", `{"C":1}`, `{"D":1}`},
		{"any of them", `{"C":1}`, `{"D":1}`},
		{"all of them", `{"A":1,"B":1,"C":1}`, `{"A":1,"B":1,"D":1}`},
		{"1 of sel_*", `{"B":1}`, `{"C":1}`},
		{"all of sel_*", `{"A":1,"B":1}`, `{"B":1}`},
		{"1 of *_*", `{"D":1}`, `{"C":1}`},
		{"1 of *the*", `{"C":1}`, `{"A":1}`},
		{"1 of other", `{"C":1}`, `{"A":1}`},
		{"other and not 1 of sel_*", `{"C":1}`, `{"C":1,"B":1}`},
		{"other and not all of sel_*", `{"C":1,"B":1}`, `{"C":1,"B":1,"A":1}`},
		{"sel_a AND NOT sel_b", `{"A":1}`, `{"A":1,"B":1}`},
		{"[sel_a and sel_b, other]", `{"C":1}`, `{"A":1}`},
		{"[sel_a and sel_b, other]", `{"A":1,"B":1}`, `{"B":1}`},
		{"not 1 of them", `{}`, `{"A":1}`},
	} {
		r := detecting(t, selections+"condition: "+c.condition)
		if !matches(t, r, rule.Options{}, c.yes) {
			t.Errorf("%s: not true of %s", c.condition, c.yes)
		}
		if matches(t, r, rule.Options{}, c.no) {
			t.Errorf("%s: true of %s", c.condition, c.no)
		}
	}
}
