package postfix

import (
	"bytes"
	"net/netip"
	"strings"
	"unicode/utf8"

	"sekisho/record"
	"sekisho/source"
	"sekisho/source/internal/syslogline"
)

// decoder reads one stream in order.
type decoder struct {
	f      slots
	clock  syslogline.Clock
	queue  *queue
	line   syslogline.Line
	fields fields
	daemon []byte
	id     []byte   // queue id of the line
	msg    *message // what is known of it
	kind   int

	rejectedWord, failedWord []byte // statuses of lines that have no such field
}

var (
	_ source.LineParser = (*decoder)(nil)
	_ source.Assumer    = (*decoder)(nil)
)

// slots are the fields of an event's row, under Postfix's own names.
type slots struct {
	daemon, id, to, origTo, from, relay, relayIP, port, dsn, status, reason record.Slot
	size, recipients, client, clientIP, user, messageID, delay, host        record.Slot
}

func newDecoder(b *record.Builder) *decoder {
	return &decoder{queue: newQueue(), rejectedWord: []byte("rejected"), failedWord: []byte("failed"), f: slots{
		daemon: b.Add("daemon"), id: b.Add("queue_id"), to: b.Add("to"), origTo: b.Add("orig_to"), from: b.Add("from"),
		relay: b.Add("relay"), relayIP: b.Add("relay_ip"), port: b.Add("relay_port"), dsn: b.Add("dsn"), status: b.Add("status"), reason: b.Add("reason"),
		size: b.Add("size"), recipients: b.Add("nrcpt"), client: b.Add("client"), clientIP: b.Add("client_ip"),
		user: b.Add("sasl_username"), messageID: b.Add("message-id"), delay: b.Add("delay"), host: b.Add("host"),
	}}
}

// Assume implements [source.Assumer].
func (d *decoder) Assume(a source.Assumptions) { d.clock.Assume(a) }

// ParseLine implements [source.LineParser]. Lines of other programs, and lines
// that only add to what is known of a message, carry no record.
func (d *decoder) ParseLine(text []byte, row *record.Row) (bool, error) {
	text = bytes.TrimRight(text, " \r")
	if len(text) == 0 {
		return false, nil
	}
	if !utf8.Valid(text) {
		return false, record.ErrUTF8
	}
	if !d.line.Parse(text) || len(d.line.Host) > maxText {
		return false, source.Refuse("not a syslog line", "")
	}
	if !isPostfix(d.line.Program) {
		return false, nil
	}
	if err := d.clock.Resolve(&d.line); err != nil {
		return false, err
	}
	d.daemon = d.line.Program[bytes.LastIndexByte(d.line.Program, '/')+1:]
	d.msg = nil
	if !d.read() {
		return false, nil
	}
	d.put(row)
	return true, nil
}

// read takes one line in and reports whether an event comes of it.
func (d *decoder) read() bool {
	body := d.cutID()
	switch string(d.daemon) {
	case "smtpd", "pickup", "cleanup":
		return d.receive(body)
	case "qmgr":
		d.manage(body)
		return false
	case "smtp", "lmtp", "local", "virtual", "pipe", "error", "discard", "relay":
		return d.deliver(body)
	}
	return false
}

// cutID takes "QUEUEID: " off.
func (d *decoder) cutID() []byte {
	text := d.line.Text
	d.id = nil
	end := bytes.IndexByte(text, ':')
	if end < 0 || !isQueueID(text[:end]) {
		return text
	}
	if string(text[:end]) != "NOQUEUE" {
		d.id = text[:end]
	}
	return bytes.TrimLeft(text[end+1:], " ")
}

// isQueueID: ids are in upper-case hexadecimal; with enable_long_queue_ids they
// are longer and of digits and consonants, so that none is a word.
func isQueueID(id []byte) bool {
	const longest, long = 20, 10
	if string(id) == "NOQUEUE" {
		return true
	}
	if len(id) < 5 || len(id) > longest {
		return false
	}
	hexadecimal := true
	for _, c := range id {
		switch {
		case '0' <= c && c <= '9', 'A' <= c && c <= 'F':
		case 'a' <= c && c <= 'z' || 'G' <= c && c <= 'Z':
			if bytes.IndexByte([]byte("aeiouAEIOU"), c) >= 0 {
				return false
			}
			hexadecimal = false
		default:
			return false
		}
	}
	return hexadecimal || len(id) >= long
}

// receive reads the programs through which messages come in.
func (d *decoder) receive(body []byte) bool {
	switch {
	case bytes.HasPrefix(body, []byte("reject: ")), bytes.HasPrefix(body, []byte("milter-reject: ")):
		return d.reject(body)
	case d.id == nil:
		return d.signIn(body)
	case bytes.HasPrefix(body, []byte("client=")), bytes.HasPrefix(body, []byte("uid=")):
		d.origin(body)
	case bytes.HasPrefix(body, []byte("message-id=")), bytes.HasPrefix(body, []byte("resent-message-id=")):
		d.identify(body)
	case bytes.HasPrefix(body, []byte("info: header Content-")), bytes.HasPrefix(body, []byte("warning: header Content-")):
		d.queue.open(d.line.Host, d.id).attach(attachment(body))
	}
	return false
}

