package pipeline

import (
	"cmp"
	"fmt"
	"slices"

	"sekisho/event"
	"sekisho/finding"
)

const (
	// JoinGap is the longest pause, in ms, between two findings about a person
	// that are still one lead: hand-overs in pieces are weeks apart.
	JoinGap = event.Time(45 * 24 * 3600 * 1000)
	// maxSharing is how many people may use a destination before sharing it says
	// nothing: a service that half the company uses joins nobody.
	maxSharing = 8
)

// Leads joins findings that share a person, or a destination that hardly anyone
// uses, or an asset together with the organisation it went to. Each join says
// why. A lead has at least one finding above low severity; lower ones are its
// context, and alone they are no lead. Findings must be in order; their Lead is
// set.
func Leads(findings []*finding.Finding) []*finding.Lead {
	j := &joiner{findings: findings, parent: make([]int, len(findings))}
	for i := range j.parent {
		j.parent[i] = i
	}
	j.byPerson()
	j.byDestination()
	j.byAsset()
	return j.leads()
}

type joiner struct {
	findings []*finding.Finding
	parent   []int
	joins    []finding.Join
}

func (j *joiner) root(i int) int {
	for j.parent[i] != i {
		j.parent[i] = j.parent[j.parent[i]]
		i = j.parent[i]
	}
	return i
}

// join puts two findings into one lead; the earlier one stays its root.
func (j *joiner) join(a, b int, why string) {
	ra, rb := j.root(a), j.root(b)
	if ra == rb {
		return
	}
	if rb < ra {
		ra, rb = rb, ra
	}
	j.parent[rb] = ra
	j.joins = append(j.joins, finding.Join{A: j.findings[a].UID, B: j.findings[b].UID, Why: why})
}

// byPerson joins the findings about one person, with at most JoinGap between.
func (j *joiner) byPerson() {
	last := map[event.PersonID]int{}
	for i, f := range j.findings {
		if len(f.People) != 1 {
			continue
		}
		p := f.People[0]
		if at, ok := last[p]; ok && f.First-j.findings[at].Last <= JoinGap {
			j.join(at, i, "the same person")
		}
		last[p] = i
	}
}

// specific reports whether a destination is one that people do not share by
// chance.
func specific(d event.Destination) bool {
	switch d.Class {
	case event.DestUnverified:
		return true
	case event.DestPersonal:
		return event.KindOf(string(d.ID)) == event.PlaceMail
	}
	return false
}

// byDestination joins findings of different people that lead to the same
// specific destination.
func (j *joiner) byDestination() {
	type users struct {
		people map[event.PersonID]bool
		at     []int
	}
	by := map[event.DestinationID]*users{}
	var order []event.DestinationID
	for i, f := range j.findings {
		if f.Advisory.Severity < finding.SeverityMedium {
			continue
		}
		for _, d := range f.Destinations {
			if !specific(d) {
				continue
			}
			u := by[d.ID]
			if u == nil {
				u = &users{people: map[event.PersonID]bool{}}
				by[d.ID] = u
				order = append(order, d.ID)
			}
			u.at = append(u.at, i)
			for _, p := range f.People {
				u.people[p] = true
			}
		}
	}
	for _, id := range order {
		u := by[id]
		if n := len(u.people); n > 1 && n <= maxSharing {
			for _, i := range u.at[1:] {
				j.join(u.at[0], i, fmt.Sprintf("the same destination %s, used by %d people", id, n))
			}
		}
	}
}

// byAsset joins proofs about the same asset going to the same organisation.
func (j *joiner) byAsset() {
	first := map[string]int{}
	for i, f := range j.findings {
		if f.Advisory.Tier != finding.Proof {
			continue
		}
		for _, a := range f.Assets {
			for _, d := range f.Destinations {
				if d.Organisation == "" || d.Class == event.DestOwn {
					continue
				}
				key := string(a.ID) + "\x00" + d.Organisation
				if at, ok := first[key]; ok {
					j.join(at, i, fmt.Sprintf("the same asset %s reached %s", a.ID, d.Organisation))
				} else {
					first[key] = i
				}
			}
		}
	}
}

// leads collects the joined findings, the gravest lead first.
func (j *joiner) leads() []*finding.Lead {
	by := map[int]*finding.Lead{}
	var out []*finding.Lead
	for i, f := range j.findings {
		r := j.root(i)
		l := by[r]
		if l == nil {
			l = &finding.Lead{UID: "lead-" + j.findings[r].UID}
			by[r] = l
			out = append(out, l)
		}
		f.Lead = l.UID
		l.Findings = append(l.Findings, f)
		for _, p := range f.People {
			if !slices.Contains(l.People, p) {
				l.People = append(l.People, p)
			}
		}
	}
	out = slices.DeleteFunc(out, unimportant)
	lead := map[string]*finding.Lead{}
	for _, l := range out {
		slices.Sort(l.People)
		l.Score = score(l)
		for _, f := range l.Findings {
			lead[f.UID] = l
		}
	}
	for _, join := range j.joins {
		if l := lead[join.A]; l != nil {
			l.Joins = append(l.Joins, join)
		}
	}
	slices.SortStableFunc(out, func(a, b *finding.Lead) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Findings[0].Time, b.Findings[0].Time), cmp.Compare(a.UID, b.UID))
	})
	return out
}

// unimportant takes the lead's mark off findings that are no lead.
func unimportant(l *finding.Lead) bool {
	if l.Severity() > finding.SeverityLow {
		return false
	}
	for _, f := range l.Findings {
		f.Lead = ""
	}
	return true
}

// score orders leads: each analytic counts once by its severity, a proof ten
// points more. It says what to open first, nothing about a person.
func score(l *finding.Lead) float64 {
	points := map[finding.Severity]float64{
		finding.SeverityLow: 1, finding.SeverityMedium: 3, finding.SeverityHigh: 6, finding.SeverityCritical: 10,
	}
	seen := map[string]bool{}
	var sum float64
	for _, f := range l.Findings {
		if seen[f.Advisory.ID] {
			continue
		}
		seen[f.Advisory.ID] = true
		sum += points[f.Advisory.Severity]
		if f.Advisory.Tier == finding.Proof {
			sum += 10
		}
	}
	return sum
}
