package pipeline

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"slices"

	"sekisho/detect/boundary"
	"sekisho/event"
	"sekisho/finding"
	"sekisho/rule"
	"sekisho/rule/correlation"
)

// EpisodeGap is the longest pause, in ms, between two acts that are still told
// in one finding: a day's quiet ends it, so that a week's work is not one line
// and a busy hour is not a hundred.
const EpisodeGap = event.Time(24 * 3600 * 1000)

// BreachGap is the same for acts that cross the same boundary with the same asset
// and destination: hand-overs bit by bit are one statement, however slow.
const BreachGap = 30 * EpisodeGap

// Back takes the kept events in order and makes findings of them.
type Back struct {
	plan     *Plan
	check    *boundary.Detector
	engine   *correlation.Engine
	rules    []*finding.Advisory // by rule
	corr     []*finding.Advisory // by correlation
	open     map[episodeKey]*episode
	closed   []*finding.Finding
	store    Store // events that a correlation may refer to
	buf      []byte
	err      error // the first of store
	last     lastSeen
	now      event.Time
	events   func(*Kept, string) error
	sweepAt  event.Time
	Repeated int64 // records dropped because their source gave them twice
	Given    int64 // events given out
}

// lastSeen is the event before, to tell repeated and identical records.
type lastSeen struct {
	time    event.Time
	key     [32]byte
	ordinal uint32
	any     bool
}

// seen is an event as findings refer to it.
type seen struct {
	kept *Kept
	uid  string
	ref  uint64 // in the store
}

// actRef is an act of a finding, put aside in the store.
type actRef struct {
	time event.Time
	uid  string
	ref  uint64
}

// episodeKey is what one finding is about: the same analytic, subject, asset and
// destination.
type episodeKey struct {
	analytic string
	subject  string
	asset    event.AssetID
	dest     event.DestinationID
	groups   string
}

type episode struct {
	key  episodeKey
	f    *finding.Finding
	last event.Time
	gap  event.Time // the pause that ends it
	// tail is the latest act counted: beyond MaxEvidence it tells new acts from
	// those that a growing correlation names again.
	tail    event.Time
	tailUID string
	acts    []actRef       // at most finding.MaxEvidence, in order
	codes   map[string]int // the source's own names of the acts listed
}

// Store keeps the events that correlations may name again. A window can hold
// millions of them, so a driver may put them on disk. Numbers grow.
type Store interface {
	Append(rec []byte) (ref uint64, err error)
	Read(ref uint64, buf []byte) ([]byte, error)
}

// NewBack makes the back half. events, if not nil, is given every event once, in
// order, with its uid.
func (p *Plan) NewBack(store Store, events func(k *Kept, uid string) error) *Back {
	b := &Back{
		plan: p, check: boundary.New(p.cfg.Registers), engine: correlation.NewEngine(p.correlations),
		open: map[episodeKey]*episode{}, events: events, store: store,
	}
	for i, r := range p.rules.Rules() {
		if p.correlations.Silences(i) {
			b.rules = append(b.rules, nil) // only a part of a correlation
			continue
		}
		b.rules = append(b.rules, advisory(r))
	}
	for i, c := range p.correlations.Rules() {
		if p.correlations.Silent(i) {
			b.corr = append(b.corr, nil)
			continue
		}
		b.corr = append(b.corr, correlationAdvisory(c))
	}
	return b
}

// Add takes the next kept event.
func (b *Back) Add(rec []byte) error {
	k, err := DecodeKept(rec)
	if err != nil {
		return err
	}
	uid, ok := b.identify(k)
	if !ok {
		b.Repeated++
		return nil
	}
	b.advance(k.Time)
	if b.events != nil {
		b.Given++
		if err := b.events(k, uid); err != nil {
			return err
		}
	}
	if !k.Concerns {
		return nil
	}
	s := &seen{kept: k, uid: uid}
	if s.ref, err = b.putAside(rec); err != nil {
		return err
	}
	for _, h := range k.Hits {
		b.ruleHit(s, h)
	}
	for _, br := range b.check.Check(&k.Known) {
		b.breach(s, br)
	}
	if len(k.Captures) > 0 {
		b.correlate(s)
	}
	return b.err
}

// identify gives the event its uid; false for a record that its source repeats.
func (b *Back) identify(k *Kept) (string, bool) {
	l := &b.last
	if l.any && l.time == k.Time && l.key == k.Key {
		if k.Native {
			return "", false
		}
		l.ordinal++
	} else {
		*l = lastSeen{time: k.Time, key: k.Key, any: true}
	}
	return event.UID(k.Key, l.ordinal), true
}

