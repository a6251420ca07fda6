package scan

import (
	"cmp"
	"slices"
)

// Refusal is a kind of record that could not be read in one stream.
type Refusal struct {
	Stream string
	Source string // empty for a stream that could not be begun
	Reason string
	Count  int64
	// First are the earliest places, at most maxPlaces.
	First []Place
}

// Place is where in a stream something lies.
type Place struct {
	Line   int64 `json:"line"`   // 1-based
	Offset int64 `json:"offset"` // bytes
}

const (
	// maxPlaces is how many places of a kind of refusal are named.
	maxPlaces = 5
	// maxRefusalKinds bounds the kinds of refusal that are told apart in a run;
	// beyond it they are counted under otherStreams.
	maxRefusalKinds = 10_000
	otherStreams    = "(further streams)"
)

type refusalKey struct{ stream, source, reason string }

// refusals counts refused records. Each goroutine has its own; merging them in
// any order gives the same.
type refusals struct {
	by map[refusalKey]*Refusal
}

func newRefusals() *refusals { return &refusals{by: map[refusalKey]*Refusal{}} }

func (r *refusals) note(stream, source, reason string, at Place) {
	r.add(refusalKey{stream, source, reason}, 1, at)
}

func (r *refusals) add(key refusalKey, n int64, places ...Place) {
	have := r.by[key]
	if have == nil {
		if len(r.by) >= maxRefusalKinds {
			key.stream = otherStreams
		}
		if have = r.by[key]; have == nil {
			have = &Refusal{Stream: key.stream, Source: key.source, Reason: key.reason}
			r.by[key] = have
		}
	}
	have.Count += n
	have.First = append(have.First, places...)
	if len(have.First) > maxPlaces {
		slices.SortFunc(have.First, comparePlaces)
		have.First = have.First[:maxPlaces]
	}
}

func comparePlaces(a, b Place) int {
	return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(a.Line, b.Line))
}

func (r *refusals) merge(o *refusals) {
	for key, v := range o.by {
		r.add(key, v.Count, v.First...)
	}
}

// list gives the refusals in order of stream and reason.
func (r *refusals) list() []Refusal {
	out := make([]Refusal, 0, len(r.by))
	for _, v := range r.by {
		slices.SortFunc(v.First, comparePlaces)
		out = append(out, *v)
	}
	slices.SortFunc(out, func(a, b Refusal) int {
		return cmp.Or(cmp.Compare(a.Stream, b.Stream), cmp.Compare(a.Reason, b.Reason))
	})
	return out
}
