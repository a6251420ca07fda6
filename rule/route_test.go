package rule_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sekisho/record"
	"sekisho/rule"
)

func ruleFor(t testing.TB, title, source, rest string) *rule.Rule {
	t.Helper()
	return parse(t, "title: "+title+"\nname: "+title+"\nlogsource: "+source+"\ndetection:\n  s: {F: a}\n  condition: s\n"+rest)
}

func TestRouting(t *testing.T) {
	rules := []*rule.Rule{
		ruleFor(t, "process", "{category: process_creation, product: windows}", ""),
		ruleFor(t, "sysmon", "{product: windows, service: sysmon}", ""),
		ruleFor(t, "windows", "{product: Windows}", ""),
		ruleFor(t, "linux", "{product: linux}", ""),
		ruleFor(t, "both", "{category: process_creation, product: windows, service: sysmon}", ""),
		ruleFor(t, "unsupported", "{product: windows}", "status: unsupported\n"),
	}
	asked := map[string]int{}
	field := func(name string) []record.Slot { asked[name]++; return []record.Slot{1} }
	targets := []rule.Target{
		{Name: "sysmon 1", Field: field, LogSources: []rule.LogSource{
			{Category: "process_creation", Product: "windows"}, {Product: "windows", Service: "sysmon"}}},
		{Name: "security 4688", Field: field, LogSources: []rule.LogSource{
			{Category: "process_creation", Product: "windows"}, {Product: "windows", Service: "security"}}},
		{Name: "nobody's", Field: field, LogSources: []rule.LogSource{{Product: "macos"}}},
	}
	set, err := rule.Compile(rules, targets, rule.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var reach [][]int
	for i := range rules {
		reach = append(reach, set.Reach(i))
	}
	if diff := cmp.Diff([][]int{{0, 1}, {0}, {0, 1}, nil, nil, nil}, reach); diff != "" {
		t.Errorf("reach (-want +got):\n%s", diff)
	}
	waiting := []rule.Waiting{
		{Rule: 3, Reason: "no source gives records of log source */linux/*"},
		{Rule: 4, Reason: "no source gives records of log source process_creation/windows/sysmon"},
		{Rule: 5, Reason: "its status is unsupported: by its author's word it cannot be used as it is"},
	}
	if diff := cmp.Diff(waiting, set.Waiting()); diff != "" {
		t.Errorf("waiting (-want +got):\n%s", diff)
	}
	if asked["F"] != 2 {
		t.Errorf("the field was asked for %d times, want once at each target that a rule reaches", asked["F"])
	}
}

// Several slots: any of them; the same slots under two names are one field.
func TestSlots(t *testing.T) {
	b := record.NewBuilder()
	native, fallback := b.Add("native"), b.Add("fallback")
	wanted := false
	target := rule.Target{Name: "t", LogSources: []rule.LogSource{{Product: "test"}}, WantAll: func() { wanted = true },
		Field: func(name string) []record.Slot {
			switch name {
			case "F":
				return []record.Slot{native, fallback}
			case "G":
				return []record.Slot{native, 0, fallback}
			}
			return nil
		}}
	r := detecting(t, "a: {F: x}\nb: {G: x}\nc: {nowhere: null}\nd: {nowhere|exists: true}\ncondition: a and b and c and not d")
	bench := newBench(t, []*rule.Rule{r}, []rule.Target{target}, rule.Options{}, b)
	for raw, want := range map[string]int{`{"native":"x"}`: 1, `{"fallback":"X"}`: 1, `{"native":"y","fallback":"x"}`: 1, `{"native":"y"}`: 0} {
		if got := len(bench.match(t, []byte(raw))); got != want {
			t.Errorf("%s: %d hits, want %d", raw, got, want)
		}
	}
	if wanted {
		t.Error("WantAll was called without a keyword")
	}
}

func TestFilters(t *testing.T) {
	filter := func(text string) *rule.Filter {
		docs, err := rule.Parse("filter.yml", []byte("title: Leave out\nlogsource: {product: test}\nfilter:\n"+indent(text)))
		if err != nil {
			t.Fatal(err)
		}
		return docs[0].Filter
	}
	for _, c := range []struct {
		name, filter string
		kept         []string // titles of rules that still match {"F":"a","U":"adm_1","V":"1"}
	}{
		{"removes", "rules: [one]\ns: {U|startswith: adm_}\ncondition: s", []string{"two"}},
		{"remains", "rules: [one]\ns: {U|startswith: adm_}\ncondition: not s", []string{"two"}},
		{"several", "rules: [one, two]\ns: {U|startswith: adm_}\ncondition: s", nil},
		{"any", "rules: any\ns: {U|startswith: adm_}\ncondition: s", nil},
		{"not this user", "rules: any\ns: {U: u017}\ncondition: s", []string{"one", "two"}},
		{"remains, two parts", "rules: any\ns: {U: u017}\nt: {V: 1}\ncondition: not s and not t", nil},
		{"removes, mixed", "rules: any\ns: {U: adm_1}\nt: {V: 2}\ncondition: s and not t", nil},
		{"removes, one of", "rules: any\ns: {U: x}\nt: {V: 1}\ncondition: 1 of them", nil},
	} {
		rules := []*rule.Rule{ruleFor(t, "one", "{product: test}", ""), ruleFor(t, "two", "{product: test}", "")}
		b := record.NewBuilder()
		target := rule.Target{Name: "test", LogSources: []rule.LogSource{{Product: "test"}},
			Field: func(name string) []record.Slot { return []record.Slot{b.Add(name)} }}
		bench := newBench(t, rules, []rule.Target{target}, rule.Options{Filters: []*rule.Filter{filter(c.filter)}}, b)
		var kept []string
		for _, h := range bench.match(t, []byte(`{"F":"a","U":"adm_1","V":"1"}`)) {
			kept = append(kept, rules[h.Rule].Title)
		}
		if !slices.Equal(kept, c.kept) {
			t.Errorf("%s: %v remain, want %v", c.name, kept, c.kept)
		}
	}
	_, err := rule.Compile([]*rule.Rule{ruleFor(t, "one", "{product: test}", "")}, nil,
		rule.Options{Filters: []*rule.Filter{filter("rules: [three]\ns: {U: x}\ncondition: s")}})
	if err == nil || !strings.Contains(err.Error(), `filter.yml:1: rule "Leave out": filter.rules: no rule has the id or name "three"`) {
		t.Errorf("a filter for a missing rule: %v", err)
	}
	_, err = rule.Compile([]*rule.Rule{ruleFor(t, "one", "{product: linux}", "")}, nil,
		rule.Options{Filters: []*rule.Filter{filter("rules: [one]\ns: {U: x}\ncondition: s")}})
	if err == nil || !strings.Contains(err.Error(), "give both the same log source") {
		t.Errorf("a filter for another log source: %v", err)
	}
}

func TestMissingPlaceholder(t *testing.T) {
	r := selecting(t, "F|expand: '%servers%'")
	_, err := rule.Compile([]*rule.Rule{r}, nil, rule.Options{})
	if err == nil || !strings.Contains(err.Error(), `test.yml:5: rule "Test": F|expand: the placeholder %servers% has no values`) {
		t.Errorf("got %v", err)
	}
}
