package rule_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sekisho/rule"
)

func TestParseReadsMetadata(t *testing.T) {
	docs, err := rule.Parse("book/share.yml", []byte(`
title: Anonymous link to a recipe
id: 5f0f9a52-6a0c-4c6f-9f0c-0f7f5c7d3a11
name: anonymous_link
status: test
description: Somebody made a link that opens without signing in.
references: [https://hoshizora.example/why]
author: u017
date: 2026-04-01
modified: 2026-04-02
tags: [attack.t1567.002, attack.exfiltration, attack.g0001, itm.if001.001]
logsource:
  product: ocsf
  category: file_hosting
  definition: needs the audit log of the drive
detection:
  selection:
    sekisho.share.type: anonymous
  condition: selection
fields: [file.path]
falsepositives: [A price list for the public]
level: medium
related:
  - {id: 11111111-1111-4111-8111-111111111111, type: similar}
examples: [1, 2]
---
# nothing here
---
title: Many links
correlation: {type: event_count}
---
title: Price lists
logsource: {product: ocsf}
filter:
  rules: [anonymous_link]
  selection: {file.path|startswith: /public/}
  condition: selection
`))
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 3 {
		t.Fatalf("%d documents, want 3", len(docs))
	}
	r := docs[0].Rule
	got := []any{r.Title, r.ID, r.Name, r.Status, r.Level, r.Date, r.LogSource, r.Definition, r.Attacks(), r.Insider(),
		r.Fields, r.FalsePositives, r.Related, r.Custom, r.File, r.Line, r.Detection.FieldNames(), r.Ref()}
	want := []any{"Anonymous link to a recipe", "5f0f9a52-6a0c-4c6f-9f0c-0f7f5c7d3a11", "anonymous_link", rule.StatusTest, rule.LevelMedium,
		"2026-04-01", rule.LogSource{Product: "ocsf", Category: "file_hosting"}, "needs the audit log of the drive",
		[]string{"T1567.002"}, []string{"IF001.001"}, []string{"file.path"}, []string{"A price list for the public"},
		[]rule.Related{{ID: "11111111-1111-4111-8111-111111111111", Type: "similar"}}, []string{"examples"}, "book/share.yml", 2,
		[]string{"sekisho.share.type"}, "5f0f9a52-6a0c-4c6f-9f0c-0f7f5c7d3a11"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rule (-want +got):\n%s", diff)
	}
	if c := docs[1]; c.Kind != rule.CorrelationDocument || c.Node == nil || c.Line != 29 || c.File != "book/share.yml" {
		t.Errorf("correlation handed on as %+v", c)
	}
	if f := docs[2]; f.Kind != rule.FilterDocument || f.Filter == nil || f.Filter.Rules[0] != "anonymous_link" {
		t.Errorf("filter read as %+v", f)
	}
}

// TestRefusals: everything that cannot be followed is an error that names file,
// line, construct and remedy.
func TestRefusals(t *testing.T) {
	sel := func(s string) string { return "selection:\n" + indent(s) + "condition: selection" }
	for _, c := range []struct{ detection, want string }{
		{sel("F|foo: a"), `test.yml:5: rule "Test": F|foo: unknown modifier "foo"`},
		{sel("F|contains|contains: a"), `the modifier "contains" twice`},
		{sel("F|contains|startswith: a"), `more than one of contains, startswith and endswith`},
		{sel("F|all: a"), `all with a single value is not allowed`},
		{sel("F|i: a"), `the modifier "i" stands before or without re`},
		{sel("F|contains|base64: a"), `stands after a modifier that adds wildcards`},
		{sel("F|base64: 'a*'"), `a wildcard cannot be encoded`},
		{sel("F|base64|windash: -a"), `windash after an encoding`},
		{sel("F|utf16: a"), `the encoded value is not UTF-8 text`},
		{sel("F|base64offset|contains: a"), `the value is too short`},
		{sel("F|re|cidr: a"), `another modifier that says what the value is`},
		{sel("F|exists|contains: true"), `exists takes no other modifier`},
		{sel("F|exists: yes please"), `exists takes one value, true or false`},
		{sel("F|re|cased: a"), `cased applies to texts only`},
		{sel("F|re|base64: a"), `an encoding or windash applies to texts only`},
		{sel("F|lt|contains: 1"), `contains, startswith and endswith apply to texts only`},
		{sel("F|lt|gt: 1"), `another modifier that says what the value is`},
		{sel("F|neq|all: [a, b]"), `neq already asks`},
		{sel("F|neq|lt: 1"), `neq together with another comparison`},
		{sel("F|lt: abc"), `"abc" is not a decimal number`},
		{sel("F|hour: 24"), `24 is outside the range of hour, 0 to 23`},
		{sel("F|cidr: 10.0.0.0/33"), `"10.0.0.0/33" is not a network`},
		{sel("F|fieldref: ''"), `fieldref takes the name of a field`},
		{sel("F|re: 'a(?=b)'"), `look-ahead is not in the specification's flavour`},
		{sel("F|re: '(?<!a)b'"), `look-behind is not in the specification's flavour`},
		{sel(`F|re: '(a)\1'`), `the back-reference \1`},
		{sel("F|re: 'a++'"), `possessive quantifiers`},
		{sel("F|re: '(?>a)b'"), `atomic groups`},
		{sel("F|re: 'a('"), `missing closing )`},
		{sel("F|re: ''"), `an empty regular expression matches everything`},
		{sel("F: [a, null]"), `null cannot be part of a list of values`},
		{sel("F|contains: null"), `null takes no modifiers`},
		{sel("F: []"), `an empty list can never match`},
		{sel("F: {a: b}"), `a map as value`},
		{sel("F: [[a]]"), `a list or map inside a list of values`},
		{sel("F: a\nF: b"), `the same key twice in one map`},
		{sel("'|cidr': 10.0.0.0/8"), `this modifier needs a field`},
		{"selection: {}\ncondition: selection", `an empty map`},
		{"selection:\ncondition: selection", `an empty selection`},
		{"selection: {F: a}", `condition: missing`},
		{"selection: {F: a}\ncondition: other", `no selection is called "other"; the selections are selection`},
		{"selection: {F: a}\ncondition: 1 of other_*", `no selection matches "other_*"`},
		{"selection: {F: a}\ncondition: selection | count() > 5", `aggregation with | is obsolete`},
		{"selection: {F: a}\ncondition: 2 of them", "the specification knows `1 of` and `all of`"},
		{"selection: {F: a}\ncondition: selection and", `ends where a selection was expected`},
		{"selection: {F: a}\ncondition: selection selection", `where an operator or the end was expected`},
		{"selection: {F: a}\ncondition: (selection", `a bracket is not closed`},
		{"selection: {F: a}\ncondition: selection)", `")" where an operator or the end was expected`},
		{"selection: {F: a}\ncondition: them", "`them` without `1 of` or `all of`"},
		{"selection: {F: a}\ncondition: selection*", "without `1 of` or `all of`"},
		{"selection: {F: a}\ncondition: " + strings.Repeat("(", 100) + "selection" + strings.Repeat(")", 100), `nested deeper than 64`},
		{"selection: {F: a}\ntimeframe: 5m\ncondition: selection", `aggregation inside a rule is obsolete`},
		{"selection: [[a]]\ncondition: selection", `a list inside a list`},
	} {
		_, err := rule.Parse("test.yml", []byte(head+"detection:\n"+indent(c.detection)))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s\ngot:  %v\nwant: %s", c.detection, err, c.want)
			continue
		}
		for _, e := range rule.LoadErrors(err) {
			if e.File != "test.yml" || e.Line == 0 || e.Rule != "Test" || e.Remedy == "" || e.Construct == "" && !strings.Contains(c.want, "twice") {
				t.Errorf("%s\nincomplete: %+v", c.detection, *e)
			}
		}
	}
}

