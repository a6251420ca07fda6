package simulate_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"sekisho/simulate"
)

// memory is a Files that keeps everything.
type memory map[string]*bytes.Buffer

type file struct{ *bytes.Buffer }

func (file) Close() error { return nil }

func (m memory) Create(name string) (io.WriteCloser, error) {
	m[name] = &bytes.Buffer{}
	return file{m[name]}, nil
}

func (m memory) names() []string {
	var list []string
	for name := range m {
		list = append(list, name)
	}
	slices.Sort(list)
	return list
}

func made(t testing.TB, seed uint64, opt simulate.Options) (*simulate.World, memory, simulate.Summary) {
	t.Helper()
	w, err := simulate.Company(seed, opt)
	if err != nil {
		t.Fatal(err)
	}
	out := memory{}
	sum, err := w.WriteTo(out)
	if err != nil {
		t.Fatal(err)
	}
	return w, out, sum
}

// quiet is the company of the demo with little ordinary life, for tests that
// look at everything.
func quiet() simulate.Options { return simulate.Options{Volume: 0.2} }

func TestSameSeedSameBytes(t *testing.T) {
	_, a, _ := made(t, 7, quiet())
	w, b, _ := made(t, 7, quiet())
	c := memory{}
	if _, err := w.WriteTo(c); err != nil { // writing twice changes nothing
		t.Fatal(err)
	}
	if !slices.Equal(a.names(), b.names()) {
		t.Fatalf("files differ:\n%v\n%v", a.names(), b.names())
	}
	for _, name := range a.names() {
		if !bytes.Equal(a[name].Bytes(), b[name].Bytes()) || !bytes.Equal(a[name].Bytes(), c[name].Bytes()) {
			t.Errorf("%s differs between two runs of one seed", name)
		}
	}
}

func TestOtherSeedOtherBytes(t *testing.T) {
	_, a, _ := made(t, 1, quiet())
	_, b, _ := made(t, 2, quiet())
	for _, name := range a.names() {
		if strings.HasPrefix(name, "org/settings") || strings.HasPrefix(name, "org/destinations") {
			continue
		}
		if b[name] != nil && bytes.Equal(a[name].Bytes(), b[name].Bytes()) && !strings.HasPrefix(name, "org/assets") {
			t.Errorf("%s is the same for two seeds", name)
		}
	}
}

