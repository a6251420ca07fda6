package certimport

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"
)

// File is a register to write.
type File struct {
	Name string
	Data []byte
}

// Result is what an import made.
type Result struct {
	Files  []File
	People int
	Notes  []string // what could not be told, in sentences
}

// Import reads a dataset's folder. It fails where there is no readable LDAP
// table; a row that cannot be used is a note.
func Import(folder fs.FS) (*Result, error) {
	in := &importer{people: map[string]*person{}, byName: map[string]string{}}
	if err := in.tables(folder); err != nil {
		return nil, err
	}
	if err := in.logons(folder); err != nil {
		return nil, err
	}
	return in.result()
}

// person is one user id over all months.
type person struct {
	id, email, role, unit, supervisor string
	groups                            []string
	first, last                       int // month listed, as an index
	began, ended                      time.Time
}

type importer struct {
	months []time.Time // in order, one a table
	people map[string]*person
	byName map[string]string // employee name → user id, "" if several have it
	notes  []string
}

func (in *importer) note(format string, args ...any) {
	const most = 100
	if len(in.notes) < most {
		in.notes = append(in.notes, fmt.Sprintf(format, args...))
	}
}

// tables reads the LDAP tables in the order of their months.
func (in *importer) tables(folder fs.FS) error {
	names, err := fs.Glob(folder, "LDAP/*.csv")
	if err != nil {
		return fmt.Errorf("listing LDAP tables: %w", err)
	}
	slices.Sort(names)
	for _, name := range names {
		month, err := time.Parse("2006-01", strings.TrimSuffix(strings.TrimPrefix(name, "LDAP/"), ".csv"))
		if err != nil {
			in.note("%s is left out: its name is not a month (YYYY-MM.csv).", name)
			continue
		}
		in.months = append(in.months, month)
		if err := in.table(folder, name); err != nil {
			return err
		}
	}
	if len(in.months) == 0 {
		return errors.New("no LDAP/YYYY-MM.csv in the folder: give the folder of one CERT release, such as r4.2")
	}
	return nil
}

func (in *importer) table(folder fs.FS, name string) error {
	t, err := openTable(folder, name, "employee_name", "user_id", "email", "role", "department", "supervisor")
	if err != nil {
		return err
	}
	defer t.close()
	month := len(in.months) - 1
	for t.next() {
		id := t.get("user_id")
		if id == "" {
			in.note("%s:%d is left out: it has no user_id.", name, t.line)
			continue
		}
		p := in.people[id]
		if p == nil {
			p = &person{id: id, first: month}
			in.people[id] = p
		}
		p.last = month
		p.email, p.role, p.unit, p.supervisor = t.get("email"), t.get("role"), t.get("department"), t.get("supervisor")
		p.groups = groups(t)
		if other, ok := in.byName[t.get("employee_name")]; ok && other != id {
			in.byName[t.get("employee_name")] = ""
		} else {
			in.byName[t.get("employee_name")] = id
		}
	}
	return t.err
}

// groups are the other circles a person is listed in, most to least general.
func groups(t *table) []string {
	var out []string
	for _, column := range []string{"business_unit", "functional_unit", "team", "projects"} {
		for _, v := range strings.Split(t.get(column), ";") {
			if v = strings.TrimSpace(v); v != "" {
				out = append(out, column+":"+v)
			}
		}
	}
	return out
}

// logons finds each person's first and last day in logon.csv, if it is there.
func (in *importer) logons(folder fs.FS) error {
	t, err := openTable(folder, "logon.csv", "date", "user")
	if errors.Is(err, fs.ErrNotExist) {
		in.note("There is no logon.csv: starts and ends are known to the month only.")
		return nil
	}
	if err != nil {
		return err
	}
	defer t.close()
	for t.next() {
		p := in.people[t.get("user")]
		day, err := time.Parse("01/02/2006 15:04:05", t.get("date"))
		if p == nil || err != nil {
			continue
		}
		day = day.Truncate(24 * time.Hour)
		if p.began.IsZero() || day.Before(p.began) {
			p.began = day
		}
		if day.After(p.ended) {
			p.ended = day
		}
	}
	return t.err
}

func (in *importer) result() (*Result, error) {
	ids := make([]string, 0, len(in.people))
	for id := range in.people {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	people, err := in.peopleCSV(ids)
	if err != nil {
		return nil, err
	}
	files := []File{{"people.csv", people}, {"settings.yaml", []byte("time_zone: UTC\n")}}
	if own := in.ownDomains(ids); len(own) > 0 {
		files = append(files, File{"destinations.yaml", destinations(own)})
	}
	return &Result{Files: files, People: len(ids), Notes: in.notes}, nil
}

func (in *importer) peopleCSV(ids []string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{"person", "accounts", "unit", "role", "manager", "start", "end", "groups"}}
	for _, id := range ids {
		p := in.people[id]
		accounts := p.id
		if p.email != "" {
			accounts += ";" + p.email
		}
		rows = append(rows, []string{
			p.id, accounts, p.unit, p.role, in.manager(p), in.start(p), in.end(p), strings.Join(p.groups, ";"),
		})
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("writing people.csv: %w", err)
	}
	return b.Bytes(), nil
}

func (in *importer) manager(p *person) string {
	if p.supervisor == "" {
		return ""
	}
	id, ok := in.byName[p.supervisor]
	switch {
	case !ok:
		in.note("The supervisor of %s is not listed as an employee; the manager is left empty.", p.id)
	case id == "":
		in.note("The supervisor of %s has the name of several employees; the manager is left empty.", p.id)
	}
	return id
}

const isoDay = "2006-01-02"

func (in *importer) start(p *person) string {
	switch {
	case p.first == 0:
		return ""
	case !p.began.IsZero():
		return p.began.Format(isoDay)
	}
	return in.months[p.first].Format(isoDay)
}

func (in *importer) end(p *person) string {
	switch {
	case p.last == len(in.months)-1:
		return ""
	case !p.ended.IsZero():
		return p.ended.Format(isoDay)
	}
	return in.months[p.last].AddDate(0, 2, -1).Format(isoDay)
}

// ownDomains are the domains of at least a tenth of the listed addresses: the
// company's own.
func (in *importer) ownDomains(ids []string) []string {
	count := map[string]int{}
	for _, id := range ids {
		if _, domain, ok := strings.Cut(strings.ToLower(in.people[id].email), "@"); ok {
			count[domain]++
		}
	}
	var own []string
	for d, n := range count {
		if n*10 >= len(ids) {
			own = append(own, d)
		}
	}
	slices.Sort(own)
	return own
}

func destinations(own []string) []byte {
	var b bytes.Buffer
	b.WriteString("- class: own\n  organisation: own\n  patterns:\n")
	for _, d := range own {
		fmt.Fprintf(&b, "    - %q\n    - %q\n", d, "*."+d)
	}
	return b.Bytes()
}
