package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sekisho/rule"
	"sekisho/simulate"
	"sekisho/source/all"
)

var rewrite = flag.Bool("rewrite", false, "write docs/rules.md anew")

const docs = "../../docs"

func page(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(docs, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// docs/rules.md is the rule book as sentences; -rewrite makes it anew.
func TestRulesPage(t *testing.T) {
	b, err := loadBook(true, nil)
	if err != nil {
		t.Fatal(err)
	}
	var w strings.Builder
	fmt.Fprintf(&w, "# The rule book\n\nMade from `rules/`; `go test ./cmd/sekisho -run TestRulesPage -rewrite` makes it anew. The first paragraph is the author's sentence, the second is what the engine does. *Informational* rules say nothing alone: counts and chains use them.\n\n## Rules\n")
	for _, r := range b.rules {
		fmt.Fprintf(&w, "\n### %s\n\n`%s`, %s\n\n%s\n\n> %s\n", r.Title, r.ID, r.Level, strings.TrimSpace(r.Description), rule.Sentence(r, rule.English))
	}
	fmt.Fprintf(&w, "\n## Counts and chains\n")
	for _, c := range b.correlations {
		fmt.Fprintf(&w, "\n### %s\n\n`%s`, %s, %s within %s\n\n%s\n", c.Title, c.ID, c.Level, c.Type, c.Timespan, strings.TrimSpace(c.Description))
	}
	if *rewrite {
		if err := os.WriteFile(filepath.Join(docs, "rules.md"), []byte(w.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if page(t, "rules.md") != w.String() {
		t.Error("docs/rules.md is stale: run this test with -rewrite")
	}
}

var (
	consoleBlock = regexp.MustCompile("(?s)```console\n(.*?)```")
	jsonBlock    = regexp.MustCompile("(?s)```json\n(.*?)```")
	quotedPair   = regexp.MustCompile(`"\w+":(?:"[^"…]+"|\d+)`)
	bracketed    = regexp.MustCompile("\\[`(\\w+)\\.(?:\\w+\\.)?(\\w+)`")
)

// The sekisho commands that a stranger copies from the pages run as printed.
func TestPrintedCommandsRun(t *testing.T) {
	for _, name := range []string{"../README.md", "quickstart.md"} {
		t.Run(filepath.Base(name), func(t *testing.T) {
			text := page(t, name)
			logs := filepath.Join(company(t, small()), "logs")
			t.Setenv("XDG_CONFIG_HOME", t.TempDir())
			t.Chdir(t.TempDir())
			ran := 0
			for _, block := range consoleBlock.FindAllStringSubmatch(text, -1) {
				for line := range strings.Lines(block[1]) {
					ran += runPrinted(t, strings.TrimSpace(line), logs)
				}
			}
			if ran < 4 {
				t.Errorf("only %d commands found on the page", ran)
			}
		})
	}
}

func runPrinted(t *testing.T, line, logs string) int {
	t.Helper()
	command, ok := strings.CutPrefix(line, "$ sekisho ")
	if !ok {
		if command, ok = strings.CutPrefix(line, "$ go run ./cmd/sekisho "); !ok {
			return 0
		}
	}
	command, _, _ = strings.Cut(command, " > ")
	command = strings.ReplaceAll(command, "/path/to/logs", logs)
	var out, errs bytes.Buffer
	if got := run(strings.Fields(command), strings.NewReader(""), &out, &errs); got != exitDone && got != exitFound {
		t.Errorf("%s\nexits %d: %s", line, got, errs.String())
	}
	return 1
}

// docs/life-of-an-event.md tells of a line that the demo really writes, which
// really ends in the finding that the page names.
func TestLifeOfAnEvent(t *testing.T) {
	text := page(t, "life-of-an-event.md")
	w, err := simulate.Company(1, simulate.Options{}) // as sekisho demo does
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if _, err := w.Write(dir); err != nil {
		t.Fatal(err)
	}
	raw, line := quotedLine(t, text, filepath.Join(dir, "logs/m365/audit-2026-10-21.ndjson"))
	sum := sha256.Sum256(raw)
	found := sekisho(t, "scan", "--quiet", "--format", "ndjson", "--org", filepath.Join(dir, "org"), filepath.Join(dir, "logs/m365"))
	for _, said := range strings.Split(strings.TrimSpace(found), "\n") {
		if restsOn(t, said, line, hex.EncodeToString(sum[:])) && strings.Contains(said, `"climate-program"`) &&
			strings.Contains(said, `"social"`) && strings.Contains(said, `"proof"`) {
			return
		}
	}
	t.Error("no proof of climate-program reaching a social destination rests on the line that the page follows")
}

// quotedLine is the one line of a log that has every value the page quotes.
func quotedLine(t *testing.T, text, log string) ([]byte, int) {
	t.Helper()
	block := jsonBlock.FindStringSubmatch(text)
	if block == nil {
		t.Fatal("the page quotes no record")
	}
	pairs := quotedPair.FindAllString(block[1], -1)
	if len(pairs) < 7 {
		t.Fatalf("the page quotes %d values only", len(pairs))
	}
	data, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
next:
	for n, line := range bytes.Split(data, []byte("\n")) {
		for _, p := range pairs {
			if !bytes.Contains(line, []byte(p)) {
				continue next
			}
		}
		return line, n + 1
	}
	t.Fatalf("no line of %s has all of %s", log, pairs)
	return nil, 0
}

func restsOn(t *testing.T, said string, line int, sum string) bool {
	t.Helper()
	var f struct {
		Sekisho struct {
			Evidence []struct {
				File string
				Line int
				Raw  string `json:"raw_sha256"`
			}
		}
	}
	if err := json.Unmarshal([]byte(said), &f); err != nil {
		t.Fatal(err)
	}
	for _, e := range f.Sekisho.Evidence {
		if strings.HasSuffix(e.File, "audit-2026-10-21.ndjson") && e.Line == line && e.Raw == sum {
			return true
		}
	}
	return false
}

// The places that the page names for a breakpoint exist.
func TestLifeNamesWhatExists(t *testing.T) {
	named := bracketed.FindAllStringSubmatch(page(t, "life-of-an-event.md"), -1)
	if len(named) < 8 {
		t.Fatalf("the page names %d places only", len(named))
	}
	for _, m := range named {
		room, name := m[1], m[2]
		files, _ := filepath.Glob("../../" + room + "/*.go")
		deeper, _ := filepath.Glob("../../*/" + room + "/*.go")
		declared := regexp.MustCompile(`(?m)^(func (\([^)]*\) )?` + name + `\(|type ` + name + `\b|\t` + name + `\s)`)
		exists := false
		for _, f := range append(files, deeper...) {
			src, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			exists = exists || declared.Match(src)
		}
		if !exists {
			t.Errorf("%s: nothing of this name is declared", m[0])
		}
	}
}

// docs/sources.md speaks of every format, by the name that --source takes.
func TestSourcesPageNamesEveryFormat(t *testing.T) {
	text := page(t, "sources.md")
	for _, f := range all.Formats() {
		if !strings.Contains(text, "`"+f.Name+"`") {
			t.Errorf("docs/sources.md does not speak of %s", f.Name)
		}
	}
}

// docs/dependencies.md names every direct dependency in the version of go.mod.
func TestDependenciesPage(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	text := page(t, "dependencies.md")
	for line := range strings.Lines(string(mod)) {
		f := strings.Fields(strings.TrimPrefix(line, "require "))
		if len(f) == 2 && strings.HasPrefix(f[1], "v") && !strings.Contains(text, "| `"+f[0]+"` | "+f[1]+" |") {
			t.Errorf("docs/dependencies.md lacks %s %s", f[0], f[1])
		}
	}
}

var link = regexp.MustCompile(`\]\(([\w./-]+)\)`)

// No page links to a file that is not there.
func TestLinksLeadSomewhere(t *testing.T) {
	pages, err := filepath.Glob(docs + "/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range append(pages, "../../README.md") {
		text, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(p), m[1])); err != nil {
				t.Errorf("%s: %v", p, err)
			}
		}
	}
}
