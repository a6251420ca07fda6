package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"sekisho/event"
	"sekisho/finding"
)

// shower turns ids, moments and texts into what a person reads.
type shower struct {
	names event.Names
	zone  *time.Location
}

// shower shows people as names does; nil names show ids and are for tests.
func (r *Report) shower(names event.Names) shower {
	s := shower{names: names, zone: r.Zone}
	if s.zone == nil {
		s.zone = time.UTC
	}
	return s
}

func (s shower) person(p event.PersonID) string {
	if s.names == nil {
		return clean(string(p))
	}
	return clean(s.names.Person(p))
}

func (s shower) people(list []event.PersonID) []string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = s.person(p)
	}
	return out
}

func (s shower) text(t string) string {
	if s.names != nil {
		t = s.names.Text(t)
	}
	return clean(t)
}

// clean makes control characters and marks that reverse the direction of
// writing visible: what comes from a log must not steer a terminal or lie about
// its order.
func clean(t string) string {
	if strings.IndexFunc(t, steers) < 0 {
		return strings.ToValidUTF8(t, "\uFFFD")
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\t':
			return ' '
		case steers(r):
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(t, "\uFFFD"))
}

func steers(r rune) bool {
	return r < ' ' || 0x7f <= r && r < 0xa0 || r == 0x200b || r == 0x200e || r == 0x200f ||
		0x2028 <= r && r <= 0x202e || 0x2060 <= r && r <= 0x2069 || r == 0xfeff
}

// moment is to the minute, exact to the second.
func (s shower) moment(t event.Time) string { return s.layout(t, "2006-01-02 15:04") }
func (s shower) exact(t event.Time) string  { return s.layout(t, "2006-01-02 15:04:05") }

func (s shower) layout(t event.Time, layout string) string {
	if t == 0 {
		return "time unknown"
	}
	return time.UnixMilli(int64(t)).In(s.zone).Format(layout)
}

// between names the day once where both ends are on it.
func (s shower) between(first, last event.Time) string {
	a, b := s.moment(first), s.moment(last)
	switch {
	case a == b:
		return a
	case first != 0 && last != 0 && a[:10] == b[:10]:
		return a + " to " + b[11:]
	}
	return a + " to " + b
}

// place is where an act was read.
func (s shower) place(e *finding.Evidence) string {
	switch {
	case e.File == "":
		return "event " + short(e.UID)
	case e.Line > 0:
		return s.text(e.File) + ":" + strconv.FormatInt(e.Line, 10)
	}
	return s.text(e.File) + "@" + strconv.FormatInt(e.Offset, 10)
}

func (s shower) destination(d event.Destination) string {
	about := string(d.Class)
	if d.Service != "" {
		about += ", " + d.Service
	}
	if d.Organisation != "" {
		about += ", " + clean(d.Organisation)
	}
	if d.Guessed {
		about += "?"
	}
	if about == "" {
		return s.text(string(d.ID))
	}
	return s.text(string(d.ID)) + " (" + about + ")"
}

func (s shower) destinations(list []event.Destination) []string {
	out := make([]string, len(list))
	for i, d := range list {
		out[i] = s.destination(d)
	}
	return out
}

func (s shower) asset(a finding.Asset) string {
	name := a.Name
	if name == "" {
		name = string(a.ID)
	}
	if a.Level == "" {
		return clean(name)
	}
	return clean(name) + " (" + string(a.Level) + ")"
}

func (s shower) assets(list []finding.Asset) []string {
	out := make([]string, len(list))
	for i, a := range list {
		out[i] = s.asset(a)
	}
	return out
}

// because is one line of an explanation in words.
func (s shower) because(l finding.Line) string {
	t := s.text(l.Text)
	var about []string
	if l.Bits != 0 {
		about = append(about, decimal(l.Bits)+" bits")
	}
	if l.Usual != nil {
		about = append(about, "usual "+span(l.Usual))
	}
	if l.Peers != nil {
		about = append(about, "peers "+span(l.Peers))
	}
	if len(about) == 0 {
		return t
	}
	return t + " (" + strings.Join(about, "; ") + ")"
}

// why is the weightiest line of the explanation, or else the description.
func (s shower) why(f *finding.Finding) string {
	best := -1
	for i, l := range f.Lines {
		if best < 0 || l.Bits > f.Lines[best].Bits {
			best = i
		}
	}
	if best < 0 {
		return s.text(f.Desc)
	}
	return s.because(f.Lines[best])
}

func span(r *finding.Range) string {
	if r == nil {
		return ""
	}
	return strings.TrimSpace(number(r.Low) + " to " + number(r.High) + " " + r.Unit)
}

// decimal has two digits at most, as bits are added up to 0.01.
func decimal(f float64) string {
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(f, 'f', 2, 64), "0"), ".")
}

// number has as many digits as it needs, three behind the point at most.
func number(f float64) string {
	t := strconv.FormatFloat(f, 'f', 3, 64)
	return strings.TrimSuffix(strings.TrimRight(t, "0"), ".")
}

// count groups digits: 12 345.
func count[N ~int | ~int64](n N) string {
	t := strconv.FormatInt(int64(n), 10)
	for i := len(t) - 3; i > 0 && t[i-1] != '-'; i -= 3 {
		t = t[:i] + "\u2009" + t[i:]
	}
	return t
}

// some counts things: "1 lead", "2 leads".
func some[N ~int | ~int64](n N, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return count(n) + " " + many
}

// short is enough of a digest to find it by.
func short(uid string) string {
	const enough = 12
	if len(uid) > enough {
		return uid[:enough]
	}
	return clean(uid)
}

// advisory is never nil.
func advisory(f *finding.Finding) *finding.Advisory {
	if f.Advisory == nil {
		return &finding.Advisory{Name: "Finding"}
	}
	return f.Advisory
}

// acts is how many acts a finding rests on, those not listed too.
func acts(f *finding.Finding) int64 { return max(f.Count, int64(len(f.Evidence))) }

// unseen is a gap in one sentence.
func (s shower) unseen(u finding.Unseen) string {
	switch {
	case u.From == 0 && u.Until == 0:
		return fmt.Sprintf("%s: %s", u.Source, s.text(u.Why))
	case u.Until == 0:
		return fmt.Sprintf("%s, from %s on: %s", u.Source, s.moment(u.From), s.text(u.Why))
	case u.From == 0:
		return fmt.Sprintf("%s, until %s: %s", u.Source, s.moment(u.Until), s.text(u.Why))
	}
	return fmt.Sprintf("%s, %s: %s", u.Source, s.between(u.From, u.Until), s.text(u.Why))
}

func refusal(s shower, r Refusal) string {
	t := fmt.Sprintf("%s: %s, %s", r.Source, clean(r.Reason), some(r.Count, "record", "records"))
	if r.File != "" {
		t += ", first at " + s.place(&finding.Evidence{File: r.File, Line: r.Line})
	}
	return t
}
