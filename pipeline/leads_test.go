package pipeline_test

import (
	"testing"

	"sekisho/event"
	"sekisho/finding"
	"sekisho/pipeline"
)

const day = event.Time(24 * 3600 * 1000)

func claim(uid string, at event.Time, severity finding.Severity, people []event.PersonID, dests ...event.Destination) *finding.Finding {
	return &finding.Finding{
		UID: uid, Time: at, First: at, Last: at, People: people, Destinations: dests,
		Advisory: &finding.Advisory{ID: "rule-" + uid, Severity: severity, Tier: finding.Rule},
	}
}

func TestLeads(t *testing.T) {
	rented := event.Destination{ID: "files.rented.example", Class: event.DestUnverified}
	shared := event.Destination{ID: "drive.example", Class: event.DestPersonal, Service: "drive"}
	one, two, three := []event.PersonID{"u1"}, []event.PersonID{"u2"}, []event.PersonID{"u3"}
	for _, c := range []struct {
		name string
		in   []*finding.Finding
		want []string // findings of each lead, the gravest first
		why  string
	}{
		{"one person's findings are one lead", []*finding.Finding{claim("a", 0, 3, one), claim("b", day, 4, one)}, []string{"ab"}, "the same person"},
		{"two people are two leads", []*finding.Finding{claim("a", 0, 3, one), claim("b", day, 4, two)}, []string{"b", "a"}, ""},
		{"half a year apart are two leads", []*finding.Finding{claim("a", 0, 3, one), claim("b", 180*day, 3, one)}, []string{"a", "b"}, ""},
		{"a rented server joins people", []*finding.Finding{claim("a", 0, 3, one, rented), claim("b", day, 3, two, rented)}, []string{"ab"},
			"the same destination files.rented.example, used by 2 people"},
		{"a service that everybody uses joins nobody", []*finding.Finding{claim("a", 0, 3, one, shared), claim("b", day, 3, two, shared)}, []string{"a", "b"}, ""},
		{"low findings join nobody, and alone are no lead", []*finding.Finding{claim("a", 0, 2, one, rented), claim("b", day, 2, two, rented), claim("c", day, 4, three)}, []string{"c"}, ""},
	} {
		leads := pipeline.Leads(c.in)
		var got []string
		for _, l := range leads {
			s := ""
			for _, f := range l.Findings {
				s += f.UID
				if f.Lead != l.UID {
					t.Errorf("%s: finding %s does not name its lead", c.name, f.UID)
				}
			}
			got = append(got, s)
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: leads %v, want %v", c.name, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: leads %v, want %v", c.name, got, c.want)
			}
		}
		if c.why != "" && (len(leads[0].Joins) == 0 || leads[0].Joins[0].Why != c.why) {
			t.Errorf("%s: joined because %v, want %q", c.name, leads[0].Joins, c.why)
		}
	}
}

func TestCoverageNamesSilences(t *testing.T) {
	const h = event.Time(3600 * 1000)
	c := &pipeline.Coverage{}
	for d := range event.Time(28) {
		for at := range event.Time(9) { // 09:00 to 17:00
			if d == 15 && at >= 2 && at < 8 {
				continue // an outage of six hours
			}
			c.Note(d*day + (9+at)*h)
		}
	}
	other := &pipeline.Coverage{}
	other.Merge(c)
	for _, cov := range []*pipeline.Coverage{c, other} {
		s := pipeline.Sources(map[string]*pipeline.Coverage{"m365": cov}, nil)
		gaps := s[0].Unseen()
		if len(gaps) != 1 || gaps[0].From != 15*day+11*h || gaps[0].Until != 15*day+17*h {
			t.Errorf("silences %+v, want one on day 15 from 11:00 to 17:00", gaps)
		}
	}
}
