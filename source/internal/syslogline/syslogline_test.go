package syslogline_test

import (
	"testing"
	"time"

	"sekisho/event"
	"sekisho/source"
	"sekisho/source/internal/syslogline"
)

func at(s string) event.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		panic(err)
	}
	return event.Time(t.UnixMilli())
}

func TestEnvelopes(t *testing.T) {
	for _, c := range []struct{ line, when, host, program, pid, text string }{
		{"Nov 22 10:00:01 mx1 postfix/smtp[123]: hello: there", "2026-11-22T10:00:01Z", "mx1", "postfix/smtp", "123", "hello: there"},
		{"<22>Nov  2 10:00:01.250 mx1 postfix/smtp[123]: hello", "2026-11-02T10:00:01.250Z", "mx1", "postfix/smtp", "123", "hello"},
		{"Nov 22 2025 10:00:01 mx1 cron: hello", "2025-11-22T10:00:01Z", "mx1", "cron", "", "hello"},
		{"2026-11-22T19:00:01.003456+09:00 mx1 postfix/qmgr[9]: hello", "2026-11-22T10:00:01.003Z", "mx1", "postfix/qmgr", "9", "hello"},
		{"<22>1 2026-11-22T10:00:01.003Z mx1 postfix/qmgr 9 - - hello", "2026-11-22T10:00:01.003Z", "mx1", "postfix/qmgr", "9", "hello"},
		{`<22>1 2026-11-22T10:00:01Z mx1 app - - [a x="]\""][b] hello`, "2026-11-22T10:00:01Z", "mx1", "app", "-", "hello"},
	} {
		var l syslogline.Line
		var clock syslogline.Clock
		clock.Assume(source.Assumptions{NotAfter: at("2026-12-01T00:00:00Z")})
		if !l.Parse([]byte(c.line)) {
			t.Errorf("not read: %s", c.line)
			continue
		}
		if err := clock.Resolve(&l); err != nil {
			t.Errorf("%s: %v", c.line, err)
		}
		if l.Time != at(c.when) || string(l.Host) != c.host || string(l.Program) != c.program || string(l.PID) != c.pid || string(l.Text) != c.text {
			t.Errorf("%s: got %v %q %q %q %q", c.line, l.Time, l.Host, l.Program, l.PID, l.Text)
		}
	}
}

func TestNotSyslog(t *testing.T) {
	for _, line := range []string{"", "Nov 22", "hello world this is a text", "Nov 42 10:00:01 mx1 a: b", "Nov 22 10:00:01 mx1", `{"a":1}`, "2026-11-22T10:00:01Z", "<22>1 x"} {
		var l syslogline.Line
		if l.Parse([]byte(line)) {
			t.Errorf("taken for syslog: %q", line)
		}
	}
}

func TestYears(t *testing.T) {
	for name, c := range map[string]struct {
		notAfter string
		lines    []string
		want     []string // "" is a refusal
	}{
		"nothing known":      {"", []string{"Nov 22 10:00:00 h p: x"}, []string{""}},
		"from an ISO line":   {"", []string{"2026-12-31T23:59:00Z h p: x", "Dec 31 23:59:30 h p: x", "Jan  1 00:00:05 h p: x"}, []string{"2026-12-31T23:59:00Z", "2026-12-31T23:59:30Z", "2027-01-01T00:00:05Z"}},
		"from the file":      {"2027-01-02T00:00:00Z", []string{"Dec 30 10:00:00 h p: x", "Jan  1 10:00:00 h p: x"}, []string{"2026-12-30T10:00:00Z", "2027-01-01T10:00:00Z"}},
		"late at new year":   {"2027-01-02T00:00:00Z", []string{"Jan  1 00:00:01 h p: x", "Dec 31 23:59:59 h p: x", "Jan  1 00:00:02 h p: x"}, []string{"2027-01-01T00:00:01Z", "2026-12-31T23:59:59Z", "2027-01-01T00:00:02Z"}},
		"a clock runs ahead": {"2026-11-22T10:00:00Z", []string{"Nov 22 10:00:30 h p: x"}, []string{"2026-11-22T10:00:30Z"}},
		"leap day":           {"2025-02-01T00:00:00Z", []string{"Feb 29 10:00:00 h p: x"}, []string{"2024-02-29T10:00:00Z"}},
		"no such day":        {"2026-11-22T10:00:00Z", []string{"Feb 30 10:00:00 h p: x"}, []string{""}},
	} {
		var clock syslogline.Clock
		if c.notAfter != "" {
			clock.Assume(source.Assumptions{NotAfter: at(c.notAfter)})
		}
		for i, text := range c.lines {
			var l syslogline.Line
			if !l.Parse([]byte(text)) {
				t.Fatalf("%s: %q", name, text)
			}
			err := clock.Resolve(&l)
			if c.want[i] == "" {
				if err == nil {
					t.Errorf("%s: %q got %v, want a refusal", name, text, l.Time)
				}
				continue
			}
			if err != nil || l.Time != at(c.want[i]) {
				t.Errorf("%s: %q got %v %v, want %s", name, text, time.UnixMilli(int64(l.Time)).UTC(), err, c.want[i])
			}
		}
	}
}

func TestZone(t *testing.T) {
	var clock syslogline.Clock
	clock.Assume(source.Assumptions{NotAfter: at("2026-12-01T00:00:00Z"), Location: time.FixedZone("", 9*3600)})
	var l syslogline.Line
	l.Parse([]byte("Nov 22 19:00:01 h p: x"))
	if err := clock.Resolve(&l); err != nil || l.Time != at("2026-11-22T10:00:01Z") {
		t.Errorf("%v %v", l.Time, err)
	}
}
