package simulate_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sekisho/simulate"
)

var rewrite = flag.Bool("rewrite", false, "write the golden files anew")

// sort of record, by format: the member that tells records apart.
var sorts = map[string]*regexp.Regexp{
	"m365":   regexp.MustCompile(`"Operation":"([^"]+)"`),
	"zeek":   regexp.MustCompile(`"_path":"([^"]+)"`),
	"sysmon": regexp.MustCompile(`"EventID":(\d+)`),
	"github": regexp.MustCompile(`"action":"([^"]+)"`),
}

// TestSample keeps where a person can read it: the first record of each sort, the
// registers, and what is said of the world.
func TestSample(t *testing.T) {
	w, out, _ := made(t, 1, simulate.Options{})
	same(t, "testdata/sample.golden", sample(t, out))
	same(t, "testdata/registers.golden", registers(t, w, out))
}

func sample(t *testing.T, out memory) string {
	var b strings.Builder
	seen := map[string]bool{}
	for _, name := range out.names() {
		if !strings.HasPrefix(name, "logs/") {
			continue
		}
		format := strings.Split(name, "/")[1]
		for i, line := range strings.Split(strings.TrimSpace(out[name].String()), "\n") {
			if format == "postfix" {
				if i < 8 && path.Base(name) == "mail-2026-10-01.log" {
					fmt.Fprintf(&b, "%s\n", line)
				}
				continue
			}
			sort := format + " " + sorts[format].FindStringSubmatch(line)[1]
			if seen[sort] {
				continue
			}
			seen[sort] = true
			fmt.Fprintf(&b, "\n== %s (%s:%d)\n", sort, name, i+1)
			var pretty bytes.Buffer
			if err := json.Indent(&pretty, []byte(line), "", "  "); err != nil {
				t.Fatal(err)
			}
			b.WriteString(pretty.String() + "\n")
		}
	}
	return b.String()
}

func registers(t *testing.T, w *simulate.World, out memory) string {
	var b strings.Builder
	for _, name := range out.names() {
		if strings.HasPrefix(name, "org/") {
			fmt.Fprintf(&b, "== %s\n%s\n", name, out[name])
		}
	}
	b.WriteString("== truth.csv, without events\n")
	for _, row := range records(t, out["truth.csv"]) {
		fmt.Fprintf(&b, "%s (%d events)\n", strings.Join(row[:8], ","), strings.Count(row[8], ";")+1)
	}
	b.WriteString("\n== honest\n")
	for _, h := range w.Honest() {
		fmt.Fprintf(&b, "%s: %s\n", h.ID, h)
	}
	b.WriteString("\n== outages\n")
	for _, o := range w.Outages() {
		fmt.Fprintln(&b, o)
	}
	return b.String()
}

func same(t *testing.T, file, got string) {
	t.Helper()
	if *rewrite {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v (run the test with -rewrite and read the diff)", err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", file, d)
	}
}
