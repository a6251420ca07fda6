package simulate

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"time"

	"sekisho/event"
)

// mark notes that a record is one of a story's harmful ones. native is the
// product's own id of the record, empty where it has none.
func (w *World) mark(s *Story, format, native string, raw []byte) {
	key := event.EventUID(format, native, raw, 0)
	n := s.seen[key]
	s.seen[key]++
	if n > 0 && native != "" {
		return // the product repeats the record; it is one event
	}
	s.Events = append(s.Events, event.EventUID(format, native, raw, uint32(n)))
}

// writeTables writes org/ and truth.csv.
func (w *World) writeTables(out Files) error {
	for _, f := range []struct {
		name    string
		content []byte
	}{
		{"org/people.csv", w.peopleCSV()},
		{"org/assets.yaml", w.assetsYAML()},
		{"org/destinations.yaml", w.destinationsYAML()},
		{"org/agreements.yaml", w.agreementsYAML()},
		{"org/settings.yaml", w.settingsYAML()},
		{"truth.csv", w.truthCSV()},
	} {
		if err := writeFile(out, f.name, f.content); err != nil {
			return err
		}
	}
	return nil
}

func table(header []string, rows [][]string) []byte {
	var b bytes.Buffer
	c := csv.NewWriter(&b)
	c.Write(header) // a bytes.Buffer cannot fail
	c.WriteAll(rows)
	return b.Bytes()
}

func (w *World) peopleCSV() []byte {
	var rows [][]string
	for _, p := range append(slices.Clone(w.Staff), w.backup, w.robot) {
		accounts := []string{p.mail, p.windows, p.sid, p.host, p.ip}
		if p.github != "" {
			accounts = append(accounts, p.github)
		}
		rows = append(rows, []string{p.ID, strings.Join(accounts, ";"), p.Unit, p.Role, p.Manager, p.Joined, p.LastDay, strings.Join(p.Groups, ";")})
	}
	return table([]string{"person", "accounts", "unit", "role", "manager", "start", "end", "groups"}, rows)
}

func (w *World) assetsYAML() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "# What %s protects. The document number is the start of a document's name.\n", company)
	for _, a := range w.Assets {
		fmt.Fprintf(&b, "- id: %s\n  name: %s\n  owner: %s\n  level: %s\n  locations:\n", a.ID, a.Name, w.unit(a.Owner)[0].ID, a.Level)
		for _, place := range a.locations() {
			fmt.Fprintf(&b, "    - '%s'\n", place)
		}
		b.WriteString("  audience:\n")
		yamlList(&b, "units", a.Units)
		yamlList(&b, "roles", a.Roles)
		yamlList(&b, "people", w.also(a))
		fmt.Fprintf(&b, "  secrecy:\n    - element: %s\n      date: %s\n      statement: %s\n", a.element, a.date, a.claim)
	}
	return b.Bytes()
}

// also are those of an asset's audience who are in none of its units and roles.
func (w *World) also(a *Asset) []string {
	list := []string{w.backup.ID}
	if a.Repo != "" {
		list = append(list, w.robot.ID)
	}
	if slices.Contains(a.Roles, "field-engineer") {
		list = append(list, w.unit("field-service")[0].ID)
	}
	return list
}

// Audience is true when a person may open an asset.
func (w *World) Audience(a *Asset, p *Person) bool {
	return slices.Contains(a.Units, p.Unit) || slices.Contains(a.Roles, p.Role) || slices.Contains(w.also(a), p.ID)
}

// locations are globs over what the logs call the asset's places.
func (a *Asset) locations() []string {
	list := []string{
		share + "/sites/" + a.Site + "/**",
		`C:\Users\*\` + company + `\` + a.Site + ` - Documents\**`,
		"**/" + a.Number + "*",
	}
	if a.Repo != "" {
		list = append(list, org+"/"+a.Repo)
	}
	return list
}

func yamlList(b *bytes.Buffer, key string, list []string) {
	if len(list) > 0 {
		fmt.Fprintf(b, "    %s: [%s]\n", key, strings.Join(list, ", "))
	}
}

func (w *World) destinationsYAML() []byte {
	var b bytes.Buffer
	for _, d := range []struct {
		class, organisation, service string
		patterns                     []string
	}{
		{"own", company, "", append([]string{domain, "*." + domain, tenant, org + "/*"}, withAddresses(cloudHosts())...)},
		{"partner", "Aozora Mechatronics", "", []string{"aozora-mechatronics.example", "*.aozora-mechatronics.example"}},
		{"partner", "Midori Trading", "", []string{"midori-trading.example", "*.midori-trading.example"}},
		{"partner", "Customers", "", customers()},
		{"partner", "Suppliers", "", append(suppliers(), withAddresses(portals())...)},
		{"print", company, "", printers()},
		{"social", "Kazaguruma", "messenger", []string{"kazaguruma.example", "*.kazaguruma.example"}},
		{"personal", "Mailbox Hare", "webmail", []string{"mailbox-hare.example"}},
		{"protected", "Kisaragi Law Office", "", []string{"kisaragi-law.example", "*.kisaragi-law.example"}},
	} {
		fmt.Fprintf(&b, "- class: %s\n  organisation: %s\n", d.class, d.organisation)
		if d.service != "" {
			fmt.Fprintf(&b, "  service: %s\n", d.service)
		}
		b.WriteString("  patterns:\n")
		for _, p := range d.patterns {
			fmt.Fprintf(&b, "    - '%s'\n", p)
		}
	}
	return b.Bytes()
}

// withAddresses adds the addresses at which hosts answer: a connection's record
// has no name.
func withAddresses(hosts []string) []string {
	list := slices.Clone(hosts)
	for _, h := range hosts {
		list = append(list, address(h))
	}
	return list
}

func (w *World) agreementsYAML() []byte {
	var b bytes.Buffer
	end := w.ventureEnds()
	fmt.Fprintf(&b, `- id: AG-2025-011
  partner: Aozora Mechatronics
  assets: [joint-venture-drawings]
  purpose: Technical guidance for the vent actuator
  from: %s
  until: %s
  return_by: %s
  people: [%s, %s]
  medium: mail
- id: AG-2026-003
  partner: Midori Trading
  assets: [product-catalogue]
  purpose: Preparation of the spring season
  from: %s
  until: %s
  people: [%s]
  medium: mail
`, end.AddDate(-1, 0, 0).Format(time.DateOnly), end.Format(time.DateOnly), end.AddDate(0, 0, 10).Format(time.DateOnly), w.venture.ID, w.guide.ID,
		w.opt.Start.AddDate(0, -2, 0).Format(time.DateOnly), w.opt.Start.AddDate(0, 6, 0).Format(time.DateOnly), w.reseller.ID)
	return b.Bytes()
}

func (w *World) settingsYAML() []byte {
	return []byte("time_zone: Asia/Tokyo\nworking_week: [mon, tue, wed, thu, fri]\nalerts_per_week: 5\nbehavior: on\n") //nolint:misspell // the contract's spelling
}

func (w *World) truthCSV() []byte {
	var rows [][]string
	for _, s := range w.stories {
		var people []string
		for _, p := range s.People {
			people = append(people, p.ID)
		}
		rows = append(rows, []string{s.ID, s.Scenario, strings.Join(people, ";"), s.Asset, s.Destination,
			moment(s.First), moment(s.Last), s.LastDay, strings.Join(s.Events, ";")})
	}
	return table([]string{"id", "scenario", "person", "asset", "destination", "first_harmful", "last_act", "last_day", "events"}, rows)
}

func moment(ms int64) string { return time.UnixMilli(ms).In(tokyo()).Format(time.RFC3339) }
