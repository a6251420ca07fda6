// Package sekisho_test keeps the floors of the house: see docs/architecture.md.
package sekisho_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// floors are the rooms from the ground up. A room may import rooms on lower
// floors only, and its own folders.
var floors = [][]string{
	1: {"event", "record", "finding", "stats", "evidence"},
	2: {"source", "org", "rule", "extract", "content", "lineage", "history", "vault", "catalogue", "destinations", "rules"},
	3: {"detect", "budget", "cases", "collect", "spine"},
	4: {"pipeline", "dossier", "report"},
	5: {"scan", "serve", "web"},
	6: {"cmd"},
}

// beside stand apart: only cmd imports them.
var beside = []string{"simulate", "evaluate"}

// may lists what a room on floors 1 to 3 may import besides the words (floor 1)
// and its own folders.
var may = map[string][]string{
	"finding":  {"event"},
	"org":      {"destinations"},
	"source":   {},
	"rule":     {},
	"vault":    {},
	"detect":   {"rule", "content", "stats"},
	"simulate": {"event"},
}

type pkg struct {
	ImportPath   string
	Dir          string
	GoFiles      []string
	Imports      []string
	TestImports  []string
	XTestImports []string
}

func packages(t *testing.T) []pkg {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []pkg
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func room(path string) string {
	rest, ok := strings.CutPrefix(path, "sekisho/")
	if !ok {
		return ""
	}
	head, _, _ := strings.Cut(rest, "/")
	return head
}

func floor(room string) int {
	for n, rooms := range floors {
		if slices.Contains(rooms, room) {
			return n
		}
	}
	return -1
}

func TestImportsPointDown(t *testing.T) {
	for _, p := range packages(t) {
		from := room(p.ImportPath)
		if from == "" {
			continue
		}
		if floor(from) < 0 && !slices.Contains(beside, from) {
			t.Errorf("%s: room %q is on no floor", p.ImportPath, from)
		}
		for _, imp := range p.Imports {
			to := room(imp)
			if to == "" || to == from {
				continue
			}
			checkImport(t, p.ImportPath, from, imp, to)
		}
	}
}

func checkImport(t *testing.T, path, from, imp, to string) {
	t.Helper()
	if allowed, ok := may[from]; ok {
		if !slices.Contains(allowed, to) && (floor(to) != 1 || floor(from) == 1) {
			t.Errorf("%s imports %s: %s may import the words and %v", path, imp, from, allowed)
		}
		return
	}
	if slices.Contains(beside, to) && from != "cmd" {
		t.Errorf("%s imports %s: only cmd may", path, imp)
	}
	if floor(to) >= floor(from) && !slices.Contains(beside, from) {
		t.Errorf("%s (floor %d) imports %s (floor %d): imports point down", path, floor(from), imp, floor(to))
	}
}

// nevers are imports that would bend the house.
func TestNevers(t *testing.T) {
	for _, p := range packages(t) {
		rel := strings.TrimPrefix(p.ImportPath, "sekisho/")
		for _, imp := range p.Imports {
			to := strings.TrimPrefix(imp, "sekisho/")
			switch {
			case isFormat(rel) && isFormat(to) && rel != to:
				t.Errorf("format %s imports format %s", rel, to)
			case isDetector(rel) && isDetector(to) && rel != to:
				t.Errorf("detector %s imports detector %s", rel, to)
			case to == "source/all" && !strings.HasPrefix(rel, "cmd/"):
				t.Errorf("%s imports the list of formats; only cmd ties that knot", rel)
			case imp == "net/http" || imp == "net":
				t.Errorf("%s imports %s: nothing here opens a connection", rel, imp)
			}
		}
	}
}

var notFormats = []string{"source/stream", "source/input", "source/sourcetest", "source/all", "source/internal"}

func isFormat(rel string) bool {
	if !strings.HasPrefix(rel, "source/") {
		return false
	}
	return !slices.ContainsFunc(notFormats, func(n string) bool { return rel == n || strings.HasPrefix(rel, n+"/") })
}

func isDetector(rel string) bool {
	return strings.HasPrefix(rel, "detect/") && rel != "detect/all"
}

var clockOrGo = regexp.MustCompile(`\btime\.Now\(|^\s*go (func\b|\w+[.(])`)

// Rooms where results are made have no clock and start no goroutine.
func TestPureRooms(t *testing.T) {
	pure := []string{"event", "record", "finding", "source", "org", "rule", "detect", "pipeline", "report"}
	for _, p := range packages(t) {
		if !slices.Contains(pure, room(p.ImportPath)) {
			continue
		}
		for _, name := range p.GoFiles {
			src, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			for i, line := range strings.Split(string(src), "\n") {
				if clockOrGo.MatchString(line) {
					t.Errorf("%s/%s:%d: %s", p.ImportPath, name, i+1, strings.TrimSpace(line))
				}
			}
		}
	}
}

// Every package says what it is, and every format is on the list.
func TestPackagesExplainThemselves(t *testing.T) {
	for _, p := range packages(t) {
		if len(p.GoFiles) == 0 {
			continue
		}
		documented := false
		for _, name := range p.GoFiles {
			src, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			documented = documented || regexp.MustCompile(`(?m)^// (Package|Command) `).Match(src)
		}
		if !documented {
			t.Errorf("%s has no package comment", p.ImportPath)
		}
	}
}

func TestEveryFormatIsListed(t *testing.T) {
	list, err := os.ReadFile("source/all/all.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packages(t) {
		rel := strings.TrimPrefix(p.ImportPath, "sekisho/")
		if isFormat(rel) && rel != "source" && !strings.Contains(string(list), `"`+p.ImportPath+`"`) {
			t.Errorf("format %s is not on the list in source/all", rel)
		}
	}
}
