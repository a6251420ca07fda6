package event_test

import (
	"strings"
	"testing"

	"sekisho/event"
)

func TestActs(t *testing.T) {
	stick := event.Peripheral{Serial: "4C530001"}
	for _, tt := range []struct {
		name    string
		e       event.Event
		act     string
		channel string
		outward string
	}{
		{"mail goes out to everybody named", event.Event{Class: event.ClassEmail, Activity: event.EmailSend,
			Email: event.Email{From: "u017@hoshizora.example", To: []string{"a@x.example"}, Cc: []string{"b@x.example"}, Bcc: []string{"c@y.example"}}},
			"send", "mail", "mail:a@x.example mail:b@x.example mail:c@y.example"},
		{"mail that comes in is no act", event.Event{Class: event.ClassEmail, Activity: event.EmailTrace,
			Email: event.Email{To: []string{"u017@hoshizora.example"}, Direction: event.DirectionInbound}}, "none", "mail", ""},
		{"mail that bounced carried nothing", event.Event{Class: event.ClassEmail, Activity: event.EmailSend, Status: event.StatusFailure,
			Email: event.Email{To: []string{"a@x.example"}}}, "none", "mail", ""},
		{"an anonymous link", event.Event{Class: event.ClassFileHosting, Activity: event.HostingShare,
			Share: event.Share{Type: event.ShareAnonymous}}, "expose", "share", "anyone:anyone"},
		{"a share to an address and a domain", event.Event{Class: event.ClassFileHosting, Activity: event.HostingShare,
			Share: event.Share{Type: event.ShareDirect, Targets: []string{"a@x.example", "y.example", "123456789012"}}},
			"expose", "share", "mail:a@x.example domain:y.example tenant:123456789012"},
		{"a company link reaches nobody outside", event.Event{Class: event.ClassFileHosting, Activity: event.HostingShare,
			Share: event.Share{Type: event.ShareCompany}}, "expose", "share", ""},
		{"use of an anonymous link carries data", event.Event{Class: event.ClassFileHosting, Activity: event.HostingDownload,
			Share: event.Share{Type: event.ShareAnonymous, Used: true}}, "send", "share", "anyone:anyone"},
		{"download", event.Event{Class: event.ClassFileHosting, Activity: event.HostingDownload}, "collect", "none", ""},
		{"preview", event.Event{Class: event.ClassFileHosting, Activity: event.HostingPreview}, "open", "none", ""},
		{"upload to a host by name", event.Event{Class: event.ClassFileHosting, Activity: event.HostingUpload,
			Dst: event.Endpoint{Hostname: "drop.example"}}, "send", "upload", "host:drop.example"},
		{"upload into the company's own drive", event.Event{Class: event.ClassFileHosting, Activity: event.HostingUpload}, "none", "none", ""},
		{"POST", event.Event{Class: event.ClassHTTP, Activity: event.HTTPPost, HTTP: event.HTTP{URL: "https://drop.example/up", Host: "drop.example"}},
			"send", "upload", "url:https://drop.example/up"},
		{"GET is not outward", event.Event{Class: event.ClassHTTP, Activity: event.HTTPGet, BytesOut: 300,
			HTTP: event.HTTP{URL: "https://drop.example/"}}, "open", "none", ""},
		{"CONNECT that sent", event.Event{Class: event.ClassHTTP, Activity: event.HTTPConnect, BytesOut: 300,
			HTTP: event.HTTP{Host: "drop.example"}}, "send", "network", "host:drop.example"},
		{"a prompt", event.Event{Class: event.ClassAPI, Activity: event.APICreate, AI: event.AI{Service: "prompter"}},
			"send", "ai", "tenant:prompter"},
		{"a push", event.Event{Class: event.ClassWebResources, Activity: event.APIUpdate, Does: event.ActSend, Via: event.ChannelGit,
			Resource: event.Resource{Name: "outside/copy", Type: "repository"}}, "send", "git", "repository:outside/copy"},
		{"a file copied to a stick", event.Event{Class: event.ClassFile, Activity: event.FileCreate, Peripheral: stick},
			"send", "removable", "device:4C530001"},
		{"a stick plugged in", event.Event{Class: event.ClassPeripheral, Activity: event.PeripheralConnect, Peripheral: stick},
			"none", "removable", ""},
		{"an archive made", event.Event{Class: event.ClassFile, Activity: event.FileCreate, File: event.File{Path: `C:\t\b.7Z`}}, "pack", "none", ""},
		{"a print job", event.Event{Class: event.ClassPrint, Activity: event.PrintJob, Print: event.Print{Printer: "3F-east"}},
			"send", "print", "printer:3F-east"},
		{"an object copied to another bucket", event.Event{Class: event.ClassDatastore, Activity: event.DatastoreWrite,
			FileResult: event.File{Path: "s3://elsewhere/k"}}, "send", "cloud", "bucket:s3://elsewhere/k"},
		{"a snapshot given to an account", event.Event{Class: event.ClassAPI, Activity: event.APIUpdate,
			Share: event.Share{Targets: []string{"123456789012"}}}, "expose", "cloud", "tenant:123456789012"},
		{"a TLS session without counts", event.Event{Class: event.ClassNetwork, Activity: event.NetworkTraffic, Protocol: "ssl",
			Dst: event.Endpoint{Hostname: "h.example", IP: "192.0.2.1"}}, "send", "network", "host:h.example"},
		{"a connection without counts", event.Event{Class: event.ClassNetwork, Activity: event.NetworkTraffic,
			Dst: event.Endpoint{IP: "192.0.2.1"}}, "none", "none", ""},
		{"a connection refused", event.Event{Class: event.ClassNetwork, Activity: event.NetworkRefuse, Protocol: "tls",
			Dst: event.Endpoint{IP: "192.0.2.1"}}, "none", "none", ""},
		{"a look-up", event.Event{Class: event.ClassDNS, Activity: event.DNSQuery, DNS: event.DNS{Query: "h.example"}}, "none", "none", ""},
		{"a log cleared", event.Event{Class: event.ClassEventLog, Activity: event.EventLogClear}, "hide", "none", ""},
		{"a group changed", event.Event{Class: event.ClassGroup, Activity: event.GroupAddUser}, "administer", "none", ""},
		{"a sign-in", event.Event{Class: event.ClassAuthentication, Activity: event.AuthLogon}, "none", "none", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out []string
			tt.e.Outward(func(k event.PlaceKind, s string) { out = append(out, k.String()+":"+s) })
			if got := strings.Join(out, " "); got != tt.outward {
				t.Errorf("outward %q, want %q", got, tt.outward)
			}
			if tt.e.Act().String() != tt.act || tt.e.Channel().String() != tt.channel {
				t.Errorf("%v by %v, want %v by %v", tt.e.Act(), tt.e.Channel(), tt.act, tt.channel)
			}
		})
	}
}

