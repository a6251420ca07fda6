package correlation

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
)

// state is the windows of one correlation.
type state struct {
	plan   *plan
	index  int
	groups []group
	free   []int32
	byKey  map[string]int32
	oldest int32 // groups in order of their last event, a doubly linked list
	newest int32
	events int // in all windows
	share  bool
	values values
	counts map[uint64]uint32 // events by group and value
	notes  notes
	key    []byte
	stats  Stats
}

// none is the end of a list of groups.
const none = -1

// never is a time before all events.
const never = math.MinInt64 / 2

// group is one group's window.
type group struct {
	ring
	key        string
	fields     []string
	seen       int64 // time of its last event
	older      int32
	newer      int32
	running    bool
	used       bool
	distinct   int
	sum        number
	numbers    sortedNumbers
	last       []int64 // temporal: by rule, its last event
	chain      []int64 // temporal_ordered: see chainAt
	sharedOnce float64 // percentile without percentile: the share that met the condition, percent
}

func newState(index int, p *plan) *state {
	s := &state{plan: p, index: index, byKey: map[string]int32{}, oldest: none, newest: none}
	t := p.rule.Type
	s.share = t == ValuePercentile && p.rule.Condition.Percentile < 0
	if t == ValueCount || s.share {
		s.counts, s.values.ids = map[uint64]uint32{}, map[string]uint32{}
	}
	return s
}

// usable drops, in place, the inputs that belong to no group or lack the value.
func (s *state) usable(queue []input) []input {
	kept := queue[:0]
	for _, in := range queue {
		s.stats.Inputs++
		switch {
		case len(in.fields) < s.plan.fields || slices.Contains(in.fields[:s.plan.group], ""):
			s.stats.Ungrouped++
		case s.lacksValue(&in):
			s.stats.NoValue++
		default:
			kept = append(kept, in)
		}
	}
	return kept
}

func (s *state) lacksValue(in *input) bool {
	if len(s.plan.rule.Condition.Fields) == 0 {
		return false
	}
	extra := in.fields[s.plan.group : s.plan.group+s.plan.extra]
	return !in.has || slices.Contains(extra, "")
}

// group finds the group of these values, or makes it, and puts it at the end of
// the list.
func (s *state) group(fields []string) int32 {
	s.key = appendKey(s.key[:0], fields)
	if id, ok := s.byKey[string(s.key)]; ok {
		s.unlink(id)
		s.link(id)
		return id
	}
	if len(s.byKey) >= MaxGroups {
		s.evict()
	}
	var id int32
	if n := len(s.free); n > 0 {
		id, s.free = s.free[n-1], s.free[:n-1]
	} else {
		id = int32(len(s.groups))
		s.groups = append(s.groups, group{})
	}
	g := &s.groups[id]
	*g = group{ring: g.ring, key: string(s.key), used: true, numbers: g.numbers, last: g.last, chain: g.chain}
	for _, f := range fields {
		g.fields = append(g.fields, strings.Clone(f))
	}
	s.remember(g)
	s.byKey[g.key] = id
	s.link(id)
	return id
}

// remember prepares what temporal types know of each rule.
func (s *state) remember(g *group) {
	k := len(s.plan.members)
	switch s.plan.rule.Type {
	case Temporal:
		g.last = fill(g.last, k)
	case TemporalOrdered:
		g.chain = fill(g.chain, k*(k+1)/2)
	}
}

func fill(list []int64, n int) []int64 {
	list = slices.Grow(list[:0], n)[:n]
	for i := range list {
		list[i] = never
	}
	return list
}

// appendKey writes texts so that different lists never give the same bytes.
func appendKey(b []byte, fields []string) []byte {
	for _, f := range fields {
		b = binary.AppendUvarint(b, uint64(len(f)))
		b = append(b, f...)
	}
	return b
}

func (s *state) link(id int32) {
	g := &s.groups[id]
	g.older, g.newer = s.newest, none
	if s.newest != none {
		s.groups[s.newest].newer = id
	} else {
		s.oldest = id
	}
	s.newest = id
}

func (s *state) unlink(id int32) {
	g := &s.groups[id]
	if g.older != none {
		s.groups[g.older].newer = g.newer
	} else {
		s.oldest = g.newer
	}
	if g.newer != none {
		s.groups[g.newer].older = g.older
	} else {
		s.newest = g.older
	}
}

// sweep lets go of up to most groups whose windows were already empty before now.
func (s *state) sweep(now int64, most int) {
	for ; most > 0 && s.oldest != none && now-s.groups[s.oldest].seen > s.plan.span+1; most-- {
		s.release(s.oldest)
	}
}

// evict forgets the group that was quiet longest because there is no room.
func (s *state) evict() {
	s.stats.EvictedGroups++
	s.stats.EvictedEvents += int64(s.groups[s.oldest].n)
	s.release(s.oldest)
}

func (s *state) release(id int32) {
	g := &s.groups[id]
	for g.n > 0 {
		s.pop(id)
	}
	s.unlink(id)
	delete(s.byKey, g.key)
	g.key, g.fields, g.used, g.running = "", nil, false, false
	if len(g.buf) > keptRing {
		g.ring = ring{}
	}
	s.free = append(s.free, id)
}

// keptRing is the largest ring that a released group keeps for the next one.
const keptRing = 16

// limit makes room after events were added; it reports how many of those added
// are still there.
func (s *state) limit(id int32, added int) int {
	for s.events > MaxEvents && s.oldest != id {
		s.evict()
	}
	return min(added, s.groups[id].n)
}
