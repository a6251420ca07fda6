package report_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"flag"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/mattn/go-runewidth"
	"pgregory.net/rapid"

	"sekisho/event"
	"sekisho/event/ocsftest"
	"sekisho/finding"
	"sekisho/report"
)

var rewrite = flag.Bool("rewrite", false, "write the golden files anew")

// pseudonyms shows people by number and hides their accounts in texts.
type pseudonyms struct{}

func (pseudonyms) Person(p event.PersonID) string { return "P-" + strings.TrimPrefix(string(p), "e-") }
func (pseudonyms) Text(s string) string           { return strings.ReplaceAll(s, "mika.s", "P-017") }

var start = event.Time(time.Date(2026, 5, 12, 0, 12, 0, 0, time.UTC).UnixMilli())

const hour = event.Time(3_600_000)

func act(uid string, at event.Time, e event.Event, line int64, dests ...event.Destination) finding.Evidence {
	e.Time = start + at
	return finding.Evidence{Event: &e, UID: uid, File: "logs/" + e.Source + ".ndjson", Line: line, Person: "e-017",
		RawSHA256: strings.Repeat(uid[len(uid)-1:], 64), Assets: []event.AssetID{"recipe"}, Dests: dests}
}

// example is a small story: opened, collected, packed, sent, hidden.
func example() *report.Report {
	tokyo := time.FixedZone("Asia/Tokyo", 9*3600)
	recipe := finding.Asset{ID: "recipe", Name: "温室レシピ 第三世代", Level: event.LevelConfidential}
	chat := event.Destination{ID: "drop.chatter.example", Class: event.DestSocial, Service: "messenger", Organisation: "Chatter"}
	mail := event.Destination{ID: "buyer@abroad.example", Class: event.DestUnverified}
	file := event.File{Path: "https://hoshizora.example/sites/plant/tomato.yaml"}
	collect := []finding.Evidence{
		act("ev-1", 0, event.Event{Class: event.ClassFileHosting, Activity: event.HostingPreview, Source: "drive", File: file}, 12),
		act("ev-2", 2*hour, event.Event{Class: event.ClassFileHosting, Activity: event.HostingDownload, Source: "drive", File: file}, 40),
		act("ev-3", 3*hour, event.Event{Class: event.ClassFile, Activity: event.FileCreate, Source: "host", File: event.File{Path: `C:\Users\mika.s\plant.7z`}}, 0),
	}
	send := []finding.Evidence{
		act("ev-4", 27*hour, event.Event{Class: event.ClassHTTP, Activity: event.HTTPPost, Source: "proxy", HTTP: event.HTTP{URL: "https://drop.chatter.example/up"}}, 88, chat),
		act("ev-5", 27*hour+60_000, event.Event{Class: event.ClassHTTP, Activity: event.HTTPPost, Source: "proxy", HTTP: event.HTTP{URL: "https://drop.chatter.example/up"}}, 91, chat),
		act("ev-6", 50*hour, event.Event{Class: event.ClassEmail, Activity: event.EmailSend, Source: "mail", Email: event.Email{To: []string{"buyer@abroad.example"}, Attachments: []string{"curve.csv"}}}, 7, mail),
		act("ev-7", 52*hour, event.Event{Class: event.ClassFile, Activity: event.FileDelete, Source: "host", File: event.File{Path: `C:\Users\mika.s\plant.7z`}}, 0),
	}
	usual := &finding.Finding{
		Advisory: &finding.Advisory{ID: "behaviour-collect", Name: "Far more of an asset collected than usual", Kind: "Behavioral",
			Sentence: "A person downloads more files of one asset in a day than in 19 of 20 of their own days and of their peers' days.",
			Severity: finding.SeverityMedium, Tier: finding.Suspicion, Attacks: []string{"T1213"}, Benign: []string{"a release or an audit", "a new task"}},
		UID: "f1a0" + strings.Repeat("0", 60), Desc: "mika.s collected 212 files of the asset in three hours.", Time: start + 4*hour, First: start, Last: start + 3*hour,
		People: []event.PersonID{"e-017"}, Assets: []finding.Asset{recipe}, Evidence: collect, Count: 214, Bits: 11.25, Bar: 9.5,
		Lines: []finding.Line{
			{Text: "212 files downloaded in a day", Bits: 9, Usual: &finding.Range{Low: 0, High: 6, Unit: "files a day"}, Peers: &finding.Range{Low: 0, High: 11, Unit: "files a day"}},
			{Text: "packed into an archive within the hour", Bits: 3},
			{Text: "within working hours", Bits: -0.75},
		},
		Unless: "Fewer than 9 files on that day.", State: "final",
		Unseen: []finding.Unseen{{Source: "host", From: start + 5*hour, Until: start + 9*hour, Why: "No records for four hours."}},
	}
	proof := &finding.Finding{
		Advisory: &finding.Advisory{ID: "boundary", Name: "A confidential asset reached a place that it may not go to", Kind: "Rule",
			Sentence: "Content of a confidential asset reaches a destination of a class other than own or print, and no agreement allows it.",
			Severity: finding.SeverityCritical, Tier: finding.Proof, Attacks: []string{"T1567"}, Insider: []string{"IF001.001"}, Benign: []string{"an agreement that was not registered"}},
		UID: "f2b0" + strings.Repeat("0", 60), Desc: "Content of 温室レシピ was uploaded to drop.chatter.example and mailed to buyer@abroad.example.",
		Time: start + 27*hour, First: start + 27*hour, Last: start + 52*hour, People: []event.PersonID{"e-017"}, Assets: []finding.Asset{recipe},
		Destinations: []event.Destination{chat, mail}, Evidence: send, Count: 4, Coverage: 0.42,
		Lines:  []finding.Line{{Text: "The class social is not allowed for the level confidential; no agreement names Chatter."}},
		Unless: "An agreement with Chatter that covers the asset on 2026-05-13.", State: "revised", Revision: 1,
	}
	alone := &finding.Finding{
		Advisory: &finding.Advisory{ID: "share-anyone", Name: "An anonymous link was made", Kind: "Rule", Sentence: "A file is shared with anyone who has the link.",
			Severity: finding.SeverityLow, Tier: finding.Rule},
		UID: "f3c0" + strings.Repeat("0", 60), Time: start + hour, First: start + hour, Last: start + hour, People: []event.PersonID{"e-031"},
		Lines: []finding.Line{{Text: "The link has no end date."}},
		Evidence: []finding.Evidence{act("ev-8", hour, event.Event{Class: event.ClassFileHosting, Activity: event.HostingShare, Source: "drive",
			File: event.File{Path: "https://hoshizora.example/sites/press/photo.jpg"}, Share: event.Share{Type: event.ShareAnonymous}}, 33,
			event.Destination{ID: "anyone", Class: event.DestPublic})},
	}
	alone.Evidence[0].Person = "e-031"
	return &report.Report{
		Title: "Sekisho scan", Zone: tokyo,
		Facts:    []report.Fact{{Name: "Logs", Value: "logs/"}, {Name: "Registers", Value: "org/"}},
		Settings: []report.Fact{{Name: "alerts_per_week", Value: "5"}, {Name: "behavior", Value: "on"}},
		Sources: []report.Source{
			{Name: "drive", Title: "Drive Example", Files: 3, Records: 48211, Events: 48207, Refused: 4, First: start - 200*hour, Last: start + 60*hour},
			{Name: "proxy", Title: "Proxy Example", Files: 1, Records: 901733, Events: 901733, First: start - 190*hour, Last: start + 61*hour},
		},
		Findings: []*finding.Finding{proof, alone, usual},
		Leads: []*finding.Lead{{UID: "l1" + strings.Repeat("0", 62), Findings: []*finding.Finding{usual, proof}, People: []event.PersonID{"e-017"}, Score: 11.25,
			Joins: []finding.Join{{A: usual.UID, B: proof.UID, Why: "the same person and the asset 温室レシピ within 7 days"}}}},
		Unseen:    []finding.Unseen{{Source: "host", Why: "One of three hosts has no logs at all."}},
		Rules:     []*finding.Advisory{usual.Advisory, proof.Advisory, alone.Advisory},
		Refusals:  []report.Refusal{{Source: "drive", Reason: "the same key twice in one object", Count: 4, File: "logs/drive.ndjson", Line: 9001}},
		LeftAlone: []string{"3 suspicions stayed below the bar of 9.5 bits.", "12 uploads went where an agreement allows them."},
	}
}