// advance moves event time on: correlations of the ticks before are evaluated,
// and episodes that have been quiet are closed.
func (b *Back) advance(t event.Time) {
	if t == b.now {
		return
	}
	b.now = t
	b.engine.Advance(t, b.correlated)
	if t < b.sweepAt {
		return
	}
	b.sweepAt = t + EpisodeGap/24
	for key, e := range b.open {
		if t-e.last > e.gap {
			b.close(key, e)
		}
	}
}

func (b *Back) close(key episodeKey, e *episode) {
	delete(b.open, key)
	b.finish(e)
	b.closed = append(b.closed, e.f)
}

// Close ends the input and returns all findings in their order.
func (b *Back) Close() ([]*finding.Finding, error) {
	b.engine.Close(b.correlated)
	if b.err != nil {
		return nil, b.err
	}
	for key, e := range b.open {
		b.close(key, e)
	}
	slices.SortFunc(b.closed, finding.Compare)
	return b.closed, nil
}

// adopted reports whether the operator had adopted the analytic by then.
func (b *Back) adopted(analytic string, t event.Time) bool {
	return b.plan.cfg.Registers.Adopted(analytic, t)
}

func (b *Back) ruleHit(s *seen, h int32) {
	a := b.rules[h]
	if a == nil || !b.adopted(a.ID, s.kept.Time) {
		return
	}
	key := episodeKey{analytic: a.ID, subject: string(s.kept.Person)}
	e := b.episode(key, a, s, EpisodeGap)
	b.attach(e, s, s.kept.Assets, s.kept.Destinations)
}

func (b *Back) breach(s *seen, br boundary.Breach) {
	if !b.adopted(br.Advisory.ID, s.kept.Time) {
		return
	}
	key := episodeKey{analytic: br.Advisory.ID, subject: string(s.kept.Person), asset: br.Asset, dest: br.Destination.ID}
	_, open := b.open[key]
	e := b.episode(key, br.Advisory, s, BreachGap)
	var assets []event.AssetID
	if br.Asset != "" {
		assets = []event.AssetID{br.Asset}
	}
	var dests []event.Destination
	if br.Destination.ID != "" {
		dests = []event.Destination{br.Destination}
	}
	b.attach(e, s, assets, dests)
	if !open {
		e.f.Lines = append(e.f.Lines, finding.Line{Text: br.Reason})
		e.f.Unless = br.Unless
	}
}

// putAside keeps an event with its ordinal for when a correlation or a finding's
// reader asks for it.
func (b *Back) putAside(rec []byte) (uint64, error) {
	b.buf = binary.BigEndian.AppendUint32(append(b.buf[:0], rec...), b.last.ordinal)
	return b.store.Append(b.buf)
}

// correlate gives the event to the correlations that its rules feed.
func (b *Back) correlate(s *seen) {
	for _, c := range s.kept.Captures {
		b.engine.Push(correlation.Input{
			Need: int(c.Need), Time: s.kept.Time, Groups: c.Groups, Value: c.Value, HasValue: c.Has, Ref: s.ref,
		})
	}
}

// Err is the first error of the store. Whoever has asked findings for their acts
// asks for it before trusting them.
func (b *Back) Err() error { return b.err }

func (b *Back) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

// recall reads an event back.
func (b *Back) recall(ref uint64) (*seen, error) {
	rec, err := b.store.Read(ref, b.buf)
	if err != nil {
		return nil, err
	}
	b.buf = rec
	n := len(rec) - 4
	if n < 0 {
		return nil, errDamaged
	}
	k, err := DecodeKept(rec[:n])
	if err != nil {
		return nil, err
	}
	return &seen{kept: k, uid: event.UID(k.Key, binary.BigEndian.Uint32(rec[n:])), ref: ref}, nil
}

// correlated takes a match of a correlation.
func (b *Back) correlated(m correlation.Match) {
	a := b.corr[m.Rule]
	if a == nil || !b.adopted(a.ID, m.Time) {
		return
	}
	var acts []*seen
	for _, ref := range m.Refs {
		act, err := b.recall(ref)
		if err != nil {
			b.fail(err)
			return
		}
		acts = append(acts, act)
	}
	if len(acts) == 0 {
		return
	}
	key := episodeKey{analytic: a.ID, groups: joinGroups(m.Groups)}
	span := event.Time(b.plan.correlations.Rules()[m.Rule].Timespan.Milliseconds())
	e := b.episode(key, a, acts[0], EpisodeGap+span)
	for _, s := range acts {
		b.attach(e, s, s.kept.Assets, s.kept.Destinations)
	}
	e.f.Time = cmp.Or(e.f.Time, m.Time)
	if len(e.f.Lines) == 0 {
		e.f.Lines = append(e.f.Lines, correlationLine(b.plan.correlations.Rules()[m.Rule], m))
	}
}

