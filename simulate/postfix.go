package simulate

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// postfixName is the name by which the format is known, and part of event uids.
const postfixName = "postfix"

// postfix writes the mail log of the relay between the company's mail hub and
// the world, in rsyslog's default format with RFC 3339 times. The relay logs the
// names of attachments (header_checks with INFO). Mail within the company does
// not pass it.
type postfix struct {
	w    *World
	d    *dice
	page page
	line []byte
	day  string
}

func newPostfix(w *World) *postfix { return &postfix{w: w, d: newDice(w.seed, postfixName)} }

func (p *postfix) format() string { return postfixName }
func (p *postfix) pages() []*page { return []*page{&p.page} }

func (p *postfix) begin(day int, date time.Time) {
	p.d = newDice(p.w.seed, postfixName, day)
	p.day = date.Format(time.DateOnly)
	p.page.name = "logs/postfix/mail-" + p.day + ".log"
}

func (p *postfix) record(a *Act) {
	switch {
	case a.Kind == SendMail && outward(a):
		p.relay(a, a.Who.mail, messageID(p.w, a), "hub01."+domain+"[10.10.0.25]", "")
	case a.Kind == ReceiveOut:
		from := a.Host
		host := from[strings.IndexByte(from, '@')+1:]
		id := fmt.Sprintf("<%s.%x@%s>", p.day, p.d.u64(), host)
		p.relay(a, from, id, "mx."+host+"["+address("mx."+host)+"]", "hub01."+domain+"[10.10.0.25]:25")
	}
}

// relay writes the lines of one message through the queue. to is the next hop,
// or empty for the recipient's own exchanger.
func (p *postfix) relay(a *Act, from, id, client, hop string) {
	q := p.queueID()
	at := a.At + 1500
	p.put(a, at, "smtpd", q, "client="+client)
	p.put(a, at+20, "cleanup", q, "message-id="+id)
	for _, name := range attached(a) {
		p.put(a, at+25, "cleanup", q, fmt.Sprintf("info: header Content-Disposition: attachment;? filename=%q from %s; from=<%s> to=<%s> proto=ESMTP helo=<%s>",
			name, client, from, a.To[0], client[:strings.IndexByte(client, '[')]))
	}
	p.put(a, at+40, "qmgr", q, fmt.Sprintf("from=<%s>, size=%d, nrcpt=%d (queue active)", from, a.Bytes+1800, len(a.To)))
	delay := 0.2 + 2*p.d.r.Float64()
	done := at + int64(delay*1000)
	for _, to := range a.To {
		next := hop
		if next == "" {
			mx := "mx." + to[strings.IndexByte(to, '@')+1:]
			next = mx + "[" + address(mx) + "]:25"
		}
		p.put(a, done, "smtp", q, fmt.Sprintf("to=<%s>, relay=%s, delay=%.2g, delays=0.05/0.01/%.2g/0.1, dsn=2.0.0, status=sent (250 2.0.0 OK queued as %s)",
			to, next, delay, delay-0.16, strings.ToUpper(strconv.FormatUint(p.d.u64()>>20, 16))))
	}
	p.put(a, done+3, "qmgr", q, "removed")
}

// queueID is a long queue id: base 52 time and inode.
func (p *postfix) queueID() string {
	const digits = "0123456789BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz"
	b := []byte("4")
	for v := p.d.u64(); len(b) < 10; v /= 52 {
		b = append(b, digits[v%52])
	}
	b = append(b, 'z')
	for v := p.d.u64(); len(b) < 15; v /= 52 {
		b = append(b, digits[v%52])
	}
	return string(b)
}

func (p *postfix) put(a *Act, at int64, program, queue, text string) {
	local := at + 9*60*60*1000
	p.line = appendTime(p.line[:0], local, 'T', 6)
	p.line = append(p.line, "+09:00 mx1 postfix/"...)
	p.line = append(p.line, program...)
	p.line = append(p.line, '[')
	p.line = strconv.AppendInt(p.line, int64(2000+len(program)*37), 10)
	p.line = append(p.line, "]: "...)
	p.line = append(p.line, queue...)
	p.line = append(p.line, ": "...)
	p.line = append(p.line, text...)
	if a.Story != nil && program == "smtp" {
		p.w.mark(a.Story, postfixName, "", p.line)
	}
	p.page.add(at, p.line)
}
