package zeek_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
	"sekisho/source/sourcetest"
	"sekisho/source/zeek"
)

func TestAccept(t *testing.T) { sourcetest.Accept(t, zeek.New(), "testdata") }

func TestAcceptTSV(t *testing.T) { sourcetest.Accept(t, zeek.NewTSV(), "testdata/tsv") }

// TestTwoForms compares the logs of the same traffic, event by event.
func TestTwoForms(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(sourcetest.Shared(t, "zeek", "zeek-json"), "*.json.gz"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, path := range files {
		log := strings.TrimSuffix(filepath.Base(path), ".json.gz")
		t.Run(log, func(t *testing.T) {
			asJSON := unzip(t, path)
			asTSV := unzip(t, sourcetest.Shared(t, "zeek", "zeek-default", log+".log.gz"))
			a, refusedA := sourcetest.Decode(t, zeek.New(), asJSON)
			b, refusedB := sourcetest.Decode(t, zeek.NewTSV(), asTSV)
			if len(refusedA) != len(refusedB) {
				t.Errorf("refused %d of JSON, %d of TSV: %v %v", len(refusedA), len(refusedB), head(refusedA), head(refusedB))
			}
			if log != "loaded_scripts" && (len(a) != bytes.Count(asJSON, []byte{'\n'}) || len(a) == 0) {
				t.Errorf("%d events of %d records", len(a), bytes.Count(asJSON, []byte{'\n'}))
			}
			compare(t, a, b)
			if got := zeek.New().Sniff(asJSON[:min(len(asJSON), source.SniffLen)]); got != source.Sure && log != "loaded_scripts" {
				t.Errorf("JSON: confidence %d", got)
			}
			if got := zeek.NewTSV().Sniff(asTSV[:min(len(asTSV), source.SniffLen)]); got != source.Sure {
				t.Errorf("TSV: confidence %d", got)
			}
			t.Logf("%d events", len(a))
		})
	}
}

func head(r []sourcetest.Refusal) []sourcetest.Refusal { return r[:min(len(r), 3)] }

func compare(t *testing.T, a, b []sourcetest.Event) {
	t.Helper()
	if len(a) != len(b) {
		t.Fatalf("%d events of JSON, %d of TSV", len(a), len(b))
	}
	sortEvents(a)
	sortEvents(b)
	different := 0
	for i := range a {
		a[i].Line, b[i].Line = 0, 0
		if reflect.DeepEqual(a[i], b[i]) {
			continue
		}
		if different++; different <= 3 {
			t.Errorf("event %d (-JSON +TSV):\n%s", i, cmp.Diff(a[i], b[i]))
		}
	}
	if different > 0 {
		t.Errorf("%d of %d events differ", different, len(a))
	}
}

// sortEvents leaves the order of events of the same moment and connection as it is.
func sortEvents(list []sourcetest.Event) {
	slices.SortStableFunc(list, func(a, b sourcetest.Event) int {
		if c := strings.Compare(a.OriginalTime, b.OriginalTime); c != 0 {
			return c
		}
		return strings.Compare(a.Correlation, b.Correlation)
	})
}

func unzip(t *testing.T, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// TestInventedForms compares the two forms of the records in testdata.
func TestInventedForms(t *testing.T) {
	asJSON, _ := sourcetest.Decode(t, zeek.New(), read(t, "testdata/all.in"))
	asTSV, _ := sourcetest.Decode(t, zeek.NewTSV(), read(t, "testdata/tsv/all.in"))
	if len(asJSON) < 18 {
		t.Errorf("only %d events", len(asJSON))
	}
	compare(t, asJSON, asTSV)
}

// TestGuess: records whose collector dropped "_path" mean the same; only a log
// that nothing tells apart is called unknown.
func TestGuess(t *testing.T) {
	named, _ := sourcetest.Decode(t, zeek.New(), read(t, "testdata/all.in"))
	guessed, _ := sourcetest.Decode(t, zeek.New(), read(t, "testdata/nopath.in"))
	for i := range named {
		if named[i].EventCode == "brand_new" {
			named[i].EventCode = "unknown"
		}
	}
	compare(t, named, guessed)
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestSniff(t *testing.T) {
	for _, c := range []struct {
		name, head string
		want       source.Confidence
	}{
		{"an application's log", `{"ts":1760922000.1,"level":"info","msg":"started"}`, source.No},
		{"Suricata", `{"timestamp":"2025-10-20T01:00:00Z","event_type":"dns","src_ip":"192.0.2.1","dest_ip":"192.0.2.2"}`, source.No},
		{"a nested id", `{"ts":1760922000.1,"uid":"C1","id":{"orig_h":"192.0.2.1","resp_h":"192.0.2.2"}}`, source.Sure},
	} {
		if got := zeek.New().Sniff([]byte(c.head)); got != c.want {
			t.Errorf("%s: confidence %d, want %d", c.name, got, c.want)
		}
	}
	if got := zeek.NewTSV().Sniff([]byte("#Software: IIS\n#Fields: date time\n")); got != source.No {
		t.Errorf("IIS: confidence %d", got)
	}
}

func FuzzJSON(f *testing.F) { sourcetest.Fuzz(f, zeek.New(), "testdata") }

func FuzzTSV(f *testing.F) { sourcetest.Fuzz(f, zeek.NewTSV(), "testdata/tsv") }

func BenchmarkJSON(b *testing.B) { sourcetest.Benchmark(b, zeek.New(), "testdata/all.in") }

// BenchmarkTSV repeats the first log of the sample, a header and its records.
func BenchmarkTSV(b *testing.B) {
	raw, err := os.ReadFile("testdata/tsv/all.in")
	if err != nil {
		b.Fatal(err)
	}
	first, _, _ := bytes.Cut(raw, []byte("#close"))
	at := bytes.Index(first, []byte("\n1")) + 1
	long := append(bytes.Clone(first[:at]), bytes.Repeat(first[at:], 1000)...)
	path := filepath.Join(b.TempDir(), "conn.log")
	if err := os.WriteFile(path, long, 0o600); err != nil {
		b.Fatal(err)
	}
	sourcetest.Benchmark(b, zeek.NewTSV(), path)
}

// TestWebFields: the names of Sigma's proxy and web server rules that Zeek writes
// in one piece are served in parts.
func TestWebFields(t *testing.T) {
	b := record.NewBuilder()
	dec := zeek.New().New(b)
	want := map[string]string{
		"c-uri": "http://a.example/x/y.zip?k=1", "cs-uri-stem": "/x/y.zip", "cs-uri-query": "k=1", "c-uri-extension": "zip",
	}
	slots := map[string]record.Slot{}
	for field := range want {
		slots[field] = b.Add(field)
	}
	row := b.Layout().NewRow()
	raw := `{"_path":"http","ts":1760922000.1,"uid":"C1","method":"GET","host":"a.example","uri":"/x/y.zip?k=1"}`
	if err := record.NewWalker(nil).Walk([]byte(raw), row); err != nil {
		t.Fatal(err)
	}
	kind := -1
	if err := dec.Decode(row, &event.Event{}, func(k int) { kind = k }); err != nil {
		t.Fatal(err)
	}
	for field, text := range want {
		if got := row.Text(slots[field]); got != text {
			t.Errorf("%s: %q, want %q", field, got, text)
		}
	}
	if got := zeek.New().Kinds[kind].Name; got != "http log" {
		t.Errorf("kind %q", got)
	}
}

// TestTwoFormsForRules: rules see the same texts in both forms.
func TestTwoFormsForRules(t *testing.T) {
	tsv := read(t, "testdata/tsv/all.in")
	b := record.NewBuilder()
	lines, ok := zeek.NewTSV().New(b).(source.LineParser)
	if !ok {
		t.Fatal("no line parser")
	}
	var names []string
	for line := range strings.Lines(string(tsv)) {
		if fields, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "#fields\t"); ok {
			names = append(names, strings.Split(fields, "\t")...)
		}
	}
	slots := map[string]record.Slot{}
	for _, n := range names {
		slots[n] = b.Add(n)
	}
	row, compared := b.Layout().NewRow(), 0
	records := bytes.Split(bytes.TrimSpace(read(t, "testdata/all.in")), []byte{'\n'})
	for line := range bytes.SplitSeq(bytes.TrimSpace(tsv), []byte{'\n'}) {
		row.Reset(line)
		if ok, err := lines.ParseLine(line, row); err != nil || !ok {
			if err != nil {
				t.Fatal(err)
			}
			continue
		}
		other := b.Layout().NewRow()
		if err := record.NewWalker(nil).Walk(records[compared], other); err != nil {
			t.Fatal(err)
		}
		compared++
		for n, s := range slots {
			if want, got := columnTexts(other, s), columnTexts(row, s); want != got {
				t.Errorf("record %d, %s: JSON %q, TSV %q", compared, n, want, got)
			}
		}
	}
	if compared != len(records) {
		t.Errorf("%d of %d records compared", compared, len(records))
	}
}

// columnTexts are the values of a slot, but for fractions, which JSON may write
// shorter, and the time.
func columnTexts(row *record.Row, s record.Slot) string {
	var list []string
	row.Each(s, func(v record.Value) bool {
		if v.Kind == record.Number && strings.Contains(v.Text, ".") || strings.HasPrefix(v.Text, "2025-10-20T") {
			return true
		}
		list = append(list, v.Text)
		return true
	})
	return strings.Join(list, "|")
}
