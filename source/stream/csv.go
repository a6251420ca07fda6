package stream

import (
	"bytes"
	"fmt"

	"sekisho/record"
	"sekisho/source"
)

// MaxColumns bounds a table's width; the widest export known has under 300.
const MaxColumns = 4096

// maxQuotedLines is how many line ends a quoted field may hold before its
// opening quote counts as a mistake and reading goes on at the next line.
const maxQuotedLines = 2000

// typeLine begins the line that PowerShell's Export-Csv writes before the header
// unless it is told not to.
const typeLine = "#TYPE "

// readHeader takes the first record that is not empty as the header.
func (c *Cutter) readHeader() error {
	for {
		if err := c.fill(); err != nil {
			return err
		}
		if len(c.rest) == 0 {
			return source.Refuse("an empty table", "")
		}
		n := csvRecord(c.rest, c.eof)
		if n <= 0 {
			return source.Refuse("a table header that does not end", "")
		}
		head := bytes.TrimRight(c.rest[:n], "\r\n")
		blank := len(bytes.TrimSpace(head)) == 0 || bytes.HasPrefix(head, []byte(typeLine))
		if !blank {
			c.header = bytes.Clone(head)
		}
		c.advance(n)
		if !blank {
			return nil
		}
	}
}

// cutCSV takes all whole records.
func cutCSV(_ *Cutter, data []byte, end bool, b *Block) int {
	at, lines := 0, int32(0)
	for at < len(data) {
		n := csvRecord(data[at:], end)
		if n == 0 {
			return at
		}
		if n < 0 { // a quote that never closes: give up its line
			n = -n
			b.Refused = append(b.Refused, Refused{b.Line + int64(lines), b.Offset + int64(at),
				source.Refuse("a quoted field that does not end", "")})
		} else if len(bytes.TrimSpace(data[at:at+n])) > 0 {
			b.spans = append(b.spans, span{int32(at), int32(at + len(bytes.TrimRight(data[at:at+n], "\r\n"))), lines})
		}
		lines += int32(bytes.Count(data[at:at+n], []byte{'\n'}))
		at += n
	}
	return at
}

// csvRecord returns the length of the record that data begins with, its line
// end included; 0 to ask for more data; the negative length of the first line
// where an open quote swallows too much.
func csvRecord(data []byte, end bool) int {
	at, quoted, lines := 0, false, 0
	for at < len(data) {
		n := bytes.IndexByte(data[at:], '\n')
		if n < 0 {
			break
		}
		if bytes.Count(data[at:at+n], []byte{'"'})%2 == 1 {
			quoted = !quoted
		}
		at += n + 1
		if !quoted {
			return at
		}
		if lines++; lines > maxQuotedLines {
			return -firstLine(data)
		}
	}
	if !end {
		if quoted && len(data) > MaxRecord {
			return -firstLine(data)
		}
		return 0
	}
	if bytes.Count(data[at:], []byte{'"'})%2 == 1 {
		quoted = !quoted
	}
	if quoted {
		return -firstLine(data)
	}
	return len(data)
}

func firstLine(data []byte) int {
	if n := bytes.IndexByte(data, '\n'); n >= 0 {
		return n + 1
	}
	return len(data)
}

// table puts the fields of CSV records into rows.
type table struct {
	comma    byte
	names    []string
	slots    []record.Slot
	embedded int // column that holds the record as JSON, -1 for none
	buf      []byte
	fields   [][]byte
}

// newTable reads a header against a layout. dropped is told the columns that
// nobody asked for.
func newTable(header []byte, l *record.Layout, embedded string) (*table, error) {
	t := &table{comma: delimiter(header), embedded: -1}
	if err := t.split(header); err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for i, f := range t.fields {
		name := string(bytes.TrimSpace(f))
		folded := string(bytes.ToLower(bytes.TrimSpace(f)))
		if seen[folded] && folded != "" {
			return nil, source.Refuse("a column that appears twice", name)
		}
		seen[folded] = true
		t.names = append(t.names, name)
		t.slots = append(t.slots, l.Slot(name))
		if embedded != "" && string(bytes.ToLower([]byte(embedded))) == folded {
			t.embedded = i
		}
	}
	if embedded != "" && t.embedded < 0 {
		return nil, source.Refuse("a table without the column that holds the record", embedded)
	}
	return t, nil
}

// delimiter is the commonest of comma, semicolon and tab in a header.
func delimiter(header []byte) byte {
	best, most := byte(','), 0
	for _, c := range []byte{',', ';', '\t'} {
		if n := bytes.Count(header, []byte{c}); n > most {
			best, most = c, n
		}
	}
	return best
}

// split cuts one record into fields, unquoting into a buffer of its own.
func (t *table) split(rec []byte) error {
	t.fields, t.buf = t.fields[:0], t.buf[:0]
	if cap(t.buf) < len(rec) {
		t.buf = make([]byte, 0, 2*len(rec))
	}
	for at := 0; ; {
		if len(t.fields) >= MaxColumns {
			return source.Refuse(fmt.Sprintf("more than %d columns", MaxColumns), "")
		}
		if at < len(rec) && rec[at] == '"' {
			n, err := t.quoted(rec[at:])
			if err != nil {
				return err
			}
			at += n
		} else {
			n := bytes.IndexByte(rec[at:], t.comma)
			if n < 0 {
				n = len(rec) - at
			}
			t.fields = append(t.fields, rec[at:at+n])
			at += n
		}
		if at >= len(rec) {
			return nil
		}
		at++ // the comma
	}
}

// quoted takes one quoted field; the result lies in buf, which is large enough
// for the whole record and so never moves.
func (t *table) quoted(rec []byte) (int, error) {
	from, at := len(t.buf), 1
	for {
		n := bytes.IndexByte(rec[at:], '"')
		if n < 0 {
			return 0, source.Refuse("a quoted field that does not end", "")
		}
		t.buf = append(t.buf, rec[at:at+n]...)
		at += n + 1
		if at < len(rec) && rec[at] == '"' {
			t.buf = append(t.buf, '"')
			at++
			continue
		}
		break
	}
	if at < len(rec) && rec[at] != t.comma {
		return 0, source.Refuse("text after a closing quote", "")
	}
	t.fields = append(t.fields, t.buf[from:len(t.buf):len(t.buf)])
	return at, nil
}

// row puts one record's fields into row.
func (t *table) row(rec []byte, row *record.Row) error {
	if err := t.split(rec); err != nil {
		return err
	}
	if len(t.fields) != len(t.names) {
		return source.Refuse(fmt.Sprintf("%d fields where the header has %d", len(t.fields), len(t.names)), "")
	}
	row.Reset(rec)
	for i, s := range t.slots {
		row.PutBytes(s, t.fields[i])
	}
	return nil
}
