package org

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"sekisho/event"
)

const agreementsFile = "agreements.yaml"

var agreementKeys = []string{"id", "partner", "assets", "purpose", "from", "until", "return_by", "people", "medium"}

// mediumNames are the ways by which an agreement may let something go: channels
// of an act, and products.
var mediumNames = []string{
	"mail", "share", "upload", "chat", "ai", "git", "removable", "print", "cloud", "network",
	"box", "sharepoint", "onedrive", "teams", "slack", "github", "drive", "s3",
}

func (b *builder) loadAgreements(raw []byte) {
	f := &yamlFile{agreementsFile, b.ps}
	f.items(f.root(raw), func(n *yaml.Node) {
		a := &event.Agreement{}
		f.fields(n, agreementKeys, func(key string, v *yaml.Node) { b.agreementField(f, a, key, v) })
		switch {
		case a.ID == "" || a.Partner == "":
			f.bad(n, "add id: and partner:", "an agreement has no id or no partner")
		case a.FromDay != "" && a.UntilDay != "" && a.UntilDay < a.FromDay:
			f.bad(n, "exchange the two dates", "until %s is before from %s", a.UntilDay, a.FromDay)
		}
		for _, other := range b.r.agreements {
			if other.ID == a.ID {
				f.bad(n, "give each agreement its own id", "agreement %q is given twice", a.ID)
			}
		}
		b.r.agreements = append(b.r.agreements, a)
	})
}

func (b *builder) agreementField(f *yamlFile, a *event.Agreement, key string, v *yaml.Node) {
	switch key {
	case "id":
		a.ID = f.text(v, key)
	case "partner":
		a.Partner = f.text(v, key)
		b.knownPartner(f, v, a.Partner)
	case "purpose":
		a.Purpose = f.text(v, key)
	case "from":
		if a.FromDay = f.day(v, key); a.FromDay != "" {
			a.From = moment(a.FromDay, b.r.zone, 0)
		}
	case "until":
		if a.UntilDay = f.day(v, key); a.UntilDay != "" {
			a.Until = moment(a.UntilDay, b.r.zone, 1)
		}
	case "return_by":
		a.ReturnBy = f.day(v, key)
	case "assets":
		for _, id := range f.texts(v, key) {
			b.knownAsset(f, v, id)
			a.Assets = append(a.Assets, event.AssetID(id))
		}
	case "people":
		for _, id := range f.texts(v, key) {
			if b.r.people[event.PersonID(id)] == nil {
				f.bad(v, b.meantPerson(id), "people: %q is nobody in people.csv", id)
			}
			a.People = append(a.People, event.PersonID(id))
		}
	case "medium":
		for _, m := range f.textOrTexts(v, key) {
			if !contains(mediumNames, m) {
				f.bad(v, meant(m, mediumNames), "medium %q is not known", m)
			}
			a.Media = append(a.Media, m)
		}
	}
}

func (b *builder) knownAsset(f *yamlFile, v *yaml.Node, id string) {
	if b.r.assets[event.AssetID(id)] != nil {
		return
	}
	var valid []string
	for _, a := range b.r.assetOrder {
		valid = append(valid, string(a.id))
	}
	remedy := "add it to assets.yaml"
	if len(valid) > 0 {
		remedy = meant(id, valid)
	}
	f.bad(v, remedy, "assets: %q is not in assets.yaml", id)
}

// knownPartner checks that some destination belongs to the partner: an
// agreement with somebody who has no address can cover nothing.
func (b *builder) knownPartner(f *yamlFile, v *yaml.Node, partner string) {
	var valid []string
	for _, d := range b.r.own.entries {
		if strings.EqualFold(d.Organisation, partner) {
			return
		}
		if d.Organisation != "" && !contains(valid, d.Organisation) {
			valid = append(valid, d.Organisation)
		}
	}
	remedy := "add its domains to destinations.yaml"
	if len(valid) > 0 {
		remedy = meant(partner, valid)
	}
	f.bad(v, remedy, "partner %q is no organisation of destinations.yaml", partner)
}
