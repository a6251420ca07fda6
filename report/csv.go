package report

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"sekisho/event"
	"sekisho/finding"
)

// columns are stable: new ones go to the end (see the package's documentation).
var columns = []string{
	"uid", "lead", "time", "first", "last", "severity", "tier", "rule", "name",
	"people", "assets", "levels", "destinations", "classes", "acts", "bits", "bar", "coverage",
	"why", "unless", "evidence", "state", "revision", "description",
}

// CSV writes one row a finding (RFC 4180, with a header), in the order of time.
func CSV(w io.Writer, r *Report, names event.Names) error {
	s := r.shower(names)
	return table(w, columns, each(r.findings(), s.row))
}

// LeadsCSV writes one row a lead, the one to open first at the head.
func LeadsCSV(w io.Writer, r *Report, names event.Names) error {
	s := r.shower(names)
	return table(w, leadColumns, each(r.leads(), s.leadRow))
}

func table(w io.Writer, head []string, rows [][]string) error {
	out := csv.NewWriter(w)
	if err := out.Write(head); err != nil {
		return err
	}
	return out.WriteAll(rows)
}

// leadColumns are stable too.
var leadColumns = []string{
	"uid", "severity", "bits", "people", "assets", "destinations", "first", "last", "findings", "gravest", "finding_uids", "joins",
}

func (s shower) leadRow(l *finding.Lead) []string {
	first, last := l.Span()
	name := ""
	if g := gravest(l); g != nil {
		name = advisory(g).Name
	}
	return []string{
		cell(l.UID), l.Severity().Caption(), decimal(l.Score), cells(s.people(l.People)),
		cells(each(l.Assets(), func(a finding.Asset) string { return string(a.ID) })),
		cells(each(l.Destinations(), func(d event.Destination) string { return s.text(string(d.ID)) })),
		utc(first), utc(last), strconv.Itoa(len(l.Findings)), cell(name),
		cells(each(l.Findings, func(f *finding.Finding) string { return f.UID })),
		cells(each(l.Joins, func(j finding.Join) string { return s.text(j.Why) })),
	}
}

func (s shower) row(f *finding.Finding) []string {
	a := advisory(f)
	bits, bar := "", ""
	if a.Tier == finding.Suspicion {
		bits, bar = decimal(f.Bits), decimal(f.Bar)
	}
	coverage := ""
	if f.Coverage != 0 {
		coverage = number(f.Coverage)
	}
	return []string{
		cell(f.UID), cell(f.Lead), utc(f.Time), utc(f.First), utc(f.Last), a.Severity.Caption(), string(a.Tier), cell(a.ID), cell(a.Name),
		cells(s.people(f.People)),
		cells(each(f.Assets, func(a finding.Asset) string { return string(a.ID) })),
		cells(each(f.Assets, func(a finding.Asset) string { return string(a.Level) })),
		cells(each(f.Destinations, func(d event.Destination) string { return s.text(string(d.ID)) })),
		cells(each(f.Destinations, func(d event.Destination) string { return string(d.Class) })),
		strconv.FormatInt(acts(f), 10), bits, bar, coverage,
		cells(each(f.Lines, s.because)), cell(s.text(f.Unless)),
		cells(each(f.Acts(), func(e finding.Evidence) string { return s.place(&e) })),
		f.State, strconv.Itoa(f.Revision), cell(s.text(f.Desc)),
	}
}

func utc(t event.Time) string {
	if t == 0 {
		return ""
	}
	return time.UnixMilli(int64(t)).UTC().Format("2006-01-02T15:04:05.000Z07:00")
}

func cells(list []string) string { return cell(strings.Join(list, "; ")) }

// cell keeps a spreadsheet from taking a text for a formula: one that begins,
// after any spaces, with a sign that starts formulas gets an apostrophe before
// it. The full-width forms of those signs count too.
func cell(s string) string {
	s = clean(s)
	c, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " \u00a0\u3000"))
	if strings.ContainsRune("=+-@|%\uFFFD＝＋－＠", c) && s != "" {
		return "'" + s
	}
	return s
}
