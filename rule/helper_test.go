package rule_test

import (
	"strings"
	"testing"

	"sekisho/record"
	"sekisho/rule"
)

const head = "title: Test\nlogsource: {product: test}\n"

// parse reads the only rule of a text.
func parse(t testing.TB, text string) *rule.Rule {
	t.Helper()
	docs, err := rule.Parse("test.yml", []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if len(docs) != 1 || docs[0].Rule == nil {
		t.Fatalf("%d documents, want one rule", len(docs))
	}
	return docs[0].Rule
}

// detecting is a rule with the given detection section.
func detecting(t testing.TB, detection string) *rule.Rule {
	t.Helper()
	return parse(t, head+"detection:\n"+indent(detection))
}

// selecting is a rule of one selection.
func selecting(t testing.TB, selection string) *rule.Rule {
	t.Helper()
	return detecting(t, "selection:\n"+indent(selection)+"condition: selection\n")
}

func indent(s string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "\n    ") + "\n"
}

// testBench compiles rules for one target whose fields are paths of the record.
func testBench(t testing.TB, opts rule.Options, rules ...*rule.Rule) *bench {
	t.Helper()
	b := record.NewBuilder()
	target := rule.Target{Name: "test", LogSources: []rule.LogSource{{Product: "test"}}, WantAll: b.WantAll,
		Field: func(name string) []record.Slot { return []record.Slot{b.Add(name)} }}
	return newBench(t, rules, []rule.Target{target}, opts, b)
}

// matches reports whether a rule is true of a record.
func matches(t testing.TB, r *rule.Rule, opts rule.Options, raw string) bool {
	t.Helper()
	return len(testBench(t, opts, r).match(t, []byte(raw))) == 1
}
