package simulate

import (
	"bytes"
	"encoding/csv"
)

// PeopleTable is people.csv as rows.
func (w *World) PeopleTable() [][]string {
	rows, _ := csv.NewReader(bytes.NewReader(w.peopleCSV())).ReadAll()
	return rows
}
