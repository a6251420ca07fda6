package squid_test

import (
	"testing"

	"sekisho/source"
	"sekisho/source/sourcetest"
	"sekisho/source/squid"
)

func TestAccept(t *testing.T) { sourcetest.Accept(t, squid.New(), "testdata") }

func FuzzDecode(f *testing.F) { sourcetest.Fuzz(f, squid.New(), "testdata") }

func BenchmarkDecode(b *testing.B) { sourcetest.Benchmark(b, squid.New(), "testdata/native.in") }

func TestOnlyItsOwn(t *testing.T) {
	for name, text := range map[string]string{
		"web server": `192.0.2.7 - - [22/Nov/2026:10:00:01 +0000] "GET /a.html HTTP/1.1" 200 2326 "-" "Mozilla/5.0"` + "\n",
		"mail":       "Nov 22 10:00:01 mx postfix/smtpd[211]: connect from unknown[192.0.2.9]\n",
		"zeek":       "#separator \\x09\n1795341601.125000\tCx\t10.0.0.1\t5000\n",
		"json":       `{"ts":1795341601.125,"url":"http://a.example/"}` + "\n",
	} {
		if c := squid.New().Sniff([]byte(text)); c > source.No {
			t.Errorf("claims a %s log with confidence %d", name, c)
		}
	}
}

// The same request in two logformats has the same time, host and actor.
func TestFormatsAgree(t *testing.T) {
	one, _ := sourcetest.Decode(t, squid.New(), []byte(
		"1795341601.000     87 10.20.3.17 TCP_MISS/200 48213 GET http://www.hoshizora.example/a/b.pdf mika.s HIER_DIRECT/192.0.2.40 text/html\n"))
	two, _ := sourcetest.Decode(t, squid.New(), []byte(
		`10.20.3.17 - mika.s [22/Nov/2026:19:00:01 +0900] "GET http://www.hoshizora.example/a/b.pdf HTTP/1.1" 200 48213 TCP_MISS:HIER_DIRECT`+"\n"))
	if len(one) != 1 || len(two) != 1 {
		t.Fatalf("%d and %d events", len(one), len(two))
	}
	a, b := one[0], two[0]
	if a.Time != b.Time || a.HTTP.Host != b.HTTP.Host || a.HTTP.Path != b.HTTP.Path || a.Actor != b.Actor || a.BytesIn != b.BytesIn || a.Src != b.Src {
		t.Errorf("%+v\n%+v", a, b)
	}
}
