package slack_test

import (
	"bytes"
	"os"
	"testing"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source/slack"
	"sekisho/source/stream"
)

type nothing struct{}

func (nothing) Event(*event.Event, int, int, *record.Row) {}

// Decoding a record allocates nothing; only refusals do.
func TestDecodeAllocates(t *testing.T) {
	raw, err := os.ReadFile("testdata/lines.in")
	if err != nil {
		t.Fatal(err)
	}
	cut, err := stream.NewCutter(bytes.NewReader(raw), slack.New().Framing)
	if err != nil {
		t.Fatal(err)
	}
	dec, err := stream.NewPlan(slack.New()).Ready().NewDecoder(nil, nothing{}, nil)
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