func TestGolden(t *testing.T) {
	empty := &report.Report{Title: "Sekisho scan"}
	for name, write := range map[string]func(io.Writer) error{
		"text.txt":   func(w io.Writer) error { return report.Text(w, example(), pseudonyms{}, report.TextOptions{}) },
		"narrow.txt": func(w io.Writer) error { return report.Text(w, example(), pseudonyms{}, report.TextOptions{Width: 64}) },
		"leads.txt": func(w io.Writer) error {
			return report.Text(w, example(), pseudonyms{}, report.TextOptions{Leads: true})
		},
		"leads.csv":    func(w io.Writer) error { return report.LeadsCSV(w, example(), pseudonyms{}) },
		"empty.txt":    func(w io.Writer) error { return report.Text(w, empty, nil, report.TextOptions{}) },
		"findings.csv": func(w io.Writer) error { return report.CSV(w, example(), pseudonyms{}) },
		"findings.ndjson": func(w io.Writer) error {
			return report.NDJSON(w, example(), pseudonyms{})
		},
		"leads.ndjson": func(w io.Writer) error { return report.LeadsNDJSON(w, example(), pseudonyms{}) },
		"page.html":    func(w io.Writer) error { return report.HTML(w, example(), pseudonyms{}) },
	} {
		t.Run(name, func(t *testing.T) {
			var got bytes.Buffer
			if err := write(&got); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(got.String(), "mika") {
				t.Error("an account shows")
			}
			path := filepath.Join("testdata", name)
			if *rewrite {
				if err := os.WriteFile(path, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(want, got.Bytes()) {
				t.Errorf("%s differs; look at the difference and run with -rewrite\n%s", path, got.String())
			}
		})
	}
}

func TestTextFitsTheTerminal(t *testing.T) {
	width := &runewidth.Condition{StrictEmojiNeutral: true}
	for w := report.MinWidth; w < 140; w += 7 {
		var got bytes.Buffer
		if err := report.Text(&got, example(), pseudonyms{}, report.TextOptions{Width: w}); err != nil {
			t.Fatal(err)
		}
		for _, line := range strings.Split(got.String(), "\n") {
			if n := width.StringWidth(line); n > w {
				t.Errorf("width %d: %d columns: %s", w, n, line)
			}
		}
	}
}

func TestColourOnlyAdds(t *testing.T) {
	var plain, colour bytes.Buffer
	if err := report.Text(&plain, example(), pseudonyms{}, report.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := report.Text(&colour, example(), pseudonyms{}, report.TextOptions{Colour: true}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(plain.String(), "\x1b") {
		t.Error("colour without being told")
	}
	bare := regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(colour.String(), "")
	trim := func(s string) string { return regexp.MustCompile(`(?m) +$`).ReplaceAllString(s, "") }
	if trim(bare) != trim(plain.String()) {
		t.Error("the coloured text says something else")
	}
}

// hostile is text as a log could carry it.
const hostile = "=cmd|'/c calc'!A1</script><script>alert(1)</script><img src=x onerror=alert(1)>\x1b[2J\u202egpj.exe\"' javascript:alert(1) {{.}} https://out.example/x"

func poisoned() *report.Report {
	r := example()
	r.Title, r.LeftAlone, r.Revealed = hostile, []string{hostile}, hostile
	r.Facts = []report.Fact{{Name: hostile, Value: hostile}}
	r.Sources[0].Title, r.Refusals[0].File = hostile, hostile
	for _, f := range r.Findings {
		f.Desc, f.Unless, f.UID, f.Lead = hostile, hostile, hostile+f.UID, hostile
		f.Advisory.Name, f.Advisory.Sentence, f.Advisory.ID = hostile, hostile, hostile
		f.Advisory.Benign, f.Advisory.Attacks = []string{hostile}, []string{hostile}
		f.People = []event.PersonID{hostile}
		for i := range f.Lines {
			f.Lines[i].Text = hostile
		}
		for i := range f.Assets {
			f.Assets[i].Name = hostile
		}
		for i := range f.Destinations {
			f.Destinations[i].ID, f.Destinations[i].Organisation = hostile, hostile
		}
		for i := range f.Evidence {
			e := &f.Evidence[i]
			e.File, e.UID, e.RawSHA256, e.Person = hostile, hostile+e.UID, hostile, hostile
			e.Event.File.Path, e.Event.Source = hostile, hostile
		}
	}
	return r
}

func TestHostileHTML(t *testing.T) {
	var got bytes.Buffer
	if err := report.HTML(&got, poisoned(), nil); err != nil {
		t.Fatal(err)
	}
	page := got.String()
	for _, bad := range []string{"<script", "<img", "\x1b", "\u202e", "ZgotmplZ"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page contains %q", bad)
		}
	}
	for _, tag := range regexp.MustCompile(`<[a-zA-Z][^>]*>`).FindAllString(page, -1) {
		if regexp.MustCompile(`(?i)\son[a-z]+\s*=|\sstyle\s*=|javascript:`).MatchString(stripValues(tag)) {
			t.Errorf("a tag with a handler: %s", tag)
		}
	}
}

// stripValues leaves the names of a tag's attributes.
func stripValues(tag string) string {
	return regexp.MustCompile(`"[^"]*"`).ReplaceAllString(tag, `""`)
}

func TestHTMLStandsAlone(t *testing.T) {
	var got bytes.Buffer
	if err := report.HTML(&got, example(), pseudonyms{}); err != nil {
		t.Fatal(err)
	}
	page := got.String()
	for _, m := range regexp.MustCompile(`(?i)\s(?:src|href|action|srcset|data|poster|xlink:href)="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if !strings.HasPrefix(m[1], "#") {
			t.Errorf("a reference to outside: %s", m[0])
		}
		if !strings.Contains(page, `id="`+strings.TrimPrefix(m[1], "#")+`"`) {
			t.Errorf("%s leads nowhere", m[0])
		}
	}
	style := regexp.MustCompile(`(?s)<style>(.*?)</style>`).FindStringSubmatch(page)
	if len(style) != 2 || strings.Contains(style[1], "url(") || strings.Contains(style[1], "@import") {
		t.Fatal("no style, or one that fetches something")
	}
	sum := sha256.Sum256([]byte(style[1]))
	policy := regexp.MustCompile(`http-equiv="Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)
	if len(policy) != 2 || !strings.Contains(html.UnescapeString(policy[1]), "default-src 'none'") ||
		!strings.Contains(html.UnescapeString(policy[1]), "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
		t.Errorf("the policy %q does not forbid everything but the style", policy)
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(`\sid="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("id %q is there twice", m[1])
		}
		ids[m[1]] = true
	}
	if n, c := strings.Count(page, "<table"), strings.Count(page, "<caption"); n == 0 || n != c {
		t.Errorf("%d tables and %d captions", n, c)
	}
}

func TestHostileCSV(t *testing.T) {
	var got bytes.Buffer
	for _, write := range []func(io.Writer, *report.Report, event.Names) error{report.CSV, report.LeadsCSV} {
		got.Reset()
		if err := write(&got, poisoned(), nil); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&got).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		noFormulas(t, rows)
	}
}

