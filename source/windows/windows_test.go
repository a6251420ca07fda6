package windows_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sekisho/event"
	"sekisho/source"
	"sekisho/source/sourcetest"
	"sekisho/source/windows"
)

func TestAccept(t *testing.T) { sourcetest.Accept(t, windows.New(), "testdata") }

func FuzzDecode(f *testing.F) { sourcetest.Fuzz(f, windows.New(), "testdata") }

func BenchmarkSysmon(b *testing.B) {
	sourcetest.Benchmark(b, windows.New(), "testdata/sysmon.in")
}

func BenchmarkSecurity(b *testing.B) {
	sourcetest.Benchmark(b, windows.New(), "testdata/security.in")
}

// One event, in the shape of each shipper, is one and the same event.
func TestShapesAgree(t *testing.T) {
	raw, err := os.ReadFile("testdata/shapes.in")
	if err != nil {
		t.Fatal(err)
	}
	var want sourcetest.Event
	for i, line := range bytes.Split(bytes.TrimSpace(raw), []byte{'\n'}) {
		if c := windows.New().Sniff(line); c < source.Sure {
			t.Errorf("shape %d: recognised with confidence %d", i+1, c)
		}
		events, refused := sourcetest.Decode(t, windows.New(), append(bytes.Clone(line), '\n'))
		if len(events) != 1 {
			t.Fatalf("shape %d: %d events, refused %v", i+1, len(events), refused)
		}
		if i == 0 {
			want = events[0]
		}
		if d := cmp.Diff(want, events[0]); d != "" {
			t.Errorf("shape %d (-first +this):\n%s", i+1, d)
		}
	}
	if want.Class != event.ClassFile || want.File.Path != `E:\plan.7z` {
		t.Errorf("%+v", want)
	}
}

// Where the record has no moment of its own in UTC, the zone of NXLog's local
// time comes from the two times of reception.
func TestNXLogZone(t *testing.T) {
	const rest = `"Hostname":"h","EventID":4634,"SourceName":"Microsoft-Windows-Security-Auditing","Channel":"Security"}` + "\n"
	for _, c := range []struct{ times, want string }{
		{`{"EventTime":"2026-11-22 10:00:12","EventReceivedTime":"2026-11-22 10:00:13","@timestamp":"2026-11-22T01:00:14.5Z",`, "2026-11-22T01:00:12Z"},
		{`{"EventTime":"2026-11-21 20:30:12","EventReceivedTime":"2026-11-21 20:31:13","@timestamp":"2026-11-22T00:01:14.5Z",`, "2026-11-22T00:00:12Z"},
		{`{"EventTime":"2026-11-22 10:00:12","@timestamp":"2026-11-22T15:00:14.5Z",`, "2026-11-22T15:00:12Z"},
		{`{"EventTime":"2026-11-22 10:00:12+09:00","@timestamp":"2026-11-22T15:00:14.5Z",`, "2026-11-22T01:00:12Z"},
		{`{"EventTime":"2026-11-22 10:00:12","EventReceivedTime":"2026-11-22 10:00:13","@timestamp":"2026-11-25T01:00:14.5Z",`, "2026-11-25T01:00:14.5Z"},
		{`{"EventTime":"2026-11-22 10:00:12",`, "2026-11-22T10:00:12Z"},
	} {
		events, refused := sourcetest.Decode(t, windows.New(), []byte(c.times+rest))
		want, _ := source.ParseTime(c.want)
		if len(events) != 1 || events[0].Time != want {
			t.Errorf("%s: %v %v, want %s", c.times, events, refused, c.want)
		}
	}
}

func TestOnlyItsOwn(t *testing.T) {
	for name, text := range map[string]string{
		"cloudtrail": `{"Records":[{"eventVersion":"1.08","eventID":"x","eventSource":"s3.amazonaws.com"}]}`,
		"m365":       `{"CreationTime":"2026-11-22T01:00:00","Operation":"FileAccessed","Workload":"SharePoint","EventData":"x"}`,
		"okta":       `{"uuid":"x","eventType":"user.session.start","published":"2026-11-22T01:00:00Z"}`,
		"zeek":       `{"ts":1795309212.1,"uid":"C1","id.orig_h":"10.0.0.1"}`,
		"slack":      `{"entries":[{"id":"x","date_create":1,"action":"file_downloaded"}]}`,
	} {
		if c := windows.New().Sniff([]byte(text)); c > source.No {
			t.Errorf("claims %s with confidence %d", name, c)
		}
	}
}
