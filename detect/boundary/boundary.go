package boundary

import (
	"fmt"
	"slices"
	"strings"

	"sekisho/event"
	"sekisho/finding"
)

// Register is what the detector asks of the registers. Its methods are pure.
type Register interface {
	// Audience reports whether a person is in an asset's audience; everybody is
	// in that of an asset without one.
	Audience(asset event.AssetID, person event.PersonID) bool
	// AudienceText says in words, without names, who the audience is.
	AudienceText(asset event.AssetID) string
	// Level is how strictly an asset is kept, Allowed where a level may go.
	Level(asset event.AssetID) event.Level
	Allowed(level event.Level) []event.DestinationClass
	// Agreements are those with a partner organisation, in the register's order.
	Agreements(partner string) []*event.Agreement
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
	if k.Person == "" || d.register.Audience(asset, k.Person) {
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
			Reason: fmt.Sprintf("the audience of %s is %s; the person is not in it", asset, d.register.AudienceText(asset)),
			Unless: fmt.Sprintf("The person, or their unit, role or group, in the audience of %s.", asset),
		})
	}
}

// destination judges one place that an asset was moved, or opened, to.
func (d *Detector) destination(k *event.Known, act event.Act, asset event.AssetID, to *event.Destination) {
	level := d.register.Level(asset)
	allowed := d.register.Allowed(level)
	if slices.Contains(allowed, to.Class) || maybeInside(k, to) {
		return
	}
	var agreements []*event.Agreement
	if to.Organisation != "" {
		agreements = d.register.Agreements(to.Organisation)
	}
	for _, g := range agreements {
		if lacks(g, k, asset) == covered {
			return
		}
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
	case len(agreements) > 0:
		b.Advisory = agreement
	}
	b.Reason = fmt.Sprintf("%s is %s, which may go to %s, not to %s", asset, level, classes(allowed), to.Class)
	b.Unless = fmt.Sprintf("A destination of class %s, or an agreement that covers %s.", classes(allowed), asset)
	if len(agreements) > 0 {
		b.Reason += "; " + nearest(agreements, k, asset)
		b.Unless = fmt.Sprintf("An agreement with %s that covers asset, date, person and medium.", to.Organisation)
	}
	d.found = append(d.found, b)
}

// maybeInside reports whether a link for anyone was used by somebody of the
// company, or by a named account of which nothing shows that it is not one.
func maybeInside(k *event.Known, to *event.Destination) bool {
	return k.Share.Used && to.Class == event.DestPublic && (k.Registered || strings.Contains(k.Actor.Name+k.Actor.Email, "@"))
}

func classes(list []event.DestinationClass) string {
	if len(list) == 0 {
		return "nowhere"
	}
	words := make([]string, len(list))
	for i, c := range list {
		words[i] = string(c)
	}
	return strings.Join(words, " or ")
}

// gap is what an agreement does not cover; a larger one covers more.
type gap int

const (
	otherAsset gap = iota
	tooEarly
	tooLate
	otherPerson
	otherMedium
	covered
)

// lacks says what keeps an agreement from covering an act on an asset.
func lacks(g *event.Agreement, k *event.Known, asset event.AssetID) gap {
	switch {
	case len(g.Assets) > 0 && !slices.Contains(g.Assets, asset):
		return otherAsset
	case g.From != 0 && k.Time != 0 && k.Time < g.From: // a record without a time says nothing against its days
		return tooEarly
	case g.Until != 0 && k.Time >= g.Until:
		return tooLate
	case len(g.People) > 0 && !slices.Contains(g.People, k.Person):
		return otherPerson
	case !through(g.Media, k):
		return otherMedium
	}
	return covered
}

// nearest says of the agreement that covers most what it lacks.
func nearest(list []*event.Agreement, k *event.Known, asset event.AssetID) string {
	best := list[0]
	for _, g := range list[1:] {
		if lacks(g, k, asset) > lacks(best, k, asset) {
			best = g
		}
	}
	switch lacks(best, k, asset) {
	case tooEarly:
		return fmt.Sprintf("agreement %s begins on %s", best.ID, best.FromDay)
	case tooLate:
		return fmt.Sprintf("agreement %s ended on %s", best.ID, best.UntilDay)
	case otherPerson:
		return fmt.Sprintf("agreement %s does not name the person among those who may disclose", best.ID)
	case otherMedium:
		return fmt.Sprintf("agreement %s allows %s, not %s", best.ID, strings.Join(best.Media, " and "), k.Channel())
	}
	return fmt.Sprintf("agreement %s does not name %s", best.ID, asset)
}

// media are the words of agreements: the ways by which, and where it matters the
// product whose log says so.
var media = map[string]struct {
	channel event.Channel
	source  string
}{
	"mail": {event.ChannelMail, ""}, "share": {event.ChannelShare, ""}, "upload": {event.ChannelUpload, ""},
	"chat": {event.ChannelChat, ""}, "ai": {event.ChannelAI, ""}, "git": {event.ChannelGit, ""},
	"removable": {event.ChannelRemovable, ""}, "print": {event.ChannelPrint, ""}, "cloud": {event.ChannelCloud, ""},
	"network": {event.ChannelNetwork, ""},
	"box":     {event.ChannelShare, "box"}, "drive": {event.ChannelShare, "google_workspace"},
	"sharepoint": {event.ChannelShare, "m365"}, "onedrive": {event.ChannelShare, "m365"},
	"teams": {event.ChannelChat, "m365"}, "slack": {event.ChannelChat, "slack"},
	"github": {event.ChannelGit, "github"}, "s3": {event.ChannelCloud, "cloudtrail"},
}

// through reports whether an act took one of the ways that an agreement allows.
// A way that the record does not tell is not held against anybody.
func through(allowed []string, k *event.Known) bool {
	c := k.Channel()
	if len(allowed) == 0 || c == event.ChannelNone {
		return true
	}
	for _, word := range allowed {
		m, known := media[word]
		if known && m.channel == c && (m.source == "" || m.source == k.Source) {
			return true
		}
	}
	return false
}
