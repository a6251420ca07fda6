package pipeline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sekisho/event"
	"sekisho/finding"
	"sekisho/rule/correlation"
)

// finish completes a finding once all its acts are known.
func (b *Back) finish(e *episode) {
	f, a := e.f, e.f.Advisory
	slices.Sort(f.People)
	slices.SortFunc(f.Assets, func(x, y finding.Asset) int { return cmp.Compare(x.ID, y.ID) })
	slices.SortFunc(f.Destinations, func(x, y event.Destination) int {
		return cmp.Or(cmp.Compare(x.ID, y.ID), cmp.Compare(x.Class, y.Class))
	})
	subjectOf(f)
	first := ""
	if len(e.acts) > 0 {
		first = e.acts[0].uid
	}
	f.UID = finding.UID(a.ID, f.Subject, e.key.subjects(), first)
	if f.Time == 0 {
		f.Time = f.First
	}
	f.Lines = append(f.Lines, finding.Line{Text: a.Sentence})
	f.Desc = describe(f, e.codes)
	f.Recall = b.recaller(e.acts)
	if f.Unless == "" {
		f.Unless = "No act in this time that meets the rule's conditions, or the operator's filter for a known benign cause."
	}
}

// recaller brings a finding's acts back from the store.
func (b *Back) recaller(acts []actRef) func() []finding.Evidence {
	refs := make([]uint64, len(acts))
	for i, a := range acts {
		refs[i] = a.ref
	}
	return func() []finding.Evidence {
		out := make([]finding.Evidence, 0, len(refs))
		for _, ref := range refs {
			s, err := b.recall(ref)
			if err != nil {
				b.fail(err)
				return nil
			}
			out = append(out, evidence(s))
		}
		return out
	}
}

// describe tells what happened this time, in one paragraph without names.
func describe(f *finding.Finding, codes map[string]int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s", acts(f.Count))
	if n := len(f.People); n > 1 {
		fmt.Fprintf(&b, " by %d people", n)
	}
	if len(f.Assets) > 0 {
		names := make([]string, 0, len(f.Assets))
		for _, a := range f.Assets {
			names = append(names, string(a.ID))
		}
		fmt.Fprintf(&b, " on %s", list(names))
	}
	if len(f.Destinations) > 0 {
		names := make([]string, 0, len(f.Destinations))
		for _, d := range f.Destinations {
			names = append(names, fmt.Sprintf("%s (%s)", d.ID, d.Class))
		}
		fmt.Fprintf(&b, " towards %s", list(names))
	}
	b.WriteByte('.')
	if what := kinds(codes); what != "" {
		fmt.Fprintf(&b, " What the log calls it: %s.", what)
	}
	return b.String()
}

func acts(n int64) string {
	if n == 1 {
		return "One act"
	}
	return fmt.Sprintf("%d acts", n)
}

// maxNamed is how many names a sentence lists before it counts the rest.
const maxNamed = 3

func list(names []string) string {
	if len(names) > maxNamed {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:maxNamed], ", "), len(names)-maxNamed)
	}
	return strings.Join(names, ", ")
}

// kinds counts the source's own names of the acts.
func kinds(count map[string]int) string {
	names := make([]string, 0, len(count))
	for name := range count {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	return list(names)
}

func correlationLine(r *correlation.Rule, m correlation.Match) finding.Line {
	return finding.Line{Text: fmt.Sprintf("%s within %s: %s; the rule asks for %s", r.Type, r.Within(), m.Text(), r.Condition)}
}

// subjectOf decides whom or what a finding is about: the one person, else the
// asset or the destination that several people share. A finding about several
// people accuses none of them.
func subjectOf(f *finding.Finding) {
	switch {
	case len(f.People) <= 1:
		f.Subject = finding.AboutPerson
	case len(f.Assets) > 0:
		f.Subject = finding.AboutAsset
	case len(f.Destinations) > 0:
		f.Subject = finding.AboutDestination
	}
}

// subjects is the subject of a finding's uid: everything that keeps it apart from
// others of the same analytic that begin with the same act, such as one mail to
// two addresses.
func (k episodeKey) subjects() string {
	var b []byte
	for _, part := range []string{k.subject, string(k.asset), string(k.dest), k.groups} {
		b = appendText(b, part)
	}
	return string(b)
}
