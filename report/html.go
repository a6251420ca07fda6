package report

import (
	"bufio"
	"crypto/sha256"
	_ "embed" // for the page and its style
	"encoding/base64"
	"html/template"
	"io"
	"slices"
	"strings"

	"sekisho/event"
	"sekisho/finding"
)

//go:embed page.gohtml
var pageSource string

//go:embed style.css
var styleSource string

// MaxHTMLFindings bounds how many findings are written out: a browser gets slow
// beyond. The page says what it leaves out; the other formats have everything.
const MaxHTMLFindings = 500

// HTML writes the report as one file that needs nothing else: style and plots
// are inside, there is no script, and its policy forbids everything from
// outside.
func HTML(w io.Writer, r *Report, names event.Names) error {
	t, err := template.New("page").Parse(pageSource)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	if err := t.Execute(out, newPage(r, names)); err != nil {
		return err
	}
	return out.Flush()
}

// page is what the template shows; everything in it is plain text or a number,
// but for the style, which is ours.
type page struct {
	Style  template.CSS
	Policy string

	Title, Span, Zone, Revealed string
	Facts, Settings             []Fact
	Figures                     []Fact // the large numbers
	Leads                       []leadView
	Alone                       []findingView
	Omitted                     string
	Matrix                      *matrix
	LeftAlone, Unseen, Refusals []string
	Rules                       []ruleView
	Sources                     []sourceView
}

type leadView struct {
	N                      int
	ID, Severity, Grade    string
	Score                  string
	Who                    string
	People                 []string
	Assets, Destinations   []string
	When, Why              string
	Findings               []findingView
	Joins                  []string
	Timeline               *timeline
	AllFindings, MoreFound int
}

type findingView struct {
	ID, UID, Name, Severity, Grade, Tier, Rule string
	Desc, Sentence, When, Said                 string
	Who, Assets, Destinations                  []string
	Lines                                      []lineView
	Weighed                                    bool // some line has bits or a usual range
	Total, Bar                                 string
	Acts                                       []actView
	MoreActs                                   int64
	Unless, Coverage, State                    string
	Benign, Unseen, Techniques                 []string
}

type lineView struct {
	Text, Bits, Usual, Peers string
	Length                   int // of the bar, 0 to barLength
	Against                  bool
}

type actView struct {
	Time, Who, Act, Channel, What, Where, Source, Place, UID, Hash string
}

type ruleView struct {
	ID, Name, Sentence, Tier, Severity string
	Techniques, Benign                 string
	Found                              int
}

type sourceView struct {
	Name, Title, Files, Records, Events, Refused, Span string
}

func newPage(r *Report, names event.Names) *page {
	s := r.shower(names)
	p := &page{
		Style: template.CSS(styleSource), Policy: policy(),
		Title: clean(r.Title), Zone: s.zone.String(), Revealed: clean(r.Revealed),
		Facts: s.facts(r.Facts), Settings: s.facts(r.Settings), Figures: figures(r),
		Matrix:    newMatrix(r),
		LeftAlone: each(r.LeftAlone, s.text), Unseen: each(r.Unseen, s.unseen),
		Refusals: each(r.Refusals, func(x Refusal) string { return refusal(s, x) }),
		Sources:  s.sources(r.Sources), Rules: s.rules(r),
	}
	if p.Title == "" {
		p.Title = "Sekisho report"
	}
	if first, last := r.span(); last != 0 {
		p.Span = s.between(first, last)
	}
	s.fill(p, r)
	return p
}

// fill writes findings out until there are too many for one page.
func (s shower) fill(p *page, r *Report) {
	room := MaxHTMLFindings
	write := func(f *finding.Finding) findingView {
		v := s.finding(f)
		v.ID = "finding-" + plain(MaxHTMLFindings-room+1)
		room--
		return v
	}
	for i, l := range r.leads() {
		v := s.lead(i+1, l)
		list, _ := l.Order()
		for _, f := range list {
			if room == 0 {
				v.MoreFound++
				continue
			}
			v.Findings = append(v.Findings, write(f))
		}
		p.Leads = append(p.Leads, v)
	}
	alone := r.alone()
	n := min(room, len(alone))
	for _, f := range alone[:n] {
		p.Alone = append(p.Alone, write(f))
	}
	if len(alone) > n {
		p.Omitted = some(len(alone)-n, "further finding in no lead is", "further findings in no lead are") +
			" not shown here; NDJSON and CSV have them all."
	}
}

