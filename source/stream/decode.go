package stream

import (
	"sync"
	"unicode/utf8"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// Plan is a format together with the paths that its decoder and the rules read.
// Paths are added until Ready is called; then it is fixed and shared by all
// goroutines.
type Plan struct {
	Format source.Format
	Paths  *record.Builder
	layout *record.Layout
	mu     sync.Mutex // Format.New declares its paths to Paths each time
}

// NewPlan begins a plan with the paths of the format's own decoder.
func NewPlan(f source.Format) *Plan {
	p := &Plan{Format: f, Paths: record.NewBuilder()}
	f.New(p.Paths)
	return p
}

// Ready fixes the paths.
func (p *Plan) Ready() *Plan {
	p.layout = p.Paths.Layout()
	return p
}

// Sink takes the events of a decoder. All arguments are borrowed.
type Sink interface {
	// Event is called for each event. nth counts the events of one record.
	Event(ev *event.Event, kind, nth int, row *record.Row)
}

// Decoder turns the records of one stream (or, of a format that is not
// sequential, of any number of streams with the same header) into events. It is
// for one goroutine and allocates nothing per record.
type Decoder struct {
	plan  *Plan
	dec   source.Decoder
	lines source.LineParser
	walk  *record.Walker
	table *table
	row   *record.Row
	ev    event.Event
	sink  Sink
	nth   int
	emit  source.Emit
}

// NewDecoder makes a decoder for a stream with the given CSV header (nil for
// other framings). dropped, if not nil, counts the names of fields that are not
// read.
func (p *Plan) NewDecoder(header []byte, sink Sink, dropped *record.Tally) (*Decoder, error) {
	p.mu.Lock()
	dec := p.Format.New(p.Paths)
	p.mu.Unlock()
	d := &Decoder{plan: p, dec: dec, row: p.layout.NewRow(), sink: sink}
	d.emit = d.emitEvent
	switch p.Format.Framing {
	case source.FrameLines:
		lines, ok := d.dec.(source.LineParser)
		if !ok {
			return nil, source.Refuse("format "+p.Format.Name+" has lines but no line parser", "")
		}
		d.lines = lines
	case source.FrameCSV:
		t, err := newTable(header, p.layout, p.Format.Embedded)
		if err != nil {
			return nil, err
		}
		d.table = t
	}
	if d.lines == nil {
		d.walk = record.NewWalker(dropped)
	}
	return d, nil
}

// Assume passes on what the driver knows about the stream, to a format that
// asks for it. It must be called before the first record.
func (d *Decoder) Assume(a source.Assumptions) {
	if dec, ok := d.dec.(source.Assumer); ok {
		dec.Assume(a)
	}
}

// Record decodes one record and gives its events to the sink. An error is a
// refusal of the record; events that were given before it stand.
func (d *Decoder) Record(rec []byte) error {
	d.nth = 0
	if d.lines != nil || d.table != nil { // JSON is checked as it is read
		if !utf8.Valid(rec) {
			return record.ErrUTF8
		}
	}
	switch {
	case d.lines != nil:
		return d.line(rec)
	case d.table != nil:
		return d.fields(rec)
	default:
		return d.json(rec, rec)
	}
}

// Flush ends a stream of a sequential format.
func (d *Decoder) Flush() error {
	f, ok := d.dec.(source.Flusher)
	if !ok {
		return nil
	}
	d.nth = 0
	d.row.Reset(nil)
	d.ev.Reset()
	return f.Flush(&d.ev, d.emit)
}

func (d *Decoder) line(rec []byte) error {
	d.row.Reset(rec)
	ok, err := d.lines.ParseLine(rec, d.row)
	if err != nil || !ok {
		return err
	}
	return d.decode()
}

func (d *Decoder) fields(rec []byte) error {
	if err := d.table.row(rec, d.row); err != nil {
		return err
	}
	if d.table.embedded < 0 {
		return d.decode()
	}
	return d.json(d.table.fields[d.table.embedded], rec)
}

// json decodes a JSON record; raw is the record as it stands in the stream.
func (d *Decoder) json(text, raw []byte) error {
	if d.plan.Format.Explode == "" {
		v, err := d.walk.Parse(text)
		if err != nil {
			return err
		}
		if err := d.walk.WalkValue(raw, v, d.row); err != nil {
			return err
		}
		return d.decode()
	}
	return d.explode(text, raw)
}

func (d *Decoder) explode(text, raw []byte) error {
	v, err := d.walk.Parse(text)
	if err != nil {
		return err
	}
	key := d.plan.Format.Explode
	n := d.walk.Elements(v, key)
	if n <= 0 {
		if err := d.walk.WalkValue(raw, v, d.row); err != nil {
			return err
		}
		return d.decode()
	}
	for i := range n {
		if err := d.walk.WalkElement(raw, v, d.row, key, i); err != nil {
			return err
		}
		if err := d.decode(); err != nil {
			return err
		}
	}
	return nil
}

func (d *Decoder) decode() error {
	d.ev.Reset()
	return d.dec.Decode(d.row, &d.ev, d.emit)
}

func (d *Decoder) emitEvent(kind int) {
	f := &d.plan.Format
	ev := &d.ev
	if ev.Source == "" {
		ev.Source = f.Log()
	}
	if ev.Product == "" {
		ev.Product = f.Product
	}
	if ev.Vendor == "" {
		ev.Vendor = f.Vendor
	}
	if kind < 0 || kind >= len(f.Kinds) {
		kind = 0
	}
	d.sink.Event(ev, kind, d.nth, d.row)
	d.nth++
}
