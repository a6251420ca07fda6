package correlation

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Limits of chains: no use is known beyond three, and their cost grows with a
// power of the depth.
const (
	MaxDepth    = 8
	MaxCaptured = 64
)

// informational is the level of rules that only mark events.
const informational = "informational"

// Base is a rule that correlations may refer to.
type Base struct {
	ID, Name string
	Level    string // in Sigma's words; see Silences
}

// Need is what the driver gives to the engine for each event that a base rule
// matches.
type Need struct {
	Base        int // index into the bases given to Compile
	Correlation int // index into Set.Rules
	// GroupBy are the fields to capture into Input.Groups, in this order, aliases
	// resolved. The group-by of the correlation comes first; further values and
	// what enclosing correlations group by follow.
	GroupBy []string
	// Own is how many of GroupBy, from the first, are the correlation's group-by.
	// Where an event has several values of one of these or of Value, it is one
	// input for each of them; of the other fields the first value is given.
	Own int
	// Value is the field to capture into Input.Value; empty if none is needed.
	Value string
}

// Set is compiled correlations. It does not change and may be shared.
type Set struct {
	rules    []*Rule
	plans    []plan // by rule
	order    []int  // rules, inner ones first
	needs    []Need
	feeds    []feed // by need
	bases    []referred
	inner    []referred
	position []int // of a rule in order
}

// feed says where an input goes.
type feed struct{ rule, member int32 }

// referred says how a rule is used by correlations.
type referred struct{ used, generate, informational bool }

func (r referred) silent() bool { return r.used && (r.informational || !r.generate) }

// plan is one correlation as the engine runs it.
type plan struct {
	rule    *Rule
	span    int64 // ms
	group   int   // how many of the captured fields are the group
	extra   int   // how many after them belong to the value
	parents []edge
	silent  bool
	fields  int // captured in all
	members []member0
}

// edge leads from an inner correlation to one that refers to it: the parent's
// fields are those of the inner one from off on.
type edge struct{ rule, member, off, fields int }

// member0 is what a correlation refers to: a base rule or a correlation.
type member0 struct {
	base  int
	inner int // -1 for a base
}

// Compile checks correlations against the rules that they may refer to. The
// error joins a [LoadError] for each thing that is wrong.
func Compile(rules []*Rule, bases []Base) (*Set, error) {
	s := &Set{rules: rules, plans: make([]plan, len(rules)), bases: make([]referred, len(bases)), inner: make([]referred, len(rules)), position: make([]int, len(rules))}
	c := &compiler{set: s, bases: bases, byRef: map[string][]member0{}}
	c.names()
	for i, r := range rules {
		s.plans[i] = plan{rule: r, span: r.Timespan.Milliseconds(), group: len(r.GroupBy), extra: max(len(r.Condition.Fields)-1, 0)}
		c.members(i)
	}
	if len(c.errs) == 0 {
		c.sort()
	}
	if len(c.errs) == 0 {
		c.layout()
	}
	if err := errors.Join(c.errs...); err != nil {
		return nil, err
	}
	for i, b := range bases {
		s.bases[i].informational = b.Level == informational
	}
	for i, r := range rules {
		s.inner[i].informational = r.Level == informational
		s.plans[i].silent = s.inner[i].silent()
	}
	return s, nil
}

// Rules are the correlations as given to Compile.
func (s *Set) Rules() []*Rule { return s.rules }

// Needs says what to capture; Input.Need is an index into it.
func (s *Set) Needs() []Need { return s.needs }

// Silences reports whether a base rule speaks only through correlations: one
// refers to it, and none of those says `generate: true` or the rule is of level
// informational, which by the specification triggers nothing by itself.
func (s *Set) Silences(base int) bool { return s.bases[base].silent() }

// Silent reports the same of a correlation; the engine emits no match of it.
func (s *Set) Silent(rule int) bool { return s.plans[rule].silent }

// Horizon is how far back a match may name events: the longest sum of timespans
// along a chain.
func (s *Set) Horizon() time.Duration {
	reach := make([]time.Duration, len(s.rules))
	var most time.Duration
	for _, i := range s.order { // inner ones first
		reach[i] += s.rules[i].Timespan
		most = max(most, reach[i])
		for _, e := range s.plans[i].parents {
			reach[e.rule] = max(reach[e.rule], reach[i])
		}
	}
	return most
}

