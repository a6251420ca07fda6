package googleworkspace_test

import (
	"bytes"
	"os"
	"testing"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source/googleworkspace"
	"sekisho/source/stream"
)

type nothing struct{}

func (nothing) Event(*event.Event, int, int, *record.Row) {}

// Decoding a record allocates nothing; only refusals do.
func TestDecodeAllocates(t *testing.T) {
	raw, err := os.ReadFile("testdata/reports_api.in")
	if err != nil {
		t.Fatal(err)
	}
	cut, err := stream.NewCutter(bytes.NewReader(raw), googleworkspace.New().Framing)
	if err != nil {
		t.Fatal(err)
	}
	dec, err := stream.NewPlan(googleworkspace.New()).Ready().NewDecoder(nil, nothing{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var b stream.Block
	for cut.Next(&b) == nil {
		b.Each(func(rec []byte, line, _ int64) {
			if dec.Record(rec) != nil {
				return
			}
			if n := testing.AllocsPerRun(10, func() { _ = dec.Record(rec) }); n != 0 {
				t.Errorf("line %d: %v allocations", line, n)
			}
		})
	}
}