func TestRefusedFiles(t *testing.T) {
	rest := "detection:\n  s: {F: a}\n  condition: s\n"
	bomb := "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
	for i := range 8 {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", 'b'+i, 'b'+i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c,", 'a'+i), 10), ","))
	}
	for _, c := range []struct{ name, text, want string }{
		{"alias bomb", head + rest + bomb, "nodes once aliases are followed"},
		{"deep nesting", head + rest + "x: " + strings.Repeat("[", 100) + strings.Repeat("]", 100), "nested deeper than 32"},
		{"not YAML", "a: [", "not valid YAML"},
		{"not UTF-8", "title: \xff", "not UTF-8"},
		{"not a map", "- a", "a document of a rule file is a map"},
		{"too large", strings.Repeat("#", rule.MaxFileBytes+1), "the limit is"},
		{"merge key", "title: x\n<<: {a: b}\n", "merge keys are not part of Sigma"},
		{"no title", "logsource: {product: a}\n" + rest, "title: missing"},
		{"no log source", "title: a\n" + rest, "logsource: missing"},
		{"empty log source", "title: a\nlogsource: {definition: x}\n" + rest, "states neither category nor product nor service"},
		{"no detection", head, "detection: missing"},
		{"collection", "action: global\ntitle: a\n", "rule collections with `action` are not part of Sigma 2.1.0"},
		{"level", head + rest + "level: severe\n", `unknown value "severe"`},
		{"status", head + rest + "status: good\n", `unknown value "good"`},
		{"taxonomy", head + rest + "taxonomy: ecs\n", `taxonomy "ecs" are not known`},
		{"long title", "title: " + strings.Repeat("a", 257) + "\nlogsource: {product: a}\n" + rest, "257 characters, the limit is 256"},
		{"filter without rules", head + "filter:\n  s: {F: a}\n  condition: s\n", "filter.rules: missing"},
	} {
		docs, err := rule.Parse("test.yml", []byte(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
		if len(docs) != 0 {
			t.Errorf("%s: %d documents beside the error", c.name, len(docs))
		}
	}
}

// A file's good documents are read although another is bad.
func TestGoodDocumentsBesideBad(t *testing.T) {
	good := head + "detection:\n  s: {F: a}\n  condition: s\n"
	docs, err := rule.Parse("test.yml", []byte(good+"---\ntitle: bad\n---\n"+good))
	if len(docs) != 2 || len(rule.LoadErrors(err)) != 2 {
		t.Errorf("%d documents, errors %v", len(docs), err)
	}
}

func TestAliasesAreFollowed(t *testing.T) {
	r := detecting(t, "one: &one\n  F: [a, &b bb]\ntwo:\n  G: *b\nthree: *one\ncondition: all of them")
	if !matches(t, r, rule.Options{}, `{"F":"a","G":"bb"}`) {
		t.Error("a rule with aliases does not match")
	}
}

// The specification's own examples parse, or are refused for their taxonomy.
func TestSpecificationSchemaTests(t *testing.T) {
	for _, f := range files(t, shared(t, "sigma-specification/tests/schema"), ".yml") {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		docs, err := rule.Parse(f, data)
		foreign := strings.Contains(string(data), "taxonomy: ecs") && filepath.Base(filepath.Dir(f)) != "correlation"
		switch {
		case foreign && (err == nil || !strings.Contains(err.Error(), `taxonomy "ecs"`)):
			t.Errorf("%s: got %v, want a refusal of its taxonomy", f, err)
		case !foreign && (err != nil || len(docs) == 0):
			t.Errorf("%s: %d documents, %v", f, len(docs), err)
		}
	}
}
