package pipeline

import (
	"fmt"

	"sekisho/event"
	"sekisho/org"
	"sekisho/record"
	"sekisho/rule"
	"sekisho/rule/correlation"
	"sekisho/source"
	"sekisho/source/stream"
)

// Config is what the pipeline is made of.
type Config struct {
	Formats      []source.Format
	Registers    *org.Registers
	Rules        []*rule.Rule
	Correlations []*correlation.Rule
	Filters      []*rule.Filter
	// KeepAll keeps every event, for the driver to write out.
	KeepAll bool
}

// Plan is a compiled configuration, shared by all halves. It does not change.
type Plan struct {
	cfg          Config
	formats      []formatPlan
	byName       map[string]int
	rules        *rule.Set
	correlations *correlation.Set
	captures     [][]capture // by rule: what correlations need of it
}

// formatPlan is one format with the targets that its records are matched at.
type formatPlan struct {
	stream *stream.Plan
	native []target           // by kind
	ocsf   [maxClasses]target // by class index
}

// target is a place where rules are tried, and the derived values they need.
type target struct {
	id      int // in the rule set; -1 where no rule is tried
	derived []derived
}

// derived is a slot filled from the event, not from the record.
type derived struct {
	slot  record.Slot
	field event.Field // of OCSF, 0 if own is set
	own   ownField
}

// capture is the slots that one correlation needs of a rule's events, by target.
type capture struct {
	need   int32
	groups map[int][]fieldSlots // by target
	value  map[int]fieldSlots
}

type fieldSlots []record.Slot

// maxClasses bounds the classes of package event.
const maxClasses = 32

// Compile builds the plan. Errors name rule, file, line and remedy.
func Compile(cfg Config) (*Plan, error) {
	if n := len(event.Classes()); n > maxClasses {
		return nil, fmt.Errorf("%d classes of events, room for %d", n, maxClasses)
	}
	p := &Plan{cfg: cfg, byName: map[string]int{}}
	b := &builder{plan: p}
	for i, f := range cfg.Formats {
		p.formats = append(p.formats, formatPlan{stream: stream.NewPlan(f)})
		p.byName[f.Name] = i
	}
	for i := range p.formats {
		b.targets(&p.formats[i])
	}
	var err error
	if p.rules, err = rule.Compile(cfg.Rules, b.list, rule.Options{Filters: cfg.Filters}); err != nil {
		return nil, err
	}
	if err := b.correlations(); err != nil {
		return nil, err
	}
	b.assign()
	for i := range p.formats {
		p.formats[i].stream.Ready()
	}
	return p, nil
}

// Stream is the compiled plan of a format, nil if there is none of that name.
func (p *Plan) Stream(format string) *stream.Plan {
	i, ok := p.byName[format]
	if !ok {
		return nil
	}
	return p.formats[i].stream
}

// Waiting lists the rules that no format here can ever feed.
func (p *Plan) Waiting() []*rule.Rule {
	var out []*rule.Rule
	for _, w := range p.rules.Waiting() {
		out = append(out, p.cfg.Rules[w.Rule])
	}
	return out
}

// builder collects the targets while formats are laid out.
type builder struct {
	plan *Plan
	list []rule.Target
	made []*targetBuilder
}

// targetBuilder resolves field names at one target.
type targetBuilder struct {
	paths   *record.Builder
	kind    *source.Kind // nil: OCSF names only
	into    *target
	derived map[record.Slot]derived
}

func (b *builder) targets(f *formatPlan) {
	format := &f.stream.Format
	f.native = make([]target, len(format.Kinds))
	for i := range format.Kinds {
		k := &format.Kinds[i]
		var sources []rule.LogSource
		for _, s := range k.LogSources {
			sources = append(sources, rule.LogSource(s))
		}
		b.add(format.Name+"/"+k.Name, sources, &targetBuilder{paths: f.stream.Paths, kind: k, into: &f.native[i]})
	}
	for i, c := range event.Classes() {
		sources := []rule.LogSource{{Category: c.Category(), Product: "ocsf", Service: format.Log()}}
		b.add(format.Name+"/"+c.Category(), sources, &targetBuilder{paths: f.stream.Paths, into: &f.ocsf[i]})
	}
}

func (b *builder) add(name string, sources []rule.LogSource, t *targetBuilder) {
	t.derived = map[record.Slot]derived{}
	b.list = append(b.list, rule.Target{Name: name, LogSources: sources, Field: t.field, WantAll: t.paths.WantAll})
	b.made = append(b.made, t)
}

// field gives the slots of a Sigma field name: the record's own path first,
// then what the event derives from it.
func (t *targetBuilder) field(name string) []record.Slot {
	var slots []record.Slot
	if own, ok := lookupOwn(name); ok {
		return []record.Slot{t.derive(name, derived{own: own})}
	}
	if t.kind != nil {
		path := name
		if mapped, ok := t.kind.Fields[name]; ok {
			path = mapped
		}
		slots = append(slots, t.paths.Add(path))
	}
	if f, ok := event.Lookup(name); ok {
		slots = append(slots, t.derive(f.String(), derived{field: f}))
	}
	return slots
}

func (t *targetBuilder) derive(name string, d derived) record.Slot {
	d.slot = t.paths.Derived(name)
	t.derived[d.slot] = d
	return d.slot
}

// assign gives every target its number and the derived values it needs.
func (b *builder) assign() {
	for id, t := range b.made {
		t.into.id = -1
		if b.plan.rules.RulesAt(id) == 0 {
			continue
		}
		t.into.id = id
		for slot := record.Slot(1); len(t.into.derived) < len(t.derived); slot++ {
			if d, ok := t.derived[slot]; ok {
				t.into.derived = append(t.into.derived, d)
			}
		}
	}
}

func (b *builder) correlations() error {
	p := b.plan
	rules := p.rules.Rules()
	bases := make([]correlation.Base, len(rules))
	for i, r := range rules {
		bases[i] = correlation.Base{ID: r.ID, Name: r.Name, Level: string(r.Level)}
	}
	var err error
	if p.correlations, err = correlation.Compile(p.cfg.Correlations, bases); err != nil {
		return err
	}
	p.captures = make([][]capture, len(rules))
	for i, need := range p.correlations.Needs() {
		c := capture{need: int32(i), groups: map[int][]fieldSlots{}, value: map[int]fieldSlots{}}
		for _, id := range p.rules.Reach(need.Base) {
			t := b.made[id]
			for _, g := range need.GroupBy {
				c.groups[id] = append(c.groups[id], t.field(g))
			}
			if need.Value != "" {
				c.value[id] = t.field(need.Value)
			}
		}
		p.captures[need.Base] = append(p.captures[need.Base], c)
	}
	return nil
}

// Rules are the rules of the plan, those that wait for a format included.
func (p *Plan) Rules() []*rule.Rule { return p.rules.Rules() }
