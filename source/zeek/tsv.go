package zeek

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"sekisho/record"
	"sekisho/source"
)

// maxColumns bounds a header; Zeek's widest log has fewer than 60 columns.
const maxColumns = 1024

// table reads the tab-separated form: the header says what the columns are.
type table struct {
	*decoder
	separator, set []byte
	empty, unset   []byte
	log            string
	columns        []column
	scratch        source.Scratch
}

type column struct {
	slot record.Slot
	name string
	kind columnKind
	list bool
}

type columnKind uint8

const (
	columnText columnKind = iota
	columnNumber
	columnBool
)

func newTable(b *record.Builder) *table {
	t := &table{decoder: newDecoder(b)}
	t.defaults()
	return t
}

var _ source.LineParser = (*table)(nil)

func (t *table) defaults() {
	t.separator, t.set = []byte{'\t'}, []byte{','}
	t.empty, t.unset = []byte("(empty)"), []byte("-")
}

// ParseLine reads a line of the header, or puts a record's columns into row.
func (t *table) ParseLine(line []byte, row *record.Row) (bool, error) {
	if !utf8.Valid(line) {
		return false, record.ErrUTF8
	}
	if len(line) > 0 && line[0] == '#' {
		return false, t.header(line, row.Layout())
	}
	if len(t.columns) == 0 {
		return false, source.Refuse("a record before its header", "#fields")
	}
	t.scratch.Reset()
	if t.log != "" {
		row.PutDerived(t.path, record.Value{Text: t.log, Kind: record.String})
	}
	for i := range t.columns {
		value, rest, more := bytes.Cut(line, t.separator)
		t.cell(&t.columns[i], value, row)
		if line = rest; !more {
			if i+1 < len(t.columns) {
				return false, source.Refuse("fewer columns than the header names", t.columns[i+1].name)
			}
			return true, nil
		}
	}
	return false, source.Refuse("more columns than the header names", "")
}

// header reads a line that begins with "#".
func (t *table) header(line []byte, layout *record.Layout) error {
	if value, ok := bytes.CutPrefix(line, []byte("#separator ")); ok {
		t.defaults()
		t.log, t.columns = "", t.columns[:0]
		if t.separator = t.unescape(value); len(t.separator) == 0 {
			t.defaults()
			return source.Refuse("an empty separator", "#separator")
		}
		t.separator = bytes.Clone(t.separator)
		return nil
	}
	key, value, _ := bytes.Cut(line, t.separator)
	switch string(key) {
	case "#set_separator":
		if len(value) > 0 {
			t.set = bytes.Clone(t.unescape(value))
		}
	case "#empty_field":
		t.empty = bytes.Clone(t.unescape(value))
	case "#unset_field":
		t.unset = bytes.Clone(t.unescape(value))
	case "#path":
		t.log = string(t.unescape(value))
	case "#fields":
		return t.fields(value, layout)
	case "#types":
		t.types(value)
	}
	return nil
}

func (t *table) fields(names []byte, layout *record.Layout) error {
	t.columns = t.columns[:0]
	if bytes.Count(names, t.separator) >= maxColumns {
		return source.Refuse("too many columns", "#fields")
	}
	for name := range bytes.SplitSeq(names, t.separator) {
		n := string(name)
		t.columns = append(t.columns, column{slot: layout.Slot(n), name: n})
	}
	return nil
}

func (t *table) types(names []byte) {
	i := 0
	for name := range bytes.SplitSeq(names, t.separator) {
		if i >= len(t.columns) {
			return
		}
		c := &t.columns[i]
		i++
		inner := string(name)
		for _, prefix := range []string{"set[", "vector["} {
			if rest, ok := strings.CutPrefix(inner, prefix); ok {
				inner, c.list = strings.TrimSuffix(rest, "]"), true
			}
		}
		switch inner {
		case "count", "int", "double", "interval", "time", "port":
			c.kind = columnNumber
		case "bool":
			c.kind = columnBool
		}
	}
}

func (t *table) cell(c *column, value []byte, row *record.Row) {
	switch {
	case bytes.Equal(value, t.unset):
	case !c.list && bytes.Equal(value, t.empty):
		row.Put(c.slot, record.Value{Kind: record.String})
	case !c.list:
		row.Put(c.slot, t.value(c.kind, value, 0))
	case bytes.Equal(value, t.empty):
	default:
		for i := int32(0); ; i++ {
			item, rest, more := bytes.Cut(value, t.set)
			if !bytes.Equal(item, t.unset) {
				row.Put(c.slot, t.value(c.kind, item, i))
			}
			if value = rest; !more {
				return
			}
		}
	}
}

func (t *table) value(kind columnKind, b []byte, elem int32) record.Value {
	switch kind {
	case columnNumber:
		return record.Value{Text: source.Borrow(b), Kind: record.Number, Elem: elem}
	case columnBool:
		if len(b) == 1 && b[0] == 'T' {
			return record.Value{Text: "true", Kind: record.Bool, Elem: elem}
		}
		return record.Value{Text: "false", Kind: record.Bool, Elem: elem}
	}
	return record.Value{Text: source.Borrow(t.unescape(b)), Kind: record.String, Elem: elem}
}

// unescape undoes "\xHH" and "\\". Bytes that are no UTF-8 stay escaped, as Zeek
// writes them in JSON.
func (t *table) unescape(b []byte) []byte {
	if bytes.IndexByte(b, '\\') < 0 {
		return b
	}
	out := t.scratch.Grow(len(b))
	for i := 0; i < len(b); i++ {
		switch c, ok := hexEscape(b[i:]); {
		case ok:
			out = append(out, c)
			i += 3
		case b[i] == '\\' && i+1 < len(b) && b[i+1] == '\\':
			out = append(out, '\\')
			i++
		default:
			out = append(out, b[i])
		}
	}
	if !utf8.Valid(out) {
		return b
	}
	return out
}

// hexEscape reads a leading "\xHH".
func hexEscape(b []byte) (byte, bool) {
	if len(b) < 4 || b[0] != '\\' || b[1] != 'x' {
		return 0, false
	}
	hi, ok1 := hexDigit(b[2])
	lo, ok2 := hexDigit(b[3])
	return hi<<4 | lo, ok1 && ok2
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}
