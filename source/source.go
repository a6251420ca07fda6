package source

import (
	"errors"
	"fmt"

	"sekisho/event"
	"sekisho/record"
)

// Format describes one log format. It is a value: formats are listed, not
// registered.
type Format struct {
	// Name is stable: it is what --source takes and what metadata.log_name,
	// findings and statistics show. Lower case, no spaces: "m365".
	Name string
	// LogName is what metadata.log_name and findings show, and the service that
	// normalised rules name, where one product is read through several formats
	// ("m365" for "m365_export"). Empty means Name.
	LogName string
	// Title, Vendor and Product are for people and for OCSF metadata.
	Title, Vendor, Product string
	// Framing says how a stream is cut into records.
	Framing Framing
	// Sequential formats are read by one goroutine per stream, in order.
	Sequential bool
	// Explode is the path of an array in a JSON record of which each element
	// makes a row of its own; the fields outside it are in every row.
	Explode string
	// Embedded is the name of the CSV column that holds the record as JSON, for
	// exports that wrap a JSON record in a table; empty otherwise.
	Embedded string
	// Kinds are the sorts of record that rules tell apart. Never empty.
	Kinds []Kind
	// Sniff judges the first bytes of a stream (up to SniffLen, decompressed).
	Sniff func(head []byte) Confidence
	// New declares the paths the decoder reads and returns it.
	New func(b *record.Builder) Decoder
}

// Log is the name under which the format's events are known.
func (f *Format) Log() string {
	if f.LogName != "" {
		return f.LogName
	}
	return f.Name
}

// SniffLen is how many bytes of a stream a format may look at to know its own.
const SniffLen = 64 << 10

// Framing says how a stream is cut into records.
type Framing uint8

const (
	// FrameJSON: JSON objects, one a line, one after another, in an array, or in
	// an array inside an envelope object ({"Records":[…]}, {"value":[…]}, …).
	FrameJSON Framing = iota
	// FrameLines: one record a line; the decoder is a LineParser too.
	FrameLines
	// FrameCSV: RFC 4180 with a header; columns are paths.
	FrameCSV
)

// Confidence is how sure a format is that bytes are its own.
type Confidence int

const (
	No     Confidence = 0
	Maybe  Confidence = 30 // the shape fits, other formats share it
	Likely Confidence = 60 // names that this product uses
	Sure   Confidence = 90 // a signature that nothing else has
)

// Kind is one sort of record of a format, as Sigma's log sources see it.
type Kind struct {
	// Name is for people: "process creation (Sysmon 1)".
	Name string
	// LogSources are the Sigma log sources that a record of this kind serves. A
	// rule is tried when each part that it states equals one of these.
	LogSources []LogSource
	// Fields maps a Sigma field name to the record's own path where they differ.
	Fields map[string]string
}

// LogSource is Sigma's triple; an empty part is not stated.
type LogSource struct{ Category, Product, Service string }

// Decoder turns rows of one stream into events.
type Decoder interface {
	// Decode fills ev, which is zero, and calls emit once per event the row
	// holds, with the index of the event's Kind. Between two calls it may change
	// ev as it likes. Strings in ev may borrow from row. Source, Product and
	// Vendor are filled by the caller. A row that cannot become an event is an
	// error made with Refuse; a row that is not a record (a heartbeat, a header)
	// emits nothing and returns nil.
	Decode(row *record.Row, ev *event.Event, emit Emit) error
}

// Emit hands over the event that Decode filled.
type Emit func(kind int)

// LineParser is a Decoder of a format whose framing is FrameLines.
type LineParser interface {
	Decoder
	// ParseLine puts the fields of one line, without its line ending, into row.
	// It reports false for lines that carry no record.
	ParseLine(line []byte, row *record.Row) (bool, error)
}

// Flusher is a Sequential decoder that may still hold an event at the end of
// its stream. Flush is called once, after the last record.
type Flusher interface {
	Flush(ev *event.Event, emit Emit) error
}

// Refusal is why a record could not be read. The message never contains data.
type Refusal struct {
	Reason string // short, countable: "no time", "unknown shape"
	Field  string // the field it is about, if any
}

func (r *Refusal) Error() string {
	if r.Field == "" {
		return r.Reason
	}
	return fmt.Sprintf("%s (field %q)", r.Reason, r.Field)
}

// Refuse makes a refusal about a field; field may be empty.
func Refuse(reason, field string) error { return &Refusal{Reason: reason, Field: field} }

// Reason turns any reading error into something countable.
func Reason(err error) string {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Error()
	}
	for _, known := range []error{
		record.ErrDuplicateKey, record.ErrUTF8, record.ErrDepth, record.ErrNumber, record.ErrSyntax,
	} {
		if errors.Is(err, known) {
			return known.Error()
		}
	}
	return err.Error()
}
