package boundary_test

import (
	"strings"
	"testing"

	"sekisho/detect/boundary"
	"sekisho/event"
)

var allowed = []event.DestinationClass{event.DestOwn}

// register is a company of one audience, one agreement and one leaver.
type register struct{}

func (register) Audience(a event.AssetID, p event.PersonID) bool {
	return a != "program" || p == "p1" || p == "left"
}

func (register) AudienceText(event.AssetID) string { return "units climate" }
func (register) Level(event.AssetID) event.Level   { return event.LevelSecret }
func (register) LastDay(event.PersonID) string     { return "2026-10-16" }

func (register) Allowed(event.Level) []event.DestinationClass {
	return allowed
}

func (register) Agreements(partner string) []*event.Agreement {
	if partner != "Aozora" {
		return nil
	}
	return []*event.Agreement{{
		ID: "jv-1", Assets: []event.AssetID{"drawings"}, Media: []string{"mail"}, People: []event.PersonID{"p1"},
		From: 100, Until: 200, FromDay: "2026-01-01", UntilDay: "2026-10-16",
	}}
}

func known(person event.PersonID, class event.Class, activity event.Activity, asset event.AssetID, to ...event.Destination) *event.Known {
	k := &event.Known{
		Event:  &event.Event{Time: 150, Class: class, Activity: activity, Hand: event.HandPerson, Email: event.Email{Direction: event.DirectionOutbound}},
		Person: person, Registered: strings.HasPrefix(string(person), "p") || person == "left", Destinations: to,
	}
	if asset != "" {
		k.Assets = []event.AssetID{asset}
	}
	return k
}

func TestCheck(t *testing.T) {
	own := event.Destination{ID: "hoshizora.example", Class: event.DestOwn}
	private := event.Destination{ID: "x@mailbox.example", Class: event.DestPersonal}
	maybe := event.Destination{ID: "203.0.113.7", Class: event.DestUnverified, Guessed: true}
	partner := event.Destination{ID: "d@aozora.example", Class: event.DestPartner, Organisation: "Aozora"}
	const mail, host = event.ClassEmail, event.ClassFileHosting
	failed := known("p2", host, event.HostingDownload, "program")
	failed.Status = event.StatusFailure
	backup := known("robot", host, event.HostingDownload, "program")
	backup.Hand = event.HandBackup
	late := known("left", host, event.HostingDownload, "program")
	late.AfterEnd = true
	lateSignIn := known("left", event.ClassAuthentication, event.AuthLogon, "")
	lateSignIn.AfterEnd = true
	expired := known("p1", mail, event.EmailSend, "drawings", partner)
	expired.Time = 200
	undated := known("p1", mail, event.EmailSend, "drawings", partner)
	undated.Time = 0
	link := func(person event.PersonID, account string) *event.Known {
		k := known(person, host, event.HostingOpen, "drawings", event.Destination{ID: event.Anyone, Class: event.DestPublic})
		k.Share, k.Actor.Name = event.Share{Type: event.ShareAnonymous, Used: true}, account
		return k
	}
	for _, c := range []struct {
		name string
		k    *event.Known
		want string
	}{
		{"inside the audience", known("p1", host, event.HostingDownload, "program"), ""},
		{"outside the audience", known("p2", host, event.HostingDownload, "program"), "boundary.audience proof"},
		{"no audience set", known("p2", host, event.HostingDownload, "drawings"), ""},
		{"an account that nobody registered", known("guest", host, event.HostingOpen, "program"), "boundary.stranger rule"},
		{"a backup that nobody registered", backup, ""},
		{"denied", failed, ""},
		{"no asset", known("p2", mail, event.EmailSend, "", private), ""},
		{"to ourselves", known("p1", mail, event.EmailSend, "program", own), ""},
		{"to a private address", known("p1", mail, event.EmailSend, "program", private), "boundary.destination proof"},
		{"to a place whose class is a guess", known("p1", mail, event.EmailSend, "program", maybe), "boundary.guessed rule"},
		{"under the agreement", known("p1", mail, event.EmailSend, "drawings", partner), ""},
		{"outside the agreement", known("p1", mail, event.EmailSend, "program", partner), "boundary.agreement proof"},
		{"by somebody else", known("p3", mail, event.EmailSend, "drawings", partner), "boundary.agreement proof"},
		{"once the agreement has ended", expired, "boundary.agreement proof"},
		{"in a record without a time", undated, ""},
		{"an open link used from outside", link("anonymous", "anonymous"), "boundary.destination proof"},
		{"an open link used by a colleague", link("p1", "p1@hoshizora.example"), ""},
		{"an open link used by an account that nobody registered", link("x@hoshizora.example", "x@hoshizora.example"), ""},
		{"a link for a private address", known("p1", host, event.HostingShare, "program", private), "boundary.exposure rule"},
		{"both to us and away", known("p1", mail, event.EmailSend, "program", own, private), "boundary.destination proof"},
		{"after the last day", late, "boundary.after_end proof"},
		{"signed in after the last day", lateSignIn, "boundary.sign_in rule"},
	} {
		d := boundary.New(register{})
		var got []string
		for _, b := range d.Check(c.k) {
			got = append(got, b.Advisory.ID+" "+string(b.Advisory.Tier))
			if b.Reason == "" || b.Unless == "" {
				t.Errorf("%s: a breach without its reasons", c.name)
			}
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if d.Concerns(c.k) != (c.want != "") {
			t.Errorf("%s: Concerns and Check disagree", c.name)
		}
	}
}

func TestConcernsAllocatesNothing(t *testing.T) {
	d := boundary.New(register{})
	k := known("p1", event.ClassEmail, event.EmailSend, "program", event.Destination{ID: "x@mailbox.example", Class: event.DestPersonal})
	if n := testing.AllocsPerRun(100, func() { d.Concerns(k) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// Every word that an agreement may use allows some act, and no other channel's.
func TestMedia(t *testing.T) {
	for word, k := range map[string]*event.Known{
		"mail":       {Event: &event.Event{Class: event.ClassEmail, Activity: event.EmailSend, Email: event.Email{Direction: event.DirectionOutbound}, Source: "postfix"}},
		"onedrive":   {Event: &event.Event{Class: event.ClassFileHosting, Activity: event.HostingShare, Source: "m365"}},
		"sharepoint": {Event: &event.Event{Class: event.ClassFileHosting, Activity: event.HostingShare, Source: "m365"}},
		"box":        {Event: &event.Event{Class: event.ClassFileHosting, Activity: event.HostingShare, Source: "box"}},
		"print":      {Event: &event.Event{Class: event.ClassPrint, Activity: event.PrintJob, Source: "windows"}},
	} {
		if !boundary.Through([]string{word}, k) {
			t.Errorf("%s does not allow an act through it", word)
		}
		if boundary.Through([]string{"git"}, k) {
			t.Errorf("git allows an act through %s", word)
		}
	}
}