func TestNoTextBecomesAFormula(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("=+-@ \t\r\n　＝＠'\"a,;\u200e\x00"))).Draw(rt, "text")
		r := &report.Report{Findings: []*finding.Finding{{UID: "f", Desc: text, Advisory: &finding.Advisory{Name: text}}}}
		var got bytes.Buffer
		if err := report.CSV(&got, r, nil); err != nil {
			rt.Fatal(err)
		}
		rows, err := csv.NewReader(&got).ReadAll()
		if err != nil {
			rt.Fatal(err)
		}
		noFormulas(t, rows)
	})
}

func noFormulas(t *testing.T, rows [][]string) {
	t.Helper()
	if len(rows) < 2 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, row := range rows[1:] {
		for i, c := range row {
			if strings.IndexAny(strings.TrimLeft(c, " 　"), "=+-@\t\r＝＠") == 0 {
				t.Errorf("column %s begins a formula: %s", rows[0][i], c)
			}
		}
	}
}

func TestHostileText(t *testing.T) {
	var got bytes.Buffer
	if err := report.Text(&got, poisoned(), nil, report.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(got.String(), "\x1b\u202e\r") {
		t.Error("control characters reach the terminal")
	}
}

func TestNDJSONIsValid(t *testing.T) {
	schema := ocsftest.Shared(t)
	for _, write := range []func(io.Writer, *report.Report, event.Names) error{report.NDJSON, report.LeadsNDJSON} {
		var got bytes.Buffer
		if err := write(&got, example(), pseudonyms{}); err != nil {
			t.Fatal(err)
		}
		for _, line := range bytes.Split(bytes.TrimSpace(got.Bytes()), []byte("\n")) {
			if !json.Valid(line) {
				t.Fatalf("not JSON: %s", line)
			}
			schema.Valid(t, line)
		}
	}
}

// A report never depends on the order in which findings are handed over.
func TestOrderDoesNotMatter(t *testing.T) {
	for name, write := range map[string]func(io.Writer, *report.Report, event.Names) error{
		"text": func(w io.Writer, r *report.Report, n event.Names) error {
			return report.Text(w, r, n, report.TextOptions{})
		},
		"csv":    report.CSV,
		"ndjson": report.NDJSON,
		"html":   report.HTML,
	} {
		r := example()
		var a, b bytes.Buffer
		if err := write(&a, r, pseudonyms{}); err != nil {
			t.Fatal(err)
		}
		r.Findings[0], r.Findings[2] = r.Findings[2], r.Findings[0]
		if err := write(&b, r, pseudonyms{}); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("%s depends on the order of findings", name)
		}
	}
}

func BenchmarkHTML(b *testing.B) {
	r := example()
	for len(r.Findings) < report.MaxHTMLFindings {
		f := *r.Findings[1]
		f.UID = strings.Repeat("0", len(r.Findings)%60) + f.UID
		r.Findings = append(r.Findings, &f)
	}
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := report.HTML(&out, r, pseudonyms{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(out.Len()), "bytes/page")
}