// policy forbids everything but the style below, which it names by digest.
func policy() string {
	sum := sha256.Sum256([]byte(styleSource))
	return "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-" +
		base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func figures(r *Report) []Fact {
	n, all := r.tally(), r.totals()
	return []Fact{
		{"leads", count(len(r.Leads))},
		{"proofs", count(n[finding.Proof])},
		{"findings by rule", count(n[finding.Rule])},
		{"suspicions", count(n[finding.Suspicion])},
		{"events read", count(all.Events)},
		{"records refused", count(all.Refused)},
	}
}

func (s shower) facts(list []Fact) []Fact {
	return each(list, func(f Fact) Fact { return Fact{clean(f.Name), s.text(f.Value)} })
}

func (s shower) lead(n int, l *finding.Lead) leadView {
	first, last := l.Span()
	v := leadView{
		N: n, ID: "lead-" + plain(n), Severity: l.Severity().Caption(), Grade: grade(l.Severity()),
		Who: join(s.people(l.People)), People: s.people(l.People), Assets: s.assets(l.Assets()), Destinations: s.destinations(l.Destinations()),
		When: s.between(first, last), Timeline: s.timeline(l), AllFindings: len(l.Findings),
	}
	if l.Score != 0 {
		v.Score = decimal(l.Score)
	}
	if g := gravest(l); g != nil {
		v.Why = clean(advisory(g).Name)
	}
	v.Joins = joins(s, l)
	return v
}

// nameOf is what a finding of the lead is called, or the beginning of its uid.
func nameOf(l *finding.Lead, uid string) string {
	for _, f := range l.Findings {
		if f.UID == uid {
			return clean(advisory(f).Name)
		}
	}
	return short(uid)
}

func grade(s finding.Severity) string {
	switch {
	case s >= finding.SeverityHigh:
		return "high"
	case s == finding.SeverityMedium:
		return "medium"
	}
	return "low"
}

func (s shower) finding(f *finding.Finding) findingView {
	a, listed := advisory(f), f.Acts()
	v := findingView{
		UID: clean(f.UID), Name: clean(a.Name), Severity: a.Severity.Caption(), Grade: grade(a.Severity),
		Tier: string(a.Tier), Rule: clean(a.ID), Desc: s.text(f.Desc), Sentence: clean(a.Sentence),
		When: s.between(f.First, f.Last), Said: s.exact(f.Time),
		Who: s.people(f.People), Assets: s.assets(f.Assets), Destinations: s.destinations(f.Destinations),
		MoreActs: acts(f) - int64(len(listed)), Unless: s.text(f.Unless), State: f.State,
		Benign: each(a.Benign, clean), Unseen: each(f.Unseen, s.unseen),
		Techniques: append(each(a.Attacks, clean), each(a.Insider, clean)...),
	}
	if f.Coverage > 0 {
		v.Coverage = number(f.Coverage*100) + " % of the asset's distinctive content has reached the destination so far"
	}
	if a.Tier == finding.Suspicion {
		v.Total, v.Bar = decimal(f.Bits), decimal(f.Bar)
	}
	v.Lines = s.lines(f.Lines)
	for _, l := range v.Lines {
		v.Weighed = v.Weighed || v.Total != "" || l.Bits != "" || l.Usual != "" || l.Peers != ""
	}
	for i := range listed {
		v.Acts = append(v.Acts, s.act(&listed[i]))
	}
	return v
}

// barLength is how long the longest bar of an explanation is.
const barLength = 96

func (s shower) lines(list []finding.Line) []lineView {
	most := 0.0
	for _, l := range list {
		most = max(most, l.Bits, -l.Bits)
	}
	return each(list, func(l finding.Line) lineView {
		v := lineView{Text: s.text(l.Text), Usual: span(l.Usual), Peers: span(l.Peers), Against: l.Bits < 0}
		if most > 0 {
			v.Bits = decimal(l.Bits)
			v.Length = int(max(l.Bits, -l.Bits) / most * barLength)
		}
		return v
	})
}

func (s shower) act(e *finding.Evidence) actView {
	v := actView{
		Who: s.person(e.Person), Place: s.place(e), UID: short(e.UID), Hash: short(e.RawSHA256),
		Where: join(s.destinations(e.Dests)),
	}
	if e.Event == nil {
		v.Time = s.exact(0)
		return v
	}
	v.Time, v.Source = s.exact(e.Event.Time), clean(e.Event.Source)
	v.Act, v.Channel = e.Event.Act().String(), e.Event.Channel().String()
	if e.Event.Act().String() == "none" {
		v.Act = e.Event.Class.Caption() + ": " + e.Event.Class.ActivityCaption(e.Event.Activity)
	}
	if v.Channel == "none" {
		v.Channel = ""
	}
	e.Event.Places(func(place string) {
		if v.What == "" {
			v.What = s.text(place)
		}
	})
	return v
}

func (s shower) sources(list []Source) []sourceView {
	return each(list, func(x Source) sourceView {
		v := sourceView{
			Name: clean(x.Name), Title: clean(x.Title), Files: count(x.Files), Records: count(x.Records),
			Events: count(x.Events), Refused: count(x.Refused), Span: "no events",
		}
		if x.Last != 0 {
			v.Span = s.between(x.First, x.Last)
		}
		return v
	})
}

func (s shower) rules(r *Report) []ruleView {
	found := map[string]int{}
	for _, f := range r.Findings {
		found[advisory(f).ID]++
	}
	return each(r.Rules, func(a *finding.Advisory) ruleView {
		return ruleView{
			ID: clean(a.ID), Name: clean(a.Name), Sentence: clean(a.Sentence), Tier: string(a.Tier),
			Severity: a.Severity.Caption(), Techniques: join(append(each(a.Attacks, clean), each(a.Insider, clean)...)),
			Benign: join(each(a.Benign, clean)), Found: found[a.ID],
		}
	})
}

// joins says why the findings of a lead belong together, each reason once.
func joins(s shower, l *finding.Lead) []string {
	var reasons []string
	names := map[string][]string{}
	for _, j := range l.Joins {
		why := s.text(j.Why)
		if names[why] == nil {
			reasons = append(reasons, why)
		}
		for _, uid := range []string{j.A, j.B} {
			if name := nameOf(l, uid); !slices.Contains(names[why], name) {
				names[why] = append(names[why], name)
			}
		}
	}
	out := make([]string, len(reasons))
	for i, why := range reasons {
		out[i] = why + ": " + strings.Join(names[why], "; ")
	}
	return out
}
