package finding_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sekisho/event"
	"sekisho/event/ocsftest"
	"sekisho/finding"
)

var rewrite = flag.Bool("rewrite", false, "write the golden files anew")

// pseudonyms shows people by number and hides the account in texts.
type pseudonyms struct{}

func (pseudonyms) Person(p event.PersonID) string { return "P-" + strings.TrimPrefix(string(p), "e-") }
func (pseudonyms) Text(s string) string           { return strings.ReplaceAll(s, "mika.s", "P-017") }

func example() *finding.Finding {
	t := event.Time(1_700_000_000_000)
	dest := event.Destination{ID: "mika.s@mailer.example", Class: event.DestPersonal, Service: "webmail", Guessed: true}
	return &finding.Finding{
		Advisory: &finding.Advisory{
			ID: "mail-to-personal", Name: "A protected recipe sent to a personal mailbox", Kind: "Rule",
			Sentence: "A file of a confidential asset is mailed to an address of class personal.",
			Severity: finding.SeverityHigh, Tier: finding.Suspicion,
			Attacks: []string{"T1567.002", "T1048"}, Insider: []string{"IF001.001"}, Benign: []string{"a mistyped address"},
		},
		UID: "f-1", Desc: "mika.s mailed tomato.yaml.", Time: t + 5000, First: t, Last: t + 4000,
		People: []event.PersonID{"e-017"}, Subject: finding.AboutPerson,
		Assets:       []finding.Asset{{ID: "recipe", Name: "温室レシピ", Level: event.LevelConfidential}},
		Destinations: []event.Destination{dest},
		Evidence: []finding.Evidence{{
			Event: &event.Event{Class: event.ClassEmail, Activity: event.EmailSend, Time: t, Source: "mail-example",
				Actor: event.User{Name: "mika.s"}, Email: event.Email{From: "mika.s@hoshizora.example",
					To: []string{"mika.s@mailer.example"}, Attachments: []string{"tomato.yaml"}, Size: 2048}},
			UID: "ev-1", File: "/logs/mika.s/mail.ndjson", Line: 12, RawSHA256: strings.Repeat("b", 64), Person: "e-017",
			Assets: []event.AssetID{"recipe"}, Dests: []event.Destination{dest},
		}, {
			Event: &event.Event{Class: event.ClassHTTP, Activity: event.HTTPPost, Time: t + 4000, Source: "proxy-example",
				Actor: event.User{Name: "mika.s"}, HTTP: event.HTTP{URL: "https://drop.example/~mika.s", Method: "POST"}},
			UID: "ev-2", File: "proxy.bin", Offset: 512, RawSHA256: strings.Repeat("c", 64), Person: "e-017",
		}},
		Count: 2, Bits: 11.5, Bar: 9.25,
		Lines: []finding.Line{
			{Text: "14 mails with attachments to personal mailboxes", Bits: 9,
				Usual: &finding.Range{Low: 0, High: 1, Unit: "mails a day"}, Peers: &finding.Range{Low: 0, High: 2, Unit: "mails a day"}},
			{Text: "mika.s opened 40 recipes on the day before", Bits: 2.5},
		},
		Unless: "Fewer than 3 mails.", Coverage: 0.25,
		Unseen: []finding.Unseen{{Source: "proxy-example", From: t - 1000, Why: "No records for two hours."}},
		Lead:   "l-1", State: "final", Revision: 1,
	}
}

func TestJSONIsValid(t *testing.T) {
	schema := ocsftest.Shared(t)
	schema.Valid(t, finding.AppendJSON(nil, example(), pseudonyms{}))
	schema.Valid(t, finding.AppendJSON(nil, &finding.Finding{UID: "f", Advisory: &finding.Advisory{ID: "a", Name: "A"}}, nil))
	for _, kind := range []string{"", "rule", "Behavioral", "Statistical", "Boundary"} {
		f := example()
		f.Advisory.Kind, f.Subject = kind, finding.AboutDestination
		f.Evidence[0].Person = ""
		schema.Valid(t, finding.AppendJSON(nil, f, nil))
	}
}

func TestEvidenceOfEveryClassIsValid(t *testing.T) {
	schema := ocsftest.Shared(t)
	for _, class := range event.Classes() {
		f := example()
		f.Evidence = []finding.Evidence{{Event: &event.Event{Class: class, Source: "x"}, UID: "e"}}
		schema.Valid(t, finding.AppendJSON(nil, f, nil))
	}
}

func lead() *finding.Lead {
	second := example()
	second.UID, second.First, second.Last, second.Time = "f-2", 1_700_000_100_000, 1_700_000_200_000, 1_700_000_200_000
	return &finding.Lead{
		UID: "l-1", Findings: []*finding.Finding{example(), second}, People: []event.PersonID{"e-017"}, Score: 20.5,
		Joins: []finding.Join{{A: "f-1", B: "f-2", Why: "same person mika.s"}},
	}
}

func TestLeadIsValid(t *testing.T) {
	ocsftest.Shared(t).Valid(t, finding.AppendLeadJSON(nil, lead(), pseudonyms{}))
}

