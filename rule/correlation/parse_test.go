package correlation_test

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"sekisho/rule/correlation"
)

func TestLoadErrors(t *testing.T) {
	const head = "type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 1h\n"
	for _, c := range []struct{ section, want string }{
		{head + "condition: {lt: 5}", "nothing happened"},
		{head + "condition: {eq: 0}", "nothing happened"},
		{head + "condition: {neq: 3}", "nothing happened"},
		{head + "condition: {gte: 0}", "nothing happened"},
		{head + "condition: {gt: 5, lt: 3}", "no count from 1"},
		{head + "condition: {gt: 5, lt: 6}", "no count from 1"},
		{head + "condition: {gte: 100000}", "no count from 1"},
		{head + "condition: {gte: 1.5}", "not a whole number"},
		{head + "condition: {gte: many}", "not a number"},
		{head + "condition: {over: 5}", "condition.over"},
		{head, "condition: missing"},
		{head + "condition: {gte: 2, field: x}", "counts events, not values"},
		{head + "condition: {gte: 2, percentile: 5}", "only value_percentile"},
		{head + "condition: {gte: 2}\nsince: 5", "correlation.since"},
		{"type: event_count\nrules: [a]\ntimespan: 1M\ncondition: {gte: 2}", "timespan"},
		{"type: event_count\nrules: [a]\ntimespan: 0s\ncondition: {gte: 2}", "timespan"},
		{"type: event_count\nrules: [a]\ncondition: {gte: 2}", "timespan: missing"},
		{"type: event_count\nrules: [a, a]\ntimespan: 1h\ncondition: {gte: 2}", "twice"},
		{"type: event_count\nrules: [zz]\ntimespan: 1h\ncondition: {gte: 2}", `no rule has the id or name "zz"`},
		{"type: event_count\nrules: [a, 11111111-0000-4000-8000-00000000000a]\ntimespan: 1h\ncondition: {gte: 2}", "same rule"},
		{"type: near\nrules: [a]\ntimespan: 1h", "unknown value"},
		{"type: temporal\nrules: [a, b]\ntimespan: 1h\ncondition: {gte: 3}", "no count from 1 to 2"},
		{"type: value_count\nrules: [a]\ntimespan: 1h\ncondition: {gte: 2}", "condition.field: missing"},
		{"type: value_sum\nrules: [a]\ntimespan: 1h\ncondition: {field: [x, y], gte: 2}", "several fields"},
		{"type: value_sum\nrules: [me]\ntimespan: 1h\ncondition: {field: x, gte: 2}", "no number of its own"},
		{"type: temporal\nrules: [me]\ntimespan: 1h", "circle"},
		{"type: temporal\nrules: [a, b]\ntimespan: 1h\ngroup-by: [x]\naliases:\n  x: {a: u}", `events of "b"`},
		{"type: temporal\nrules: [a, b]\ntimespan: 1h\ngroup-by: [x]\naliases:\n  x: {a: u, b: u, c: u}", `"c" is not among`},
	} {
		err := load(rule("me", c.section))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), `test.yml:`) || !strings.Contains(err.Error(), `"me"`) {
			t.Errorf("%s\n got %v\nwant %q with file, line and rule", c.section, err, c.want)
		}
	}
}

func load(text string) error {
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(text), &n); err != nil {
		return err
	}
	r, err := correlation.Parse(&n, "test.yml")
	if err != nil {
		return err
	}
	_, err = correlation.Compile([]*correlation.Rule{r}, abc)
	return err
}

// The specification's own examples load.
func TestSpecificationExamples(t *testing.T) {
	for _, section := range []string{
		"type: event_count\nrules: [a]\ngroup-by: [ComputerName]\ntimespan: 1h\ncondition: {gte: 100}",
		"type: value_count\nrules: [a]\ngroup-by: [ComputerName, WorkstationName]\ntimespan: 1d\ncondition: {field: User, gte: 100}",
		"type: value_sum\nrules: [a]\ngroup-by: [SourceIP, User]\ntimespan: 1h\ncondition: {field: bytes_sent, gt: 1000000}",
		"type: value_avg\nrules: [a]\ngroup-by: [SourceIP, User]\ntimespan: 24h\ncondition: {field: BytesOut, gt: 500}",
		"type: value_percentile\nrules: [a]\ngroup-by: [ComputerName]\ntimespan: 24h\ncondition: {field: image, lte: 1}",
		"type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 90m\ncondition: {gt: 100, lte: 200}",
	} {
		if err := load(rule("me", section)); err != nil {
			t.Error(err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(rule("a1", "type: event_count\nrules: [a]\ngroup-by: [u]\ntimespan: 1h\ncondition: {gt: 100, lte: 200}"))
	f.Add(rule("a2", "type: value_percentile\nrules: [a, b]\ntimespan: 2w\ncondition: {field: x, percentile: 99.5, lt: -1e9}\ngenerate: true"))
	f.Add(rule("a3", "type: temporal_ordered\nrules: [a, b]\ntimespan: 1h\ngroup-by: [x]\naliases:\n  x: {a: u, b: v}"))
	f.Add("title: x\ncorrelation: &a\n  type: *a\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1<<14 {
			_ = load(text)
		}
	})
}
