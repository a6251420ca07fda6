package rule_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

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

// publicRules parses and checks all public rules; refused are the errors of
// those that cannot be compiled, by title.
func publicRules(t testing.TB, opts rule.Options) (rules []*rule.Rule, refused map[string]string, count int) {
	t.Helper()
	refused = map[string]string{}
	for _, f := range files(t, shared(t, "sigmahq"), ".yml") {
		count++
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		docs, err := rule.Parse(f, data)
		for _, d := range docs {
			if one := rule.Check(d.Rule, opts); one != nil {
				err = errors.Join(err, one)
				continue
			}
			rules = append(rules, d.Rule)
		}
		for _, e := range rule.LoadErrors(err) {
			refused[e.Rule] = e.Reason
		}
	}
	return rules, refused, count
}

// The specification: "If the tool isn't able to handle placeholders, it must
// reject the rule." Nobody gives these values here.
var publicRefused = map[string]string{
	"ADCS - Certighost CDC Chase Certificate Request (CVE-2026-54121)":    "the placeholder %known_cdcs% has no values",
	"ADCS - Certighost Certificate Issued via CDC Chase (CVE-2026-54121)": "the placeholder %known_cdcs% has no values",
}

func TestPublicRules(t *testing.T) {
	rules, refused, count := publicRules(t, rule.Options{})
	t.Logf("%d files: %d rules compile, %d are refused", count, len(rules), len(refused))
	if count != 3754 || len(rules) != 3752 || len(refused) != 2 {
		t.Errorf("%d files, %d compile, %d refused; want 3754, 3752, 2", count, len(rules), len(refused))
	}
	for title, reason := range refused {
		if publicRefused[title] != reason {
			t.Errorf("refused: %s: %s", title, reason)
		}
	}
	all, refused, _ := publicRules(t, rule.Options{Placeholders: map[string][]string{"known_cdcs": {"dc1.hoshizora.example"}}})
	if len(all) != 3754 || len(refused) != 0 {
		t.Errorf("with values for the placeholder %d compile, %d are refused; want 3754, 0", len(all), len(refused))
	}
}
