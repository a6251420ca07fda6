package rule_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sekisho/record"
	"sekisho/rule"
)

// shared is a folder of the shared public data; tests skip where it is absent.
func shared(t testing.TB, path string) string {
	t.Helper()
	dir := filepath.Join("..", "..", "shared", "data", path)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the shared data is absent: %s", dir)
	}
	return dir
}

// files are the files below a folder with a suffix, in order.
func files(t testing.TB, dir, suffix string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.HasSuffix(path, suffix) {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// publicRules parses all public rules; refused are the errors of the others.
func publicRules(t testing.TB) (rules []*rule.Rule, refused []error, count int) {
	t.Helper()
	opts := rule.Options{}
	for _, f := range files(t, shared(t, "sigmahq"), ".yml") {
		count++
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		docs, err := rule.Parse(f, data)
		if err != nil {
			refused = append(refused, err)
			continue
		}
		for _, d := range docs {
			if err := rule.Check(d.Rule, opts); err != nil {
				refused = append(refused, err)
				continue
			}
			rules = append(rules, d.Rule)
		}
	}
	return rules, refused, count
}

func TestPublicRules(t *testing.T) {
	rules, refused, count := publicRules(t)
	t.Logf("%d files, %d rules compile, %d refused", count, len(rules), len(refused))
	for _, err := range refused {
		t.Log(err)
	}
	_ = record.Absent
}
