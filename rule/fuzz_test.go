package rule_test

import (
	"testing"

	"sekisho/record"
	"sekisho/rule"
)

// FuzzParse: whatever a file holds, there is an answer; what parses compiles or is
// refused, and then matches like the oracle.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"selection: {F|contains: [a, 'b*c']}\ncondition: selection",
		"selection: {F|re|i: 'a[bc]+$'}\ncondition: not selection",
		"k: [word, 'b?d']\ns: {F|windash|base64offset|contains: '-ab'}\ncondition: 1 of them",
		"a: &a {F|lt: 5}\nb: *a\nc: {G|fieldref|startswith: F}\ncondition: all of *",
		"a: {F|cidr: 10.0.0.0/8, G|exists: false, H: null}\ncondition: [a, not a]",
	} {
		f.Add([]byte(head + "detection:\n" + indent(s)))
	}
	f.Add([]byte("title: x\nlogsource: {product: test}\nfilter:\n  rules: any\n  s: {F: a}\n  condition: not s\n"))
	f.Add([]byte("a: &a [b]\nc: [*a, *a]\n---\n- x\n--- \ntitle: \"\\x00\""))
	f.Fuzz(func(t *testing.T, data []byte) {
		docs, err := rule.Parse("fuzz.yml", data)
		for _, e := range rule.LoadErrors(err) {
			if e.File == "" || e.Reason == "" {
				t.Errorf("incomplete error %+v", *e)
			}
		}
		for _, d := range docs {
			if d.Rule != nil && rule.Check(d.Rule, rule.Options{}) == nil {
				fuzzMatch(t, d.Rule)
				rule.Sentence(d.Rule, rule.Japanese)
				rule.Lint(d.Rule)
			}
		}
	})
}

func fuzzMatch(t *testing.T, r *rule.Rule) {
	b := record.NewBuilder()
	target := rule.Target{Name: "fuzz", LogSources: []rule.LogSource{r.LogSource}, WantAll: b.WantAll,
		Field: func(name string) []record.Slot { return []record.Slot{b.Add("F")} }}
	bench := newBench(t, []*rule.Rule{r}, []rule.Target{target}, rule.Options{}, b)
	for _, raw := range []string{`{}`, `{"F":"abC-d /x é 10.1.2.3"}`, `{"F":["2026-01-02T03:04:05Z",7,null,"word"]}`} {
		bench.match(t, []byte(raw))
	}
}

// FuzzCondition: a condition is understood or refused.
func FuzzCondition(f *testing.F) {
	for _, s := range []string{"a and not (b or c_1)", "1 of c_* and all of them", "not not a", "((a", "all of", "a | count() > 1", "1 of *_*"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, condition string) {
		docs, err := rule.Parse("fuzz.yml", []byte(head+"detection:\n  a: {A: 1}\n  b: {B: 1}\n  c_1: {C: 1}\n  condition: "+quote(condition)+"\n"))
		if err == nil && len(docs) == 1 {
			matches(t, docs[0].Rule, rule.Options{}, `{"A":1,"C":"1"}`)
		}
	})
}

// FuzzPattern: a value under every text modifier, against any text.
func FuzzPattern(f *testing.F) {
	for _, m := range []string{"", "|contains", "|endswith|cased", "|re", "|windash|startswith", "|wide|base64offset|contains"} {
		f.Add(m, `a*b?\*`, "aXbY*")
		f.Add(m, `[a-c]+\.exe$`, "cab.exe\n")
	}
	f.Fuzz(func(t *testing.T, modifiers, pattern, value string) {
		docs, err := rule.Parse("fuzz.yml", []byte(head+"detection:\n  s:\n    "+quote("F"+modifiers)+": "+quote(pattern)+"\n  condition: s\n"))
		if err != nil || len(docs) != 1 || docs[0].Rule == nil || rule.Check(docs[0].Rule, rule.Options{}) != nil {
			return
		}
		matches(t, docs[0].Rule, rule.Options{}, `{"F":`+quote(value)+`}`)
	})
}

// The whole public rule book goes through the linter and the sentences.
func TestPublicRulesAreExplained(t *testing.T) {
	rules, _, _ := publicRules(t, rule.Options{})
	for _, r := range rules {
		for _, lang := range []rule.Language{rule.English, rule.Japanese} {
			if s := rule.Sentence(r, lang); s == "" || containsVerbError(s) {
				t.Errorf("%s: %s", r.Title, s)
			}
		}
		rule.Lint(r)
	}
}