func joinGroups(groups []string) string {
	var out []byte
	for _, g := range groups {
		out = appendText(out, g)
	}
	return string(out)
}

// episode finds the open finding of a key, or opens one.
func (b *Back) episode(key episodeKey, a *finding.Advisory, s *seen, gap event.Time) *episode {
	if e, ok := b.open[key]; ok {
		if s.kept.Time-e.last <= e.gap {
			return e
		}
		b.close(key, e)
	}
	f := &finding.Finding{Advisory: a, State: "final", First: s.kept.Time, Time: s.kept.Time}
	if a.Kind == kindCorrelation {
		f.Time = 0 // said when the correlation says it
	}
	e := &episode{key: key, f: f, last: s.kept.Time, gap: gap, codes: map[string]int{}}
	b.open[key] = e
	return e
}

// attach adds an act to a finding, once, with the assets and destinations of the
// act that the finding is about.
func (b *Back) attach(e *episode, s *seen, assets []event.AssetID, dests []event.Destination) {
	f, k := e.f, s.kept
	at, dup := slices.BinarySearchFunc(e.acts, s, func(x actRef, s *seen) int {
		return cmp.Or(cmp.Compare(x.time, s.kept.Time), cmp.Compare(x.uid, s.uid))
	})
	full := len(e.acts) >= finding.MaxEvidence
	if dup || full && (k.Time < e.tail || k.Time == e.tail && s.uid <= e.tailUID) {
		return
	}
	if k.Time > e.tail || k.Time == e.tail && s.uid > e.tailUID {
		e.tail, e.tailUID = k.Time, s.uid
	}
	f.Count++
	f.First, f.Last = min(f.First, k.Time), max(f.Last, k.Time)
	e.last = max(e.last, k.Time)
	addUnique(&f.People, k.Person)
	for _, a := range assets {
		b.addAsset(f, a)
	}
	for _, d := range dests {
		if !slices.ContainsFunc(f.Destinations, func(x event.Destination) bool { return x.ID == d.ID && x.Class == d.Class }) && len(f.Destinations) < maxListed {
			f.Destinations = append(f.Destinations, d)
		}
	}
	if !full {
		e.acts = slices.Insert(e.acts, at, actRef{k.Time, s.uid, s.ref})
		e.codes[k.Source+" "+cmp.Or(k.EventCode, k.Class.Caption())]++
	}
}

// maxListed bounds the people, assets and destinations that one finding lists.
const maxListed = 200

func addUnique[T comparable](list *[]T, v T) {
	var zero T
	if v != zero && len(*list) < maxListed && !slices.Contains(*list, v) {
		*list = append(*list, v)
	}
}

func (b *Back) addAsset(f *finding.Finding, id event.AssetID) {
	if len(f.Assets) >= maxListed || slices.ContainsFunc(f.Assets, func(a finding.Asset) bool { return a.ID == id }) {
		return
	}
	name, level := b.plan.cfg.Registers.AssetName(id), b.plan.cfg.Registers.Level(id)
	f.Assets = append(f.Assets, finding.Asset{ID: id, Name: name, Level: level})
}

func evidence(s *seen) finding.Evidence {
	k := s.kept
	return finding.Evidence{
		Event: k.Event, UID: s.uid, File: k.Stream, Line: k.Line, Offset: k.Offset,
		RawSHA256: hex.EncodeToString(k.RawHash[:]), Person: k.Person, Assets: k.Assets, Dests: k.Destinations,
	}
}

const (
	kindRule        = "Rule"
	kindCorrelation = "Correlation"
)

func advisory(r *rule.Rule) *finding.Advisory {
	return &finding.Advisory{
		ID: cmp.Or(r.ID, r.Name, r.Title), Name: r.Title, Kind: kindRule, Sentence: r.Description,
		Severity: severity(string(r.Level)), Tier: finding.Rule,
		Attacks: r.Attacks(), Insider: r.Insider(), Benign: r.FalsePositives,
	}
}

func correlationAdvisory(c *correlation.Rule) *finding.Advisory {
	return &finding.Advisory{
		ID: cmp.Or(c.ID, c.Name, c.Title), Name: c.Title, Kind: kindCorrelation, Sentence: c.Description,
		Severity: severity(c.Level), Tier: finding.Rule,
		Attacks: c.Attacks, Insider: c.Insider, Benign: c.FalsePositives,
	}
}

func severity(level string) finding.Severity {
	switch level {
	case "critical":
		return finding.SeverityCritical
	case "high":
		return finding.SeverityHigh
	case "low":
		return finding.SeverityLow
	case "informational":
		return finding.SeverityInformational
	case "medium":
		return finding.SeverityMedium
	}
	return finding.SeverityUnknown
}
