package rule_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sekisho/rule"
)

// golden compares a text with a file of testdata; -rewrite writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if flag.Lookup("rewrite").Value.String() == "true" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

var _ = flag.Bool("rewrite", false, "write golden files anew")

// containsVerbError finds the traces of a wrong format.
func containsVerbError(s string) bool { return strings.Contains(s, "%!") }

func TestSentences(t *testing.T) {
	var out strings.Builder
	for _, detection := range []string{
		"selection:\n  sekisho.share.type: anonymous\n  sekisho.asset.level: [confidential, secret]\nfilter:\n  file.path|startswith: /public/\ncondition: selection and not filter",
		"selection_a:\n  CommandLine|contains|all: [' a ', ' -hp']\nselection_b:\n  - Image|endswith: '\\rar.exe'\n  - Company|cased: Example\ncondition: all of selection_*",
		"bytes: {sekisho.bytes_out|gte: 104857600}\nnet: {dst_endpoint.ip|cidr: [10.0.0.0/8, 192.168.0.0/16]}\nnight: {time|hour: 3}\ncondition: bytes and not net or night",
		"s: {A|exists: true, B|exists: false, C: null, D: '', E|neq: [x, y], F|fieldref|endswith: G}\ncondition: s",
		"words: [needle, thread]\nre: {A|re|i: 'a+b'}\nenc: {B|wide|base64offset|contains: recipe, C|windash|contains: ' -x'}\ncondition: 1 of them",
		"many: {A: [1, 2, 3, 4, 5, 6, 7, 8]}\ncondition: many",
	} {
		r := detecting(t, detection)
		fmt.Fprintf(&out, "%s\n\n%s\n\n%s\n\n----\n", detection, rule.Sentence(r, rule.English), rule.Sentence(r, rule.Japanese))
	}
	golden(t, "sentences.txt", out.String())
}

func TestExplain(t *testing.T) {
	r := detecting(t, "selection:\n  F|contains: recipe\n  G: [a, b]\nwords: [needle]\nfilter: {U: backup}\ncondition: (selection or words) and not filter")
	b := testBench(t, rule.Options{}, r)
	var out strings.Builder
	for _, raw := range []string{`{"F":"the Recipe","G":["c","b"],"U":"u017"}`, `{"F":"the recipe","G":"c","X":"needle","U":"backup"}`} {
		b.match(t, []byte(raw))
		e := b.set.Explain(0, b.row, 0)
		fmt.Fprintf(&out, "%s\n  rule: %v\n", raw, e.Value)
		for _, c := range e.Conditions {
			fmt.Fprintf(&out, "  condition %s: %v\n", c.Text, c.Value)
		}
		for _, s := range e.Selections {
			fmt.Fprintf(&out, "  %s: %v\n", s.Name, s.Value)
			for _, it := range s.Alternatives[0] {
				fmt.Fprintf(&out, "    %s: %v, seen %q\n", it.Item.Key(), it.Value, it.Seen)
			}
		}
	}
	golden(t, "explanations.txt", out.String())
	set, err := rule.Compile([]*rule.Rule{r}, []rule.Target{{Name: "other", LogSources: []rule.LogSource{{Product: "other"}}}}, rule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if e := set.Explain(0, b.row, 0); e.Tried || e.Value {
		t.Errorf("a rule that does not reach the target is explained as %+v", e)
	}
}

func TestLint(t *testing.T) {
	good := `title: Anonymous link to a confidential recipe
id: 5f0f9a52-6a0c-4c6f-9f0c-0f7f5c7d3a11
description: Somebody made a link to a confidential file that opens without signing in.
date: 2026-04-01
tags: [attack.t1567.002, itm.if001.001]
logsource: {product: ocsf, category: file_hosting}
falsepositives: [A price list for the public]
level: medium
detection:
  selection: {sekisho.share.type: anonymous}
  condition: selection
`
	if p := rule.Lint(parse(t, good)); len(p) != 0 {
		t.Errorf("a good rule has problems: %v", p)
	}
	for _, c := range []struct{ old, new, want string }{
		{"Anonymous link", "Suspicious link", `title: the word "suspicious" leaves open`},
		{"signing in.", "signing in, etc.", `description: the word "etc" leaves open`},
		{"signing in.", "signing in. It is bad.", "description: 2 sentences"},
		{"Somebody made", "不審なリンク made", `the word "不審" leaves open`},
		{"description: Somebody made a link to a confidential file that opens without signing in.\n", "", "description: missing"},
		{"level: medium\n", "", "level: missing"},
		{"falsepositives: [A price list for the public]\n", "", "falsepositives: missing"},
		{"[A price list for the public]", "[Unknown]", `"Unknown" names no cause`},
		{"attack.t1567.002, ", "", "no ATT&CK technique"},
		{"attack.t1567.002", "attack.t15", `"T15" is not an ATT&CK technique id`},
		{", itm.if001.001", "", "no Insider Threat Matrix id"},
		{"itm.if001.001", "itm.mt005", "MT005 is a motive"},
		{"itm.if001.001", "itm.xx1", `"XX1" is not an Insider Threat Matrix id`},
		{"id: 5f0f9a52-6a0c-4c6f-9f0c-0f7f5c7d3a11\n", "", "id: missing"},
		{"date: 2026-04-01\n", "", "date: missing"},
		{"{sekisho.share.type: anonymous}", "{'time|hour|gte': 22}", "judges at what time a person works"},
		{"{sekisho.share.type: anonymous}", "{actor.user.nationality: x}", `"nationality" is a protected attribute`},
		{"{sekisho.share.type: anonymous}", "{preferredLanguage: x}", `"language" is a protected attribute`},
		{"{sekisho.share.type: anonymous}", "{user.time_zone: x}", `"timezone" is a protected attribute`},
		{"{sekisho.share.type: anonymous}", "{homeAddress: x}", `"homeaddress" is a protected attribute`},
		{"{sekisho.share.type: anonymous}", "{'F|base64offset': abcdef}", "add |contains"},
		{"{sekisho.share.type: anonymous}", "{'F|contains': ['']}", "an empty text is part of every text"},
		{"  condition: selection\n", "  more: {A: b}\n  condition: selection\n", "more: the condition does not use this selection"},
	} {
		text := strings.Replace(good, c.old, c.new, 1)
		found := rule.Lint(parse(t, text))
		if len(found) != 1 || !strings.Contains(found[0].String(), c.want) {
			t.Errorf("%s: got %v, want only %s", c.new, found, c.want)
		}
	}
	device := strings.Replace(good, "{sekisho.share.type: anonymous}", "{'time|hour|gte': 22}", 1) + "scope: [device]\n"
	if p := rule.Lint(parse(t, device)); len(p) != 0 {
		t.Errorf("a rule about a device: %v", p)
	}
}
