package rule

import "sekisho/record"

// MatchNaive evaluates one rule after another: the oracle of Match.
func (s *Set) MatchNaive(target int, row *record.Row) []Hit {
	p := s.plans[target]
	e := evaluator{plan: p, row: row}
	var out []Hit
	for _, r := range p.rules {
		if e.node(s.built[r].whole) {
			out = append(out, Hit{r})
		}
	}
	return out
}

// Stats says how large a target's plan is.
func (s *Set) Stats(target int) (rules, direct, atoms, jumps, tableBytes int) {
	p := s.plans[target]
	for _, f := range p.fields {
		if f.inside != nil {
			tableBytes += 16*len(f.inside.slots) + 32*len(f.inside.texts) + 2*(1<<filterBits/8)
		}
		for _, t := range []*table{f.starts, f.ends} {
			if t != nil {
				tableBytes += 4 * len(t.next)
			}
		}
	}
	return len(p.rules), len(p.direct), len(p.atoms), len(p.code), tableBytes
}

// Direct are the titles of rules that are tried on every row.
func (s *Set) Direct(target int) []string {
	var out []string
	for _, l := range s.plans[target].direct {
		out = append(out, s.rules[s.plans[target].rules[l]].Title)
	}
	return out
}

// MatchEach runs one rule's condition after another without the automatons: every
// atom is decided when a condition asks, once for each row. It is what matching
// together is measured against.
func (m *Matcher) MatchEach(target int, row *record.Row) []Hit {
	m.begin(target, row)
	for i := range m.state {
		m.state[i] = possible
	}
	m.hits = m.hits[:0]
	for local := range m.plan.rules {
		m.try(int32(local))
	}
	copy(m.state, m.plan.base)
	m.end()
	return m.hits
}
