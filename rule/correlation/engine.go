package correlation

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"sekisho/event"
)

// Engine runs a set over one stream of inputs. It is for one goroutine.
type Engine struct {
	set     *Set
	states  []*state // by rule
	pending []Input
	sorted  bool       // pending is in order of time
	reached event.Time // ticks before this have been judged
	queues  [][]input  // by position in set.order
	dirty   []uint64   // bits of the queues that are not empty
	out     []Match
	ticks   int
}

// input is an Input, or a match of an inner correlation, on its way to one
// correlation.
type input struct {
	time   int64
	member int32
	fields []string
	value  string
	has    bool
	ref    uint64
	refs   []uint64 // of an inner match, instead of ref
}

// NewEngine makes an engine with empty windows.
func NewEngine(set *Set) *Engine {
	e := &Engine{set: set, sorted: true, reached: math.MinInt64}
	n := len(set.rules)
	e.queues, e.dirty = make([][]input, n), make([]uint64, (n+63)/64)
	for i := range set.plans {
		e.states = append(e.states, newState(i, &set.plans[i]))
	}
	return e
}

// Stats is what happened so far, by rule.
func (e *Engine) Stats() []Stats {
	out := make([]Stats, len(e.states))
	for i, s := range e.states {
		out[i] = s.stats
	}
	return out
}

// Push takes an input. Inputs come in order of time; one that is older than what
// Advance has reached is counted and left out. Groups and Value must not change
// until Advance has passed the input's time; the engine keeps neither.
func (e *Engine) Push(in Input) {
	f := e.set.feeds[in.Need]
	if in.Time < e.reached {
		e.states[f.rule].stats.Late++
		return
	}
	if n := len(e.pending); n > 0 && in.Time < e.pending[n-1].Time {
		e.sorted = false
	}
	e.pending = append(e.pending, in)
}

// Advance says that no input before t will come: every tick before t is judged.
// Matches are emitted in order of time, rule and group.
func (e *Engine) Advance(t event.Time, emit func(Match)) {
	if t <= e.reached {
		return
	}
	e.reached = t
	e.drain(func(at event.Time) bool { return at < t }, emit)
}

// Close judges what is left. Nothing may be pushed afterwards.
func (e *Engine) Close(emit func(Match)) {
	e.reached = math.MaxInt64
	e.drain(func(event.Time) bool { return true }, emit)
}

func (e *Engine) drain(due func(event.Time) bool, emit func(Match)) {
	if len(e.pending) == 0 {
		return
	}
	if !e.sorted {
		slices.SortStableFunc(e.pending, func(a, b Input) int { return cmp.Compare(a.Time, b.Time) })
		e.sorted = true
	}
	done := 0
	for done < len(e.pending) && due(e.pending[done].Time) {
		end := done + 1
		for end < len(e.pending) && e.pending[end].Time == e.pending[done].Time {
			end++
		}
		e.tick(e.pending[done:end])
		e.give(emit)
		done = end
	}
	n := copy(e.pending, e.pending[done:])
	clear(e.pending[n:])
	e.pending = e.pending[:n]
}

// tick judges all inputs of one timestamp: inner correlations first, since their
// matches are inputs of the same tick.
func (e *Engine) tick(ins []Input) {
	for i := range ins {
		f := e.set.feeds[ins[i].Need]
		e.enqueue(int(f.rule), input{
			time: int64(ins[i].Time), member: f.member, fields: ins[i].Groups,
			value: ins[i].Value, has: ins[i].HasValue, ref: ins[i].Ref,
		})
	}
	for w := range e.dirty {
		for e.dirty[w] != 0 {
			at := w*64 + bits.TrailingZeros64(e.dirty[w])
			e.dirty[w] &= e.dirty[w] - 1
			e.run(at)
		}
	}
	if e.ticks++; e.ticks%sweepEvery == 0 {
		for _, s := range e.states {
			s.sweep(int64(ins[0].Time), math.MaxInt)
		}
	}
}

// sweepEvery is after how many ticks groups whose windows are empty are let go
// everywhere; a correlation that is busy lets them go by itself.
const sweepEvery = 4096

func (e *Engine) enqueue(rule int, in input) {
	at := e.set.position[rule]
	e.queues[at] = append(e.queues[at], in)
	e.dirty[at/64] |= 1 << (at % 64)
}

// run judges the inputs of one correlation, group by group.
func (e *Engine) run(at int) {
	s := e.states[e.set.order[at]]
	queue := s.usable(e.queues[at])
	g := s.plan.group
	if len(queue) > 1 {
		slices.SortFunc(queue, func(a, b input) int {
			return cmp.Or(slices.Compare(a.fields[:g], b.fields[:g]), cmp.Compare(a.member, b.member),
				cmp.Compare(a.value, b.value), cmp.Compare(a.ref, b.ref))
		})
	}
	for len(queue) > 0 {
		n := 1
		for n < len(queue) && slices.Equal(queue[n].fields[:g], queue[0].fields[:g]) {
			n++
		}
		e.judge(s, queue[:n])
		queue = queue[n:]
	}
	clear(e.queues[at])
	e.queues[at] = e.queues[at][:0]
}

// judge lets the inputs of one group and tick into its window.
func (e *Engine) judge(s *state, ins []input) {
	now := ins[0].time
	s.sweep(now, sweepStep)
	id := s.group(ins[0].fields[:s.plan.group])
	g := &s.groups[id]
	s.expire(id, now)
	g.seen = now
	added := 0
	for i := range ins {
		added += s.add(id, &ins[i])
	}
	added = s.limit(id, added)
	if added == 0 {
		return
	}
	was := g.running
	g.running = s.meets(id, now, ins)
	if !g.running {
		return
	}
	kind, from := First, 0
	if was {
		kind, from = Extends, g.n-added
	}
	e.match(s, id, kind, from, now)
}

// sweepStep is how many groups a busy correlation looks at for each one that it
// touches: more than one, so that it lets go faster than it takes on.
const sweepStep = 2

// match puts a match out, and gives it to the correlations around.
func (e *Engine) match(s *state, id int32, kind Kind, from int, now int64) {
	g := &s.groups[id]
	if !s.plan.silent {
		e.out = append(e.out, Match{
			Rule: s.index, Kind: kind, Groups: slices.Clone(g.fields), Time: event.Time(now),
			Refs: s.refs(g, from), Count: g.n, Value: s.value(id, now), rule: s.plan.rule,
		})
	}
	for _, edge := range s.plan.parents {
		parent := e.states[edge.rule]
		if kind == First || parent.plan.rule.Type.temporal() {
			for _, in := range s.outer(g, from, &edge, parent.plan) {
				in.time = now
				e.enqueue(edge.rule, in)
			}
		}
	}
}

// give emits the matches of a tick in order of rule and group.
func (e *Engine) give(emit func(Match)) {
	if len(e.out) == 0 {
		return
	}
	slices.SortStableFunc(e.out, func(a, b Match) int {
		return cmp.Or(cmp.Compare(a.Rule, b.Rule), slices.Compare(a.Groups, b.Groups))
	})
	for _, m := range e.out {
		emit(m)
	}
	clear(e.out)
	e.out = e.out[:0]
}
