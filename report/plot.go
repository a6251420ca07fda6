package report

import (
	"slices"
	"time"

	"sekisho/event"
	"sekisho/finding"
)

// The timeline of a lead, in units of its drawing.
const (
	plotWidth  = 860
	plotLeft   = 96
	plotRight  = 20
	plotTop    = 14
	rowHeight  = 26
	axisHeight = 30
	tickWidth  = 120 // at least so much room for the text of a tick
	markRadius = 5
)

// timeline shows when a lead's acts happened: a row for each sort of act, in
// the order in which a leak usually goes, time from left to right.
type timeline struct {
	ID, Caption, Desc string
	Width, Height     int
	Left, Right, Axis int
	Rows              []plotRow
	Ticks             []tick
	Marks             []mark
}

type plotRow struct {
	Name string
	Y    int
}

// tick is a label at X; Anchor keeps it within the drawing.
type tick struct {
	X      int
	Label  string
	Anchor string
}

// mark is one act, or several at the same place of the drawing. What went
// outward is a filled diamond, everything else a ring: the difference is in the
// form.
type mark struct {
	X, Y    int
	Outward bool
	N       int
	Title   string
	Points  string // of the diamond
}

// timeline draws the acts that the lead's findings list; nil if there is
// nothing to draw.
func (s shower) timeline(l *finding.Lead) *timeline {
	acts := distinct(l.Findings)
	if len(acts) == 0 {
		return nil
	}
	first, last := acts[0].Event.Time, acts[len(acts)-1].Event.Time
	t := &timeline{
		ID: "plot-" + short(l.UID), Caption: "When the acts happened",
		Width: plotWidth, Left: plotLeft, Right: plotWidth - plotRight,
	}
	rows := t.rows(acts)
	t.Axis = plotTop + len(t.Rows)*rowHeight
	t.Height = t.Axis + axisHeight
	t.Desc = some(len(acts), "act", "acts") + ", " + s.between(first, last) + "; the tables below list each."
	scale := axis{first, last}
	t.Ticks = s.ticks(scale)
	for _, e := range acts {
		s.mark(t, e, scale.x(e.Event.Time), rows[e.Event.Act()])
	}
	return t
}

// distinct are all acts of findings, each once, in order of time.
func distinct(list []*finding.Finding) []*finding.Evidence {
	seen := map[string]bool{}
	var out []*finding.Evidence
	for _, f := range list {
		listed := f.Acts()
		for i := range listed {
			e := &listed[i]
			if e.Event == nil || e.Event.Time == 0 || seen[e.UID] {
				continue
			}
			seen[e.UID] = true
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b *finding.Evidence) int { return int(a.Event.Time - b.Event.Time) })
	return out
}

// rows makes a row for each sort of act that occurs.
func (t *timeline) rows(acts []*finding.Evidence) map[event.Act]int {
	at := map[event.Act]int{}
	for _, e := range acts {
		at[e.Event.Act()] = 0
	}
	order := []event.Act{event.ActAdminister, event.ActOpen, event.ActCollect, event.ActPack, event.ActExpose,
		event.ActSend, event.ActHide, event.ActNone}
	for _, a := range order {
		if _, ok := at[a]; !ok {
			continue
		}
		at[a] = plotTop + len(t.Rows)*rowHeight + rowHeight/2
		name := a.String()
		if a == event.ActNone {
			name = "other"
		}
		t.Rows = append(t.Rows, plotRow{Name: name, Y: at[a]})
	}
	return at
}

// mark adds an act, to the mark before it where both would cover one another.
func (s shower) mark(t *timeline, e *finding.Evidence, x, y int) {
	outward := len(e.Dests) > 0
	for i := range t.Marks {
		m := &t.Marks[i]
		if m.Y == y && m.Outward == outward && x-m.X <= markRadius && m.X-x <= markRadius {
			m.N++
			m.Title = some(m.N, "act", "acts") + " up to " + s.exact(e.Event.Time)
			return
		}
	}
	title := s.exact(e.Event.Time)
	if outward {
		title += " to " + join(s.destinations(e.Dests))
	}
	t.Marks = append(t.Marks, mark{X: x, Y: y, Outward: outward, N: 1, Title: title, Points: diamond(x, y)})
}

func diamond(x, y int) string {
	const r = markRadius + 1
	return point(x, y-r) + " " + point(x+r, y) + " " + point(x, y+r) + " " + point(x-r, y)
}

func point(x, y int) string { return plain(x) + "," + plain(y) }

// axis maps time to the drawing.
type axis struct{ first, last event.Time }

func (a axis) x(t event.Time) int {
	const inner = plotWidth - plotLeft - plotRight
	if a.last == a.first {
		return plotLeft + inner/2
	}
	return plotLeft + int(float64(t-a.first)/float64(a.last-a.first)*inner)
}

func (a axis) tick(t event.Time, label string) tick {
	x := a.x(t)
	switch {
	case x < plotLeft+tickWidth/2:
		return tick{x, label, "start"}
	case x > plotWidth-tickWidth/2:
		return tick{x, label, "end"}
	}
	return tick{x, label, "middle"}
}

