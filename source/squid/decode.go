package squid

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// decoder reads the lines of one stream and keeps nothing between them.
type decoder struct {
	f       slots
	l       line
	at      event.Time
	scratch source.Scratch
}

var _ source.LineParser = (*decoder)(nil)

// slots are the fields under the names of Sigma's taxonomy and of W3C's format.
type slots struct {
	url, stem, query, extension, host, method, user, agent, referrer, version    []record.Slot
	status, sent, received, client, peer, port, elapsed, action, hierarchy, mime []record.Slot
}

func newSlots(b *record.Builder) slots {
	p := func(names ...string) []record.Slot { return source.Pick(b, names...) }
	return slots{
		url: p("c-uri", "cs-uri"), stem: p("c-uri-stem", "cs-uri-stem"), query: p("c-uri-query", "cs-uri-query"),
		extension: p("c-uri-extension", "cs-uri-extension"), host: p("cs-host", "r-dns"), method: p("cs-method"),
		user: p("cs-username"), agent: p("c-useragent", "cs-user-agent", "cs(User-Agent)"),
		referrer: p("cs-referrer", "cs-referer", "cs(Referer)"), version: p("cs-version"),
		status: p("sc-status"), sent: p("cs-bytes"), received: p("sc-bytes"), client: p("src_ip", "c-ip"),
		peer: p("dst_ip", "s-ip"), port: p("dst_port", "cs-uri-port"), elapsed: p("time-taken"),
		action: p("s-action"), hierarchy: p("s-hierarchy"), mime: p("rs-content-type", "sc-content-type"),
	}
}

// ParseLine implements [source.LineParser].
func (d *decoder) ParseLine(text []byte, row *record.Row) (bool, error) {
	text = bytes.TrimSpace(text)
	if len(text) == 0 || text[0] == '#' {
		return false, nil
	}
	if !utf8.Valid(text) {
		return false, record.ErrUTF8
	}
	l := &d.l
	if !l.parse(text) {
		return false, source.Refuse("not a line of an access log", "")
	}
	if err := d.time(); err != nil {
		return false, err
	}
	d.scratch.Reset()
	d.put(row)
	return true, nil
}

func (d *decoder) put(row *record.Row) {
	l, f := &d.l, &d.f
	for _, p := range [...]struct {
		slots []record.Slot
		text  []byte
	}{
		{f.url, l.url}, {f.method, l.method}, {f.agent, l.agent}, {f.referrer, l.referrer}, {f.version, l.version},
		{f.status, l.status}, {f.sent, l.sent}, {f.received, l.bytes}, {f.client, l.client}, {f.peer, l.peer},
		{f.elapsed, l.elapsed}, {f.action, l.action}, {f.hierarchy, l.hierarchy}, {f.mime, l.mime},
	} {
		if len(p.text) != 1 || p.text[0] != '-' {
			row.PutBytes(p.slots[0], p.text)
			d.text(row, p.slots[1:], source.Borrow(p.text))
		}
	}
	if string(l.user) != "-" {
		row.Put(f.user[0], record.Value{Text: d.unescape(source.Borrow(l.user)), Kind: record.String})
	}
	u := parseURL(source.Borrow(l.url), source.Borrow(l.method) == "CONNECT")
	d.text(row, f.host, u.host)
	d.text(row, f.port, u.port)
	d.text(row, f.stem, u.path)
	d.text(row, f.query, u.query)
	d.text(row, f.extension, u.extension)
}

// text fills slots with what is not, or not once more, a field of the line.
func (d *decoder) text(row *record.Row, slots []record.Slot, text string) {
	if text == "" {
		return
	}
	for _, s := range slots {
		row.PutDerived(s, record.Value{Text: text, Kind: record.String})
	}
}

// unescape undoes the percent signs with which Squid writes unusual characters
// of a name.
func (d *decoder) unescape(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	out := ""
	for s != "" {
		at := strings.IndexByte(s, '%')
		if at < 0 || at+2 >= len(s) {
			return d.scratch.Join(out, s)
		}
		hi, lo := hex(s[at+1]), hex(s[at+2])
		if hi < 0 || lo < 0 || hi*16+lo < 0x20 || hi*16+lo > 0x7e {
			out = d.scratch.Join(out, s[:at+1])
			s = s[at+1:]
			continue
		}
		c := [1]byte{byte(hi*16 + lo)}
		out = d.scratch.Join(out, s[:at], string(c[:]))
		s = s[at+3:]
	}
	return out
}

