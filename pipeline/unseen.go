package pipeline

import (
	"fmt"
	"slices"

	"sekisho/event"
	"sekisho/finding"
)

const hour = event.Time(3600 * 1000)

// Coverage counts a source's events by hour, so that silences can be named.
// Counts of several fronts are added, in any order.
type Coverage struct {
	first, last event.Time
	base        int64   // hour number of counts[0]
	counts      []int64 // by hour
	Total       int64
}

// maxHours bounds the hours of a source's memory: 30 years. What lies further
// away is counted but opens no gap.
const maxHours = 30 * 366 * 24

// Note counts an event.
func (c *Coverage) Note(t event.Time) {
	if c.Total == 0 || t < c.first {
		c.first = t
	}
	if c.Total == 0 || t > c.last {
		c.last = t
	}
	c.Total++
	c.add(int64(t/hour), 1)
}

func (c *Coverage) add(h, n int64) {
	switch {
	case len(c.counts) == 0:
		c.base = h
	case h < c.base:
		grow := c.base - h
		if grow+int64(len(c.counts)) > maxHours {
			return
		}
		c.counts = append(make([]int64, grow, grow+int64(len(c.counts))), c.counts...)
		c.base = h
	}
	at := h - c.base
	if at >= maxHours {
		return
	}
	for int64(len(c.counts)) <= at {
		c.counts = append(c.counts, 0)
	}
	c.counts[at] += n
}

// Merge adds another front's counts.
func (c *Coverage) Merge(o *Coverage) {
	if o.Total == 0 {
		return
	}
	if c.Total == 0 || o.first < c.first {
		c.first = o.first
	}
	if c.Total == 0 || o.last > c.last {
		c.last = o.last
	}
	c.Total += o.Total
	for i, n := range o.counts {
		if n > 0 {
			c.add(o.base+int64(i), n)
		}
	}
}

// First and Last are the times of the earliest and latest event.
func (c *Coverage) First() event.Time { return c.first }
func (c *Coverage) Last() event.Time  { return c.last }

const (
	// minGap is the shortest silence that is named, in hours: shorter ones are
	// ordinary in a small company's logs.
	minGap = 4
	// busyShare is the share of weeks in which a source must have spoken in an
	// hour of the week for its silence in that hour to count.
	busyShare = 0.75
)

// gap is a silence, in hours since 1970.
type gap struct{ from, until int64 }

// gaps finds the silences that are out of a source's own habit: an hour of the
// week in which it usually speaks passes in silence, for minGap hours on end.
func (c *Coverage) gaps() []gap {
	const week = 7 * 24
	var spoken, seen [week]int
	for i, n := range c.counts {
		h := (c.base + int64(i)) % week
		seen[h]++
		if n > 0 {
			spoken[h]++
		}
	}
	var out []gap
	run := gap{from: -1}
	expected := 0
	flush := func(until int64) {
		if run.from >= 0 && expected >= minGap {
			out = append(out, gap{run.from, until})
		}
		run.from, expected = -1, 0
	}
	for i, n := range c.counts {
		at := c.base + int64(i)
		if n > 0 {
			flush(at)
			continue
		}
		if run.from < 0 {
			run.from = at
		}
		h := at % week
		if seen[h] >= 2 && float64(spoken[h]) >= busyShare*float64(seen[h]-1) && spoken[h] > 0 {
			expected++
		}
	}
	return out
}

// unseen says what the sources did not show between from and until.
func unseen(sources []SourceCoverage, from, until event.Time) []finding.Unseen {
	var out []finding.Unseen
	for _, s := range sources {
		if s.Total == 0 {
			continue
		}
		if s.first > from {
			out = append(out, finding.Unseen{Source: s.Name, Until: s.first, Why: "the log begins here"})
		}
		for _, g := range s.gapList {
			a, b := event.Time(g.from)*hour, event.Time(g.until)*hour
			if a < until && b > from {
				out = append(out, finding.Unseen{Source: s.Name, From: a, Until: b,
					Why: fmt.Sprintf("silent for %d hours in which it usually speaks", g.until-g.from)})
			}
		}
		if s.last < until {
			out = append(out, finding.Unseen{Source: s.Name, From: s.last, Why: "the log ends here"})
		}
		if s.Refused > 0 {
			out = append(out, finding.Unseen{Source: s.Name, Why: fmt.Sprintf("%d records could not be read", s.Refused)})
		}
	}
	return out
}

// around is how far before and after a finding's acts a silence still matters,
// in ms: a day.
const around = 24 * hour

// Unseen says what the sources did not show around a finding's acts.
func Unseen(sources []SourceCoverage, f *finding.Finding) []finding.Unseen {
	return unseen(sources, f.First-around, f.Last+around)
}

// SourceCoverage is one source's times, silences and refused records.
type SourceCoverage struct {
	Name string
	*Coverage
	Refused int64
	gapList []gap
}

// Sources gives the coverage of all sources by name, with their silences.
func Sources(by map[string]*Coverage, refused map[string]int64) []SourceCoverage {
	var out []SourceCoverage
	for name, c := range by {
		out = append(out, SourceCoverage{Name: name, Coverage: c, Refused: refused[name], gapList: c.gaps()})
	}
	slices.SortFunc(out, func(a, b SourceCoverage) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return out
}

// Unseen is what this source did not show at all: its silences and refusals.
func (s SourceCoverage) Unseen() []finding.Unseen {
	return unseen([]SourceCoverage{s}, s.first, s.last)
}
