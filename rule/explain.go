package rule

import "sekisho/record"

// Explanation is why a rule is or is not true of a row.
type Explanation struct {
	Rule       *Rule
	Value      bool // of the whole: a condition is true and every filter lets it pass
	Tried      bool // false: the rule does not reach the target, and nothing was evaluated
	Conditions []ConditionValue
	Selections []SelectionValue
	Filters    []FilterValue
}

// ConditionValue is one condition with its value.
type ConditionValue struct {
	Text  string
	Value bool
}

// SelectionValue is one selection with its value and those of its items, by
// alternative.
type SelectionValue struct {
	Name         string
	Value        bool
	Alternatives [][]ItemValue
}

// ItemValue is one line of a selection with its value and what the record holds
// in its field; Seen owns its memory and is cut to MostSeen values.
type ItemValue struct {
	Item  Item
	Value bool
	Seen  []string
}

// FilterValue is a filter that applies to the rule, and whether it lets the row
// pass.
type FilterValue struct {
	Filter *Filter
	Passes bool
}

// MostSeen is how many of a field's values an explanation shows.
const MostSeen = 16

// Explain evaluates a rule at a target by itself, without the automatons.
func (s *Set) Explain(target int, row *record.Row, rule int) Explanation {
	b, r := &s.built[rule], s.rules[rule]
	out := Explanation{Rule: r}
	if !s.triedAt(rule, target) {
		return out
	}
	e := evaluator{plan: s.plans[target], row: row}
	out.Tried, out.Value = true, e.node(b.whole)
	for _, c := range r.Detection.Conditions {
		out.Conditions = append(out.Conditions, ConditionValue{c.Text, e.node(b.condition(c.Root))})
	}
	for i, sel := range r.Detection.Selections {
		v := SelectionValue{Name: sel.Name, Value: e.node(b.selections[i])}
		for j, alt := range sel.Alternatives {
			var items []ItemValue
			for k, it := range alt {
				items = append(items, ItemValue{it, e.node(b.items[i][j][k]), e.seen(it.Field)})
			}
			v.Alternatives = append(v.Alternatives, items)
		}
		out.Selections = append(out.Selections, v)
	}
	for _, f := range b.filters {
		out.Filters = append(out.Filters, FilterValue{f.filter, e.node(f.passes)})
	}
	return out
}

func (s *Set) triedAt(rule, target int) bool {
	for _, t := range s.reach[rule] {
		if t == target {
			return true
		}
	}
	return false
}

// evaluator decides conditions one after another: what Explain shows, and what
// tests hold the matcher against.
type evaluator struct {
	plan *plan
	row  *record.Row
}

func (e *evaluator) node(n *node) bool {
	switch n.op {
	case nodeTest:
		return e.test(n.test) != n.not
	case nodeAnd:
		for _, k := range n.kids {
			if !e.node(k) {
				return false
			}
		}
		return true
	}
	for _, k := range n.kids {
		if e.node(k) {
			return true
		}
	}
	return false
}

func (e *evaluator) test(t *test) bool {
	switch t.kind {
	case testExists:
		for _, s := range e.plan.fields[e.plan.names[t.field]].slots {
			if e.row.Has(s) {
				return true
			}
		}
		return false
	case testNull:
		return len(e.values(t.field)) == 0
	case testField:
		for _, a := range e.values(t.field) {
			for _, b := range e.values(t.other) {
				if t.matchPair(a, b) {
					return true
				}
			}
		}
		return false
	}
	for _, v := range e.values(t.field) {
		if t.matchValue(v) {
			return true
		}
	}
	return false
}

// values are a field's values that are not null.
func (e *evaluator) values(name string) []seen {
	f := &e.plan.fields[e.plan.names[name]]
	var out []seen
	take := func(v record.Value) bool {
		if v.Kind > record.Null {
			out = append(out, seen{raw: v.Text, folded: foldText(v.Text), kind: v.Kind})
		}
		return true
	}
	if f.keywords {
		for _, v := range e.row.All() {
			take(v)
		}
	}
	for _, s := range f.slots {
		e.row.Each(s, take)
	}
	return out
}

func (e *evaluator) seen(name string) []string {
	if name == "" {
		return nil
	}
	var out []string
	for _, v := range e.values(name) {
		if len(out) == MostSeen {
			break
		}
		out = append(out, string([]byte(v.raw)))
	}
	return out
}
