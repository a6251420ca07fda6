// Package sourcetest is the acceptance test of the contract in package source:
// each format's own test calls [Accept] and nothing else needs to be repeated.
package sourcetest

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
	"sekisho/source/stream"
)

var rewrite = flag.Bool("rewrite", false, "write the golden files anew")

// Refusal is a record that could not be read.
type Refusal struct {
	Line   int64
	Reason string
}

// Event is an event with what the contract says besides: its line and kind.
type Event struct {
	event.Event
	Line int64
	Kind string
}

type collector struct {
	format source.Format
	line   int64
	events []Event
}

func (c *collector) Event(ev *event.Event, kind, _ int, _ *record.Row) {
	c.events = append(c.events, Event{Event: own(ev), Line: c.line, Kind: c.format.Kinds[kind].Name})
}

// own copies an event so that nothing stays borrowed.
func own(ev *event.Event) event.Event { return *ev.Clone() }

// Decode reads a whole stream with one format.
func Decode(t testing.TB, f source.Format, raw []byte) ([]Event, []Refusal) {
	t.Helper()
	events, refused, err := decode(f, raw)
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	return events, refused
}

func decode(f source.Format, raw []byte) ([]Event, []Refusal, error) {
	var refused []Refusal
	note := func(line int64, err error) { refused = append(refused, Refusal{line, source.Reason(err)}) }
	cut, err := stream.NewCutter(bytes.NewReader(raw), f.Framing)
	if err != nil {
		note(1, err)
		return nil, refused, nil
	}
	c := &collector{format: f}
	dec, err := stream.NewPlan(f).Ready().NewDecoder(cut.Header(), c, nil)
	if err != nil {
		note(1, err)
		return nil, refused, nil
	}
	var b stream.Block
	for {
		err := cut.Next(&b)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, nil, err
		}
		for _, r := range b.Refused {
			note(r.Line, r.Err)
		}
		b.Each(func(rec []byte, line, _ int64) {
			c.line = line
			if err := dec.Record(rec); err != nil {
				note(line, err)
			}
		})
	}
	if err := dec.Flush(); err != nil {
		note(0, err)
	}
	return c.events, refused, nil
}

// Accept checks a format against the contract: every dir/*.in decodes to the
// dir/*.golden beside it (written anew with -rewrite), is recognised, and no
// truncation, damage or hostile input makes the format fail in a way that the
// contract does not allow.
func Accept(t *testing.T, f source.Format, dir string) {
	t.Helper()
	declared(t, f)
	inputs, err := filepath.Glob(filepath.Join(dir, "*.in"))
	if err != nil || len(inputs) == 0 {
		t.Fatalf("no %s/*.in: a format proves itself with records", dir)
	}
	for _, path := range inputs {
		t.Run(filepath.Base(path), func(t *testing.T) {
			raw, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, f, path, raw)
			recognised(t, f, raw)
			repeatable(t, f, raw)
			survives(t, f, raw)
		})
	}
	hostile(t, f)
}

func declared(t *testing.T, f source.Format) {
	t.Helper()
	if f.Name == "" || strings.ToLower(f.Name) != f.Name || strings.ContainsAny(f.Name, " /.") {
		t.Errorf("name %q: lower case without spaces, dots and slashes", f.Name)
	}
	if f.Title == "" || f.Product == "" || f.Sniff == nil || f.New == nil || len(f.Kinds) == 0 {
		t.Errorf("format %q leaves a required part empty", f.Name)
	}
	for _, k := range f.Kinds {
		if k.Name == "" || len(k.LogSources) == 0 {
			t.Errorf("kind %q of %q: needs a name and a log source", k.Name, f.Name)
		}
	}
}

func golden(t *testing.T, f source.Format, path string, raw []byte) {
	t.Helper()
	events, refused := Decode(t, f, raw)
	got := render(events, refused)
	file := strings.TrimSuffix(path, ".in") + ".golden"
	if *rewrite {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (run the test with -rewrite and read the diff)", err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", file, d)
	}
	for _, e := range events {
		if e.Time == 0 || e.EventCode == "" && e.Class == event.ClassBase {
			t.Errorf("line %d: an event without a time, or without class and code", e.Line)
		}
		if e.Activity == event.ActivityOther && e.ActivityName == "" {
			t.Errorf("line %d: activity 99 needs a name", e.Line)
		}
	}
}

// render writes events as a person reads them: one field a line, zero fields
// left out.
func render(events []Event, refused []Refusal) string {
	var b strings.Builder
	for _, e := range events {
		fmt.Fprintf(&b, "line %d: %s\n", e.Line, e.Kind)
		fields(&b, "", reflect.ValueOf(e.Event))
		b.WriteByte('\n')
	}
	for _, r := range refused {
		fmt.Fprintf(&b, "refused line %d: %s\n", r.Line, r.Reason)
	}
	return b.String()
}