// Whatever goes outward is mentioned too: a sealed place cannot be reached
// around Mentions.
func TestOutwardIsMentioned(t *testing.T) {
	for _, class := range event.Classes() {
		for act := event.ActNone; act <= event.ActAdminister; act++ {
			for via := event.ChannelNone; via <= event.ChannelNetwork; via++ {
				e := filled(t)
				e.Class, e.Does, e.Via, e.Status = class, act, via, event.StatusSuccess
				named := map[string]bool{event.Anyone: true}
				e.Mentions(func(_ event.PlaceKind, s string) { named[s] = true })
				e.Outward(func(_ event.PlaceKind, s string) {
					if !named[s] {
						t.Errorf("%s, %v by %v: %s goes outward and is not mentioned", class.Caption(), act, via, s)
					}
				})
			}
		}
	}
}

func TestPlaces(t *testing.T) {
	e := event.Event{
		File: event.File{Name: "tomato.yaml", Path: `\\plant\recipes\tomato.yaml`}, FileResult: event.File{Name: "holiday.jpg"},
		HTTP: event.HTTP{URL: "https://drive.hoshizora.example/d/1"}, Resource: event.Resource{Name: "hoshizora/climate", UID: "81"},
		Email: event.Email{Attachments: []string{"curve.csv"}},
	}
	var got []string
	e.Places(func(s string) { got = append(got, s) })
	want := `\\plant\recipes\tomato.yaml holiday.jpg https://drive.hoshizora.example/d/1 hoshizora/climate 81 curve.csv`
	if strings.Join(got, " ") != want {
		t.Errorf("got %q", got)
	}
}

func TestPlacesAllocateNothing(t *testing.T) {
	e := filled(t)
	e.Status = event.StatusSuccess
	n := 0
	place := func(_ event.PlaceKind, s string) { n += len(s) }
	for _, class := range event.Classes() {
		e.Class = class
		if got := testing.AllocsPerRun(10, func() {
			e.Outward(place)
			e.Mentions(place)
			e.Places(func(s string) { n += len(s) })
		}); got > 0 {
			t.Errorf("%s: %v allocations", class.Caption(), got)
		}
	}
}
