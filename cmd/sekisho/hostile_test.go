package main

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// goodLine is a record of the Microsoft 365 audit log.
func goodLine(n int) string {
	return fmt.Sprintf(`{"Id":"00000000-0000-4000-8000-%012d","CreationTime":"2026-10-05T09:00:00","Operation":"FileAccessed","Workload":"SharePoint","RecordType":6,"UserId":"mika.s@hoshizora.example","UserKey":"u017","ObjectId":"https://hoshizora.sharepoint.com/a/%d.docx","ClientIP":"203.0.113.9","OrganizationId":"00000000-0000-4000-8000-000000000001"}`+"\n", n, n)
}

func gzipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Broken input is refused by name and place; every good record around it is
// read.
func TestHostileInput(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	two := func(bad string) []byte { return []byte(goodLine(1) + bad + "\n" + goodLine(2)) }
	member := func(field string) []byte {
		return two(strings.Replace(strings.TrimSpace(goodLine(3)), "{", "{"+field+",", 1))
	}
	for _, c := range []struct {
		name    string
		content []byte
		events  int64
		stderr  string // all of these words, in any order
	}{
		{"truncated json", two(`{"Id":"x","CreationTime":`), 2, "first_line=2"},
		{"invalid utf-8", two(`{"Id":"` + "\xff\xfe" + `"}`), 2, "first_line=2"},
		{"nul bytes", two("\x00\x00\x00"), 2, "first_line=2"},
		{"deep nesting", member(`"x":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000)), 2, "first_line=2"},
		{"duplicate key", member(`"Operation":"FileDeleted"`), 2, "first_line=2"},
		{"number beyond 2^63", member(`"Size":99999999999999999999999`), 3, ""},
		{"line beyond the limit", two(`{"x":"` + strings.Repeat("a", 17<<20) + `"}`), 2, "first_line=2 longer"},
		{"empty", nil, 0, "empty"},
		{"unknown format", []byte("the quick brown fox\n"), 0, "--source"},
		{"truncated gzip", gzipped(t, strings.Repeat("x", 10)+goodLine(1))[:20], 0, "log.json"},
		{"broken zip", []byte("PK\x03\x04 and no more"), 0, "zip"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "log.json"), c.content, 0o600); err != nil {
				t.Fatal(err)
			}
			stats := filepath.Join(t.TempDir(), "stats.json")
			var out, errs bytes.Buffer
			run([]string{"scan", "--workers", "2", "--stats", stats, dir}, strings.NewReader(""), &out, &errs)
			for _, word := range strings.Fields(c.stderr) {
				if !strings.Contains(errs.String(), word) {
					t.Errorf("stderr lacks %q:\n%s", word, errs.String())
				}
			}
			var s struct{ Events map[string]int64 }
			if raw, err := os.ReadFile(stats); err == nil {
				if err := json.Unmarshal(raw, &s); err != nil {
					t.Fatal(err)
				}
			}
			if s.Events["m365"] != c.events {
				t.Errorf("%d events, want %d:\n%s", s.Events["m365"], c.events, errs.String())
			}
		})
	}
}

// The uids by which a made company's truth names harmful events are those of
// the events that a scan writes, and writing them changes no finding.
func TestTruthIsAmongEvents(t *testing.T) {
	dir := company(t, small())
	path := filepath.Join(t.TempDir(), "events.ndjson")
	out := sekisho(t, "scan", "--quiet", "--format", "ndjson", "--org", filepath.Join(dir, "org"), "--events", path, filepath.Join(dir, "logs"))
	if without := sekisho(t, "scan", "--quiet", "--format", "ndjson", "--org", filepath.Join(dir, "org"), filepath.Join(dir, "logs")); out != without {
		t.Error("--events changes the findings")
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(dir, "truth.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%d rows of truth: %v", len(rows), err)
	}
	written := map[string]bool{}
	for line := range bytes.Lines(raw) {
		var e struct{ Metadata struct{ UID string } }
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatal(err)
		}
		written[e.Metadata.UID] = true
	}
	for _, row := range rows[1:] {
		for _, uid := range strings.Split(row[len(row)-1], ";") {
			if !written[uid] {
				t.Errorf("%s: no event has the uid %s", row[0], uid)
			}
		}
	}
}

func TestSuggestsCommands(t *testing.T) {
	for args, want := range map[string]string{"scna": `"scan"`, "rules lst": `"list"`} {
		var out, errs bytes.Buffer
		if code := run(strings.Fields(args), strings.NewReader(""), &out, &errs); code != exitUsage || !strings.Contains(errs.String(), "did you mean "+want) {
			t.Errorf("%s: exit status %d: %s", args, code, errs.String())
		}
	}
}
