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
func CSV(w io.Writer, r *Report) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns); err != nil {
		return err
	}
	s := r.shower()
	for _, f := range r.findings() {
		if err := out.Write(s.row(f)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
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
		cells(each(f.Evidence, func(e finding.Evidence) string { return s.place(&e) })),
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
