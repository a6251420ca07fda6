package rule

import (
	"cmp"
	"slices"
)

// term is a condition over a plan's atoms, ordered for running.
type term struct {
	op   nodeOp
	kids []*term
	atom int32
	not  bool
	cost cost
	odds float64 // guessed: how often it is true
}

// term numbers the atoms of a condition.
func (p *planner) term(n *node) *term {
	if n.op == nodeTest {
		return &term{op: nodeTest, atom: p.atom(n.test), not: n.not}
	}
	t := &term{op: n.op}
	for _, k := range n.kids {
		t.kids = append(t.kids, p.term(k))
	}
	return t
}

// count counts by how many rules each atom is used: what many rules ask for is
// common in real records.
func (p *planner) count(t *term, seen map[int32]bool) {
	if t.op == nodeTest {
		if !seen[t.atom] {
			seen[t.atom] = true
			p.atoms[t.atom].uses++
		}
		return
	}
	for _, k := range t.kids {
		p.count(k, seen)
	}
}

// order puts cheap and decisive parts first: of an and what is seldom true, of an
// or what is often true. The result does not depend on the order.
func (p *planner) order(t *term) {
	if t.op == nodeTest {
		t.cost, t.odds = p.leafCost(t.atom), p.odds(t.atom)
		if t.not {
			t.odds = 1 - t.odds
		}
		return
	}
	for _, k := range t.kids {
		p.order(k)
		t.cost = max(t.cost, k.cost)
	}
	sign := 1.0
	if t.op == nodeOr {
		sign = -1
	}
	slices.SortStableFunc(t.kids, func(a, b *term) int {
		if c := cmp.Compare(a.cost, b.cost); c != 0 {
			return c
		}
		return cmp.Compare(sign*a.odds, sign*b.odds)
	})
	t.odds = joinOdds(t)
}

func joinOdds(t *term) float64 {
	if t.op == nodeAnd {
		least := 1.0
		for _, k := range t.kids {
			least = min(least, k.odds)
		}
		return least
	}
	sum := 0.0
	for _, k := range t.kids {
		sum += k.odds
	}
	return min(sum, 1)
}

func (p *planner) leafCost(id int32) cost {
	t := p.atoms[id].test
	if p.base[id] == isFalse && (t.kind != testText || t.pat.cased || t.pat.shape == shapeGlob) {
		return t.cost // possible after a mark
	}
	if p.base[id] == isFalse {
		return costFree
	}
	return t.cost
}

// odds guesses how often an atom is marked: short texts often, texts that many
// rules ask for often.
func (p *planner) odds(id int32) float64 {
	const unknown = 0.5
	t := p.atoms[id].test
	if p.base[id] != isFalse {
		return unknown
	}
	n := 0
	switch {
	case t.kind == testRegexp:
		n = shortest(t.literal)
	case t.pat.shape == shapeGlob:
		n = len(t.pat.longestText())
	default:
		n = len(t.pat.text)
	}
	byLength := [...]float64{1, 0.5, 0.2, 0.1, 0.04, 0.02, 0.01}
	odds := byLength[min(n, len(byLength)-1)]
	if t.kind == testText && t.pat.shape == shapeExact {
		odds = 0.01
	}
	return min(0.9, odds*float64(1+p.atoms[id].uses))
}

// clause is a set of atoms of which at least one is marked whenever the term is
// true; nil if there is none. odds is how often one is marked.
func (p *planner) clause(t *term) (atoms []int32, odds float64) {
	switch t.op {
	case nodeTest:
		if t.not || p.base[t.atom] != isFalse {
			return nil, 1
		}
		return []int32{t.atom}, p.odds(t.atom)
	case nodeAnd:
		best := 2.0
		for _, k := range t.kids {
			if c, o := p.clause(k); c != nil && o < best {
				atoms, best = c, o
			}
		}
		return atoms, best
	}
	for _, k := range t.kids {
		c, o := p.clause(k)
		if c == nil {
			return nil, 1
		}
		atoms, odds = append(atoms, c...), odds+o
	}
	return atoms, odds
}

// emit writes a term's jumps and returns where they begin. Jumps only go to what
// has been written before, so code runs from its end to its beginning.
func (p *planner) emit(t *term, yes, no int32) int32 {
	switch t.op {
	case nodeTest:
		if t.not {
			yes, no = no, yes
		}
		p.code = append(p.code, jump{t.atom, yes, no})
		return int32(len(p.code) - 1)
	case nodeAnd:
		for i := len(t.kids) - 1; i >= 0; i-- {
			yes = p.emit(t.kids[i], yes, no)
		}
		return yes
	}
	for i := len(t.kids) - 1; i >= 0; i-- {
		no = p.emit(t.kids[i], yes, no)
	}
	return no
}