func fields(b *strings.Builder, prefix string, v reflect.Value) {
	for i := range v.NumField() {
		name, f := prefix+v.Type().Field(i).Name, v.Field(i)
		switch {
		case f.IsZero() || f.Kind() == reflect.Slice && f.Len() == 0:
		case f.Kind() == reflect.Struct:
			fields(b, name+".", f)
		case f.Kind() == reflect.String:
			fmt.Fprintf(b, "  %s: %q\n", name, f.String())
		case f.Kind() == reflect.Slice:
			fmt.Fprintf(b, "  %s: %q\n", name, f.Interface())
		default:
			fmt.Fprintf(b, "  %s: %d\n", name, f.Interface())
		}
	}
}

func recognised(t *testing.T, f source.Format, raw []byte) {
	t.Helper()
	head := raw[:min(len(raw), source.SniffLen)]
	if got := f.Sniff(head); got < source.Maybe {
		t.Errorf("does not recognise its own sample: confidence %d", got)
	}
	for _, foreign := range []string{"", "{}", "[]", "\x00\x00\x00", "hello, world\n", "a,b,c\n1,2,3\n", `{"message":"hello"}`} {
		if got := f.Sniff([]byte(foreign)); got > source.No {
			t.Errorf("claims %q with confidence %d", foreign, got)
		}
	}
}

func repeatable(t *testing.T, f source.Format, raw []byte) {
	t.Helper()
	a, _ := Decode(t, f, raw)
	b, _ := Decode(t, f, raw)
	if d := cmp.Diff(a, b); d != "" {
		t.Errorf("two readings differ:\n%s", d)
	}
}

// survives damages the sample: every good line before and after a broken one is
// still read.
func survives(t *testing.T, f source.Format, raw []byte) {
	t.Helper()
	for cut := 0; cut < len(raw); cut += 1 + len(raw)/50 {
		Decode(t, f, raw[:cut])
	}
	for at := 0; at < len(raw); at += 1 + len(raw)/50 {
		bad := bytes.Clone(raw)
		bad[at] ^= 0x95
		Decode(t, f, bad)
	}
}

func hostile(t *testing.T, f source.Format) {
	t.Helper()
	for _, in := range []string{
		"", "\n\n\n", "\x00", strings.Repeat("\x00", 4096), "\xff\xfe\xfd", "{", "[", `{"a":`, "{}\n{}\n",
		strings.Repeat("[", 10_000), strings.Repeat(`{"a":`, 10_000), `{"a":1,"A":2}` + "\n",
		`{"a":18446744073709551617,"time":"0001-01-01T00:00:00Z"}` + "\n", `{"time":"9999-12-31T23:59:59Z"}` + "\n",
		"\"", ",,,,\n,,,,\n", strings.Repeat("a", 1<<20) + "\n", "null\n", "1\n", "\"x\"\n",
	} {
		Decode(t, f, []byte(in))
	}
}

// Fuzz is the body of a format's fuzz target.
func Fuzz(f *testing.F, format source.Format, dir string) {
	inputs, _ := filepath.Glob(filepath.Join(dir, "*.in"))
	for _, path := range inputs {
		raw, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
		if line, _, ok := bytes.Cut(raw, []byte{'\n'}); ok {
			f.Add(line)
		}
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		format.Sniff(raw[:min(len(raw), source.SniffLen)])
		_, _, _ = decode(format, raw)
	})
}

type discard struct{ n int }

func (d *discard) Event(*event.Event, int, int, *record.Row) { d.n++ }

// Benchmark measures decoding of the sample's records: bytes/s, events/s and
// allocations.
func Benchmark(b *testing.B, f source.Format, path string) {
	raw, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	cut, err := stream.NewCutter(bytes.NewReader(raw), f.Framing)
	if err != nil {
		b.Fatal(err)
	}
	sink := &discard{}
	dec, err := stream.NewPlan(f).Ready().NewDecoder(cut.Header(), sink, nil)
	if err != nil {
		b.Fatal(err)
	}
	var records [][]byte
	size := 0
	var block stream.Block
	for cut.Next(&block) == nil {
		block.Each(func(rec []byte, _, _ int64) {
			records = append(records, bytes.Clone(rec))
			size += len(rec)
		})
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, r := range records {
			_ = dec.Record(r)
		}
	}
	b.ReportMetric(float64(sink.n)/b.Elapsed().Seconds(), "events/s")
}
