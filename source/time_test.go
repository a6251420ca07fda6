package source_test

import (
	"testing"
	"time"

	"sekisho/source"
)

func TestParseTimeZones(t *testing.T) {
	want := time.Date(2026, 3, 2, 1, 2, 3, 0, time.UTC).UnixMilli()
	for _, s := range []string{
		"2026-03-02T01:02:03", "2026-03-02T01:02:03Z", "2026-03-02 01:02:03 UTC", "2026-03-02T10:02:03+09:00",
		"2026-03-02T10:02:03+0900", "2026-03-02T10:02:03+09", "2026-03-01T17:02:03.000-08:00", "2026-03-02T06:32:03+05:30",
	} {
		got, err := source.ParseTime(s)
		if err != nil || int64(got) != want {
			t.Errorf("%s: %d, %v; want %d", s, got, err, want)
		}
	}
	for _, s := range []string{"2026-03-02T01:02:03+", "2026-03-02T01:02:03+9", "2026-03-02T01:02:03+09:000", "2026-03-02T01:02:03+0:900", "2026-03-02T01:02:03+-900", "2026-03-02T01:02:03 JST"} {
		if got, err := source.ParseTime(s); err == nil {
			t.Errorf("%s: read as %d", s, got)
		}
	}
}

// Every RFC 3339 form is read without allocating.
func TestParseTimeAllocates(t *testing.T) {
	for _, s := range []string{"2026-03-02T01:02:03.123Z", "2026-03-02T10:02:03+09:00"} {
		if n := testing.AllocsPerRun(100, func() { _, _ = source.ParseTime(s) }); n != 0 {
			t.Errorf("%s: %v allocations", s, n)
		}
	}
}
