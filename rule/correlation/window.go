package correlation

import (
	"cmp"
	"slices"
	"strings"
)

// element is one event in a window.
type element struct {
	time   int64
	ref    uint64
	num    number // its number
	value  uint32 // its text in values, +1; 0 for none
	note   uint32 // what it carries for outer correlations in notes, +1; 0 for none
	member int32
}

// ring is a queue in flat memory.
type ring struct {
	buf  []element // a power of two long
	head int
	n    int
}

func (r *ring) at(i int) *element { return &r.buf[(r.head+i)&(len(r.buf)-1)] }

func (r *ring) push(e element) {
	if r.n == len(r.buf) {
		bigger := make([]element, max(4, 2*len(r.buf)))
		for i := range r.n {
			bigger[i] = *r.at(i)
		}
		r.buf, r.head = bigger, 0
	}
	r.n++
	*r.at(r.n - 1) = e
}

func (r *ring) shift() element {
	e := *r.at(0)
	r.head, r.n = (r.head+1)&(len(r.buf)-1), r.n-1
	return e
}

// add lets an input into a group's window; 0 if it has no usable value.
func (s *state) add(id int32, in *input) int {
	g := &s.groups[id]
	e := element{time: in.time, ref: in.ref, member: in.member}
	switch s.plan.rule.Type {
	case ValueCount:
		s.count(id, &e, in)
	case ValueSum, ValueAvg, ValuePercentile:
		if s.share {
			s.count(id, &e, in)
			break
		}
		v, ok := parseNumber(in.value)
		if !ok {
			s.stats.NotNumbers++
			return 0
		}
		e.num = v
		if g.sum = g.sum.plus(v); s.plan.rule.Type == ValuePercentile {
			g.numbers.insert(v)
		}
	case Temporal:
		g.last[in.member] = in.time
	case TemporalOrdered:
		g.follow(int(in.member), in.time)
	}
	if g.n == MaxWindow {
		s.pop(id)
		s.stats.EvictedEvents++
	}
	if len(s.plan.parents) > 0 || in.refs != nil {
		e.note = s.notes.put(in, s.plan.group) + 1
	}
	g.push(e)
	s.events++
	return 1
}

// count takes note of a value in its group.
func (s *state) count(id int32, e *element, in *input) {
	value := in.value
	if s.plan.extra > 0 {
		s.key = appendKey(s.key[:0], []string{value})
		s.key = appendKey(s.key, in.fields[s.plan.group:s.plan.group+s.plan.extra])
		value = string(s.key)
	}
	v := s.values.hold(value)
	e.value = v + 1
	at := uint64(id)<<32 | uint64(v)
	n := s.counts[at] + 1
	s.counts[at] = n
	if n == 1 {
		s.groups[id].distinct++
	}
}

// pop lets the oldest event out of a group's window.
func (s *state) pop(id int32) {
	g := &s.groups[id]
	e := g.shift()
	s.events--
	if e.value > 0 {
		at := uint64(id)<<32 | uint64(e.value-1)
		if n := s.counts[at]; n > 1 {
			s.counts[at] = n - 1
		} else {
			delete(s.counts, at)
			g.distinct--
		}
		s.values.drop(e.value - 1)
	}
	g.sum = g.sum.minus(e.num)
	if s.plan.rule.Type == ValuePercentile && !s.share {
		g.numbers.remove(e.num)
	}
	if e.note > 0 {
		s.notes.drop(e.note - 1)
	}
}

// expire lets out the events that a window ending at now no longer holds, and
// stops a running match if the condition failed at any moment before now.
func (s *state) expire(id int32, now int64) {
	g := &s.groups[id]
	for g.n > 0 {
		first := g.at(0).time
		leaves := first + s.plan.span + 1
		if leaves > now {
			return
		}
		for g.n > 0 && g.at(0).time == first {
			s.pop(id)
		}
		if g.running && leaves < now && !s.holds(id, leaves) {
			g.running = false
		}
	}
}

