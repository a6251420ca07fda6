package report

import (
	"slices"
	"time"

	"sekisho/event"
	"sekisho/finding"
)

// Report is everything that is to be said about one run.
type Report struct {
	Title    string
	Facts    []Fact         // what it was generated from: version, paths, options; in order
	Zone     *time.Location // how times are shown; nil means UTC
	Sources  []Source
	Findings []*finding.Finding
	Leads    []*finding.Lead
	Unseen   []finding.Unseen
	Rules    []*finding.Advisory // the rules and detectors that were used
	Refusals []Refusal
	// LeftAlone says in sentences what was held back: below a bar, over a
	// budget, folded into something else, allowed by an agreement.
	LeftAlone []string
	Settings  []Fact
	Revealed  string // why names are opened in this report; empty if they are not
}

// Fact is one thing to know, by name.
type Fact struct{ Name, Value string }

// Source is what was read of one format.
type Source struct {
	Name        string // the format
	Title       string // its product
	Files       int64
	Records     int64
	Events      int64
	Refused     int64 // records that could not be read
	First, Last event.Time
}

// Refusal is one reason for which records could not be read.
type Refusal struct {
	Source string
	Reason string
	Count  int64
	File   string // where it was met first
	Line   int64  // 0 if the log has no lines
}

// findings are the report's findings in order.
func (r *Report) findings() []*finding.Finding {
	list := slices.Clone(r.Findings)
	slices.SortStableFunc(list, finding.Compare)
	return list
}

// leads are the report's leads in the order in which to open them.
func (r *Report) leads() []*finding.Lead {
	list := slices.Clone(r.Leads)
	slices.SortStableFunc(list, finding.CompareLeads)
	return list
}

// alone are the findings that no lead holds, in order.
func (r *Report) alone() []*finding.Finding {
	held := map[string]bool{}
	for _, l := range r.Leads {
		for _, f := range l.Findings {
			held[f.UID] = true
		}
	}
	return slices.DeleteFunc(r.findings(), func(f *finding.Finding) bool { return held[f.UID] })
}

// tally counts findings by tier.
func (r *Report) tally() map[finding.Tier]int {
	n := map[finding.Tier]int{}
	for _, f := range r.Findings {
		if f.Advisory != nil {
			n[f.Advisory.Tier]++
		}
	}
	return n
}

// span is from the first to the last event of all sources.
func (r *Report) span() (first, last event.Time) {
	for _, s := range r.Sources {
		if s.First != 0 && (first == 0 || s.First < first) {
			first = s.First
		}
		last = max(last, s.Last)
	}
	return first, last
}

// totals add up what was read.
func (r *Report) totals() (t Source) {
	for _, s := range r.Sources {
		t.Files += s.Files
		t.Records += s.Records
		t.Events += s.Events
		t.Refused += s.Refused
	}
	return t
}

// gravest is the first of the lead's findings of the highest severity.
func gravest(l *finding.Lead) (g *finding.Finding) {
	for _, f := range l.Findings {
		if g == nil || advisory(f).Severity > advisory(g).Severity {
			g = f
		}
	}
	return g
}
