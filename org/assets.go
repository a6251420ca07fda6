package org

import (
	"path"
	"strings"

	"go.yaml.in/yaml/v3"

	"sekisho/event"
)

const assetsFile = "assets.yaml"

// asset is an entry of assets.yaml.
type asset struct {
	id         event.AssetID
	name       string
	owner      string
	level      event.Level
	locations  []string
	content    []string // paths to fingerprint, relative to the folder
	restricted bool     // it has an audience
	audience   audience
	secrecy    []Secrecy
	line       int
	lines      map[string]int // where keys stand
}

type audience struct{ people, units, roles, groups []string }

// Secrecy is a dated statement on what makes an asset a trade secret.
type Secrecy struct {
	Element   string // management, usefulness, not_public
	Date      string // ISO
	Statement string
	Evidence  []string
}

// AssetInfo is what the register says of an asset.
type AssetInfo struct {
	ID        event.AssetID
	Name      string
	Owner     event.PersonID
	Level     event.Level
	Locations []string
	Content   []string
	Secrecy   []Secrecy
}

var (
	assetKeys    = []string{"id", "name", "owner", "level", "locations", "content", "audience", "secrecy"}
	audienceKeys = []string{"people", "units", "roles", "groups"}
	secrecyKeys  = []string{"element", "date", "statement", "evidence"}
	elementNames = []string{"management", "usefulness", "not_public"}
)

// Assets lists what is registered, in order of file.
func (r *Registers) Assets() []AssetInfo {
	var list []AssetInfo
	for _, a := range r.assetOrder {
		list = append(list, AssetInfo{a.id, a.name, event.PersonID(a.owner), a.level, a.locations, a.content, a.secrecy})
	}
	return list
}

func (b *builder) loadAssets(raw []byte) {
	f := &yamlFile{assetsFile, b.ps}
	f.items(f.root(raw), func(n *yaml.Node) {
		a := &asset{line: n.Line, lines: map[string]int{}}
		f.fields(n, assetKeys, func(key string, v *yaml.Node) {
			a.lines[key] = v.Line
			b.assetField(f, a, key, v)
		})
		switch {
		case a.id == "":
			f.bad(n, "add id: and a short name", "an asset has no id")
			return
		case b.r.assets[a.id] != nil:
			f.bad(n, "give each asset one entry", "asset %q stands in line %d already", a.id, b.r.assets[a.id].line)
			return
		case a.level == "" && a.lines["level"] == 0:
			f.bad(n, "add level: internal, confidential or secret", "asset %q has no level", a.id)
		}
		b.r.assets[a.id] = a
		b.r.assetOrder = append(b.r.assetOrder, a)
	})
}

func (b *builder) assetField(f *yamlFile, a *asset, key string, v *yaml.Node) {
	switch key {
	case "id":
		a.id = event.AssetID(f.text(v, key))
	case "name":
		a.name = f.text(v, key)
	case "owner":
		a.owner = f.text(v, key)
	case "level":
		a.level = event.Level(f.oneOf(v, key, levelNames))
	case "locations":
		b.locations(f, a, v)
	case "content":
		a.content = f.texts(v, key)
		for _, p := range a.content {
			if path.IsAbs(p) || strings.HasPrefix(path.Clean(p), "..") {
				f.bad(v, "give a path inside the folder of the registers", "content %q leaves the folder", p)
			}
		}
	case "audience":
		a.restricted = true
		f.fields(v, audienceKeys, func(key string, v *yaml.Node) {
			*a.audience.list(key) = f.texts(v, key)
		})
	case "secrecy":
		f.items(v, func(n *yaml.Node) { a.secrecy = append(a.secrecy, secrecy(f, n)) })
	}
}

func (a *audience) list(key string) *[]string {
	switch key {
	case "people":
		return &a.people
	case "units":
		return &a.units
	case "roles":
		return &a.roles
	}
	return &a.groups
}

func (b *builder) locations(f *yamlFile, a *asset, v *yaml.Node) {
	a.locations = f.texts(v, "locations")
	for _, g := range a.locations {
		if err := b.r.locations.add(g, int32(len(b.r.assetOrder))); err != nil {
			f.bad(v, "see the locations of sekisho org init", "location %q %v", g, err)
		}
	}
}

func secrecy(f *yamlFile, n *yaml.Node) Secrecy {
	var s Secrecy
	f.fields(n, secrecyKeys, func(key string, v *yaml.Node) {
		switch key {
		case "element":
			s.Element = f.oneOf(v, key, elementNames)
		case "date":
			s.Date = f.day(v, key)
		case "statement":
			s.Statement = f.text(v, key)
		case "evidence":
			s.Evidence = f.textOrTexts(v, key)
		}
	})
	return s
}

// joinAssets checks owners and audiences against people.csv.
func (b *builder) joinAssets() {
	units := b.distinct(func(p *person) []string { return []string{p.unit} })
	roles := b.distinct(func(p *person) []string { return []string{p.role} })
	groups := b.distinct(func(p *person) []string { return p.groups })
	for _, a := range b.r.assetOrder {
		if a.owner != "" && b.r.people[event.PersonID(a.owner)] == nil {
			b.ps.add(assetsFile, a.lines["owner"], b.meantPerson(a.owner), "owner %q is nobody in people.csv", a.owner)
		}
		for _, p := range a.audience.people {
			if b.r.people[event.PersonID(p)] == nil {
				b.ps.add(assetsFile, a.lines["audience"], b.meantPerson(p), "audience: %q is nobody in people.csv", p)
			}
		}
		b.audienceNames(a, "unit", a.audience.units, units)
		b.audienceNames(a, "role", a.audience.roles, roles)
		b.audienceNames(a, "group", a.audience.groups, groups)
	}
}

// distinct lists what people.csv has in a column.
func (b *builder) distinct(of func(*person) []string) []string {
	var list []string
	seen := map[string]bool{"": true}
	for _, p := range b.r.order {
		for _, name := range of(p) {
			if !seen[name] {
				seen[name] = true
				list = append(list, name)
			}
		}
	}
	return list
}

// audienceNames checks that somebody has each unit, role or group: a misspelt
// one would shut out everybody who has it.
func (b *builder) audienceNames(a *asset, kind string, list, valid []string) {
	if !b.r.HasPeople() {
		return
	}
	for _, name := range list {
		if !contains(valid, name) {
			remedy := "fill the column in people.csv"
			if len(valid) > 0 {
				remedy = meant(name, valid)
			}
			b.ps.add(assetsFile, a.lines["audience"], remedy, "audience: no person has the %s %q", kind, name)
		}
	}
}
