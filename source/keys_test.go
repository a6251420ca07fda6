package source_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"sekisho/record"
	"sekisho/source"
)

func TestTopKeys(t *testing.T) {
	for _, c := range []struct{ name, head, want string }{
		{"lines", "{\"A\":1,\"b\":{\"c\":2}}\n{\"d\":[{\"e\":3}]}\n", "a b d"},
		{"array", ` [ {"a":1}, {"b":"x\"y:"} ]`, "a b"},
		{"envelope", `{"Records":[{"a":{"x":1}},{"b":[{"y":2}]}]}`, "a b records"},
		{"not an envelope", `{"event":[{"a":1}],"c":2}`, "c event"},
		{"values are no keys", `{"a":"b","c":["d",{"e":"f"}]}`, "a c"},
		{"truncated", `{"a":1,"b":{"c":"d`, "a b"},
		{"no JSON", "a,b\n1,2\n", ""},
		{"unbalanced", `]}}{"a":1`, "a"},
	} {
		got := strings.Join(slices.Sorted(maps.Keys(source.TopKeys([]byte(c.head)))), " ")
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestClock(t *testing.T) {
	b := record.NewBuilder()
	clock := source.NewClock(b, "when", "collected")
	row := b.Layout().NewRow()
	for raw, want := range map[string]string{
		`{"when":"2025-10-20T01:00:00Z","collected":"2025-10-20T02:00:00Z"}`: "2025-10-20T01:00:00Z",
		`{"when":"redacted","collected":"2025-10-20T02:00:00Z"}`:             "2025-10-20T02:00:00Z",
		`{"when":null,"collected":1760922000}`:                               "1760922000",
		`{"when":"redacted"}`:                                                `a time that cannot be read (field "when")`,
		`{"collected":"0001-01-01T00:00:00Z"}`:                               `a time outside the years 1980 to 2199 (field "collected")`,
		`{"x":1}`:                                                            `no time (field "when")`,
	} {
		if err := record.NewWalker(nil).Walk([]byte(raw), row); err != nil {
			t.Fatal(err)
		}
		_, got, err := clock.Read(row)
		if err != nil {
			got = source.Reason(err)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", raw, got, want)
		}
	}
}

func TestInt(t *testing.T) {
	for text, want := range map[string]int64{
		"": 0, "7": 7, "-7": -7, "28441.0": 28441, "x": 0, "7x": 0, "9223372036854775807": 0, "99999999999999999999": 0,
		"922337203685477579": 922337203685477579,
	} {
		if got := source.Int(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	if !source.HasPrefixFold("MoZilla/5.0", "mozilla/") || source.HasPrefixFold("moz", "mozilla") {
		t.Error("HasPrefixFold")
	}
	if !source.ContainsFold("x EXEC-env/AWS_Lambda y", "exec-env/aws_lambda") || source.ContainsFold("lambd", "lambda") {
		t.Error("ContainsFold")
	}
}

func TestScratch(t *testing.T) {
	var s source.Scratch
	a := s.Join("s3://", "bucket")
	b := s.Join("x", "y")
	if a != "s3://bucket" || b != "xy" {
		t.Errorf("%q %q", a, b)
	}
	for range 3 {
		s.Reset()
		s.Join(strings.Repeat("a", 100))
	}
	if n := testing.AllocsPerRun(100, func() { s.Reset(); s.Join("s3://", "bucket", "/", "key") }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
