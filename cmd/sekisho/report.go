package main

import (
	"fmt"
	"strings"

	"sekisho/detect/boundary"
	"sekisho/finding"
	"sekisho/report"
	"sekisho/scan"
)

// buildReport gathers what a report tells.
func buildReport(s *setup, r *scan.Result) *report.Report {
	rep := &report.Report{
		Title:    "Sekisho: what was carried out",
		Zone:     s.registers.Location(),
		Findings: r.Findings,
		Leads:    r.Leads,
		Rules:    used(r.Findings),
		Facts: []report.Fact{
			{Name: "Version", Value: version()},
			{Name: "Records read", Value: fmt.Sprint(r.Stats.Records)},
			{Name: "Repeated records left out", Value: fmt.Sprint(r.Stats.Duplicates)},
			{Name: "Rules", Value: fmt.Sprintf("%d, %d correlations, %d boundaries", len(s.book.rules), len(s.book.correlations), len(boundary.Advisories()))},
		},
	}
	for _, c := range r.Sources {
		rep.Sources = append(rep.Sources, report.Source{
			Name: c.Name, Title: title(s, c.Name), Files: r.Streams[c.Name], Records: r.ByFormat[c.Name], Events: c.Total, Refused: c.Refused, First: c.First(), Last: c.Last(),
		})
		rep.Unseen = append(rep.Unseen, c.Unseen()...)
	}
	for _, ref := range r.Refused {
		rep.Refusals = append(rep.Refusals, report.Refusal{Source: ref.Source, Reason: ref.Reason, Count: ref.Count, File: ref.Stream, Line: ref.First[0].Line})
	}
	rep.LeftAlone = leftAlone(s, r)
	return rep
}

func title(s *setup, name string) string {
	for _, f := range s.formats {
		if f.Name == name {
			return f.Title
		}
	}
	return name
}

// used are the advisories that the findings cite, each once, in order.
func used(findings []*finding.Finding) []*finding.Advisory {
	var out []*finding.Advisory
	seen := map[string]bool{}
	for _, f := range findings {
		if !seen[f.Advisory.ID] {
			seen[f.Advisory.ID] = true
			out = append(out, f.Advisory)
		}
	}
	return out
}

// leftAlone says what was not looked at, or not said.
func leftAlone(s *setup, r *scan.Result) []string {
	var out []string
	low := 0
	for _, f := range r.Findings {
		if f.Advisory.Severity <= finding.SeverityLow {
			low++
		}
	}
	if s.bare {
		out = append(out, "No registers were given: nothing is known to be secret, so boundaries and the rules about protected files could not speak.")
	}
	if low > 0 {
		out = append(out, fmt.Sprintf("%d findings of low severity are not listed one by one: they stand inside leads, or are counted above.", low))
	}
	if n := len(s.plan.Waiting()); n > 0 {
		out = append(out, fmt.Sprintf("%d rules wait for a log that no format here reads.", n))
	}
	if n := len(s.book.problems); n > 0 {
		out = append(out, fmt.Sprintf("%d rules could not be loaded; sekisho rules lint names them.", n))
	}
	if n := len(r.Unknown); n > 0 {
		out = append(out, fmt.Sprintf("%d files are of no known format: %s.", n, strings.Join(first(r.Unknown, 3), ", ")))
	}
	return out
}

func first(list []string, n int) []string {
	if len(list) > n {
		return append(append([]string(nil), list[:n]...), fmt.Sprintf("and %d more", len(list)-n))
	}
	return list
}