type compiler struct {
	set   *Set
	bases []Base
	byRef map[string][]member0
	errs  []error
}

func (c *compiler) fail(r *Rule, line int, construct, reason, remedy string) {
	c.errs = append(c.errs, r.fault(line, construct, reason, remedy))
}

// names collects what references may say; ids are compared without regard to
// case.
func (c *compiler) names() {
	add := func(id, name string, m member0) {
		if id != "" {
			c.byRef[strings.ToLower(id)] = append(c.byRef[strings.ToLower(id)], m)
		}
		if name != "" && !strings.EqualFold(name, id) {
			c.byRef["\x00"+name] = append(c.byRef["\x00"+name], m)
		}
	}
	for i, b := range c.bases {
		add(b.ID, b.Name, member0{base: i, inner: -1})
	}
	for i, r := range c.set.rules {
		add(r.ID, r.Name, member0{base: -1, inner: i})
	}
}

func (c *compiler) members(i int) {
	r := c.set.rules[i]
	for k, ref := range r.Refs {
		line := 0
		if k < len(r.refLines) {
			line = r.refLines[k]
		}
		found := c.byRef[strings.ToLower(ref)]
		if len(found) == 0 {
			found = c.byRef["\x00"+ref]
		}
		switch {
		case len(found) == 0:
			c.fail(r, line, "rules", fmt.Sprintf("no rule has the id or name %q", ref), "load that rule too, or mend the reference")
			continue
		case len(found) > 1:
			c.fail(r, line, "rules", fmt.Sprintf("%d rules have the id or name %q", len(found), ref), "give each rule an id and a name of its own")
			continue
		}
		m := found[0]
		if slices.Contains(c.set.plans[i].members, m) {
			c.fail(r, line, "rules", fmt.Sprintf("%q is the same rule as another entry", ref), "list each rule once")
		}
		c.set.plans[i].members = append(c.set.plans[i].members, m)
		if m.inner >= 0 && (r.Type.numeric() || r.Type == ValuePercentile) {
			c.fail(r, line, "rules", fmt.Sprintf("%s over the correlation %q: a match has no number of its own", r.Type, ref), "refer to the rules below it")
		}
		c.refer(m, r.Generate)
	}
}

func (c *compiler) refer(m member0, generate bool) {
	at := &c.set.inner
	i := m.inner
	if i < 0 {
		at, i = &c.set.bases, m.base
	}
	(*at)[i].used = true
	(*at)[i].generate = (*at)[i].generate || generate
}

// sort puts inner correlations before those that refer to them.
func (c *compiler) sort() {
	s := c.set
	state := make([]uint8, len(s.rules)) // 1 open, 2 done
	var visit func(i int) bool
	visit = func(i int) bool {
		if state[i] != 0 {
			return state[i] == 2
		}
		state[i] = 1
		for _, m := range s.plans[i].members {
			if m.inner >= 0 && !visit(m.inner) {
				c.fail(s.rules[i], 0, "rules", fmt.Sprintf("refers in a circle, through %q", s.rules[m.inner].Ref()), "break the circle")
				state[i] = 2
				return true
			}
		}
		state[i] = 2
		s.position[i] = len(s.order)
		s.order = append(s.order, i)
		return true
	}
	for i := range s.rules {
		visit(i)
	}
	c.depth()
}

// depth bounds chains, so that what follows stays small.
func (c *compiler) depth() {
	s := c.set
	deep := make([]int, len(s.rules))
	for _, i := range s.order {
		for _, m := range s.plans[i].members {
			if m.inner >= 0 {
				deep[i] = max(deep[i], deep[m.inner]+1)
			}
		}
		if deep[i] == MaxDepth {
			c.fail(s.rules[i], 0, "rules", fmt.Sprintf("a chain of more than %d correlations", MaxDepth), "chain fewer")
		}
	}
}

