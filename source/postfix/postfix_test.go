package postfix_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sekisho/event"
	"sekisho/source"
	"sekisho/source/postfix"
	"sekisho/source/sourcetest"
	"sekisho/source/stream"

	"sekisho/record"
)

func TestAccept(t *testing.T) { sourcetest.Accept(t, postfix.New(), "testdata") }

func FuzzDecode(f *testing.F) { sourcetest.Fuzz(f, postfix.New(), "testdata") }

func BenchmarkDecode(b *testing.B) { sourcetest.Benchmark(b, postfix.New(), "testdata/iso.in") }

func TestOnlyItsOwn(t *testing.T) {
	for name, text := range map[string]string{
		"sshd":  "Nov 22 10:00:01 h sshd[1]: Accepted password for root\n",
		"squid": "1795341601.125     87 10.20.3.17 TCP_MISS/200 48213 GET http://a.example/ u HIER_DIRECT/192.0.2.40 text/html\n",
		"json":  `{"message":"postfix/smtp[1]: to=<a@b.example>"}` + "\n",
	} {
		if c := postfix.New().Sniff([]byte(text)); c > source.No {
			t.Errorf("claims %s with confidence %d", name, c)
		}
	}
}

const delivery = "Nov 22 10:00:01 mx1 postfix/smtp[1]: 4F1B2A0C11: to=<a@nagare.example>, relay=mx.nagare.example[198.51.100.9]:25, dsn=2.0.0, status=sent (250 ok)"

// A time without a year is refused until somebody says the year.
func TestYear(t *testing.T) {
	_, refused := sourcetest.Decode(t, postfix.New(), []byte(delivery+"\n"))
	if len(refused) != 1 || refused[0].Reason != "a time without a year" {
		t.Errorf("refused %v", refused)
	}
	sink := &last{}
	dec, err := stream.NewPlan(postfix.New()).Ready().NewDecoder(nil, sink, nil)
	if err != nil {
		t.Fatal(err)
	}
	written := time.Date(2027, 1, 3, 0, 0, 0, 0, time.UTC)
	dec.Assume(source.Assumptions{NotAfter: event.Time(written.UnixMilli())})
	if err := dec.Record([]byte(delivery)); err != nil {
		t.Fatal(err)
	}
	if want := time.Date(2026, 11, 22, 10, 0, 1, 0, time.UTC).UnixMilli(); int64(sink.time) != want {
		t.Errorf("time %d, want %d", sink.time, want)
	}
}

type last struct {
	n    int
	time event.Time
	from string
	note string
}

func (l *last) Event(ev *event.Event, _, _ int, _ *record.Row) {
	l.n++
	l.time, l.from, l.note = ev.Time, strings.Clone(ev.Email.From), strings.Clone(ev.StatusDetail)
}

// The oldest messages are forgotten when more are in the queue than the bound
// allows, and their deliveries say so.
func TestBound(t *testing.T) {
	sink := &last{}
	dec, err := stream.NewPlan(postfix.New()).Ready().NewDecoder(nil, sink, nil)
	if err != nil {
		t.Fatal(err)
	}
	feed := func(format string, args ...any) {
		if err := dec.Record([]byte("2026-11-22T10:00:00Z mx postfix/" + fmt.Sprintf(format, args...))); err != nil {
			t.Fatal(err)
		}
	}
	const many = 70_000 // more than the bound of 65,536
	for i := range many {
		feed("qmgr[1]: %010X: from=<u%d@hoshizora.example>, size=1, nrcpt=1 (queue active)", i, i)
	}
	send := "smtp[1]: %010X: to=<a@nagare.example>, relay=mx.nagare.example[198.51.100.9]:25, dsn=2.0.0, status=sent (ok)"
	feed(send, many-1)
	if sink.from != fmt.Sprintf("u%d@hoshizora.example", many-1) || sink.note != "" {
		t.Errorf("a message within the bound: %+v", sink)
	}
	feed(send, 0)
	if sink.from != "" || sink.note == "" || sink.n != 2 {
		t.Errorf("a message beyond the bound: %+v", sink)
	}
}

// A queue id that is used again does not inherit the old message's sender.
func TestReusedQueueID(t *testing.T) {
	lines := strings.Join([]string{
		"2026-11-22T10:00:00Z mx postfix/qmgr[1]: 4F1B2A0C11: from=<mika.s@hoshizora.example>, size=1, nrcpt=1 (queue active)",
		"2026-11-22T11:00:00Z mx postfix/smtpd[1]: 4F1B2A0C11: client=unknown[192.0.2.1]",
		"2026-11-22T11:00:01Z mx postfix/smtp[1]: 4F1B2A0C11: to=<a@nagare.example>, relay=none, dsn=4.0.0, status=deferred (x)",
		"",
	}, "\n")
	events, _ := sourcetest.Decode(t, postfix.New(), []byte(lines))
	if len(events) != 1 || events[0].Email.From != "" || events[0].Src.IP != "192.0.2.1" {
		t.Errorf("%+v", events)
	}
}