// postfixLine is rsyslog's default format as Postfix fills it.
var postfixLine = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+09:00 mx1 postfix/[a-z]+\[\d+\]: [0-9A-Za-z]{15}: .+$`)

func TestEveryLineIsWhole(t *testing.T) {
	_, out, sum := made(t, 1, quiet())
	lines := 0
	for _, name := range out.names() {
		if !strings.HasPrefix(name, "logs/") {
			continue
		}
		for i, line := range strings.Split(strings.TrimSuffix(out[name].String(), "\n"), "\n") {
			lines++
			ok := json.Valid([]byte(line))
			if strings.HasPrefix(name, "logs/postfix/") {
				ok = postfixLine.MatchString(line)
			}
			if !ok {
				t.Fatalf("%s:%d: %s", name, i+1, line)
			}
		}
	}
	if lines != sum.Records {
		t.Errorf("%d lines, the summary says %d", lines, sum.Records)
	}
}

func TestNoKeyTwice(t *testing.T) {
	_, out, _ := made(t, 1, quiet())
	for _, name := range out.names() {
		if strings.Contains(name, "2026-10-0") && !strings.HasPrefix(name, "logs/postfix/") { // nine days are enough
			for _, line := range bytes.Split(bytes.TrimSpace(out[name].Bytes()), []byte("\n")) {
				if key := doubled(json.NewDecoder(bytes.NewReader(line))); key != "" {
					t.Fatalf("%s: key %q twice in %s", name, key, line)
				}
			}
		}
	}
}

// doubled returns a key that one object has twice in any case, or "".
func doubled(d *json.Decoder) string {
	tok, err := d.Token()
	delim, _ := tok.(json.Delim)
	if err != nil || delim == 0 {
		return ""
	}
	keys := map[string]bool{}
	for d.More() {
		if delim == '{' {
			key, _ := d.Token()
			folded := strings.ToLower(key.(string))
			if keys[folded] {
				return folded
			}
			keys[folded] = true
		}
		if k := doubled(d); k != "" {
			return k
		}
	}
	d.Token()
	return ""
}

func TestSize(t *testing.T) {
	_, out, sum := made(t, 1, simulate.Options{})
	if sum.Bytes < 50<<20 || sum.Bytes > 90<<20 {
		t.Errorf("%d MB of logs, want 50 to 90", sum.Bytes>>20)
	}
	var total int64
	for name, b := range out {
		if strings.HasPrefix(name, "logs/") {
			total += int64(b.Len())
		}
	}
	if total != sum.Bytes {
		t.Errorf("%d bytes written, the summary says %d", total, sum.Bytes)
	}
	for _, s := range sum.Sources {
		t.Logf("%-8s %3d files %7d records %5.1f MB, %4d bytes a record", s.Format, s.Files, s.Records, float64(s.Bytes)/1e6, s.Bytes/int64(s.Records))
	}
}

func records(t *testing.T, b *bytes.Buffer) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(b.Bytes())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestRegisters(t *testing.T) {
	w, out, _ := made(t, 1, quiet())
	rows := records(t, out["org/people.csv"])
	if got := strings.Join(rows[0], ","); got != "person,accounts,unit,role,manager,start,end,groups" {
		t.Errorf("people.csv has the header %s", got)
	}
	people, accounts := map[string]bool{}, map[string]string{}
	for _, r := range rows[1:] {
		if people[r[0]] {
			t.Errorf("person %s twice", r[0])
		}
		people[r[0]] = true
		for _, a := range strings.Split(r[1], ";") {
			if accounts[a] != "" {
				t.Errorf("account %s belongs to %s and %s", a, accounts[a], r[0])
			}
			accounts[a] = r[0]
		}
	}
	if len(people) != 62 {
		t.Errorf("%d people with two service accounts, want 62", len(people))
	}
	for _, r := range rows[1:] {
		if r[4] != "" && !people[r[4]] {
			t.Errorf("%s has the manager %s, who is nobody", r[0], r[4])
		}
	}
	for _, h := range w.Honest() {
		if h.Sealed == (h.Person != "") || !h.Sealed && !people[h.Person] {
			t.Errorf("look-alike %s names %q", h.ID, h.Person)
		}
	}
}

// TestEverybodyStaysInTheAudience: ordinary life never opens what it may not,
// so that each crossing of an audience is a planned one.
func TestEverybodyStaysInTheAudience(t *testing.T) {
	w, out, _ := made(t, 3, quiet())
	byMail := map[string]*simulate.Person{}
	for _, p := range w.Staff {
		byMail[p.User+"@hoshizora.example"] = p
	}
	opened := 0
	for _, name := range out.names() {
		if path.Dir(name) != "logs/m365" {
			continue
		}
		for _, line := range bytes.Split(bytes.TrimSpace(out[name].Bytes()), []byte("\n")) {
			var r struct {
				User      string `json:"UserId"`
				Object    string `json:"ObjectId"`
				Operation string
			}
			if err := json.Unmarshal(line, &r); err != nil {
				t.Fatal(err)
			}
			for _, a := range w.Assets {
				p := byMail[r.User]
				if p == nil || !strings.Contains(r.Object, "/sites/"+a.Site+"/") {
					continue
				}
				opened++
				if !w.Audience(a, p) {
					t.Fatalf("%s (%s, %s) is outside the audience of %s: %s", p.ID, p.Unit, p.Role, a.ID, r.Operation)
				}
			}
		}
	}
	if opened < 500 {
		t.Errorf("only %d acts on assets", opened)
	}
}

var uid = regexp.MustCompile(`^[0-9a-f]{64}$`)

func TestTruth(t *testing.T) {
	w, out, _ := made(t, 1, quiet())
	people := out["org/people.csv"].String()
	assets := out["org/assets.yaml"].String()
	scenarios := map[string]bool{}
	for _, r := range records(t, out["truth.csv"])[1:] {
		scenarios[r[1]] = true
		for _, p := range strings.Split(r[2], ";") {
			if !strings.Contains(people, "\n"+p+",") {
				t.Errorf("%s: person %s is not in people.csv", r[0], p)
			}
		}
		if r[3] != "" && !strings.Contains(assets, "- id: "+r[3]+"\n") {
			t.Errorf("%s: asset %s is not in assets.yaml", r[0], r[3])
		}
		if r[5] > r[6] || r[5] < "2026-10-01" {
			t.Errorf("%s: first %s, last %s", r[0], r[5], r[6])
		}
		if r[7] != "" && r[6][:10] > r[7] {
			t.Errorf("%s: acts on %s, after the last day %s", r[0], r[6], r[7])
		}
		events := strings.Split(r[8], ";")
		seen := map[string]bool{}
		for _, e := range events {
			if !uid.MatchString(e) || seen[e] {
				t.Errorf("%s: event %q is no uid or stands twice", r[0], e)
			}
			seen[e] = true
		}
	}
	for _, p := range w.Patterns() {
		if p.InLogs != scenarios[p.ID] || p.InLogs != strings.Contains("P1 P2 P3 P4 P5", p.ID) || p.InLogs != (p.Hidden == "") || p.InLogs != (p.Note != "") {
			t.Errorf("%s: in the logs %v, in the truth %v", p.ID, p.InLogs, scenarios[p.ID])
		}
	}
	if len(w.Sealed()) == 0 {
		t.Error("nothing is sealed")
	}
	for _, e := range w.Sealed() {
		if strings.Contains(out["truth.csv"].String(), e) {
			t.Errorf("the sealed event %s is in the truth", e)
		}
	}
}

func TestNothingAfterTheLastDay(t *testing.T) {
	_, out, _ := made(t, 1, quiet())
	for _, r := range records(t, out["org/people.csv"])[1:] {
		if r[6] == "" {
			continue
		}
		mail := strings.Split(r[1], ";")[0]
		for _, name := range out.names() {
			if path.Dir(name) != "logs/m365" || name <= "logs/m365/audit-"+r[6]+".ndjson" {
				continue
			}
			if strings.Contains(out[name].String(), `"UserId":"`+mail+`"`) {
				t.Errorf("%s left on %s and acts in %s", r[0], r[6], name)
			}
		}
	}
}

func TestOutageIsSilent(t *testing.T) {
	w, out, _ := made(t, 1, quiet())
	o := w.Outages()[0]
	for _, name := range out.names() {
		if !strings.HasPrefix(name, "logs/zeek/") || path.Base(name) != "dns.log" {
			continue
		}
		for _, line := range strings.Split(strings.TrimSpace(out[name].String()), "\n") {
			var r struct {
				Start string `json:"ts"`
			}
			if err := json.Unmarshal([]byte(line), &r); err != nil {
				t.Fatal(err)
			}
			if from, until := o.From.UTC().Format("2006-01-02T15:04:05"), o.Until.UTC().Format("2006-01-02T15:04:05"); r.Start > from+".2" && r.Start < until {
				t.Fatalf("a record of %s within %s", r.Start, o)
			}
		}
	}
}

func TestOptionsAreChecked(t *testing.T) {
	if _, err := simulate.Company(1, simulate.DefaultOptions()); err != nil {
		t.Error(err)
	}
	for _, opt := range []simulate.Options{{People: 3}, {People: 1 << 20}, {Days: 5}, {Days: 9999}, {Volume: -1}, {Volume: 1e6}} {
		if _, err := simulate.Company(1, opt); err == nil {
			t.Errorf("%+v: no error", opt)
		}
	}
}

func TestFolderMustBeEmpty(t *testing.T) {
	w, err := simulate.Company(1, simulate.Options{People: 40, Days: 28, Volume: 0.1})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if _, err := w.Write(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(dir); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("writing into a full folder: %v", err)
	}
}

// TestLargerCompany: names, addresses and accounts stay unique as the company
// grows.
func TestLargerCompany(t *testing.T) {
	w, err := simulate.Company(1, simulate.Options{People: 20_000, Days: 28, Volume: 0.01})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for _, row := range w.PeopleTable()[1:] {
		for _, a := range append(strings.Split(row[1], ";"), row[0]) {
			if was := seen[a]; was != "" {
				t.Fatalf("%s belongs to %s and %s", a, was, row[0])
			}
			seen[a] = row[0]
		}
	}
	if len(w.Patterns()) != 9 || w.People() != 20_000 {
		t.Errorf("%d patterns, %d people", len(w.Patterns()), w.People())
	}
}

// TestPatternsSurviveAnySize: whatever the seed, the size and the length, each
// pattern leaves its records, and nobody has two parts.
func TestPatternsSurviveAnySize(t *testing.T) {
	seeds := uint64(12)
	if testing.Short() {
		seeds = 4
	}
	for seed := range seeds {
		opt := simulate.Options{People: 40 + int(seed)*13, Days: 28 + int(seed)*9%40, Volume: 0.02,
			Start: time.Date(2026, time.Month(1+seed), 1+int(seed), 0, 0, 0, 0, time.UTC)}
		w, out, _ := made(t, seed, opt)
		parts := map[string]string{}
		for _, r := range records(t, out["truth.csv"])[1:] {
			if r[8] == "" {
				t.Errorf("seed %d: %s left no record", seed, r[0])
			}
			for _, p := range strings.Split(r[2], ";") {
				if was := parts[p]; was != "" && was != r[1] {
					t.Errorf("seed %d: %s is in %s and %s", seed, p, was, r[1])
				}
				parts[p] = r[1]
			}
		}
		for _, h := range w.Honest() {
			if parts[h.Person] != "" {
				t.Errorf("seed %d: %s is honest in %s and takes part in %s", seed, h.Person, h.ID, parts[h.Person])
			}
		}
	}
}
