package rule

import (
	"slices"

	"sekisho/record"
)

// Hit is a rule that is true of a row.
type Hit struct{ Rule int32 }

// Matcher matches rows against a set. It is for one goroutine; it allocates
// nothing once its buffers have grown.
type Matcher struct {
	set    *Set
	states [][]state // by target and atom
	awake  [][]bool  // by target and local rule

	plan    *plan
	row     *record.Row
	state   []state
	wakened []bool
	touched []int32 // atoms whose state is not their first one
	woken   []int32 // local rules
	spans   []span  // by field: its values in vals
	loaded  []int32 // fields with a span
	vals    []seen
	buf     []byte // of folded texts
	hits    []Hit
}

type span struct {
	from, to int32
	ready    bool
}

// NewMatcher makes a matcher.
func (s *Set) NewMatcher() *Matcher {
	m := &Matcher{set: s}
	fields := 0
	for _, p := range s.plans {
		m.states = append(m.states, slices.Clone(p.base))
		m.awake = append(m.awake, make([]bool, len(p.rules)))
		fields = max(fields, len(p.fields))
	}
	m.spans = make([]span, fields)
	return m
}

// Match returns the rules that are true of a row at a target, by ascending index.
// The slice is valid until the next call.
func (m *Matcher) Match(target int, row *record.Row) []Hit {
	m.begin(target, row)
	p := m.plan
	for i := range p.fields {
		if p.fields[i].scanned {
			m.scan(int32(i))
		}
	}
	m.hits = m.hits[:0]
	for _, local := range p.direct {
		m.try(local)
	}
	for _, local := range m.woken {
		m.try(local)
	}
	if len(m.hits) > 1 {
		slices.SortFunc(m.hits, func(a, b Hit) int { return int(a.Rule - b.Rule) })
	}
	m.end()
	return m.hits
}

func (m *Matcher) begin(target int, row *record.Row) {
	m.plan, m.row = m.set.plans[target], row
	m.state, m.wakened = m.states[target], m.awake[target]
	m.vals, m.buf = m.vals[:0], m.buf[:0]
}

// end brings states back to what they were before the row.
func (m *Matcher) end() {
	base := m.plan.base
	for _, a := range m.touched {
		m.state[a] = base[a]
	}
	for _, local := range m.woken {
		m.wakened[local] = false
	}
	for _, f := range m.loaded {
		m.spans[f].ready = false
	}
	m.touched, m.woken, m.loaded = m.touched[:0], m.woken[:0], m.loaded[:0]
	m.row, m.plan = nil, nil
}

// values are a field's values that are not null, with their folded texts.
func (m *Matcher) values(field int32) []seen {
	sp := &m.spans[field]
	if !sp.ready {
		sp.from = int32(len(m.vals))
		f := &m.plan.fields[field]
		if f.keywords {
			for _, v := range m.row.All() {
				m.take(v)
			}
		}
		for _, s := range f.slots {
			if m.row.Has(s) {
				for c := m.row.Values(s); c.Next(); {
					m.take(c.Value())
				}
			}
		}
		sp.to, sp.ready = int32(len(m.vals)), true
		m.loaded = append(m.loaded, field)
	}
	return m.vals[sp.from:sp.to]
}

func (m *Matcher) take(v record.Value) {
	if v.Kind <= record.Null {
		return
	}
	m.vals = append(m.vals, seen{raw: v.Text, kind: v.Kind})
	if !isASCII(v.Text) {
		m.fold(&m.vals[len(m.vals)-1])
	}
}

func (m *Matcher) fold(v *seen) {
	if !v.ready {
		v.folded, m.buf = foldInto(m.buf, v.raw)
		v.ready = true
	}
}

// folded are a field's values with their folded texts.
func (m *Matcher) folded(field int32) []seen {
	vals := m.values(field)
	for i := range vals {
		m.fold(&vals[i])
	}
	return vals
}

// scan marks the atoms that a field's values announce.
func (m *Matcher) scan(field int32) {
	f := &m.plan.fields[field]
	vals := m.values(field)
	for i := range vals {
		v := &vals[i]
		s := v.text()
		m.markAll(f.always)
		if f.lengths&(1<<min(len(s), 63)) != 0 {
			m.fold(v)
			m.markAll(f.exact[v.folded])
		}
		if f.starts != nil {
			m.scanStart(f.starts, s)
		}
		if f.ends != nil {
			m.scanEnd(f.ends, s)
		}
		if f.inside != nil {
			m.scanInside(f.inside, s)
		}
	}
}

