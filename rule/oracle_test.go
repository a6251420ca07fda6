package rule_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"sekisho/record"
	"sekisho/rule"
)

// words of rules and records: few, so that they meet often, with the characters
// that matter.
func wordGen() *rapid.Generator[string] {
	pieces := []string{"a", "B", "b", "ab", "cmd", ".exe", `\`, "/", "-", "–", " ", "1", "42", "é", "É", "ß", "鍵", "K", "k", "\n", "PowerShell", "secret.xlsx"}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 5).Draw(t, "pieces"), "")
	})
}

func patternGen() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(1, 3).Draw(t, "parts") {
			b.WriteString(wordGen().Draw(t, "word"))
			b.WriteString(rapid.SampledFrom([]string{"", "", "*", "?", `\*`, `\\`}).Draw(t, "wild"))
		}
		return b.String()
	})
}

func quote(s string) string { b, _ := json.Marshal(s); return string(b) }

// itemGen is one line of a selection, as YAML.
func itemGen() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		field := rapid.SampledFrom([]string{"F", "G", "H"}).Draw(t, "field")
		mods := rapid.SampledFrom([]string{"", "", "|contains", "|startswith", "|endswith", "|cased", "|contains|cased", "|neq",
			"|contains|all", "|windash|contains", "|re", "|re|i", "|exists", "|fieldref", "|lt", "|gte", "null", "|base64offset|contains"}).Draw(t, "modifiers")
		values := func(g *rapid.Generator[string], least int) string {
			list := rapid.SliceOfN(g, least, 4).Draw(t, "values")
			for i, v := range list {
				list[i] = quote(v)
			}
			return "[" + strings.Join(list, ", ") + "]"
		}
		switch mods {
		case "null":
			return field + ": null"
		case "|exists":
			return field + "|exists: " + rapid.SampledFrom([]string{"true", "false"}).Draw(t, "exists")
		case "|fieldref":
			return field + "|fieldref: " + rapid.SampledFrom([]string{"F", "G", "H"}).Draw(t, "other")
		case "|lt", "|gte":
			return fmt.Sprintf("%s%s: %d", field, mods, rapid.IntRange(0, 50).Draw(t, "number"))
		case "|re", "|re|i":
			re := rapid.SampledFrom([]string{`a+b`, `\.exe$`, `^cmd`, `[ab]c?md`, `(cmd|power)\w*`, `\d+`, `.{6,}`, `x\.[ce]`, `b\s`}).Draw(t, "re")
			return field + mods + ": " + quote(re)
		case "|contains|all":
			return field + mods + ": " + values(patternGen(), 2)
		case "|base64offset|contains":
			return field + mods + ": " + quote("abc"+rapid.SampledFrom([]string{"", "d", "ef"}).Draw(t, "plain"))
		}
		return field + mods + ": " + values(patternGen(), 1)
	})
}

func ruleGen() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for _, name := range []string{"s1", "s2", "f1"} {
			items := map[string]bool{}
			b.WriteString(name + ":\n")
			for _, it := range rapid.SliceOfN(itemGen(), 1, 3).Draw(t, "items") {
				if key, _, _ := strings.Cut(it, ":"); !items[key] {
					items[key] = true
					b.WriteString("    " + it + "\n")
				}
			}
		}
		b.WriteString("k: [" + quote("x"+wordGen().Draw(t, "keyword")) + "]\n")
		b.WriteString("condition: " + rapid.SampledFrom([]string{"s1", "s1 and not f1", "1 of s* and not 1 of f*", "all of s*", "not s1",
			"s1 or (s2 and not f1)", "not (s1 and s2) and f1", "1 of them", "s1 or k", "k and not s2"}).Draw(t, "condition") + "\n")
		return b.String()
	})
}

func recordGen() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		out := map[string]any{}
		for _, f := range []string{"F", "G", "H", "X"} {
			switch rapid.IntRange(0, 5).Draw(t, "kind") {
			case 0:
			case 1:
				out[f] = nil
			case 2:
				out[f] = rapid.IntRange(0, 50).Draw(t, "number")
			case 3:
				out[f] = rapid.SliceOfN(wordGen(), 0, 3).Draw(t, "list")
			default:
				out[f] = wordGen().Draw(t, "text")
			}
		}
		b, _ := json.Marshal(out)
		return string(b)
	})
}

// TestTogetherIsOneAfterAnother holds the matcher against evaluating the same
// rules one by one, on random rules and records.
func TestTogetherIsOneAfterAnother(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var rules []*rule.Rule
		for _, text := range rapid.SliceOfN(ruleGen(), 1, 6).Draw(rt, "rules") {
			docs, err := rule.Parse("random.yml", []byte(head+"detection:\n"+indent(text)))
			if err != nil {
				rt.Fatalf("%v\n%s", err, text)
			}
			rules = append(rules, docs[0].Rule)
		}
		b := testBench(t, rule.Options{}, rules...)
		for _, raw := range rapid.SliceOfN(recordGen(), 1, 6).Draw(rt, "records") {
			if err := b.walker.Walk([]byte(raw), b.row); err != nil {
				rt.Fatal(err)
			}
			got, want := slices.Clone(b.matcher.Match(0, b.row)), b.set.MatchNaive(0, b.row)
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				rt.Fatalf("on %s (-one after another +together):\n%s", raw, diff)
			}
			b.explains(rt, raw, want)
		}
	})
}

// explains checks that an explanation agrees with the matcher.
func (b *bench) explains(rt *rapid.T, raw string, hits []rule.Hit) {
	for i := range b.set.Rules() {
		e := b.set.Explain(0, b.row, i)
		if want := slices.Contains(hits, rule.Hit{Rule: int32(i)}); e.Value != want || !e.Tried {
			rt.Fatalf("rule %d on %s is explained as %v, want %v", i, raw, e.Value, want)
		}
	}
}

// asRegexp writes a pattern as a regular expression, by the specification's words.
func asRegexp(pattern string) string {
	var b strings.Builder
	runes := []rune(pattern)
	for i := 0; i < len(runes); i++ {
		switch r := runes[i]; {
		case r == '\\' && i+1 < len(runes) && strings.ContainsRune(`\*?`, runes[i+1]):
			i++
			b.WriteString(regexp.QuoteMeta(string(runes[i])))
		case r == '*':
			b.WriteString(".*")
		case r == '?':
			b.WriteString(".")
		default:
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	return `(?is)\A(?:` + b.String() + `)\z`
}

// TestWildcardsAreRegexps holds wildcards against Go's regular expressions, which
// fold case in the same way.
func TestWildcardsAreRegexps(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		pattern, value := patternGen().Draw(rt, "pattern"), wordGen().Draw(rt, "value")
		if rapid.Bool().Draw(rt, "meet") {
			value = strings.NewReplacer("*", value, "?", "x", `\`, `\`).Replace(pattern)
		}
		r := selecting(t, "F: "+quote(pattern))
		raw := `{"F":` + quote(value) + `}`
		want := regexp.MustCompile(asRegexp(pattern)).MatchString(value)
		if got := matches(t, r, rule.Options{}, raw); got != want {
			rt.Fatalf("pattern %q, value %q: got %v, want %v", pattern, value, got, want)
		}
	})
}

// A matcher forgets everything between rows, and allocates nothing.
func TestMatchAllocatesNothing(t *testing.T) {
	rules := []*rule.Rule{
		selecting(t, "F|contains: secret\nG: [a, b]"),
		selecting(t, "F|re: 'x\\d+$'"),
		detecting(t, "s: {G|startswith: ab}\nf: {F|exists: true}\nn: {H|lt: 5}\nc: {H|cidr: 10.0.0.0/8}\ncondition: s and not f or n or c"),
		detecting(t, "k: [needle]\ncondition: k"),
	}
	b := testBench(t, rule.Options{}, rules...)
	row := b.layout.NewRow()
	if err := record.NewWalker(nil).Walk([]byte(`{"F":"SÉCRET xé1 ","G":"ABC","H":["host.example",77]}`), row); err != nil {
		t.Fatal(err)
	}
	b.matcher.Match(0, row)
	if n := testing.AllocsPerRun(100, func() {
		if hits := b.matcher.Match(0, row); len(hits) != 0 {
			t.Fatalf("%v", hits)
		}
	}); n != 0 {
		t.Errorf("%v allocations a record", n)
	}
}