// refs are the events that a match names: of the window from element `from` on,
// the oldest, for temporal types as many of each rule.
func (s *state) refs(g *group, from int) []uint64 {
	quota := MaxRefs
	var taken []int
	if s.plan.rule.Type.temporal() {
		quota = max(1, MaxRefs/len(s.plan.members))
		taken = make([]int, len(s.plan.members))
	}
	out := make([]uint64, 0, min(g.n-from, MaxRefs))
	for i := from; i < g.n && len(out) < MaxRefs; i++ {
		e := g.at(i)
		if taken != nil {
			if taken[e.member] >= quota {
				continue
			}
			taken[e.member]++
		}
		out = s.appendRefs(out, e, MaxRefs)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (s *state) appendRefs(out []uint64, e *element, most int) []uint64 {
	if e.note > 0 {
		if refs := s.notes.list[e.note-1].refs; refs != nil {
			return append(out, refs[:min(len(refs), max(0, most-len(out)))]...)
		}
	}
	return append(out, e.ref)
}

// outer makes the inputs of an enclosing correlation from the events of a
// match: one for each different set of values among them.
func (s *state) outer(g *group, from int, edge *edge, parent *plan) []input {
	var out []input
	seen := map[string]int{}
	width := edge.fields
	if valueField(parent.rule) != "" {
		width++
	}
	for i := from; i < g.n; i++ {
		e := g.at(i)
		fields := s.notes.list[e.note-1].fields
		mine := fields[edge.off-s.plan.group : edge.off-s.plan.group+width]
		s.key = appendKey(s.key[:0], mine)
		at, ok := seen[string(s.key)]
		if !ok {
			at = len(out)
			seen[string(s.key)] = at
			in := input{member: int32(edge.member), fields: mine[:edge.fields]}
			if width > edge.fields {
				in.value, in.has = mine[edge.fields], mine[edge.fields] != ""
			}
			out = append(out, in)
		}
		if in := &out[at]; len(in.refs) < MaxRefs {
			in.refs = s.appendRefs(in.refs, e, MaxRefs)
		}
	}
	for i := range out {
		slices.Sort(out[i].refs)
		out[i].refs = slices.Compact(out[i].refs)
		out[i].ref = out[i].refs[0]
	}
	slices.SortFunc(out, func(a, b input) int { return cmp.Compare(a.ref, b.ref) })
	return out
}

// values are texts by number, shared by all groups of a correlation.
type values struct {
	ids   map[string]uint32
	texts []string
	held  []uint32
	free  []uint32
}

func (v *values) hold(text string) uint32 {
	if id, ok := v.ids[text]; ok {
		v.held[id]++
		return id
	}
	text = strings.Clone(text)
	id := uint32(len(v.texts))
	if n := len(v.free); n > 0 {
		id, v.free = v.free[n-1], v.free[:n-1]
		v.texts[id], v.held[id] = text, 1
	} else {
		v.texts, v.held = append(v.texts, text), append(v.held, 1)
	}
	v.ids[text] = id
	return id
}

func (v *values) drop(id uint32) {
	if v.held[id]--; v.held[id] == 0 {
		delete(v.ids, v.texts[id])
		v.texts[id] = ""
		v.free = append(v.free, id)
	}
}

// notes are what elements carry for outer correlations.
type notes struct {
	list []note
	free []uint32
}

type note struct {
	fields []string // those after the group
	refs   []uint64
}

func (n *notes) put(in *input, group int) uint32 {
	fields := make([]string, 0, len(in.fields)-group)
	for _, f := range in.fields[group:] {
		fields = append(fields, strings.Clone(f))
	}
	x := note{fields: fields, refs: in.refs}
	if k := len(n.free); k > 0 {
		id := n.free[k-1]
		n.free = n.free[:k-1]
		n.list[id] = x
		return id
	}
	n.list = append(n.list, x)
	return uint32(len(n.list) - 1)
}

func (n *notes) drop(id uint32) {
	n.list[id] = note{}
	n.free = append(n.free, id)
}
