package rules_test

import (
	"errors"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"sekisho/rule"
	"sekisho/rule/correlation"
	"sekisho/rules"
)

type header struct {
	Title, ID, Name, Status, Description, Author, Date, Level string
	Tags, FalsePositives                                      []string
}

type example struct {
	Why, Source, Records string
	Steps                []struct{ Source, Records string }
	Count                int
}

type examples struct {
	Rule, Org string
	Match     []example
	NoMatch   []example `yaml:"no_match"`
}

// files gives every rule's path and contents.
func files(t *testing.T, f func(name string, data []byte)) int {
	t.Helper()
	n := 0
	err := fs.WalkDir(rules.FS, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(p, "example-org/") || !strings.HasSuffix(p, ".yml") || strings.HasSuffix(p, ".test.yml") {
			return err
		}
		data, err := fs.ReadFile(rules.FS, p)
		if err != nil {
			return err
		}
		n++
		f(p, data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

var (
	uuid   = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	attack = regexp.MustCompile(`^attack\.t[0-9]{4}(\.[0-9]{3})?$`)
	matrix = regexp.MustCompile(`^itm\.(IF|PR|AF|ME)[0-9]{3}(\.[0-9]{3})?$`)
	vague  = regexp.MustCompile(`(?i)\b(suspicious|unusual|abnormal|strange|etc|possibly|excessive|malicious)\b`)
	snake  = regexp.MustCompile(`^[a-z0-9_]+\.yml$`)
)

func TestEveryRuleIsWhole(t *testing.T) {
	ids, names := map[string]string{}, map[string]string{}
	n := files(t, func(p string, data []byte) {
		var h header
		if err := yaml.Unmarshal(data, &h); err != nil {
			t.Errorf("%s: %v", p, err)
			return
		}
		for key, ok := range map[string]bool{
			"file name":               snake.MatchString(path.Base(p)),
			"title":                   h.Title != "",
			"id (UUID version 4)":     uuid.MatchString(h.ID) && ids[h.ID] == "",
			"name (that of the file)": h.Name == strings.TrimSuffix(path.Base(p), ".yml") && names[h.Name] == "",
			"status":                  h.Status == "stable",
			"description":             oneSentence(h.Description),
			"author and date":         h.Author != "" && h.Date != "",
			"level":                   strings.Contains(" informational low medium high critical ", " "+h.Level+" "),
			"falsepositives":          len(h.FalsePositives) > 0,
			"tags":                    tagged(h.Tags),
		} {
			if !ok {
				t.Errorf("%s: %s is missing, not unique or not as the README asks", p, key)
			}
		}
		ids[h.ID], names[h.Name] = p, p
		checkExamples(t, p, h.ID)
	})
	if n < 40 {
		t.Errorf("%d rules, want at least 40", n)
	}
}

func oneSentence(s string) bool {
	return strings.HasSuffix(s, ".") && strings.Count(s, ". ") == 0 && !vague.MatchString(s)
}

func tagged(tags []string) bool {
	a, m := 0, 0
	for _, tag := range tags {
		switch {
		case attack.MatchString(tag):
			a++
		case matrix.MatchString(tag):
			m++
		default:
			return false
		}
	}
	return a > 0 && m > 0
}

func checkExamples(t *testing.T, p, id string) {
	t.Helper()
	data, err := fs.ReadFile(rules.FS, strings.TrimSuffix(p, ".yml")+".test.yml")
	if err != nil {
		t.Errorf("%s has no examples: %v", p, err)
		return
	}
	var e examples
	if err := yaml.Unmarshal(data, &e); err != nil {
		t.Errorf("%s: %v", p, err)
		return
	}
	if e.Rule != id || len(e.Match) == 0 || len(e.NoMatch) == 0 {
		t.Errorf("%s: its examples are of another rule, or one of match and no_match is empty", p)
	}
	for _, x := range append(e.Match, e.NoMatch...) {
		if x.Why == "" || (x.Records == "" || x.Source == "") == (len(x.Steps) == 0) {
			t.Errorf("%s: example %q needs a why, and either source and records or steps", p, x.Why)
		}
	}
}

// Every example file belongs to a rule.
func TestNoExampleWithoutRule(t *testing.T) {
	err := fs.WalkDir(rules.FS, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(p, ".test.yml") {
			return err
		}
		if _, err := fs.Stat(rules.FS, strings.TrimSuffix(p, ".test.yml")+".yml"); errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s has no rule", p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// The whole book parses and its correlations find their rules.
func TestBookLoads(t *testing.T) {
	var bases []correlation.Base
	var correlations []*correlation.Rule
	files(t, func(p string, data []byte) {
		docs, err := rule.Parse(p, data)
		if err != nil {
			t.Error(err)
		}
		for _, d := range docs {
			if d.Kind != rule.CorrelationDocument {
				bases = append(bases, correlation.Base{ID: d.Rule.ID, Name: d.Rule.Name})
				continue
			}
			c, err := correlation.Parse(d.Node, p)
			if err != nil {
				t.Error(err)
				continue
			}
			correlations = append(correlations, c)
		}
	})
	set, err := correlation.Compile(correlations, bases)
	if err != nil {
		t.Fatal(err)
	}
	if len(set.Needs()) == 0 || set.Horizon() == 0 {
		t.Error("the correlations need nothing")
	}
}