func TestGolden(t *testing.T) {
	f := example()
	about := example()
	about.Subject, about.People, about.Advisory.Tier = finding.AboutAsset, []event.PersonID{"e-017", "e-031"}, finding.Proof
	for name, data := range map[string][]byte{
		"person.json": finding.AppendJSON(nil, f, pseudonyms{}),
		"asset.json":  finding.AppendJSON(nil, about, pseudonyms{}),
		"lead.json":   finding.AppendLeadJSON(nil, lead(), pseudonyms{}),
	} {
		if strings.Contains(string(data), "mika") {
			t.Errorf("%s: an account shows", name)
		}
		var v any
		if err := json.Unmarshal(data, &v); err != nil {
			t.Fatal(err)
		}
		pretty, _ := json.MarshalIndent(json.RawMessage(data), "", "  ")
		compare(t, filepath.Join("testdata", name), append(pretty, '\n'))
	}
}

func compare(t *testing.T, path string, got []byte) {
	t.Helper()
	if *rewrite {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != string(got) {
		t.Errorf("%s differs; look at it and run with -rewrite:\n%s", path, got)
	}
}

// The fields that scripts rely on stand where the contract says.
func TestContract(t *testing.T) {
	var got struct {
		ClassUID    int   `json:"class_uid"`
		Time        int64 `json:"time"`
		SeverityID  int   `json:"severity_id"`
		FindingInfo struct {
			UID, Title, Desc string
			Analytic         struct{ UID, Name, Type string }
			First            int64 `json:"first_seen_time"`
			Last             int64 `json:"last_seen_time"`
			Attacks          []struct{ Technique, SubTechnique struct{ UID string } }
			Types            []string
		} `json:"finding_info"`
		Actor     struct{ User struct{ UID string } }
		Resources []struct{ UID, Name, Criticality string }
		Sekisho   struct {
			Tier         string
			Bits, Bar    float64
			Coverage     float64
			Lines        []struct{ Bits float64 }
			Destinations []struct{ UID, Class, Organisation string }
			Evidence     []struct {
				UID, Source, File, Raw string
				Time                   int64
				Line, Offset           *int64
			}
			Unseen []any
			People []string
		}
	}
	if err := json.Unmarshal(finding.AppendJSON(nil, example(), pseudonyms{}), &got); err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, l := range got.Sekisho.Lines {
		sum += l.Bits
	}
	i, s := got.FindingInfo, got.Sekisho
	ok := got.ClassUID == 2004 && got.SeverityID == 4 && i.UID == "f-1" && i.Analytic.UID == "mail-to-personal" &&
		i.First < i.Last && got.Actor.User.UID == "P-017" && got.Resources[0].Criticality == "confidential" &&
		s.Tier == "suspicion" && s.Bits == sum && s.Bar == 9.25 && s.Coverage == 0.25 && len(s.Unseen) == 1 &&
		*s.Evidence[0].Line == 12 && s.Evidence[1].Line == nil && *s.Evidence[1].Offset == 512 && len(s.People) == 0 &&
		slices.Equal(i.Types, []string{"IF001.001"})
	if !ok {
		t.Errorf("%+v", got)
	}
}

func TestUID(t *testing.T) {
	a := finding.UID("rule", finding.AboutPerson, "e-017", "ev")
	for _, b := range []string{
		finding.UID("rul", finding.AboutPerson, "ee-017", "ev"), finding.UID("rule", finding.AboutAsset, "e-017", "ev"),
		finding.UID("rule", finding.AboutPerson, "e-018", "ev"), finding.UID("rule", finding.AboutPerson, "e-017", "ev2"),
	} {
		if a == b {
			t.Error("different findings have one uid")
		}
	}
	if len(a) != 64 || a != finding.UID("rule", finding.AboutPerson, "e-017", "ev") {
		t.Errorf("%q is not a stable digest", a)
	}
}

func TestOrder(t *testing.T) {
	make := func(uid, rule string, at event.Time) *finding.Finding {
		return &finding.Finding{UID: uid, Time: at, Advisory: &finding.Advisory{ID: rule}}
	}
	want := []*finding.Finding{make("9", "z", 1), make("1", "a", 2), make("2", "a", 2), make("0", "b", 2)}
	got := []*finding.Finding{want[3], want[1], want[0], want[2]}
	slices.SortFunc(got, finding.Compare)
	if !slices.Equal(got, want) {
		t.Error("not in the order of time, analytic and uid")
	}
	high := lead()
	low := &finding.Lead{UID: "l-0", Score: 99, Findings: []*finding.Finding{make("1", "a", 2)}}
	if finding.CompareLeads(high, low) >= 0 {
		t.Error("a grave lead does not come before one with a higher score")
	}
}

func BenchmarkAppendJSON(b *testing.B) {
	f := example()
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf = finding.AppendJSON(buf[:0], f, nil)
	}
	b.SetBytes(int64(len(buf)))
}
