package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"sekisho/event"
	"sekisho/finding"
)

// TextOptions says how the terminal is.
type TextOptions struct {
	Width  int  // columns; less than MinWidth means DefaultWidth
	Colour bool // the caller honours NO_COLOR and whether this is a terminal
	Leads  bool // leads only, each with its gravest finding
}

// Widths in columns.
const (
	MinWidth     = 60
	DefaultWidth = 100
)

// What a lead shows before it says how much more there is.
const (
	findingsPerLead  = 4
	placesPerFinding = 3
	placesPerLead    = 6
	listedLeads      = 20
	listedAlone      = 20
	listedNotes      = 12
)

// Text writes the report for a reader at a terminal: totals first, then leads
// in the order in which to open them, then what was left alone and what could
// not be seen.
func Text(w io.Writer, r *Report, names event.Names, o TextOptions) error {
	if o.Width < MinWidth {
		o.Width = DefaultWidth
	}
	t := &terminal{
		w: bufio.NewWriter(w), show: r.shower(names), o: o,
		width: &runewidth.Condition{StrictEmojiNeutral: true}, // not from the environment
	}
	t.head(r)
	t.leads(r)
	if !o.Leads {
		t.alone(r)
	}
	t.notes("Left alone", r.LeftAlone)
	t.notes("Not seen", each(r.Unseen, t.show.unseen))
	t.notes("Records that could not be read", each(r.Refusals, func(x Refusal) string { return refusal(t.show, x) }))
	return t.w.Flush()
}

// few keeps the first n and counts the rest.
func few(list []string, n int) []string {
	if len(list) <= n {
		return list
	}
	return append(list[:n:n], fmt.Sprintf("and %d more", len(list)-n))
}

func each[A, B any](list []A, f func(A) B) []B {
	out := make([]B, len(list))
	for i, a := range list {
		out[i] = f(a)
	}
	return out
}

// terminal writes lines no wider than the terminal.
type terminal struct {
	w     *bufio.Writer
	show  shower
	o     TextOptions
	width *runewidth.Condition
}

// The colours are only an addition: every line says the same without them.
const (
	bold   = "\x1b[1m"
	dim    = "\x1b[2m"
	red    = "\x1b[1;31m"
	yellow = "\x1b[33m"
	reset  = "\x1b[0m"
)

func (t *terminal) paint(colour, s string) string {
	if !t.o.Colour || s == "" {
		return s
	}
	return colour + s + reset
}

func (t *terminal) line(s string) {
	t.w.WriteString(strings.TrimRight(s, " "))
	t.w.WriteByte('\n')
}

func (t *terminal) head(r *Report) {
	title := r.Title
	if title == "" {
		title = "Sekisho"
	}
	t.line(t.paint(bold, clean(title)))
	all := r.totals()
	read := fmt.Sprintf("%s from %s in %s", some(all.Events, "event", "events"),
		some(len(r.Sources), "source", "sources"), some(all.Files, "file", "files"))
	if first, last := r.span(); last != 0 {
		read += ", " + t.show.between(first, last) + " " + t.show.zone.String()
	}
	t.wrap("", read)
	n := r.tally()
	t.wrap("", fmt.Sprintf("%s, %s: %s, %s by rule, %s", some(len(r.Leads), "lead", "leads"),
		some(len(r.Findings), "finding", "findings"), some(n[finding.Proof], "proof", "proofs"),
		count(n[finding.Rule]), some(n[finding.Suspicion], "suspicion", "suspicions")))
	if r.Revealed != "" {
		t.wrap("", "Names are opened: "+clean(r.Revealed))
	}
	if len(r.Findings) == 0 {
		t.line("")
		t.wrap("", "Nothing was found. That says nothing about what the sources did not show.")
	}
}

func (t *terminal) leads(r *Report) {
	leads := r.leads()
	for i, l := range leads {
		if i == listedLeads {
			t.line("")
			t.wrap("", fmt.Sprintf("… and %s, not as grave; the other formats have them all.", some(len(leads)-i, "lead", "leads")))
			return
		}
		t.lead(i+1, l)
	}
}

func (t *terminal) lead(n int, l *finding.Lead) {
	t.line("")
	first, last := l.Span()
	label := fmt.Sprintf("%2d  %-13s ", n, strings.ToUpper(l.Severity().Caption()))
	t.line(t.paint(severityColour(l.Severity()), label) + t.paint(bold, t.cut(join(t.show.people(l.People)), t.o.Width-len(label))))
	t.field("what", join(t.show.assets(l.Assets())))
	t.field("where", join(few(t.show.destinations(l.Destinations()), placesPerLead)))
	t.field("when", t.show.between(first, last))
	if g := gravest(l); t.o.Leads && g != nil {
		t.finding(g)
		if more := len(l.Findings) - 1; more > 0 {
			t.field("", "and "+some(more, "more finding", "more findings"))
		}
		return
	}
	list, grave := l.Order()
	shown := min(max(grave, 1), findingsPerLead)
	for _, f := range list[:shown] {
		t.finding(f)
	}
	if more := grave - shown; more > 0 {
		t.field("", fmt.Sprintf("… and %s more", some(more, "finding", "findings")))
	}
	if low := len(list) - max(grave, shown); low > 0 {
		t.field("", some(low, "finding", "findings")+" of low severity beside")
	}
}

