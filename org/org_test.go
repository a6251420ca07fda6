package org_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"sekisho/event"
	"sekisho/org"
)

func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func load(t testing.TB, files map[string]string) *org.Registers {
	t.Helper()
	r, err := org.Load(folder(files))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func company() map[string]string {
	return map[string]string{
		"people.csv": "person,accounts,unit,role,manager,start,end,groups\n" +
			`u001,head@hoshizora.example,climate,head,,2019-04-01,,` + "\n" +
			`u017,Mika.S@hoshizora.example;HOSHIZORA\mika.s;S-1-5-21-1-2-3-1017;HZ-PC-017.hoshizora.example;10.1.0.17,climate,engineer,u001,2021-10-01,2026-11-20,greenhouse` + "\n" +
			`u023,ren.k@hoshizora.example;renk,sales,manager,u001,,,` + "\n" +
			`u024,ren.k@partner.hoshizora.example,sales,manager,u001,,,` + "\n",
		"assets.yaml": `
- id: program
  name: Climate program
  owner: u001
  level: secret
  locations: ['https://hoshizora.sharepoint.com/sites/Climate/**', '\\plant\recipes', 's3://recipes/Climate', 'hoshizora/climate-core', '**/HZ-CLM-*']
  audience: {units: [climate]}
- {id: vault, level: confidential, locations: ['vault/**'], audience: {}}
- {id: catalogue, level: internal, locations: ['**/catalogue.pdf']}
`,
		"destinations.yaml": `
- class: own
  organisation: Hoshizora
  patterns: [hoshizora.example, '*.hoshizora.example', hoshizora.sharepoint.com, 'hoshizora/*', '123456789012', 'github.com/hoshizora/**']
- {class: partner, organisation: Aozora, patterns: ['*.aozora.example', aozora.example, 's3://aozora-in']}
- {class: personal, organisation: Aozora, patterns: [shop.aozora.example]}
- {class: protected, patterns: [law.example, 'https://portal.example/hotline/**']}
- {class: print, patterns: ['\\print01\3F-east']}
`,
		"agreements.yaml": `
- {id: AG-1, partner: Aozora, assets: [catalogue], from: 2026-04-01, until: 2026-04-30, people: [u023], medium: mail}
`,
		"settings.yaml": "time_zone: Asia/Tokyo\nadopted: {rule-1: 2026-11-01}\n",
	}
}

func TestWhoActed(t *testing.T) {
	s := load(t, company()).NewResolver()
	for _, tt := range []struct {
		name       string
		e          event.Event
		person     event.PersonID
		registered bool
	}{
		{"mail, another case", event.Event{Actor: event.User{Name: "MIKA.S@Hoshizora.Example"}}, "u017", true},
		{"plus address", event.Event{Actor: event.User{Email: "mika.s+logs@hoshizora.example"}}, "u017", true},
		{"claim", event.Event{Actor: event.User{Name: "i:0#.f|membership|mika.s@hoshizora.example"}}, "u017", true},
		{"domain and user", event.Event{Actor: event.User{Name: `hoshizora\MIKA.S`}}, "u017", true},
		{"domain beside user", event.Event{Actor: event.User{Name: "mika.s", Domain: "HOSHIZORA"}}, "u017", true},
		{"SID", event.Event{Actor: event.User{UID: "S-1-5-21-1-2-3-1017"}}, "u017", true},
		{"unknown name, known SID", event.Event{Actor: event.User{Name: "x9", UID: "S-1-5-21-1-2-3-1017"}}, "u017", true},
		{"bare local part of one person", event.Event{Actor: event.User{Name: "mika.s"}}, "u017", true},
		{"bare local part of two people", event.Event{Actor: event.User{Name: "ren.k"}}, "ren.k", false},
		{"bare listed name under any domain", event.Event{Actor: event.User{Name: `LAB\renk`}}, "u023", true},
		{"same local part elsewhere", event.Event{Actor: event.User{Name: "mika.s@elsewhere.example"}}, "mika.s@elsewhere.example", false},
		{"session of a role", event.Event{Actor: event.User{UID: "arn:aws:sts::1:assumed-role/Dev/mika.s@hoshizora.example"}}, "u017", true},
		{"user of an account", event.Event{Actor: event.User{UID: "arn:aws:iam::1:user/eng/renk"}}, "u023", true},
		{"guest", event.Event{Actor: event.User{Name: "kai_aozora.example#EXT#@hoshizora.onmicrosoft.com"}}, "kai@aozora.example", false},
		{"nobody on a listed machine", event.Event{Device: event.Device{Hostname: "hz-pc-017"}}, "u017", true},
		{"nobody at a listed address", event.Event{Src: event.Endpoint{IP: "10.1.0.17"}}, "u017", true},
		{"somebody else on a listed machine", event.Event{Actor: event.User{Name: "x9"}, Device: event.Device{Hostname: "hz-pc-017"}}, "x9", false},
		{"sender of a mail", event.Event{Class: event.ClassEmail, Activity: event.EmailSend, Email: event.Email{From: "Mika S <mika.s@hoshizora.example>"}}, "u017", true},
		{"nobody", event.Event{}, "", false},
	} {
		var k event.Known
		s.Resolve(&tt.e, &k)
		if k.Person != tt.person || k.Registered != tt.registered {
			t.Errorf("%s: %q registered %v, want %q %v", tt.name, k.Person, k.Registered, tt.person, tt.registered)
		}
	}
}

func TestLastDayEndsInTheCompanysZone(t *testing.T) {
	s := load(t, company()).NewResolver()
	midnight := time.Date(2026, 11, 20, 15, 0, 0, 0, time.UTC).UnixMilli() // 21 November in Tokyo
	for at, want := range map[int64]bool{midnight - 1: false, midnight: true, 0: false} {
		var k event.Known
		s.Resolve(&event.Event{Time: event.Time(at), Actor: event.User{Name: "mika.s"}}, &k)
		if k.AfterEnd != want {
			t.Errorf("at %d: after the end %v, want %v", at, k.AfterEnd, want)
		}
	}
}

func TestPlacesAreAssets(t *testing.T) {
	s := load(t, company()).NewResolver()
	for place, want := range map[string]string{
		"https://hoshizora.sharepoint.com/sites/climate/Shared%20Documents/a.xlsx": "program",
		"http://hoshizora.sharepoint.com/sites/Climate":                            "program",
		"https://hoshizora.sharepoint.com/sites/Climate/a.xlsx?web=1":              "program",
		"https://hoshizora.sharepoint.com/sites/x/../Climate/a":                    "program",
		"https://hoshizora.sharepoint.com/sites/Climate2/a.xlsx":                   "",
		`\\PLANT\Recipes\2026\tomato.yaml`:                                         "program",
		"//plant/recipes/tomato.yaml":                                              "program",
		`\\plant\recipes2\tomato.yaml`:                                             "",
		"s3://recipes/Climate/2026/a.csv":                                          "program",
		"s3://recipes/climate/2026/a.csv":                                          "",
		"hoshizora/climate-core":                                                   "program",
		"Hoshizora/climate-core":                                                   "",
		"hoshizora/climate-core/main.go":                                           "program",
		"elsewhere/climate-core":                                                   "",
		`C:\Users\x\hz-clm-001.pdf`:                                                "program",
		"HZ-CLM-001.pdf":                                                           "program",
		"HZ-CLM.pdf":                                                               "",
		"s3://other/HZ-CLM-1":                                                      "program",
		"s3://other/hz-clm-1":                                                      "",
		"vault":                                                                    "vault",
		"Catalogue.pdf":                                                            "catalogue",
		`\\plant\recipes\catalogue.pdf`:                                            "program catalogue",
	} {
		var k event.Known
		s.Resolve(&event.Event{File: event.File{Path: place}}, &k)
		var got []string
		for _, a := range k.Assets {
			got = append(got, string(a))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %q", place, got, want)
		}
	}
}

func TestDestinations(t *testing.T) {
	listed, empty := load(t, company()).NewResolver(), org.Empty().NewResolver()
	for _, tt := range []struct {
		kind    event.PlaceKind
		name    string
		want    string // id class service organisation
		without string // class without registers; ? means guessed
	}{
		{event.PlaceMail, "A@AOZORA.example", "a@aozora.example partner - Aozora", "unverified?"},
		{event.PlaceMail, "a@x.aozora.example", "a@x.aozora.example partner - Aozora", "unverified?"},
		{event.PlaceMail, "a@shop.aozora.example", "a@shop.aozora.example personal - Aozora", "unverified?"},
		{event.PlaceMail, "a+b@gmail.com", "a@gmail.com personal webmail Gmail", "personal"},
		{event.PlaceMail, "a@stranger.example", "a@stranger.example unverified - -", "unverified?"},
		{event.PlaceMail, "Sales Team", "sales team own? - -", "own?"},
		{event.PlaceHost, "web.whatsapp.com:443", "web.whatsapp.com social messenger WhatsApp", "social"},
		{event.PlaceHost, "notwhatsapp.com", "notwhatsapp.com unverified - -", "unverified?"},
		{event.PlaceHost, "console.aliyun.com", "console.aliyun.com unverified - -", "unverified?"},
		{event.PlaceHost, "mail.163.com", "mail.163.com personal webmail NetEase Mail", "personal"},
		{event.PlaceHost, "drive.google.com", "drive.google.com unverified? drive Google Drive", "unverified?"},
		{event.PlaceHost, "nas01", "nas01 own? - -", "own?"},
		{event.PlaceURL, "https://hoshizora.sharepoint.com/sites/x", "hoshizora.sharepoint.com own - Hoshizora", "unverified?"},
		{event.PlaceURL, "https://else-my.sharepoint.com/personal/x", "else-my.sharepoint.com unverified? drive SharePoint", "unverified?"},
		{event.PlaceURL, "https://github.com/hoshizora/climate-core/upload", "github.com own - Hoshizora", "unverified?"},
		{event.PlaceURL, "https://github.com/elsewhere/copy", "github.com unverified? code-host GitHub", "unverified?"},
		{event.PlaceURL, "https://onedrive.live.com/?id=1", "onedrive.live.com personal drive OneDrive personal", "personal"},
		{event.PlaceURL, "https://hoshizora.example@evil.example/x", "evil.example unverified - -", "unverified?"},
		{event.PlaceIP, "10.0.0.9", "10.0.0.9 own? - -", "own?"},
		{event.PlaceIP, "198.51.100.7", "198.51.100.7 unverified? - -", "unverified?"},
		{event.PlaceTenant, "123456789012", "123456789012 own - Hoshizora", "unverified?"},
		{event.PlaceTenant, "999999999999", "999999999999 unverified - -", "unverified?"},
		{event.PlaceTenant, "Claude", "Claude ai assistant Claude", "ai"},
		{event.PlaceBucket, "s3://aozora-in/2026/a.csv", "s3://aozora-in partner - Aozora", "unverified?"},
		{event.PlaceBucket, "arn:aws:s3:::aozora-in/a", "s3://aozora-in partner - Aozora", "unverified?"},
		{event.PlaceBucket, "arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:root own - Hoshizora", "unverified?"},
		{event.PlaceRepo, "hoshizora/climate-core", "hoshizora/climate-core own - Hoshizora", "unverified?"},
		{event.PlaceRepo, "elsewhere/copy", "elsewhere/copy unverified code-host -", "unverified?"},
		{event.PlaceDevice, "4C530001", "4C530001 removable - -", "removable"},
		{event.PlacePrinter, `\\PRINT01\3f-east`, `\\PRINT01\3f-east print - -`, "print"},
		{event.PlaceAnyone, "anyone", "anyone public - -", "public"},
	} {
		for range 2 { // looked up, then remembered
			if got := describe(listed.Destination(tt.kind, tt.name)); got != tt.want {
				t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
			}
		}
		if got := class(empty.Destination(tt.kind, tt.name)); got != tt.without {
			t.Errorf("%s without registers: %s, want %s", tt.name, got, tt.without)
		}
	}
}

func class(d event.Destination) string {
	if d.Guessed {
		return string(d.Class) + "?"
	}
	return string(d.Class)
}

func describe(d event.Destination) string {
	or := func(s string) string {
		if s == "" {
			return "-"
		}
		return s
	}
	return string(d.ID) + " " + class(d) + " " + or(d.Service) + " " + or(d.Organisation)
}

// Without registers the actor's own domain counts as own, as a guess.
func TestOwnDomainIsGuessed(t *testing.T) {
	s := org.Empty().NewResolver()
	var k event.Known
	s.Resolve(&event.Event{
		Class: event.ClassEmail, Activity: event.EmailSend,
		Email: event.Email{From: "u017@hoshizora.example", To: []string{"u018@Hoshizora.example", "u019@nothoshizora.example", "u020@lab.hoshizora.example"}},
	}, &k)
	var got []string
	for _, d := range k.Destinations {
		got = append(got, class(d))
	}
	if strings.Join(got, " ") != "own? unverified? own?" {
		t.Errorf("got %v", got)
	}
}

func TestSealed(t *testing.T) {
	s := load(t, company()).NewResolver()
	for name, tt := range map[string]struct {
		e    event.Event
		want bool
	}{
		"mail to a lawyer": {event.Event{Class: event.ClassEmail, Activity: event.EmailSend, Email: event.Email{To: []string{"x@hoshizora.example", "A+b@LAW.example"}}}, true},
		"below the domain": {event.Event{DNS: event.DNS{Query: "www.law.example."}}, true},
		"only looked at":   {event.Event{Class: event.ClassHTTP, Activity: event.HTTPGet, HTTP: event.HTTP{URL: "https://law.example:443/contact"}}, true},
		"mail from there":  {event.Event{Class: event.ClassEmail, Email: event.Email{From: "a@law.example", Direction: event.DirectionInbound}}, true},
		"a path":           {event.Event{HTTP: event.HTTP{URL: "https://portal.example/Hotline/new"}}, true},
		"guest of theirs":  {event.Event{Actor: event.User{Name: "a_law.example#EXT#@hoshizora.onmicrosoft.com"}}, true},
		"another path":     {event.Event{HTTP: event.HTTP{URL: "https://portal.example/news"}}, false},
		"another domain":   {event.Event{Email: event.Email{To: []string{"a@notlaw.example"}}}, false},
	} {
		var k event.Known
		if got := s.Resolve(&tt.e, &k); got != tt.want {
			t.Errorf("%s: sealed %v, want %v", name, got, tt.want)
		}
		if tt.want && (k.Person != "" || len(k.Destinations) > 0) {
			t.Errorf("%s: a sealed event was resolved: %+v", name, k)
		}
	}
}

func TestAudience(t *testing.T) {
	r := load(t, company())
	for _, tt := range []struct {
		asset  event.AssetID
		person event.PersonID
		want   bool
	}{{"program", "u017", true}, {"program", "u023", false}, {"vault", "u001", false}, {"catalogue", "u023", true}, {"catalogue", "nobody", true}} {
		if got := r.Audience(tt.asset, tt.person); got != tt.want {
			t.Errorf("%s by %s: %v", tt.asset, tt.person, got)
		}
	}
	for id, want := range map[event.AssetID]string{"program": "units climate", "vault": "nobody", "catalogue": "everybody"} {
		if got := r.AudienceText(id); got != want {
			t.Errorf("%s: %q, want %q", id, got, want)
		}
	}
}

func TestRegistersSay(t *testing.T) {
	r := load(t, company())
	ag := r.Agreements("aozora")
	if len(ag) != 1 || ag[0].From != ms(2026, 3, 31, 15) || ag[0].Until != ms(2026, 4, 30, 15) {
		t.Errorf("agreements %+v", ag)
	}
	if r.Adopted("rule-1", ms(2026, 10, 31, 15)-1) || !r.Adopted("rule-1", ms(2026, 10, 31, 15)) || !r.Adopted("rule-2", 0) {
		t.Error("adoption begins with its day, and a rule without a day always is")
	}
	if r.Accounts()["mika.s@hoshizora.example"] != "u017" || r.LastDay("u017") != "2026-11-20" || r.Level("program") != event.LevelSecret {
		t.Error("accounts, last day or level are wrong")
	}
	want := "people        4 with 9 accounts, 1 with a last working day\nassets        3 with 7 locations, 1 internal, 1 confidential, 1 secret\n"
	if got := r.Describe(); !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s", got)
	}
}

func ms(y int, m time.Month, d, h int) event.Time {
	return event.Time(time.Date(y, m, d, h, 0, 0, 0, time.UTC).UnixMilli())
}

func TestTemplatesLoad(t *testing.T) {
	dir := t.TempDir()
	if err := org.WriteTemplates(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := org.Load(os.DirFS(dir)); err != nil {
		t.Error(err)
	}
	if err := org.WriteTemplates(dir); err == nil || !strings.Contains(err.Error(), "is there already") {
		t.Errorf("written over: %v", err)
	}
}

// A name of a million dots must cost no more than reading it.
func TestEndlessNames(t *testing.T) {
	s := load(t, company()).NewResolver()
	long := strings.Repeat("a.", 1<<20) + "law.example"
	start := time.Now()
	for kind := event.PlaceNone; kind <= event.PlaceDomain; kind++ {
		s.Destination(kind, long)
	}
	var k event.Known
	s.Resolve(&event.Event{Class: event.ClassEmail, Activity: event.EmailSend, Email: event.Email{To: []string{long}}, File: event.File{Path: strings.ReplaceAll(long, ".", "/../")}}, &k)
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("took %v", d)
	}
}
