package pipeline

import (
	"strconv"
	"strings"

	"sekisho/event"
	"sekisho/org"
	"sekisho/record"
	"sekisho/source"
)

// ownField is a field of our extension that rules may name.
type ownField uint8

const (
	ownNone ownField = iota
	ownPerson
	ownRegistered
	ownAfterEnd
	ownHand
	ownAct
	ownChannel
	ownAsset
	ownAssetLevel
	ownDestination
	ownDestinationClass
	ownDestinationService
	ownDestinationOrganisation
	ownOutside
	ownShareType
	ownBytesOut
	ownSource
)

var ownNames = [...]string{
	ownPerson:                  "sekisho.person",
	ownRegistered:              "sekisho.registered",
	ownAfterEnd:                "sekisho.after_end",
	ownHand:                    "sekisho.hand",
	ownAct:                     "sekisho.act",
	ownChannel:                 "sekisho.channel",
	ownAsset:                   "sekisho.asset",
	ownAssetLevel:              "sekisho.asset.level",
	ownDestination:             "sekisho.destination",
	ownDestinationClass:        "sekisho.destination.class",
	ownDestinationService:      "sekisho.destination.service",
	ownDestinationOrganisation: "sekisho.destination.organisation",
	ownOutside:                 "sekisho.outside",
	ownShareType:               "sekisho.share.type",
	ownBytesOut:                "sekisho.bytes_out",
	ownSource:                  "sekisho.source",
}

// OwnFields lists the names of our extension that rules may use.
func OwnFields() []string { return ownNames[1:] }

func lookupOwn(name string) (ownField, bool) {
	for i, n := range ownNames {
		if i > 0 && strings.EqualFold(n, name) {
			return ownField(i), true
		}
	}
	return ownNone, false
}

// deriver fills derived slots from an event. It allocates nothing.
type deriver struct {
	registers *org.Registers
	row       *record.Row
	slot      record.Slot
	digits    event.Digits
	number    []byte
	yield     func(text string, number bool)
}

func newDeriver(r *org.Registers) *deriver {
	d := &deriver{registers: r}
	d.yield = d.put
	return d
}

func (d *deriver) put(text string, number bool) {
	v := record.Value{Text: text, Kind: record.String}
	if number {
		v.Kind = record.Number
	}
	d.row.PutDerived(d.slot, v)
}

// begin forgets the texts made for the event before.
func (d *deriver) begin() { d.digits.Reset() }

func (d *deriver) fill(row *record.Row, k *event.Known, list []derived) {
	d.row = row
	for i := range list {
		if d.slot = list[i].slot; row.Has(d.slot) {
			continue // filled for the target before
		}
		if f := list[i].field; f != 0 {
			k.Event.Each(f, &d.digits, d.yield)
			continue
		}
		d.own(k, list[i].own)
	}
}

func (d *deriver) text(s string) {
	if s != "" {
		d.put(s, false)
	}
}

func (d *deriver) boolean(b bool) {
	d.row.PutDerived(d.slot, record.Value{Text: strconv.FormatBool(b), Kind: record.Bool})
}

func (d *deriver) own(k *event.Known, f ownField) {
	switch f {
	case ownPerson:
		d.text(string(k.Person))
	case ownRegistered:
		d.boolean(k.Registered)
	case ownAfterEnd:
		d.boolean(k.AfterEnd)
	case ownHand:
		d.text(k.Hand.String())
	case ownAct:
		d.text(k.Event.Act().String())
	case ownChannel:
		d.text(k.Event.Channel().String())
	case ownAsset:
		for _, a := range k.Assets {
			d.text(string(a))
		}
	case ownAssetLevel:
		for _, a := range k.Assets {
			d.text(string(d.registers.Level(a)))
		}
	case ownOutside:
		d.boolean(outside(k))
	case ownShareType:
		if k.Share.Type != event.ShareNone {
			d.text(k.Share.Type.String())
		}
	case ownBytesOut:
		d.number = strconv.AppendInt(d.number[:0], k.Event.Outgoing(), 10)
		d.row.PutDerived(d.slot, record.Value{Text: source.Borrow(d.number), Kind: record.Number})
	case ownSource:
		d.text(k.Source)
	default:
		d.destinations(k, f)
	}
}

func (d *deriver) destinations(k *event.Known, f ownField) {
	for i := range k.Destinations {
		switch to := &k.Destinations[i]; f {
		case ownDestination:
			d.text(string(to.ID))
		case ownDestinationClass:
			d.text(string(to.Class))
		case ownDestinationService:
			d.text(to.Service)
		case ownDestinationOrganisation:
			d.text(to.Organisation)
		}
	}
}

// outside reports whether the act carried anything to a place that is neither
// the company's own nor a printer.
func outside(k *event.Known) bool {
	for i := range k.Destinations {
		if c := k.Destinations[i].Class; c != event.DestOwn && c != event.DestPrint {
			return true
		}
	}
	return false
}