// steps are the distances that ticks may have.
var steps = []struct {
	width  time.Duration
	layout string
}{
	{time.Second, "15:04:05"}, {10 * time.Second, "15:04:05"}, {time.Minute, "15:04"}, {5 * time.Minute, "15:04"},
	{15 * time.Minute, "15:04"}, {time.Hour, "Jan 2 15:04"}, {3 * time.Hour, "Jan 2 15:04"}, {6 * time.Hour, "Jan 2 15:04"},
	{12 * time.Hour, "Jan 2 15:04"}, {24 * time.Hour, "2006-01-02"}, {2 * 24 * time.Hour, "2006-01-02"},
	{7 * 24 * time.Hour, "2006-01-02"}, {14 * 24 * time.Hour, "2006-01-02"}, {28 * 24 * time.Hour, "2006-01-02"},
	{91 * 24 * time.Hour, "2006-01-02"}, {182 * 24 * time.Hour, "2006-01-02"}, {365 * 24 * time.Hour, "2006-01-02"},
}

// ticks puts marks at round moments of the report's zone, as many as have room.
func (s shower) ticks(a axis) []tick {
	if a.first == a.last {
		return []tick{a.tick(a.first, s.exact(a.first))}
	}
	const most = (plotWidth - plotLeft - plotRight) / tickWidth
	from, to := time.UnixMilli(int64(a.first)).In(s.zone), time.UnixMilli(int64(a.last)).In(s.zone)
	step := steps[len(steps)-1]
	for _, st := range steps {
		if to.Sub(from) <= most*st.width {
			step = st
			break
		}
	}
	midnight := time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, s.zone)
	var out []tick
	for at := midnight; !at.After(to) && len(out) <= most; at = next(at, step.width) {
		if !at.Before(from) {
			out = append(out, a.tick(event.Time(at.UnixMilli()), at.Format(step.layout)))
		}
	}
	if len(out) < 2 { // no round moments within: name the ends
		out = []tick{a.tick(a.first, s.moment(a.first)), a.tick(a.last, s.moment(a.last))}
	}
	return out
}

// next steps by days of the calendar, so that ticks stay at midnight where
// clocks are changed.
func next(t time.Time, width time.Duration) time.Time {
	const day = 24 * time.Hour
	if width >= day {
		return t.AddDate(0, 0, int(width/day))
	}
	return t.Add(width)
}

// matrix counts outward acts by channel and class of destination.
type matrix struct {
	Width, Height int
	Columns       []tick // classes, each at its X
	Rows          []plotRow
	Cells         []matrixCell
	Table         []matrixRow
	Classes       []string
}

type matrixCell struct{ X, Y, R, N int }

type matrixRow struct {
	Channel string
	Counts  []int
	Sum     int
}

const (
	cellWidth  = 92
	cellHeight = 44
	maxRadius  = 18
	minRadius  = 5
)

var (
	channels = []event.Channel{event.ChannelMail, event.ChannelShare, event.ChannelUpload, event.ChannelChat, event.ChannelAI,
		event.ChannelGit, event.ChannelRemovable, event.ChannelPrint, event.ChannelCloud, event.ChannelNetwork, event.ChannelNone}
	classes = []event.DestinationClass{event.DestOwn, event.DestPartner, event.DestPersonal, event.DestSocial, event.DestAI,
		event.DestRemovable, event.DestPrint, event.DestPublic, event.DestUnverified}
)

// newMatrix counts each act once for each class that it reached; nil if no act
// reached any.
func newMatrix(r *Report) *matrix {
	n := map[event.Channel]map[event.DestinationClass]int{}
	used := map[event.DestinationClass]bool{}
	most := 0
	for _, e := range distinct(everyFinding(r)) {
		counted := map[event.DestinationClass]bool{}
		for _, d := range e.Dests {
			if counted[d.Class] || !slices.Contains(classes, d.Class) {
				continue
			}
			counted[d.Class], used[d.Class] = true, true
			c := e.Event.Channel()
			if n[c] == nil {
				n[c] = map[event.DestinationClass]int{}
			}
			n[c][d.Class]++
			most = max(most, n[c][d.Class])
		}
	}
	if most == 0 {
		return nil
	}
	return drawMatrix(n, used, most)
}

func everyFinding(r *Report) []*finding.Finding {
	list := slices.Clone(r.Findings)
	for _, l := range r.Leads {
		list = append(list, l.Findings...)
	}
	return list
}

func drawMatrix(n map[event.Channel]map[event.DestinationClass]int, used map[event.DestinationClass]bool, most int) *matrix {
	m := new(matrix)
	var shown []event.DestinationClass
	for _, d := range classes {
		if used[d] {
			m.Columns = append(m.Columns, tick{X: plotLeft + len(shown)*cellWidth + cellWidth/2, Label: string(d)})
			m.Classes = append(m.Classes, string(d))
			shown = append(shown, d)
		}
	}
	for _, c := range channels {
		if n[c] == nil {
			continue
		}
		name := c.String()
		if c == event.ChannelNone {
			name = "other"
		}
		y := cellHeight/2 + 24 + len(m.Rows)*cellHeight
		m.Rows = append(m.Rows, plotRow{name, y})
		row := matrixRow{Channel: name}
		for i, d := range shown {
			row.Counts, row.Sum = append(row.Counts, n[c][d]), row.Sum+n[c][d]
			if n[c][d] > 0 {
				m.Cells = append(m.Cells, matrixCell{m.Columns[i].X, y, radius(n[c][d], most), n[c][d]})
			}
		}
		m.Table = append(m.Table, row)
	}
	m.Width = plotLeft + len(shown)*cellWidth + plotRight
	m.Height = 24 + len(m.Rows)*cellHeight + 6
	return m
}
