package certimport

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// maxTable bounds a table: the largest, logon.csv of release 6.2, has 3.5
// million rows of under 100 bytes.
const maxTable = 2 << 30

// table reads a CSV file by the names of its columns.
type table struct {
	name   string
	file   fs.File
	csv    *csv.Reader
	column map[string]int
	row    []string
	line   int
	err    error
}

// openTable opens a table that must have the named columns.
func openTable(folder fs.FS, name string, needs ...string) (*table, error) {
	f, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	t := &table{name: name, file: f, csv: csv.NewReader(io.LimitReader(f, maxTable)), column: map[string]int{}}
	t.csv.ReuseRecord, t.csv.FieldsPerRecord = true, -1
	header, err := t.csv.Read()
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("reading the header of %s: %w", name, err)
	}
	for i, h := range header {
		t.column[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))] = i
	}
	for _, n := range needs {
		if _, ok := t.column[n]; !ok {
			f.Close()
			return nil, fmt.Errorf("%s has no column %q: it is not a table of a CERT release 4.2 or 6.2", name, n)
		}
	}
	return t, nil
}

func (t *table) close() { t.file.Close() }

// next reads a row and reports whether there is one; err says why there is none.
func (t *table) next() bool {
	row, err := t.csv.Read()
	if err != nil {
		if !errors.Is(err, io.EOF) {
			t.err = fmt.Errorf("reading %s: %w", t.name, err)
		}
		return false
	}
	t.row = row
	t.line, _ = t.csv.FieldPos(0)
	return true
}

// get is the value of a column, empty where the row or the table has none. It
// owns its memory.
func (t *table) get(column string) string {
	i, ok := t.column[column]
	if !ok || i >= len(t.row) {
		return ""
	}
	return strings.Clone(strings.TrimSpace(t.row[i]))
}
