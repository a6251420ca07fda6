package zeek

import (
	"math"
	"strings"
	"time"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

type decoder struct {
	clock                  source.Clock
	path, uid              record.Slot
	orig, origP            record.Slot
	resp, respP            record.Slot
	proto, service, status record.Slot
	kinds                  map[string]int
	guess                  []guess
	conn                   connSlots
	web                    webSlots
	tls                    tlsSlots
	file                   fileSlots
	mail                   mailSlots
	name                   dnsSlots
	ftp                    ftpSlots
	smb                    smbSlots
	login                  loginSlots
	misc                   miscSlots
	scratch                source.Scratch
}

func newDecoder(b *record.Builder) *decoder {
	d := &decoder{
		clock: source.NewClock(b, "ts", "@timestamp"),
		path:  b.Add("_path"), uid: b.Add("uid"),
		orig: b.Add("id.orig_h"), origP: b.Add("id.orig_p"), resp: b.Add("id.resp_h"), respP: b.Add("id.resp_p"),
		proto: b.Add("proto"), service: b.Add("service"), status: b.Add("success"),
		kinds: map[string]int{}, guess: guesses(b),
		conn: newConn(b), web: newWeb(b), tls: newTLS(b), file: newFile(b), mail: newMail(b), name: newDNS(b),
		ftp: newFTP(b), smb: newSMB(b), login: newLogin(b), misc: newMisc(b),
	}
	for i, log := range logs {
		d.kinds[log] = i
	}
	return d
}

var _ source.Decoder = (*decoder)(nil)

// Decode makes one event of one record.
func (d *decoder) Decode(row *record.Row, ev *event.Event, emit source.Emit) error {
	log := row.Text(d.path)
	if log == "" {
		log = d.guessed(row)
	}
	if log == "loaded_scripts" {
		return nil // a list of the sensor's scripts, without times
	}
	d.scratch.Reset()
	if err := d.when(row, ev); err != nil {
		return err
	}
	ev.Source, ev.EventCode, ev.Correlation = name, log, row.Text(d.uid)
	ev.Src = event.Endpoint{IP: row.Text(d.orig), Port: port(row.Text(d.origP))}
	ev.Dst = event.Endpoint{IP: row.Text(d.resp), Port: port(row.Text(d.respP))}
	kind, known := d.kinds[log]
	if !known {
		kind = len(logs) - 1
	}
	d.fill(row, ev, log)
	if ev.Activity == event.ActivityOther && ev.ActivityName == "" {
		ev.ActivityName = log
	}
	if ev.EventCode == "" {
		ev.EventCode = "unknown"
	}
	emit(kind)
	return nil
}

func (d *decoder) fill(row *record.Row, ev *event.Event, log string) {
	switch log {
	case "conn":
		d.connection(row, ev)
	case "http":
		d.request(row, ev)
	case "ssl", "quic":
		d.session(row, ev, log)
	case "files":
		d.transfer(row, ev)
	case "smtp":
		d.message(row, ev)
	case "dns":
		d.lookup(row, ev)
	case "ftp":
		d.ftpCommand(row, ev)
	case "smb_files", "smb_mapping":
		d.smbAct(row, ev, log)
	case "ntlm", "kerberos", "radius", "ssh", "rdp", "socks", "mysql":
		d.signIn(row, ev, log)
	default:
		d.other(row, ev, log)
	}
}

// when reads the time; its text becomes ISO 8601 with microseconds, whichever
// form the log has.
func (d *decoder) when(row *record.Row, ev *event.Event) error {
	t, text, err := d.clock.Read(row)
	if err != nil {
		return err
	}
	ev.Time, ev.OriginalTime = t, d.iso(t, micros(text))
	return nil
}

// iso writes a moment given in milliseconds and the microseconds beyond them.
func (d *decoder) iso(t event.Time, us int) string {
	m := time.UnixMilli(int64(t)).UTC()
	b := [...]byte{'0', '0', '0', '0', '-', '0', '0', '-', '0', '0', 'T', '0', '0', ':', '0', '0', ':', '0', '0', '.',
		'0', '0', '0', '0', '0', '0', 'Z'}
	two := func(at, n int) { b[at], b[at+1] = byte('0'+n/10%10), byte('0'+n%10) }
	two(0, m.Year()/100)
	two(2, m.Year())
	two(5, int(m.Month()))
	two(8, m.Day())
	two(11, m.Hour())
	two(14, m.Minute())
	two(17, m.Second())
	us += m.Nanosecond() / 1e6 * 1000
	two(20, us/10_000)
	two(22, us/100)
	two(24, us)
	return d.scratch.Join(source.Borrow(b[:]))
}

// micros is the fourth to sixth digit behind the point of a time's seconds.
func micros(text string) int {
	_, frac, ok := strings.Cut(text, ".")
	if !ok || len(frac) < 4 {
		return 0
	}
	n := 0
	for i := 3; i < 6; i++ {
		n *= 10
		if i < len(frac) && '0' <= frac[i] && frac[i] <= '9' {
			n += int(frac[i] - '0')
		}
	}
	return n
}

func port(text string) int32 {
	if n := source.Int(text); 0 <= n && n <= math.MaxUint16 {
		return int32(n)
	}
	return 0
}

// truth turns Zeek's booleans into a status.
func truth(text string) event.Status {
	switch text {
	case "true", "T":
		return event.StatusSuccess
	case "false", "F":
		return event.StatusFailure
	}
	return event.StatusUnknown
}

// later adds an interval in seconds, such as "0.001294", to a time.
func later(t event.Time, us int, seconds string) event.Time {
	whole, frac, _ := strings.Cut(seconds, ".")
	n := source.Int(whole)
	if n < 0 || n > maxInterval || strings.ContainsAny(frac, "eE") {
		return 0
	}
	digits := 0
	for i := range 6 {
		digits *= 10
		if i < len(frac) && '0' <= frac[i] && frac[i] <= '9' {
			digits += int(frac[i] - '0')
		}
	}
	return t + event.Time(n*1000) + event.Time((us+digits)/1000)
}

// maxInterval bounds durations, in seconds: a connection of ten years is a fault.
const maxInterval = 10 * 366 * 86400

// guess tells a log by the fields that only it has, for JSON without "_path".
type guess struct {
	log   string
	slots []record.Slot
}

func guesses(b *record.Builder) []guess {
	var out []guess
	for _, g := range [][]string{
		{"conn", "conn_state"}, {"http", "trans_depth", "method"}, {"http", "trans_depth", "status_code"},
		{"http", "host", "uri"}, {"smtp", "helo"}, {"smtp", "mailfrom"}, {"smtp", "trans_depth", "last_reply"},
		{"dns", "qtype_name"}, {"dns", "rcode_name"}, {"dns", "trans_id", "rejected"},
		{"ssl", "cipher"}, {"ssl", "ssl_history"}, {"ssl", "resumed", "established"}, {"quic", "client_initial_dcid"},
		{"files", "fuid", "seen_bytes"}, {"files", "fuid", "is_orig"}, {"ftp", "reply_code", "command"},
		{"ssh", "auth_attempts"}, {"ssh", "kex_alg"}, {"rdp", "security_protocol"}, {"smb_mapping", "share_type"},
		{"smb_files", "action", "name", "times.modified"}, {"ntlm", "domainname"}, {"ntlm", "server_nb_computer_name"},
		{"kerberos", "request_type"}, {"dce_rpc", "named_pipe"}, {"notice", "note"}, {"x509", "certificate.subject"},
	} {
		out = append(out, guess{g[0], source.Pick(b, g[1:]...)})
	}
	return out
}

func (d *decoder) guessed(row *record.Row) string {
next:
	for _, g := range d.guess {
		for _, s := range g.slots {
			if !row.Has(s) {
				continue next
			}
		}
		return g.log
	}
	if strings.HasPrefix(row.Text(d.smb.action), "SMB::") {
		return "smb_files"
	}
	return ""
}
