package finding

import (
	"cmp"
	"slices"

	"sekisho/event"
)

// statusNew is OCSF's status_id of an incident that nobody has opened yet.
const statusNew = 1

// Severity is that of the lead's gravest finding.
func (l *Lead) Severity() Severity {
	s := SeverityUnknown
	for _, f := range l.Findings {
		s = max(s, f.advisory().Severity)
	}
	return s
}

// Span is from the first to the last act of all findings.
func (l *Lead) Span() (first, last event.Time) {
	for i, f := range l.Findings {
		if i == 0 || f.First < first {
			first = f.First
		}
		last = max(last, f.Last)
	}
	return first, last
}

// Order returns the findings as a reader should meet them: proofs first, then by
// severity, then by time. A lead is what its grave findings say; those of low
// severity are its context and come last. Grave is how many come before them.
func (l *Lead) Order() (list []*Finding, grave int) {
	list = slices.Clone(l.Findings)
	proof := func(f *Finding) int {
		if f.advisory().Tier == Proof {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(list, func(a, b *Finding) int {
		return cmp.Or(cmp.Compare(proof(a), proof(b)), cmp.Compare(b.advisory().Severity, a.advisory().Severity), Compare(a, b))
	})
	for grave < len(list) && (list[grave].advisory().Severity > SeverityLow || proof(list[grave]) == 0) {
		grave++
	}
	return list, grave
}

// telling are the findings that say what the lead is about: the grave ones, or
// all where none is grave.
func (l *Lead) telling() []*Finding {
	list, grave := l.Order()
	if grave > 0 {
		list = list[:grave]
	}
	return list
}

// Assets are those of the findings that the lead is about.
func (l *Lead) Assets() []Asset {
	var list []Asset
	for _, f := range l.telling() {
		for _, a := range f.Assets {
			if !slices.ContainsFunc(list, func(b Asset) bool { return a.ID == b.ID }) {
				list = append(list, a)
			}
		}
	}
	return list
}

// Destinations are those of the findings that the lead is about.
func (l *Lead) Destinations() []event.Destination {
	var list []event.Destination
	for _, f := range l.telling() {
		for _, d := range f.Destinations {
			if !slices.ContainsFunc(list, func(b event.Destination) bool { return d.ID == b.ID }) {
				list = append(list, d)
			}
		}
	}
	return list
}

// AppendLeadJSON appends l as one OCSF 1.8.0 Incident Finding without a line
// end. Its findings are named by uid; they are written by AppendJSON.
func AppendLeadJSON(dst []byte, l *Lead, names event.Names) []byte {
	w := &encoder{names: names}
	w.Buf = append(dst, '{')
	first, last := l.Span()
	w.header(event.ClassIncidentFinding, activityCreate, l.Severity(), l.time())
	w.NonZero("start_time", int64(first))
	w.NonZero("end_time", int64(last))
	w.Int("status_id", statusNew)
	w.Str("status", "New")
	w.metadata(l.UID)
	w.Object("assignee_group") // OCSF requires an assignee; a lead has none until a case is opened
	w.Str("name", "unassigned")
	w.EndObject()
	w.NonZero("count", int64(len(l.Findings)))
	w.Array("finding_info_list")
	for _, f := range l.Findings {
		w.ItemObject()
		w.info(f, f.advisory())
		w.EndObject()
	}
	w.EndArray()
	w.leadExtension(l)
	w.EndObject()
	return w.Buf
}

func (w *encoder) leadExtension(l *Lead) {
	w.Object("sekisho")
	w.Float("points", l.Score)
	w.people(l.People)
	w.destinations(l.Destinations())
	w.Strs("assets", assetIDs(l.Assets()))
	if len(l.Joins) > 0 {
		w.Array("joins")
		for _, j := range l.Joins {
			w.ItemObject()
			w.Strs("findings", []string{j.A, j.B})
			w.scrubbed("reason", j.Why)
			w.EndObject()
		}
		w.EndArray()
	}
	w.EndObject()
}

func assetIDs(list []Asset) []string {
	ids := make([]string, len(list))
	for i, a := range list {
		ids[i] = string(a.ID)
	}
	return ids
}

// time is when the lead became what it is: with its latest finding.
func (l *Lead) time() event.Time {
	var t event.Time
	for _, f := range l.Findings {
		t = max(t, f.Time)
	}
	return t
}
