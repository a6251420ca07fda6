package correlation

import "math/bits"

// meets judges a window at the tick that it ends with.
func (s *state) meets(id int32, now int64, ins []input) bool {
	if s.share {
		return s.meetsShare(id, ins)
	}
	return s.holds(id, now)
}

// holds judges a window at any moment.
func (s *state) holds(id int32, now int64) bool {
	g := &s.groups[id]
	if g.n == 0 {
		return false
	}
	if s.share {
		return true // until the next tick says otherwise
	}
	total, parts := s.measure(g, now)
	return s.plan.rule.Condition.meets(total, parts)
}

// measure is what the condition is compared with: total divided by parts. The
// window is not empty.
func (s *state) measure(g *group, now int64) (total number, parts uint64) {
	switch s.plan.rule.Type {
	case ValueCount:
		return whole(int64(g.distinct)), 1
	case Temporal:
		return whole(int64(g.present(now - s.plan.span))), 1
	case TemporalOrdered:
		return whole(int64(g.longest(len(s.plan.members), now-s.plan.span))), 1
	case ValueSum:
		return g.sum, 1
	case ValueAvg:
		return g.sum, uint64(g.n)
	case ValuePercentile:
		return g.numbers.nth(rank(s.plan.rule.Condition.percentile, g.n)), 1
	}
	return whole(int64(g.n)), 1
}

// rank is the index of the p-th percentile of n values by nearest rank: the
// smallest value that at least p percent of all do not exceed.
func rank(p number, n int) int {
	hi, lo := bits.Mul64(p.lo, uint64(n))
	q, rest := bits.Div64(hi, lo, 100*places)
	if rest > 0 {
		q++
	}
	return max(int(q), 1) - 1
}

// value is the measured value for people.
func (s *state) value(id int32, now int64) float64 {
	g := &s.groups[id]
	if s.share {
		return g.sharedOnce
	}
	total, parts := s.measure(g, now)
	return total.float() / float64(parts)
}

// meetsShare looks for a value of this tick whose share of the window meets the
// condition; inputs are in order of value.
func (s *state) meetsShare(id int32, ins []input) bool {
	g := &s.groups[id]
	for i := range ins {
		v, ok := s.values.ids[ins[i].value]
		if !ok {
			continue
		}
		n := uint64(s.counts[uint64(id)<<32|uint64(v)])
		if s.plan.rule.Condition.meets(whole(100).times(n), uint64(g.n)) {
			g.sharedOnce = 100 * float64(n) / float64(g.n)
			return true
		}
	}
	return false
}

// present is how many rules have an event since from.
func (g *group) present(from int64) int {
	n := 0
	for _, t := range g.last {
		if t >= from {
			n++
		}
	}
	return n
}

// chainAt is where a group keeps, for rule j, the latest start of a row of n
// different rules in order that ends with an event of j (n from 1 to j+1).
func chainAt(j, n int) int { return j*(j+1)/2 + n - 1 }

// follow lets an event of rule j follow the rows that ended before or at the
// same time.
func (g *group) follow(j int, t int64) {
	g.chain[chainAt(j, 1)] = t
	for n := 2; n <= j+1; n++ {
		start := g.chain[chainAt(j, n)]
		for i := n - 2; i < j; i++ {
			start = max(start, g.chain[chainAt(i, n-1)])
		}
		g.chain[chainAt(j, n)] = start
	}
}

// longest is how many of k rules stand in a row that started at or after from.
func (g *group) longest(k int, from int64) int {
	for n := k; n > 0; n-- {
		for j := n - 1; j < k; j++ {
			if g.chain[chainAt(j, n)] >= from {
				return n
			}
		}
	}
	return 0
}
