package org

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"time"

	"sekisho/event"
)

// person is a row of people.csv.
type person struct {
	id                  event.PersonID
	accounts            []string
	unit, role, manager string
	start, end          string // ISO, empty if not given
	endsAt              event.Time
	groups              []string
	line                int
}

var peopleColumns = []string{"person", "accounts", "unit", "role", "manager", "start", "end", "groups"}

const peopleFile = "people.csv"

// loadPeople reads people.csv. Columns may stand in any order; "person" must be
// there.
func (b *builder) loadPeople(raw []byte) {
	if len(raw) > maxFileBytes {
		b.ps.add(peopleFile, 1, "split it", "the file has %d bytes, more than %d", len(raw), maxFileBytes)
		return
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))))
	r.FieldsPerRecord = -1
	header, err := r.Read()
	if err != nil {
		if !errors.Is(err, io.EOF) {
			b.csvError(err)
		}
		return
	}
	columns, ok := b.header(header)
	if !ok {
		return
	}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			b.csvError(err)
			return
		}
		line, _ := r.FieldPos(0)
		if len(row) != len(header) {
			b.ps.add(peopleFile, line, "give every column a value, or leave it empty between commas",
				"%d values for %d columns", len(row), len(header))
			continue
		}
		b.person(row, columns, line)
	}
}

func (b *builder) csvError(err error) {
	line := 1
	var pe *csv.ParseError
	if errors.As(err, &pe) {
		line, err = pe.Line, pe.Err
	}
	b.ps.add(peopleFile, line, "quote the value as CSV asks", "not valid CSV (%v)", err)
}

// header maps column names to their places.
func (b *builder) header(names []string) (map[string]int, bool) {
	columns, ok := map[string]int{}, true
	refuse := func(remedy, format string, args ...any) {
		b.ps.add(peopleFile, 1, remedy, format, args...)
		ok = false
	}
	for i, name := range names {
		name = strings.TrimSpace(name)
		_, twice := columns[name]
		switch {
		case isProtected(name):
			refuse("remove the column", protectedText, "column", name)
		case !contains(peopleColumns, name):
			refuse(meant(name, peopleColumns), "unknown column %q", name)
		case twice:
			refuse("remove one of them", "column %q is given twice", name)
		}
		columns[name] = i
	}
	if _, has := columns["person"]; !has && ok {
		refuse("add it: it names each person once", "column \"person\" is missing")
	}
	return columns, ok
}

func (b *builder) person(row []string, columns map[string]int, line int) {
	get := func(column string) string {
		if i, ok := columns[column]; ok {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	p := &person{
		id: event.PersonID(get("person")), line: line, unit: get("unit"), role: get("role"), manager: get("manager"),
		accounts: split(get("accounts")), groups: split(get("groups")),
		start: b.csvDay(get("start"), "start", line), end: b.csvDay(get("end"), "end", line),
	}
	if p.id == "" {
		b.ps.add(peopleFile, line, "give the person an id", "column \"person\" is empty")
		return
	}
	if other, ok := b.r.people[p.id]; ok {
		b.ps.add(peopleFile, line, "give each person one row; accounts are separated by ;", "person %q stands in line %d already", p.id, other.line)
		return
	}
	b.r.people[p.id] = p
	b.r.order = append(b.r.order, p)
}

func (b *builder) csvDay(s, column string, line int) string {
	if s == "" {
		return ""
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		b.ps.add(peopleFile, line, "write it as 2026-11-30", "%s %q is not a date", column, s)
		return ""
	}
	return s
}

// split cuts a list at semicolons.
func split(s string) []string {
	var list []string
	for part := range strings.SplitSeq(s, ";") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// joinPeople checks what rows say of each other and indexes the accounts.
func (b *builder) joinPeople() {
	for _, p := range b.r.order {
		if p.manager != "" && b.r.people[event.PersonID(p.manager)] == nil {
			b.ps.add(peopleFile, p.line, b.meantPerson(p.manager), "manager %q is nobody in the register", p.manager)
		}
		if p.start != "" && p.end != "" && p.end < p.start {
			b.ps.add(peopleFile, p.line, "exchange the two dates", "end %s is before start %s", p.end, p.start)
		}
		p.endsAt = b.r.dayAfter(p.end)
		for _, a := range p.accounts {
			if other := b.r.accounts.add(a, p.id); other != "" {
				b.ps.add(peopleFile, p.line, "leave it with the one who uses it", "account %q belongs to %q already", a, other)
			}
		}
	}
	for _, p := range b.r.order {
		b.r.accounts.addID(p.id)
	}
}

func (b *builder) meantPerson(name string) string {
	var ids []string
	for _, p := range b.r.order {
		ids = append(ids, string(p.id))
	}
	if len(ids) == 0 {
		return "add people.csv with this person"
	}
	return meant(name, ids)
}

// moment is the first moment of an ISO day, or of the day after it.
func moment(day string, zone *time.Location, after int) event.Time {
	t, err := time.ParseInLocation(time.DateOnly, day, zone)
	if err != nil {
		return 0
	}
	y, m, d := t.Date()
	return event.Time(time.Date(y, m, d+after, 0, 0, 0, 0, zone).UnixMilli())
}

func (r *Registers) dayAfter(day string) event.Time {
	if day == "" {
		return 0
	}
	return moment(day, r.zone, 1)
}