// layout gives every correlation its captured fields, outer ones first, because
// inner ones carry what outer ones group by.
func (c *compiler) layout() {
	s := c.set
	names := make([][]fieldName, len(s.rules))
	for _, i := range slices.Backward(s.order) {
		p := &s.plans[i]
		for _, g := range p.rule.GroupBy {
			names[i] = append(names[i], fieldName{i, g})
		}
		if p.extra > 0 {
			for _, f := range p.rule.Condition.Fields[1:] {
				names[i] = append(names[i], fieldName{i, f})
			}
		}
		for n := range p.parents {
			e := &p.parents[n]
			e.off, e.fields = len(names[i]), len(names[e.rule])
			names[i] = append(names[i], names[e.rule]...)
			if v := valueField(s.rules[e.rule]); v != "" {
				names[i] = append(names[i], fieldName{e.rule, v})
			}
		}
		if p.fields = len(names[i]); p.fields > MaxCaptured {
			c.fail(p.rule, 0, "group-by", fmt.Sprintf("with the correlations around it, %d fields are needed; the limit is %d", p.fields, MaxCaptured), "group by fewer fields, or chain fewer correlations")
			return
		}
		for k, m := range p.members {
			if m.inner >= 0 {
				s.plans[m.inner].parents = append(s.plans[m.inner].parents, edge{rule: i, member: k})
			}
		}
	}
	for i := range s.rules {
		c.needs(i, names[i])
	}
	c.aliases()
}

// fieldName is a field as the correlation `rule` calls it.
type fieldName struct {
	rule int
	name string
}

func valueField(r *Rule) string {
	if len(r.Condition.Fields) == 0 {
		return ""
	}
	return r.Condition.Fields[0]
}

func (c *compiler) needs(i int, names []fieldName) {
	s := c.set
	for k, m := range s.plans[i].members {
		if m.inner >= 0 {
			continue
		}
		n := Need{Base: m.base, Correlation: i, Own: s.plans[i].group}
		for _, f := range names {
			n.GroupBy = append(n.GroupBy, c.resolve(f, m, i))
		}
		if v := valueField(s.rules[i]); v != "" {
			n.Value = c.resolve(fieldName{i, v}, m, i)
		}
		s.needs = append(s.needs, n)
		s.feeds = append(s.feeds, feed{int32(i), int32(k)})
	}
}

// resolve turns a field of a correlation into the name that it has in the
// events of a base, which is a member of the correlation `under`, itself inside
// f.rule or the same.
func (c *compiler) resolve(f fieldName, base member0, under int) string {
	r := c.set.rules[f.rule]
	at := slices.IndexFunc(r.Aliases, func(a Alias) bool { return a.Name == f.name })
	if at < 0 {
		return f.name
	}
	a := &r.Aliases[at]
	for _, k := range a.Fields {
		for _, m := range c.lookup(k.Rule) {
			if m == base || m.inner >= 0 && m.inner != f.rule && c.within(under, m.inner) && c.within(m.inner, f.rule) {
				return k.Field
			}
		}
	}
	c.fail(r, a.Line, "aliases."+a.Name, fmt.Sprintf("does not say what it means in the events of %q", c.baseName(base)), "add a line for that rule")
	return f.name
}

// within reports whether correlation inner is outer, or inside it.
func (c *compiler) within(inner, outer int) bool {
	if inner == outer {
		return true
	}
	return slices.ContainsFunc(c.set.plans[outer].members, func(m member0) bool { return m.inner >= 0 && c.within(inner, m.inner) })
}

func (c *compiler) lookup(ref string) []member0 {
	if m := c.byRef[strings.ToLower(ref)]; len(m) > 0 {
		return m
	}
	return c.byRef["\x00"+ref]
}

func (c *compiler) baseName(m member0) string {
	if b := c.bases[m.base]; b.Name != "" {
		return b.Name
	}
	return c.bases[m.base].ID
}

// aliases refuses lines about rules that the correlation does not refer to.
func (c *compiler) aliases() {
	for i, r := range c.set.rules {
		for _, a := range r.Aliases {
			for _, f := range a.Fields {
				if !slices.ContainsFunc(c.lookup(f.Rule), func(m member0) bool { return c.reaches(i, m) }) {
					c.fail(r, a.Line, "aliases."+a.Name, fmt.Sprintf("%q is not among its rules", f.Rule), "name one of `rules`, by id or name")
				}
			}
		}
	}
}

// reaches reports whether m is a member of correlation i, or of one inside it.
func (c *compiler) reaches(i int, m member0) bool {
	for _, k := range c.set.plans[i].members {
		if k == m || k.inner >= 0 && c.reaches(k.inner, m) {
			return true
		}
	}
	return false
}
