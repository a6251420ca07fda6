package org

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"sekisho/destinations"
	"sekisho/event"
)

// Registers are the loaded registers. They do not change.
type Registers struct {
	people     map[event.PersonID]*person
	order      []*person // as in people.csv
	accounts   accounts
	assets     map[event.AssetID]*asset
	assetOrder []*asset
	locations  *globs
	own        *destinationList // destinations.yaml
	sealed     *destinationList // what is protected in it
	builtin    *destinationList
	listed     bool // destinations.yaml lists something of our own
	tenants    bool // ... a tenant among it
	agreements []*event.Agreement
	settings   Settings
	zone       *time.Location
}

// Empty is a company without registers.
func Empty() *Registers {
	b := newBuilder()
	b.finish()
	return b.r
}

// Load reads the registers in a folder. The error lists all that is wrong.
func Load(fsys fs.FS) (*Registers, error) {
	b := newBuilder()
	b.read(fsys, settingsFile, b.loadSettings)
	b.read(fsys, peopleFile, b.loadPeople)
	b.read(fsys, assetsFile, b.loadAssets)
	b.read(fsys, destinationsFile, b.loadDestinations)
	b.read(fsys, agreementsFile, b.loadAgreements)
	b.finish()
	if err := b.ps.err(); err != nil {
		return nil, err
	}
	return b.r, nil
}

type builder struct {
	r  *Registers
	ps *problems
}

func newBuilder() *builder {
	return &builder{ps: &problems{}, r: &Registers{
		people: map[event.PersonID]*person{}, accounts: newAccounts(), assets: map[event.AssetID]*asset{},
		locations: newGlobs(), own: newDestinationList(), sealed: newDestinationList(), builtin: newDestinationList(),
		settings: DefaultSettings(), zone: time.UTC,
	}}
}

func (b *builder) read(fsys fs.FS, name string, load func([]byte)) {
	f, err := fsys.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err == nil {
		defer f.Close()
		var raw []byte
		if raw, err = io.ReadAll(io.LimitReader(f, maxFileBytes+1)); err == nil {
			load(raw)
			return
		}
	}
	b.ps.add(name, 1, "make it readable or remove it", "cannot be read (%v)", err)
}

// finish checks what the files say of each other.
func (b *builder) finish() {
	b.joinPeople()
	b.joinAssets()
	list, err := destinations.BuiltIn()
	if err != nil {
		b.ps.add("destinations/destinations.yaml", 1, "rebuild the program from unchanged sources", "the built-in list is damaged (%v)", err)
		return
	}
	for i := range list.Services {
		b.builtIn(&list.Services[i])
	}
}

// Location is the company's time zone, UTC if the settings name none.
func (r *Registers) Location() *time.Location { return r.zone }

// Settings are the operator's settings, with defaults for what is not given.
func (r *Registers) Settings() Settings { return r.settings }

// Level is how strictly an asset is kept; empty for an unknown one.
func (r *Registers) Level(id event.AssetID) event.Level {
	if a := r.assets[id]; a != nil {
		return a.level
	}
	return ""
}

// AssetName is what an asset is called; the id where it has no name.
func (r *Registers) AssetName(id event.AssetID) string {
	if a := r.assets[id]; a != nil && a.name != "" {
		return a.name
	}
	return string(id)
}

// Allowed lists the classes of destinations that a level allows.
func (r *Registers) Allowed(l event.Level) []event.DestinationClass { return r.settings.Allowed[l] }

// Adopted reports whether the operator had adopted a rule at a moment. A rule
// without a date has no limit.
func (r *Registers) Adopted(rule string, t event.Time) bool {
	from, ok := r.settings.adoptedAt[rule]
	return !ok || t >= from
}

// HasPeople reports whether people.csv lists anybody.
func (r *Registers) HasPeople() bool { return len(r.order) > 0 }

// Accounts gives the person of every account of people.csv, in canonical form
// (event.CanonicalAccount), and of each person's own id. It is a copy.
func (r *Registers) Accounts() map[string]event.PersonID { return maps.Clone(r.accounts.exact) }

// LastDay is a person's last working day as an ISO date, empty if none is given.
func (r *Registers) LastDay(id event.PersonID) string {
	if p := r.people[id]; p != nil {
		return p.end
	}
	return ""
}

// Audience reports whether somebody of the register is in an asset's audience.
// Without a restriction everybody is.
func (r *Registers) Audience(id event.AssetID, who event.PersonID) bool {
	a, p := r.assets[id], r.people[who]
	if a == nil || !a.restricted {
		return true
	}
	return p != nil && (slices.Contains(a.audience.people, string(who)) || p.unit != "" && slices.Contains(a.audience.units, p.unit) ||
		p.role != "" && slices.Contains(a.audience.roles, p.role) || slices.ContainsFunc(p.groups, func(g string) bool { return slices.Contains(a.audience.groups, g) }))
}

// AudienceText says in words who an asset's audience is, without naming people.
func (r *Registers) AudienceText(id event.AssetID) string {
	a := r.assets[id]
	if a == nil || !a.restricted {
		return "everybody"
	}
	var parts []string
	for _, l := range []struct {
		name string
		list []string
	}{{"units", a.audience.units}, {"roles", a.audience.roles}, {"groups", a.audience.groups}} {
		if len(l.list) > 0 {
			parts = append(parts, l.name+" "+strings.Join(l.list, ", "))
		}
	}
	if n := len(a.audience.people); n > 0 {
		parts = append(parts, fmt.Sprintf("%d named people", n))
	}
	if len(parts) == 0 {
		return "nobody"
	}
	return strings.Join(parts, "; ")
}

// Agreements lists the agreements with a partner, in order of file.
func (r *Registers) Agreements(partner string) []*event.Agreement {
	var list []*event.Agreement
	for _, a := range r.agreements {
		if strings.EqualFold(a.Partner, partner) {
			list = append(list, a)
		}
	}
	return list
}

// Describe says in a few lines what the registers hold.
func (r *Registers) Describe() string {
	var b strings.Builder
	ends, accounts := 0, 0
	for _, p := range r.order {
		accounts += len(p.accounts)
		if p.end != "" {
			ends++
		}
	}
	fmt.Fprintf(&b, "people        %d with %d accounts, %d with a last working day\n", len(r.order), accounts, ends)
	levels := map[event.Level]int{}
	locations := 0
	for _, a := range r.assetOrder {
		levels[a.level]++
		locations += len(a.locations)
	}
	fmt.Fprintf(&b, "assets        %d with %d locations", len(r.assetOrder), locations)
	for _, l := range levelNames {
		fmt.Fprintf(&b, ", %d %s", levels[event.Level(l)], l)
	}
	fmt.Fprintf(&b, "\ndestinations  %d patterns of your own, %d built-in domains\n", r.own.count, r.builtin.count)
	fmt.Fprintf(&b, "agreements    %d\n", len(r.agreements))
	fmt.Fprintf(&b, "settings      time zone %s, %d alerts a week, behaviour %s, %d adopted rules\n",
		r.zone, r.settings.AlertsPerWeek, r.settings.behaviorText(), len(r.settings.Adopted))
	return b.String()
}