func (m *Matcher) scanStart(t *table, s string) {
	at := uint32(0)
	for i := 0; i < len(s); i++ {
		e := t.next[at+uint32(t.class[s[i]])]
		if e == dead {
			return
		}
		if at = e &^ found; e&found != 0 {
			m.markAll(t.marks[at/t.stride])
		}
	}
}

func (m *Matcher) scanEnd(t *table, s string) {
	at := uint32(0)
	for i := len(s) - 1; i >= 0; i-- {
		e := t.next[at+uint32(t.class[s[i]])]
		if e == dead {
			return
		}
		if at = e &^ found; e&found != 0 {
			m.markAll(t.marks[at/t.stride])
		}
	}
}

func (m *Matcher) scanInside(g *grams, s string) {
	if f := g.filter4; f != nil {
		for i := 0; i+4 <= len(s); i += g.step {
			if w := gram4(s, i) | anyCase; f.has(hash4(w)) {
				m.markAround(g.find(w, 4), s, i)
			}
		}
	}
	if f := g.filter2; f != nil {
		for i := 0; i+2 <= len(s); i++ {
			if w := gram2(s, i) | anyCase>>16; f.has(w) {
				m.markAround(g.find(w, 2), s, i)
			}
		}
	}
}

// markAround marks the atoms whose texts lie around a gram that was found at i.
func (m *Matcher) markAround(texts []probe, s string, i int) {
	for k := range texts {
		p := &texts[k]
		if a := p.mark.atom(); m.state[a] != isTrue && p.around(s, i) {
			m.mark(a, p.mark.claim())
		}
	}
}

func (m *Matcher) markAll(marks []mark) {
	for _, k := range marks {
		m.mark(k.atom(), k.claim())
	}
}

func (m *Matcher) mark(a int32, c claim) {
	was := m.state[a]
	if was == isTrue || was == possible && c == perhaps {
		return
	}
	m.state[a] = isTrue
	if c == perhaps {
		m.state[a] = possible
	}
	if was == isFalse {
		m.touched = append(m.touched, a)
		m.wakeAll(m.plan.wakes[a])
	}
}

func (m *Matcher) wakeAll(locals []int32) {
	awake := m.wakened
	for _, local := range locals {
		if !awake[local] {
			awake[local] = true
			m.woken = append(m.woken, local)
		}
	}
}

// try runs a rule's condition.
func (m *Matcher) try(local int32) {
	pc := m.plan.entry[local]
	code := m.plan.code
	for pc >= 0 {
		step := &code[pc]
		st := m.state[step.atom]
		if st == possible {
			st = m.settle(step.atom)
		}
		if st == isTrue {
			pc = step.yes
		} else {
			pc = step.no
		}
	}
	if pc == accept {
		m.hits = append(m.hits, Hit{m.plan.rules[local]})
	}
}

// settle decides a possible atom and remembers the answer for this row.
func (m *Matcher) settle(id int32) state {
	st := isFalse
	if m.decide(&m.plan.atoms[id]) {
		st = isTrue
	}
	m.state[id] = st
	m.touched = append(m.touched, id)
	return st
}

func (m *Matcher) decide(a *atom) bool {
	f := &m.plan.fields[a.field]
	switch a.test.kind {
	case testExists:
		for _, s := range f.slots {
			if m.row.Has(s) {
				return true
			}
		}
		return false
	case testNull:
		return len(m.values(a.field)) == 0
	case testField:
		return m.decidePairs(a)
	}
	for _, v := range m.folded(a.field) {
		if a.test.matchValue(v) {
			return true
		}
	}
	return false
}

// decidePairs loads both fields before it looks at either: loading may move the
// values.
func (m *Matcher) decidePairs(a *atom) bool {
	m.folded(a.other)
	left := m.folded(a.field)
	for _, y := range m.folded(a.other) {
		for _, x := range left {
			if a.test.matchPair(x, y) {
				return true
			}
		}
	}
	return false
}
