package stream_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"sekisho/source"
	"sekisho/source/stream"
)

// cut reads a whole stream and prints "line@offset record" and refusals.
func cut(t testing.TB, r io.Reader, framing source.Framing) []string {
	t.Helper()
	c, err := stream.NewCutter(r, framing)
	if err != nil {
		return []string{"header: " + err.Error()}
	}
	var out []string
	var b stream.Block
	for {
		err := c.Next(&b)
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			return append(out, "error: "+err.Error())
		}
		b.Each(func(rec []byte, line, offset int64) {
			s := string(rec)
			if len(s) > 60 {
				s = s[:20] + "…"
			}
			out = append(out, fmt.Sprintf("%d@%d %s", line, offset, s))
		})
		for _, r := range b.Refused {
			out = append(out, fmt.Sprintf("%d@%d refused: %s", r.Line, r.Offset, source.Reason(r.Err)))
		}
	}
}

func TestCut(t *testing.T) {
	long := `{"a":"` + strings.Repeat("x", 17<<20) + `"}`
	for _, c := range []struct {
		name    string
		framing source.Framing
		in      string
		want    []string
	}{
		{"lines of JSON", source.FrameJSON, "{\"a\":1}\n{\"b\":2}\r\n\n{\"c\":3}", []string{`1@0 {"a":1}`, `2@8 {"b":2}`, `4@18 {"c":3}`}},
		{"a broken line hides nothing", source.FrameJSON, "{\"a\":1}\n{\"b\":\n{\"c\":3}\n", []string{`1@0 {"a":1}`, `2@8 {"b":`, `3@14 {"c":3}`}},
		{"array", source.FrameJSON, "[{\"a\":1},\n {\"b\":{\"c\":[1]}}]\n", []string{`1@1 {"a":1}`, `2@11 {"b":{"c":[1]}}`}},
		{"envelope", source.FrameJSON, `{"Records":[{"a":1},{"b":2}]}`, []string{`1@12 {"a":1}`, `1@20 {"b":2}`}},
		{"envelope with more", source.FrameJSON, `{"@odata.context":"x{","value":[{"a":1}],"next":"y"}`, []string{`1@32 {"a":1}`}},
		{"envelopes, one a line", source.FrameJSON, "{\"entries\":[{\"a\":1}]}\n{\"entries\":[{\"b\":2}],\"n\":3}\n", []string{`1@12 {"a":1}`, `2@34 {"b":2}`}},
		{"empty envelope", source.FrameJSON, `{"value":[]}`, nil},
		{"a record's own array is no envelope", source.FrameJSON, "{\"a\":1}\n{\"items\":[{\"x\":1}]}\n", []string{`1@0 {"a":1}`, `2@8 {"items":[{"x":1}]}`}},
		{"indented", source.FrameJSON, "{\n \"a\": 1\n}\n{\n \"b\": \"}\"\n}\n", []string{"1@0 {\n \"a\": 1\n}", "4@12 {\n \"b\": \"}\"\n}"}},
		{"unfinished array", source.FrameJSON, "[{\"a\":1},\n{\"b\":\n", []string{`1@1 {"a":1}`, "2@10 refused: the stream ends inside a record"}},
		{"unfinished, then a good line", source.FrameJSON, "[{\"a\":1},\n{\"b\":\n{\"c\":3},\n", []string{`1@1 {"a":1}`, "2@10 refused: the stream ends inside a record", `3@16 {"c":3}`}},
		{"a line that is too long", source.FrameJSON, "{\"a\":1}\n" + long + "\n{\"c\":3}\n", []string{`1@0 {"a":1}`, "2@8 refused: a record longer than 16 MiB", fmt.Sprintf(`3@%d {"c":3}`, 9+len(long))}},
		{"plain lines", source.FrameLines, "one\ntwo\r\n\nthree", []string{"1@0 one", "2@4 two", "4@10 three"}},
		{"table", source.FrameCSV, "a,b\n1,2\n\"x\ny\",3\n4,5", []string{"2@4 1,2", "3@8 \"x\ny\",3", "5@16 4,5"}},
		{"byte-order mark", source.FrameLines, "\xef\xbb\xbfone\n", []string{"1@0 one"}},
		{"UTF-16", source.FrameLines, "\xff\xfeo\x00n\x00e\x00\n\x00", []string{"1@0 one"}},
		{"empty", source.FrameJSON, "", nil},
		{"empty table", source.FrameCSV, "", []string{"header: an empty table"}},
	} {
		got := cut(t, strings.NewReader(c.in), c.framing)
		if fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
		if len(c.in) < 1000 {
			if again := cut(t, iotest.OneByteReader(strings.NewReader(c.in)), c.framing); fmt.Sprint(again) != fmt.Sprint(got) {
				t.Errorf("%s: byte by byte: %q, want %q", c.name, again, got)
			}
		}
	}
}

func TestCutAcrossBlocks(t *testing.T) {
	rec := `{"a":"` + strings.Repeat("x", 1000) + `"}`
	n := 3 * stream.BlockSize / len(rec)
	for name, in := range map[string]string{
		"lines": strings.Repeat(rec+"\n", n),
		"array": "[" + strings.Repeat(rec+",\n", n-1) + rec + "]",
	} {
		got := cut(t, strings.NewReader(in), source.FrameJSON)
		if len(got) != n {
			t.Errorf("%s: %d records, want %d", name, len(got), n)
		}
		if last := got[len(got)-1]; !strings.HasPrefix(last, fmt.Sprintf("%d@", n)) {
			t.Errorf("%s: last record at %.20q, want line %d", name, last, n)
		}
	}
}

func TestReaderError(t *testing.T) {
	r := io.MultiReader(strings.NewReader("one\ntwo\n"), iotest.ErrReader(errors.New("disk gone")))
	got := cut(t, r, source.FrameLines)
	if want := "[1@0 one 2@4 two error: disk gone]"; fmt.Sprint(got) != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func FuzzCut(f *testing.F) {
	for _, s := range []string{"{\"a\":1}\n{", `{"value":[{"a":1}]}`, "[{},\n{\"b\":\"\\\"", "a,b\n\"1\n,2\n", "\xff\xfea\x00"} {
		f.Add(s, uint8(0))
		f.Add(s, uint8(2))
	}
	f.Fuzz(func(t *testing.T, s string, framing uint8) {
		fr := source.Framing(framing % 3)
		whole := cut(t, strings.NewReader(s), fr)
		if bytewise := cut(t, iotest.HalfReader(strings.NewReader(s)), fr); fmt.Sprint(whole) != fmt.Sprint(bytewise) {
			t.Errorf("the size of reads changes the records: %q, %q", whole, bytewise)
		}
	})
}