func hex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// time is when the answer ended.
func (d *decoder) time() error {
	l := &d.l
	if l.time != nil {
		t, err := source.ParseTime(source.Borrow(l.time))
		d.at = t
		return err
	}
	t, ok := clf(source.Borrow(l.zoneless))
	if !ok {
		return source.Refuse("a time that cannot be read", "time")
	}
	d.at = t
	return nil
}

// clf reads 22/Nov/2026:10:00:01 +0900.
func clf(s string) (event.Time, bool) {
	t, err := time.Parse("02/Jan/2006:15:04:05 -0700", s)
	if err != nil || t.Year() < source.MinYear || t.Year() >= source.MaxYear {
		return 0, false
	}
	return event.Time(t.UnixMilli()), true
}

// Decode implements [source.Decoder].
func (d *decoder) Decode(row *record.Row, ev *event.Event, emit source.Emit) error {
	f := &d.f
	get := func(s []record.Slot) string { return row.Text(s[0]) }
	ev.Class, ev.Time = event.ClassHTTP, d.at
	ev.OriginalTime = source.Borrow(first(d.l.time, d.l.zoneless))
	if ms := source.Int(get(f.elapsed)); ms > 0 {
		ev.StartTime, ev.EndTime = d.at-event.Time(ms), d.at
	}
	method := get(f.method)
	if method != "" { // Squid logs connections that never asked
		ev.Activity = activity(method)
	}
	if ev.Activity == event.ActivityOther {
		ev.ActivityName = method
	}
	ev.EventCode = get(f.action)
	ev.Actor.Name = get(f.user)
	ev.Src.IP = get(f.client)
	ev.Dst = event.Endpoint{IP: origin(get(f.hierarchy), get(f.peer)), Port: int32(source.Int(get(f.port))), Hostname: get(f.host)}
	ev.HTTP = event.HTTP{
		Method: method, URL: get(f.url), Host: get(f.host), Path: get(f.stem), UserAgent: get(f.agent),
		Referrer: get(f.referrer), Status: int32(source.Int(get(f.status))), MimeType: get(f.mime),
	}
	ev.BytesIn, ev.BytesOut = source.Int(get(f.received)), source.Int(get(f.sent))
	outcome(ev)
	ev.Hand = hand(ev)
	emit(0)
	return nil
}

// origin is the address of the server asked; what is logged for other ways of
// fetching is another proxy, and old versions log a name.
func origin(hierarchy, peer string) string {
	if !strings.HasSuffix(hierarchy, "DIRECT") || peer == "" {
		return ""
	}
	if c := peer[0]; ('0' <= c && c <= '9' || c == '[') || strings.IndexByte(peer, ':') >= 0 {
		return peer
	}
	return ""
}

func first(a, b []byte) []byte {
	if len(a) > 0 {
		return a
	}
	return b
}

func activity(method string) event.Activity {
	switch method {
	case "CONNECT":
		return event.HTTPConnect
	case "DELETE":
		return event.HTTPDelete
	case "GET":
		return event.HTTPGet
	case "HEAD":
		return event.HTTPHead
	case "OPTIONS":
		return event.HTTPOptions
	case "POST":
		return event.HTTPPost
	case "PUT":
		return event.HTTPPut
	case "TRACE":
		return event.HTTPTrace
	case "PATCH":
		return event.HTTPPatch
	}
	return event.ActivityOther
}

// outcome: what the proxy refused never left. An error that the server answered
// to a request with a body leaves open what was sent before.
func outcome(ev *event.Event) {
	refused := strings.Contains(ev.EventCode, "DENIED") || strings.HasPrefix(ev.EventCode, "NONE")
	code := ev.HTTP.Status
	switch {
	case refused && (code >= 400 || code == 0):
		ev.Status, ev.StatusDetail = event.StatusFailure, "not passed on by the proxy"
	case code >= 200 && code < 400:
		ev.Status = event.StatusSuccess
	case code >= 400 && (ev.Activity == event.HTTPPost || ev.Activity == event.HTTPPut || ev.Activity == event.HTTPPatch):
		ev.StatusDetail = "answered with an error after the request was passed on"
	case code >= 400:
		ev.Status = event.StatusFailure
	}
}
