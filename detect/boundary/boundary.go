package boundary

import (
	"fmt"

	"sekisho/event"
	"sekisho/finding"
)

// Register is what the detector asks of the registers. Its methods are pure.
type Register interface {
	// InAudience reports whether an asset has an audience, and whether a person
	// is in it.
	InAudience(asset event.AssetID, person event.PersonID) (restricted, in bool)
	// Allowed reports whether an asset's level allows a class of destination.
	Allowed(asset event.AssetID, class event.DestinationClass) bool
	// Agreed looks for an agreement with a partner that covers a disclosure. name
	// is the covering or the nearest agreement, empty if the partner has none;
	// why says what the nearest does not cover.
	Agreed(partner string, asset event.AssetID, person event.PersonID, at event.Time, medium string) (name string, covered bool, why string)
	// Level is how strictly an asset is kept.
	Level(asset event.AssetID) event.Level
	// LastDay is a person's last working day as an ISO date.
	LastDay(person event.PersonID) string
}

// Breach is a boundary that one act crossed.
type Breach struct {
	Advisory    *finding.Advisory
	Asset       event.AssetID     // empty for a sign-in
	Destination event.Destination // zero where none is involved
	Reason      string            // the register's facts
	Unless      string            // what would have made it no breach
}

// Detector checks acts against the registers. It is for one goroutine.
type Detector struct {
	register Register
	found    []Breach
	build    bool // false: only whether there is one
	any      bool
}

// New makes a detector.
func New(r Register) *Detector { return &Detector{register: r} }

// Concerns reports whether Check would give a breach. It allocates nothing.
func (d *Detector) Concerns(k *event.Known) bool {
	if len(k.Assets) == 0 && !k.AfterEnd {
		return false
	}
	d.build, d.any = false, false
	d.check(k)
	return d.any
}

// Check gives the boundaries that an act crossed, in a fixed order. The result
// is valid until the next call.
func (d *Detector) Check(k *event.Known) []Breach {
	d.build, d.any = true, false
	d.found = d.found[:0]
	d.check(k)
	return d.found
}

func (d *Detector) check(k *event.Known) {
	if k.Status == event.StatusFailure {
		return
	}
	if k.AfterEnd && k.Class == event.ClassAuthentication && k.Activity == event.AuthLogon {
		d.signIn(k)
	}
	act := k.Act()
	if act == event.ActNone || act == event.ActAdminister {
		return
	}
	for _, a := range k.Assets {
		if k.AfterEnd {
			d.afterEnd(k, a)
		}
		if act != event.ActHide {
			d.audience(k, a)
		}
		if act == event.ActSend || act == event.ActExpose {
			for i := range k.Destinations {
				d.destination(k, act, a, &k.Destinations[i])
			}
		}
	}
}

func (d *Detector) signIn(k *event.Known) {
	d.any = true
	if d.build {
		d.found = append(d.found, Breach{
			Advisory: signIn,
			Reason:   fmt.Sprintf("people.csv gives %s as the last working day; the sign-in is later", d.register.LastDay(k.Person)),
			Unless:   "The account closed on the last working day, or a later end date in people.csv.",
		})
	}
}

func (d *Detector) afterEnd(k *event.Known, asset event.AssetID) {
	d.any = true
	if d.build {
		d.found = append(d.found, Breach{
			Advisory: afterEnd, Asset: asset,
			Reason: fmt.Sprintf("people.csv gives %s as the last working day; the act on %s is later", d.register.LastDay(k.Person), asset),
			Unless: "An act on or before the last working day, or a later end date in people.csv.",
		})
	}
}

// ownHand reports whether a program acted on its own.
func ownHand(h event.Hand) bool {
	return h == event.HandBackup || h == event.HandService || h == event.HandSync
}

func (d *Detector) audience(k *event.Known, asset event.AssetID) {
	restricted, in := d.register.InAudience(asset, k.Person)
	if !restricted || in || k.Person == "" {
		return
	}
	a := audience
	if !k.Registered {
		if ownHand(k.Hand) {
			return
		}
		a = stranger
	}
	d.any = true
	if d.build {
		d.found = append(d.found, Breach{
			Advisory: a, Asset: asset,
			Reason: fmt.Sprintf("assets.yaml gives %s an audience, and the person is in none of its people, units, roles and groups", asset),
			Unless: fmt.Sprintf("The person, or their unit, role or group, in the audience of %s.", asset),
		})
	}
}

// destination judges one place that an asset was moved, or opened, to.
func (d *Detector) destination(k *event.Known, act event.Act, asset event.AssetID, to *event.Destination) {
	if d.register.Allowed(asset, to.Class) {
		return
	}
	name, covered, why := "", false, ""
	if to.Organisation != "" {
		name, covered, why = d.register.Agreed(to.Organisation, asset, k.Person, k.Time, medium(k))
	}
	if covered {
		return
	}
	d.any = true
	if !d.build {
		return
	}
	b := Breach{Asset: asset, Destination: *to, Advisory: destination}
	switch {
	case to.Guessed:
		b.Advisory = guessed
	case act == event.ActExpose:
		b.Advisory = exposure
	case name != "":
		b.Advisory = agreement
	}
	b.Reason = fmt.Sprintf("%s is %s, which allows no destination of class %s", asset, d.register.Level(asset), to.Class)
	b.Unless = fmt.Sprintf("A destination of a class that %s assets may go to, or an agreement that covers %s.", d.register.Level(asset), asset)
	if name != "" {
		b.Reason += "; agreement " + why
		b.Unless = fmt.Sprintf("An agreement with %s that covers asset, person, medium and date.", to.Organisation)
	}
	d.found = append(d.found, b)
}

// medium is the word by which agreements name a channel.
func medium(k *event.Known) string {
	switch k.Channel() {
	case event.ChannelMail:
		return "mail"
	case event.ChannelGit:
		return "git"
	case event.ChannelShare:
		switch k.Source {
		case "box":
			return "box"
		case "m365":
			return "sharepoint"
		case "google_workspace":
			return "drive"
		}
		return "share"
	case event.ChannelRemovable:
		return "removable"
	case event.ChannelPrint:
		return "print"
	case event.ChannelNone:
		return ""
	}
	return k.Channel().String()
}
