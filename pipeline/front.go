package pipeline

import (
	"crypto/sha256"
	"slices"
	"strings"

	"sekisho/detect/boundary"
	"sekisho/event"
	"sekisho/org"
	"sekisho/record"
	"sekisho/rule"
)

// Front looks at one event at a time. It is for one goroutine.
type Front struct {
	plan     *Plan
	resolver *org.Resolver
	matcher  *rule.Matcher
	boundary *boundary.Detector
	derive   *deriver
	classes  map[event.Class]int
	keep     func(rec []byte) error
	err      error

	known event.Known
	kept  Kept
	buf   []byte
	hits  []int32

	format   *formatPlan
	coverage *Coverage
	counted  string // the source that coverage is of
	stream   string
	line     int64
	offset   int64
	raw      []byte

	// Counts of what was looked at, sealed events left out.
	Events   map[string]*Coverage // by source
	Concerns int64
}

// NewFront makes a front half. keep takes the bytes of each event to be kept,
// which are borrowed.
func (p *Plan) NewFront(keep func(rec []byte) error) *Front {
	f := &Front{
		plan: p, keep: keep,
		resolver: p.cfg.Registers.NewResolver(),
		matcher:  p.rules.NewMatcher(),
		boundary: boundary.New(p.cfg.Registers),
		derive:   newDeriver(p.cfg.Registers),
		classes:  map[event.Class]int{},
		Events:   map[string]*Coverage{},
	}
	for i, c := range event.Classes() {
		f.classes[c] = i
	}
	return f
}

// Stream says which stream the next records are from.
func (f *Front) Stream(format, name string) {
	f.format = &f.plan.formats[f.plan.byName[format]]
	f.stream = name
	f.coverage = nil
}

// Record says which record the next events are from; raw is borrowed until the
// next call.
func (f *Front) Record(raw []byte, line, offset int64) { f.raw, f.line, f.offset = raw, line, offset }

// Err is the first error of keep.
func (f *Front) Err() error { return f.err }

// Event takes an event as a decoder emits it (it is a stream.Sink). The path of
// an event that concerns nobody allocates nothing.
func (f *Front) Event(ev *event.Event, kind, nth int, row *record.Row) {
	k := &f.known
	*k = event.Known{Event: ev, Assets: k.Assets[:0], Destinations: k.Destinations[:0]}
	if f.resolver.Resolve(ev, k) {
		return // sealed: it appears nowhere, not even in a count
	}
	if k.Person == "" {
		k.Person = machine(ev)
	}
	f.count(ev)
	hits := f.match(k, kind, row)
	breached := f.boundary.Concerns(k)
	if len(hits) == 0 && !breached && !f.plan.cfg.KeepAll {
		return
	}
	f.keepEvent(k, kind, nth, row, hits, breached)
}

// machine stands for whoever acted where a record names no account.
func machine(ev *event.Event) event.PersonID {
	for _, name := range [...]string{ev.Src.IP, ev.Src.Hostname, ev.Device.Hostname, ev.Device.IP} {
		if name != "" {
			return event.PersonID(name)
		}
	}
	return ""
}

func (f *Front) count(ev *event.Event) {
	if f.coverage == nil || f.counted != ev.Source {
		f.coverage = f.Events[ev.Source]
		if f.coverage == nil {
			f.coverage = &Coverage{}
			f.Events[strings.Clone(ev.Source)] = f.coverage
		}
		f.counted = strings.Clone(ev.Source)
	}
	f.coverage.Note(ev.Time)
}

// match tries the rules of the record's kind and those of the event's class.
func (f *Front) match(k *event.Known, kind int, row *record.Row) []int32 {
	f.hits = f.hits[:0]
	f.derive.begin()
	f.tryAt(k, &f.format.native[kind], row)
	if c, ok := f.classes[k.Class]; ok {
		f.tryAt(k, &f.format.ocsf[c], row)
	}
	if len(f.hits) > 1 {
		slices.Sort(f.hits)
		f.hits = slices.Compact(f.hits)
	}
	return f.hits
}

func (f *Front) tryAt(k *event.Known, t *target, row *record.Row) {
	if t.id < 0 {
		return
	}
	f.derive.fill(row, k, t.derived)
	for _, h := range f.matcher.Match(t.id, row) {
		f.hits = append(f.hits, h.Rule)
	}
}

func (f *Front) keepEvent(k *event.Known, kind, nth int, row *record.Row, hits []int32, breached bool) {
	out := &f.kept
	*out = Kept{Known: *k, Stream: f.stream, Line: f.line, Offset: f.offset, Hits: hits, Captures: out.Captures[:0]}
	out.Concerns = len(hits) > 0 || breached
	if out.Concerns {
		f.Concerns++
	}
	out.Native = k.NativeID != ""
	out.RawHash = sha256.Sum256(f.raw)
	out.Key = event.Key(k.Source, k.NativeID, f.raw, nth)
	for _, h := range hits {
		f.capture(h, kind, k.Class, row)
	}
	f.buf = AppendKept(f.buf[:0], out)
	if err := f.keep(f.buf); err != nil && f.err == nil {
		f.err = err
	}
}

// capture takes the fields that correlations need while the row is there.
func (f *Front) capture(h int32, kind int, class event.Class, row *record.Row) {
	for i := range f.plan.captures[h] {
		c := &f.plan.captures[h][i]
		id := f.format.native[kind].id
		slots, ok := c.groups[id]
		if _, has := c.value[id]; !ok && !has {
			if at, known := f.classes[class]; known {
				id = f.format.ocsf[at].id
				slots = c.groups[id]
			}
		}
		need := &f.plan.correlations.Needs()[c.need]
		f.kept.Captures = appendCaptures(f.kept.Captures, c.need, need, slots, c.value[id], row)
	}
}

// firstOf is the first value that any of the slots has.
func firstOf(row *record.Row, slots fieldSlots) (string, bool) {
	for _, s := range slots {
		if v := row.Get(s); v.Kind > record.Null {
			return v.Text, true
		}
	}
	return "", false
}
