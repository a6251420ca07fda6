package rule

import (
	"errors"
	"fmt"

	"sekisho/record"
)

// Target is a place where rules are tried: one kind of record of one format.
type Target struct {
	Name string
	// LogSources are those that its records serve.
	LogSources []LogSource
	// Field gives the slots that hold a field by its Sigma name, the preferred one
	// first; a test holds when it holds of any of them. It is called only for
	// fields of rules that reach the target. No slot means that the target's
	// records never have the field.
	Field func(name string) []record.Slot
	// WantAll is called when a rule searches keywords at this target, which needs
	// rows that keep every value (see record.Builder.WantAll). It may be nil.
	WantAll func()
}

// Options are what the caller knows and rules ask for.
type Options struct {
	// Placeholders are the values of %name%, for |expand.
	Placeholders map[string][]string
	// Filters are compiled into the rules that they name.
	Filters []*Filter
}

// Set is a compiled set of rules. It does not change and may be used by several
// goroutines; each needs a Matcher of its own.
type Set struct {
	rules   []*Rule
	built   []builtRule
	plans   []*plan
	targets []Target
	reach   [][]int
	waiting []Waiting
}

// builtRule is a rule's condition, and that of the filters that apply to it.
type builtRule struct {
	built
	filters []builtFilter
	whole   *node
}

type builtFilter struct {
	filter *Filter
	built  built
	passes *node // true of what the filter lets remain
}

// Waiting is a rule that is never tried, and why.
type Waiting struct {
	Rule   int // index in the rules given to Compile
	Reason string
}

// Compile prepares rules for targets. The error joins one [LoadError] for each
// thing that cannot be done; a caller that wants the other rules nevertheless
// asks [Check] first and leaves the bad ones out.
func Compile(rules []*Rule, targets []Target, opts Options) (*Set, error) {
	s := &Set{rules: rules, targets: targets, reach: make([][]int, len(rules))}
	filters, bad := applyFilters(rules, opts.Filters)
	b := &builder{placeholders: opts.Placeholders}
	for i, r := range rules {
		br, errs := b.rule(r, filters[i])
		bad = append(bad, errs...)
		s.built = append(s.built, br)
	}
	if len(bad) > 0 {
		errs := make([]error, len(bad))
		for i, e := range bad {
			errs[i] = e
		}
		return nil, errors.Join(errs...)
	}
	for i := range targets {
		s.plans = append(s.plans, s.plan(i))
	}
	s.findWaiting()
	return s, nil
}

// Check reports whether Compile can do a rule by itself.
func Check(r *Rule, opts Options) error {
	_, bad := (&builder{placeholders: opts.Placeholders}).rule(r, nil)
	errs := make([]error, len(bad))
	for i, e := range bad {
		errs[i] = e
	}
	return errors.Join(errs...)
}

func (b *builder) rule(r *Rule, filters []*Filter) (builtRule, []*LoadError) {
	var out builtRule
	var errs []*LoadError
	out.built, errs = b.detection(&r.Detection)
	for _, e := range errs {
		_ = e.at(r.File, r.Title, r.Line)
	}
	parts := []*node{out.root}
	for _, f := range filters {
		d, bad := b.detection(&f.Detection)
		for _, e := range bad {
			errs = append(errs, e.at(f.File, f.Title, f.Line))
		}
		if len(bad) > 0 {
			continue
		}
		bf := builtFilter{filter: f, built: d, passes: d.passes(f)}
		out.filters = append(out.filters, bf)
		parts = append(parts, bf.passes)
	}
	if len(errs) > 0 {
		return out, errs
	}
	out.whole = join(nodeAnd, parts)
	return out, nil
}

// passes is true of what a filter lets remain.
func (b built) passes(f *Filter) *node {
	var all []*node
	for _, c := range f.Detection.Conditions {
		n := b.condition(c.Root)
		if !remains(c.Root) {
			n = negate(n)
		}
		all = append(all, n)
	}
	return join(nodeAnd, all)
}

// plan compiles the rules that reach a target.
func (s *Set) plan(target int) *plan {
	t := &s.targets[target]
	p := newPlanner(t)
	var terms []*term
	for i, r := range s.rules {
		if r.Status == StatusUnsupported || !t.serves(r.LogSource) {
			continue
		}
		s.reach[i] = append(s.reach[i], target)
		p.rules = append(p.rules, int32(i))
		term := p.term(s.built[i].whole)
		p.count(term, map[int32]bool{})
		terms = append(terms, term)
	}
	p.wakes = make([][]int32, len(p.atoms))
	for local, term := range terms {
		p.order(term)
		p.entry = append(p.entry, p.emit(term, accept, reject))
		p.wake(int32(local), term)
	}
	return p.finish()
}

func (p *planner) wake(local int32, t *term) {
	atoms, _ := p.clause(t)
	if atoms == nil {
		p.direct = append(p.direct, local)
	}
	for _, a := range atoms {
		w := p.wakes[a]
		if len(w) == 0 || w[len(w)-1] != local {
			p.wakes[a] = append(w, local)
		}
	}
}

func (t *Target) serves(want LogSource) bool {
	for _, l := range t.LogSources {
		if l.Serves(want) {
			return true
		}
	}
	return false
}

func (s *Set) findWaiting() {
	for i, r := range s.rules {
		switch {
		case r.Status == StatusUnsupported:
			s.waiting = append(s.waiting, Waiting{i, "its status is unsupported: by its author's word it cannot be used as it is"})
		case len(s.reach[i]) == 0:
			s.waiting = append(s.waiting, Waiting{i, fmt.Sprintf("no source gives records of log source %s", r.LogSource)})
		}
	}
}

// Rules are the rules in the order given to Compile; a Hit's Rule is an index.
func (s *Set) Rules() []*Rule { return s.rules }

// Waiting are the rules that are never tried, in order.
func (s *Set) Waiting() []Waiting { return s.waiting }

// Reach are the targets at which a rule is tried, ascending.
func (s *Set) Reach(rule int) []int { return s.reach[rule] }

// RulesAt is how many rules are tried at a target.
func (s *Set) RulesAt(target int) int { return len(s.plans[target].rules) }