// attachment takes a file's name out of a Content-Type or Content-Disposition
// header that mime_header_checks logged: filename="…" or name="…". Names in other
// encodings stay as they are written.
func attachment(body []byte) []byte {
	if end := bytes.Index(body, []byte("; from=<")); end >= 0 {
		body = body[:end]
	}
	at := bytes.Index(body, []byte("name"))
	if at < 0 {
		return nil
	}
	v := bytes.TrimLeft(body[at+len("name"):], "*")
	v, ok := bytes.CutPrefix(v, []byte{'='})
	if !ok || len(v) == 0 {
		return nil
	}
	if v[0] == '"' {
		name, _, _ := bytes.Cut(v[1:], []byte{'"'})
		return name
	}
	if end := bytes.IndexAny(v, "; "); end >= 0 {
		v = v[:end]
	}
	if charset := bytes.Index(v, []byte("''")); charset >= 0 {
		v = v[charset+2:]
	}
	return v
}

// origin begins a message: queue ids are used again, so what was known before
// under the same one is forgotten.
func (d *decoder) origin(body []byte) {
	d.fields.parse(body)
	d.queue.close(d.line.Host, d.id)
	m := d.queue.open(d.line.Host, d.id)
	if before := d.queue.find(d.line.Host, d.fields.origID); before != nil && before != m { // XFORWARD
		m.inherit(before)
		return
	}
	client := d.fields.client
	if len(d.fields.origClient) > 0 {
		client = d.fields.origClient
	}
	name, address, _ := host(client)
	m.client, m.address = keep(m.client, name), keep(m.address, address)
	m.user = keep(m.user, d.fields.user)
	if len(d.fields.uid) > 0 {
		m.uid = source.Int(source.Borrow(d.fields.uid))
		m.user = keep(m.user, d.fields.from)
	}
}

// identify notes the Message-ID; a message that comes back from a content
// filter on this machine takes over who handed it in first.
func (d *decoder) identify(body []byte) {
	d.fields.parse(body)
	if len(d.fields.id) == 0 {
		return
	}
	m := d.queue.open(d.line.Host, d.id)
	before := d.queue.named(m, d.fields.id)
	if before != nil && (m.uid >= 0 || len(m.user) == 0 && reach(source.Borrow(m.address)) == loopback) {
		m.inherit(before)
	}
}

func (d *decoder) manage(body []byte) {
	switch {
	case d.id == nil:
	case bytes.HasPrefix(body, []byte("removed")):
		d.queue.close(d.line.Host, d.id)
	case bytes.HasPrefix(body, []byte("from=")):
		d.fields.parse(body)
		m := d.queue.open(d.line.Host, d.id)
		m.from, m.hasFrom = keep(m.from, d.fields.from), true
		m.size, m.recipients = keep(m.size, d.fields.size), keep(m.recipients, d.fields.recipients)
	}
}

func (d *decoder) deliver(body []byte) bool {
	if d.id == nil || !bytes.HasPrefix(body, []byte("to=")) {
		return false
	}
	d.fields.parse(body)
	if len(d.fields.status) == 0 {
		return false
	}
	d.msg = d.queue.find(d.line.Host, d.id)
	d.kind = kindDelivery
	return true
}

// reject is "reject: RCPT from host[address]: 554 5.7.1 text; from=<…> to=<…>".
func (d *decoder) reject(body []byte) bool {
	_, rest, _ := bytes.Cut(body, []byte(" from "))
	client, rest, ok := bytes.Cut(rest, []byte(": "))
	if !ok {
		return false
	}
	at := bytes.Index(rest, []byte("; from=<"))
	if at < 0 {
		return false
	}
	d.fields.parse(rest[at+2:])
	d.fields.client, d.fields.reason = client, rest[:at]
	d.fields.status = d.rejectedWord
	d.kind = kindReject
	return true
}

// signIn is "warning: host[address]: SASL LOGIN authentication failed: text,
// sasl_username=…".
func (d *decoder) signIn(body []byte) bool {
	rest, ok := bytes.CutPrefix(body, []byte("warning: "))
	at := bytes.Index(rest, []byte(": SASL "))
	if !ok || at < 0 || !bytes.Contains(rest[at:], []byte(" authentication failed")) {
		return false
	}
	client := rest[:at]
	d.fields = fields{}
	if u := bytes.Index(rest, []byte("sasl_username=")); u >= 0 {
		d.fields.parse(rest[u:])
	}
	d.fields.client, d.fields.status = client, d.failedWord
	d.kind = kindSignIn
	return true
}

// nearness is how far an address reaches.
type nearness uint8

const (
	nowhere nearness = iota // no address
	loopback
	private
	public
)

func reach(address string) nearness {
	address = strings.TrimPrefix(address, "IPv6:")
	if address == "" || strings.IndexByte(address, ':') < 0 && (address[0] < '0' || address[0] > '9') {
		return nowhere
	}
	a, err := netip.ParseAddr(address)
	switch {
	case err != nil:
		return nowhere
	case a.Unmap().IsLoopback():
		return loopback
	case a.Unmap().IsPrivate() || a.IsLinkLocalUnicast():
		return private
	}
	return public
}
