package pipeline_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sekisho/event"
	"sekisho/pipeline"
)

func text(t *rapid.T, label string) string { return rapid.StringN(0, 8, 20).Draw(t, label) }

func kept(t *rapid.T) *pipeline.Kept {
	k := &pipeline.Kept{
		Native: rapid.Bool().Draw(t, "native"), Concerns: rapid.Bool().Draw(t, "concerns"),
		Stream: rapid.SampledFrom([]string{"", "a.json", "b.zip!c"}).Draw(t, "stream"),
		Line:   rapid.Int64Range(0, 1<<40).Draw(t, "line"), Offset: rapid.Int64Range(0, 1<<40).Draw(t, "offset"),
		Hits: rapid.SliceOf(rapid.Int32Range(0, 1<<20)).Draw(t, "hits"),
	}
	k.Event = &event.Event{Time: event.Time(rapid.Int64().Draw(t, "time")), Source: text(t, "source"), EventCode: text(t, "code")}
	k.Person, k.Registered, k.AfterEnd = event.PersonID(text(t, "person")), rapid.Bool().Draw(t, "registered"), rapid.Bool().Draw(t, "after")
	for range rapid.IntRange(0, 3).Draw(t, "assets") {
		k.Assets = append(k.Assets, event.AssetID(text(t, "asset")))
	}
	for range rapid.IntRange(0, 3).Draw(t, "destinations") {
		k.Destinations = append(k.Destinations, event.Destination{
			ID: event.DestinationID(text(t, "id")), Class: event.DestPartner, Organisation: text(t, "org"), Guessed: rapid.Bool().Draw(t, "guess"),
		})
	}
	for range rapid.IntRange(0, 3).Draw(t, "captures") {
		k.Captures = append(k.Captures, pipeline.Capture{
			Need: rapid.Int32Range(0, 99).Draw(t, "need"), Groups: rapid.SliceOf(rapid.String()).Draw(t, "groups"),
			Value: text(t, "value"), Has: rapid.Bool().Draw(t, "has"),
		})
	}
	copy(k.Key[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "key"))
	return k
}

// emptyAsNil makes "no items" one thing.
var emptyAsNil = cmp.FilterValues(func(a, b []string) bool { return len(a) == 0 && len(b) == 0 }, cmp.Ignore())

func TestKeptComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := kept(t)
		if len(want.Hits) == 0 {
			want.Hits = nil
		}
		got, err := pipeline.DecodeKept(pipeline.AppendKept(nil, want))
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got, emptyAsNil); d != "" {
			t.Fatalf("-want +got:\n%s", d)
		}
	})
}

// The order of the bytes is the order of events, before and after 1970.
func TestKeptSortsByTime(t *testing.T) {
	times := []event.Time{-1 << 62, -5, -1, 0, 1, 255, 256, 1 << 40, 1 << 62}
	var recs [][]byte
	for _, at := range times {
		k := &pipeline.Kept{}
		k.Event = &event.Event{Time: at}
		recs = append(recs, pipeline.AppendKept(nil, k))
	}
	if !slices.IsSortedFunc(recs, bytes.Compare) {
		t.Error("records do not sort by their time")
	}
}

func FuzzDecodeKept(f *testing.F) {
	k := &pipeline.Kept{Stream: "a", Hits: []int32{1}, Captures: []pipeline.Capture{{Groups: []string{"x"}}}}
	k.Event = &event.Event{Source: "m365"}
	f.Add(pipeline.AppendKept(nil, k))
	f.Fuzz(func(t *testing.T, b []byte) {
		if k, err := pipeline.DecodeKept(b); err == nil && k.Event == nil {
			t.Error("an event that is none")
		}
	})
}
