package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sekisho/simulate"
)

// company writes a small made company and returns its folder.
func company(t *testing.T, opt simulate.Options) string {
	t.Helper()
	w, err := simulate.Company(3, opt)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "company")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// small keeps the tests of the laws quick; every pattern is in it.
func small() simulate.Options { return simulate.Options{Volume: 0.1} }

// sekisho runs a command and returns its standard output.
func sekisho(t *testing.T, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if code := run(args, strings.NewReader(""), &out, &errs); code != 0 {
		t.Fatalf("sekisho %s: exit status %d\n%s", strings.Join(args, " "), code, errs.String())
	}
	return out.String()
}

// comparable is a finding without what the contract leaves out of equality.
func comparable(t *testing.T, line string, drop ...string) map[string]any {
	t.Helper()
	var f map[string]any
	if err := json.Unmarshal([]byte(line), &f); err != nil {
		t.Fatalf("%v: %.200s", err, line)
	}
	without(f, append(drop, "file", "line", "offset", "unseen", "revision"))
	return f
}

// without removes members of these names at any depth.
func without(v any, names []string) {
	switch v := v.(type) {
	case map[string]any:
		for k, m := range v {
			if slices.Contains(names, k) {
				delete(v, k)
				continue
			}
			without(m, names)
		}
	case []any:
		for _, m := range v {
			without(m, names)
		}
	}
}

func findings(t *testing.T, out string, drop ...string) []map[string]any {
	t.Helper()
	var all []map[string]any
	for line := range strings.Lines(out) {
		all = append(all, comparable(t, line, drop...))
	}
	if len(all) == 0 {
		t.Fatal("no findings: the test shows nothing")
	}
	return all
}

// Law 6: the same findings with any number of workers.
func TestWorkersChangeNothing(t *testing.T) {
	dir := company(t, small())
	args := []string{"scan", "--quiet", "--org", filepath.Join(dir, "org"), "--format", "ndjson", filepath.Join(dir, "logs")}
	want := sekisho(t, append(args, "--workers", "1")...)
	for _, n := range []string{"2", "8"} {
		if got := sekisho(t, append(args, "--workers", n)...); got != want {
			t.Errorf("%s workers: %s", n, cmp.Diff(want, got))
		}
	}
}

// Law 6: the same findings with the files under other names, in another order,
// and with every record in one file more.
func TestFileOrderChangesNothing(t *testing.T) {
	dir := company(t, small())
	scan := func() []map[string]any {
		return findings(t, sekisho(t, "scan", "--quiet", "--org", filepath.Join(dir, "org"), "--format", "ndjson", filepath.Join(dir, "logs")))
	}
	want := scan()
	renamed := 0
	for i, path := range slices.Backward(logFiles(t, dir)) {
		to := filepath.Join(filepath.Dir(path), fmt.Sprintf("%03d-%s", 999-i, filepath.Base(path)))
		if err := os.Rename(path, to); err != nil {
			t.Fatal(err)
		}
		renamed++
	}
	if d := cmp.Diff(want, scan()); renamed < 2 || d != "" {
		t.Errorf("%d files renamed: %s", renamed, d)
	}
}

func logFiles(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.Walk(filepath.Join(dir, "logs"), func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Law 2: the accounts of people are exchanged, everywhere, among themselves.
// What was found about a person stays with the person's acts.
func TestIdentitySwap(t *testing.T) {
	dir := company(t, small())
	scan := func() []map[string]any {
		out := sekisho(t, "scan", "--quiet", "--org", filepath.Join(dir, "org"), "--format", "ndjson", filepath.Join(dir, "logs"))
		return byText(findings(t, out, "uid", "raw_sha256", "raw_data_hash", "value", "lead"))
	}
	want := scan()
	swap := exchange(t, dir)
	for _, path := range append(logFiles(t, dir), registerFiles(t, dir)...) {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(swap.Replace(string(raw))), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if d := cmp.Diff(want, scan()); d != "" {
		t.Errorf("other names, other findings (-before +after):\n%s", d)
	}
}

// A finding's uid names it alone, and the bits of its lines are its score.
func TestFindingsStandAlone(t *testing.T) {
	dir := company(t, small())
	seen := map[string]bool{}
	for line := range strings.Lines(sekisho(t, "scan", "--quiet", "--org", filepath.Join(dir, "org"), "--format", "ndjson", filepath.Join(dir, "logs"))) {
		var f struct {
			Info struct {
				UID string `json:"uid"`
			} `json:"finding_info"`
			Own struct {
				Lines []struct {
					Text string  `json:"text"`
					Bits float64 `json:"bits"`
				} `json:"lines"`
				Bits float64 `json:"bits"`
			} `json:"sekisho"`
		}
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for _, l := range f.Own.Lines {
			sum += l.Bits
		}
		if seen[f.Info.UID] || len(f.Own.Lines) == 0 || math.Abs(sum-f.Own.Bits) > 0.01 {
			t.Errorf("finding %s: named before %v, %d lines with %v bits, score %v", f.Info.UID, seen[f.Info.UID], len(f.Own.Lines), sum, f.Own.Bits)
		}
		seen[f.Info.UID] = true
	}
	if len(seen) == 0 {
		t.Error("no findings: the test shows nothing")
	}
}

// Law 3, and the seal: no account of anybody and no protected destination can be
// read in what is put out, in any form.
func TestNothingNamesAnybody(t *testing.T) {
	dir := company(t, small())
	people, err := os.ReadFile(filepath.Join(dir, "org", "people.csv"))
	if err != nil {
		t.Fatal(err)
	}
	forbidden := []string{"kisaragi"}
	for line := range strings.Lines(string(people)) {
		if local, _, ok := strings.Cut(strings.Split(line, ",")[1], "@hoshizora"); ok {
			forbidden = append(forbidden, local)
		}
	}
	if len(forbidden) < 50 {
		t.Fatalf("only %d words to look for", len(forbidden))
	}
	events := filepath.Join(dir, "events.ndjson")
	for _, format := range []string{"text", "ndjson", "csv", "html"} {
		out := sekisho(t, "scan", "--quiet", "--org", filepath.Join(dir, "org"), "--format", format, "--events", events, filepath.Join(dir, "logs"))
		all, err := os.ReadFile(events)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ToLower(out + string(all))
		for _, word := range forbidden {
			if at := strings.Index(text, word); at >= 0 {
				t.Errorf("%s: %q in %q", format, word, text[max(0, at-40):min(len(text), at+40)])
			}
		}
	}
}