func severityColour(s finding.Severity) string {
	switch {
	case s >= finding.SeverityHigh:
		return red
	case s == finding.SeverityMedium:
		return yellow
	}
	return dim
}

// finding writes the three lines that a finding has within its lead.
func (t *terminal) finding(f *finding.Finding) {
	a := advisory(f)
	t.field(string(a.Tier), clean(a.Name))
	t.field("  why", t.show.why(f))
	t.field("  look", t.places(f))
}

func (t *terminal) places(f *finding.Finding) string {
	var list []string
	listed := f.Acts()
	for i := range listed {
		if i == placesPerFinding {
			break
		}
		list = append(list, t.show.place(&listed[i]))
	}
	if more := acts(f) - int64(len(list)); more > 0 {
		list = append(list, "and "+some(more, "more act", "more acts"))
	}
	return join(list)
}

func (t *terminal) alone(r *Report) {
	list := r.alone()
	if len(list) == 0 {
		return
	}
	t.heading("Findings in no lead")
	type kind struct {
		severity finding.Severity
		name     string
	}
	count := map[kind]int{}
	var kinds []kind
	for _, f := range list {
		k := kind{advisory(f).Severity, advisory(f).Name}
		if count[k] == 0 {
			kinds = append(kinds, k)
		}
		count[k]++
	}
	slices.SortFunc(kinds, func(a, b kind) int {
		return cmp.Or(cmp.Compare(b.severity, a.severity), cmp.Compare(count[b], count[a]), cmp.Compare(a.name, b.name))
	})
	for i, k := range kinds {
		if i == listedAlone {
			t.wrap("  ", fmt.Sprintf("… and %s more; the other formats have them all.", some(len(kinds)-i, "kind", "kinds")))
			return
		}
		label := fmt.Sprintf("  %-13s %6d  ", k.severity.Caption(), count[k])
		t.line(t.paint(severityColour(k.severity), label) + t.cut(clean(k.name), t.o.Width-len(label)))
	}
}

func (t *terminal) heading(s string) {
	t.line("")
	t.line(t.paint(bold, s))
}

func (t *terminal) notes(heading string, list []string) {
	if len(list) == 0 {
		return
	}
	t.heading(heading)
	for i, s := range list {
		if i == listedNotes {
			t.wrap("  ", fmt.Sprintf("… and %s more", count(len(list)-i)))
			return
		}
		t.wrap("  - ", t.show.text(s))
	}
}

// fieldIndent is where the values of a lead stand.
const fieldIndent = 18

// field writes a label and its value, the value wrapped under itself.
func (t *terminal) field(label, value string) {
	if value == "" {
		return
	}
	head := "    " + label
	head += strings.Repeat(" ", max(1, fieldIndent-t.width.StringWidth(head)))
	for i, part := range t.split(value, t.o.Width-fieldIndent) {
		if i > 0 {
			head = strings.Repeat(" ", fieldIndent)
		}
		t.line(t.paint(dim, head) + part)
	}
}

// wrap writes s after a prefix, continued under itself.
func (t *terminal) wrap(prefix, s string) {
	indent := t.width.StringWidth(prefix)
	for i, part := range t.split(s, t.o.Width-indent) {
		if i > 0 {
			prefix = strings.Repeat(" ", indent)
		}
		t.line(prefix + part)
	}
}

// split breaks s at spaces into parts no wider than width; a word that is wider
// is broken where it has to be, so that nothing is lost.
func (t *terminal) split(s string, width int) []string {
	var parts []string
	line := ""
	for _, word := range strings.Fields(s) {
		for t.width.StringWidth(word) > width {
			if line != "" {
				parts, line = append(parts, line), ""
			}
			piece := t.width.Truncate(word, width, "")
			if piece == "" { // wider than the line in one character
				break
			}
			parts, word = append(parts, piece), word[len(piece):]
		}
		switch {
		case line == "":
			line = word
		case t.width.StringWidth(line)+1+t.width.StringWidth(word) <= width:
			line += " " + word
		default:
			parts, line = append(parts, line), word
		}
	}
	if line != "" {
		parts = append(parts, line)
	}
	return parts
}

func (t *terminal) cut(s string, width int) string { return t.width.Truncate(s, width, "…") }

func join(list []string) string { return strings.Join(list, ", ") }
