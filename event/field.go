package event

import (
	"slices"
	"strconv"
	"strings"
	"unsafe"
)

// Field is an OCSF attribute path (or one of our extension) that an Event can
// answer. The zero Field answers nothing.
type Field uint16

// Digits is memory for the text of numbers. The texts that [Event.Each] hands
// out from it stay valid until Reset.
type Digits struct{ buf []byte }

// Reset takes back all texts.
func (d *Digits) Reset() { d.buf = d.buf[:0] }

func (d *Digits) text(n int64) string {
	from := len(d.buf)
	d.buf = strconv.AppendInt(d.buf, n, 10)
	return unsafe.String(&d.buf[from], len(d.buf)-from)
}

// Lookup finds the field of an OCSF dotted name, without regard to ASCII case.
// It is meant for the time when rules are compiled, not for each event.
func Lookup(path string) (Field, bool) {
	path = strings.ToLower(path)
	i, ok := slices.BinarySearchFunc(fieldTable, path, func(d fieldDef, p string) int { return strings.Compare(d.path, p) })
	if !ok {
		return 0, false
	}
	return Field(i + 1), true
}

// Fields lists every name that Lookup knows, in order.
func Fields() []string {
	names := make([]string, len(fieldTable))
	for i, d := range fieldTable {
		names[i] = d.path
	}
	return names
}

// String is the field's OCSF path.
func (f Field) String() string {
	if f == 0 || int(f) > len(fieldTable) {
		return ""
	}
	return fieldTable[f-1].path
}

// Each calls yield with every value that e has for f, in the event's order;
// what the record does not say is not a value. Texts borrow from e, those of
// numbers from d. It allocates nothing once d has grown.
func (e *Event) Each(f Field, d *Digits, yield func(text string, number bool)) {
	if f == 0 || int(f) > len(fieldTable) {
		return
	}
	def := &fieldTable[f-1]
	switch {
	case def.text != nil:
		if t := def.text(e); t != "" {
			yield(t, false)
		}
	case def.number != nil:
		if n := def.number(e); n != 0 || def.zero {
			yield(d.text(n), true)
		}
	default:
		for _, t := range def.list(e) {
			yield(t, false)
		}
	}
}

// fieldDef says how an event answers a path; one of the functions is set.
type fieldDef struct {
	path   string
	text   func(*Event) string
	number func(*Event) int64
	list   func(*Event) []string
	zero   bool // 0 is a value (enumerations), not "the record does not say"
}

// fieldTable is sorted by path.
var fieldTable = sortFields(slices.Concat(
	classFields(), metadataFields(), actorFields(), deviceFields(), fileFields(),
	resourceFields(), mailFields(), webFields(), shareFields(),
))

func sortFields(list []fieldDef) []fieldDef {
	slices.SortFunc(list, func(a, b fieldDef) int { return strings.Compare(a.path, b.path) })
	return list
}

func text(path string, f func(*Event) string) fieldDef { return fieldDef{path: path, text: f} }

func number[N ~int64 | ~int32](path string, f func(*Event) N) fieldDef {
	return fieldDef{path: path, number: func(e *Event) int64 { return int64(f(e)) }}
}

func enum[N ~int64 | ~int32](path string, f func(*Event) N) fieldDef {
	d := number(path, f)
	d.zero = true
	return d
}

func texts(path string, f func(*Event) []string) fieldDef { return fieldDef{path: path, list: f} }

// group makes the fields of one OCSF object that appears at several paths.
func group[T any](at string, get func(*Event) *T, fields func(func(*Event) *T) []fieldDef) []fieldDef {
	list := fields(get)
	for i := range list {
		list[i].path = at + "." + list[i].path
	}
	return list
}
