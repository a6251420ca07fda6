package postfix

import (
	"bytes"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// put lays out the line's fields and what is known of its message.
func (d *decoder) put(row *record.Row) {
	f, l := &d.f, &d.fields
	from, user, client := l.from, l.user, l.client
	name, address, port := host(l.relay)
	clientName, clientIP, _ := host(client)
	if m := d.msg; m != nil {
		from, user, clientName, clientIP = m.from, m.user, m.client, m.address
		row.PutBytes(f.messageID, m.id)
		row.PutBytes(f.size, m.size)
		row.PutBytes(f.recipients, m.recipients)
	}
	row.PutBytes(f.daemon, d.daemon)
	row.PutBytes(f.host, d.line.Host)
	row.PutBytes(f.id, d.id)
	row.PutBytes(f.from, from)
	row.PutBytes(f.user, user)
	row.PutBytes(f.client, clientName)
	row.PutBytes(f.clientIP, clientIP)
	row.PutBytes(f.to, l.to)
	row.PutBytes(f.origTo, l.origTo)
	row.PutBytes(f.relay, name)
	row.PutBytes(f.relayIP, address)
	row.PutBytes(f.port, port)
	row.PutBytes(f.dsn, l.dsn)
	row.PutBytes(f.status, l.status)
	row.PutBytes(f.reason, l.reason)
	row.PutBytes(f.delay, l.delay)
}

// Decode implements [source.Decoder].
func (d *decoder) Decode(row *record.Row, ev *event.Event, emit source.Emit) error {
	f := &d.f
	ev.Time, ev.OriginalTime = d.line.Time, source.Borrow(d.line.Stamp)
	ev.Device.Hostname = row.Text(f.host)
	ev.Correlation = row.Text(f.id)
	ev.EventCode = row.Text(f.status)
	ev.Src = event.Endpoint{IP: row.Text(f.clientIP), Hostname: known(row.Text(f.client))}
	ev.Actor = event.User{Name: row.Text(f.user)}
	if d.kind == kindSignIn {
		ev.Class, ev.Activity, ev.Status = event.ClassAuthentication, event.AuthLogon, event.StatusFailure
		ev.User, ev.AuthProto = ev.Actor, "SASL"
		emit(kindSignIn)
		return nil
	}
	ev.Class = event.ClassEmail
	ev.Email.From, ev.Email.UID = row.Text(f.from), row.Text(f.messageID)
	if to := row.Text(f.to); to != "" {
		ev.Email.To = append(ev.Email.To, to)
	}
	if d.kind == kindReject {
		d.rejected(row, ev)
	} else {
		d.delivered(row, ev)
	}
	emit(d.kind)
	return nil
}

func known(name string) string {
	if name == "unknown" {
		return ""
	}
	return name
}

// origin is who handed a message in.
type origin uint8

const (
	unseen origin = iota
	within
	outside
)

func (d *decoder) from(row *record.Row) origin {
	if row.Text(d.f.user) != "" {
		return within
	}
	switch reach(row.Text(d.f.clientIP)) {
	case loopback, private:
		return within
	case public:
		return outside
	}
	return unseen
}

func (d *decoder) rejected(row *record.Row, ev *event.Event) {
	ev.Status, ev.StatusDetail = event.StatusFailure, row.Text(d.f.reason)
	ev.Activity = event.EmailReceive
	switch d.from(row) {
	case within:
		ev.Activity = event.EmailSend
		d.sender(ev)
	case outside:
		ev.Email.Direction = event.DirectionInbound
	}
}

// sender makes the envelope's sender the actor where nobody signed in.
func (d *decoder) sender(ev *event.Event) {
	if ev.Actor.Name == "" {
		ev.Actor.Email = ev.Email.From
	}
}

func (d *decoder) delivered(row *record.Row, ev *event.Event) {
	f := &d.f
	ev.Dst = event.Endpoint{
		IP: row.Text(f.relayIP), Hostname: relayName(row.Text(f.relay)), Port: int32(source.Int(row.Text(f.port))),
	}
	if ev.Dst.Hostname == ev.Dst.IP {
		ev.Dst.Hostname = ""
	}
	ev.Protocol = "smtp"
	d.outcome(row, ev)
	from := d.from(row)
	if from != outside {
		d.sender(ev)
	}
	to := reach(row.Text(f.relayIP))
	local := d.here(to, row.Text(f.port))
	ev.Activity = event.EmailSend
	switch {
	case local && from == within:
		ev.Email.Direction = event.DirectionInternal
	case local && from == outside:
		ev.Activity, ev.Email.Direction = event.EmailReceive, event.DirectionInbound
	case !local && to == loopback:
		ev.Activity = event.EmailScan
	case from == outside && (to != public || row.Text(f.origTo) == ""):
		ev.Activity, ev.Email.Direction = event.EmailRelay, event.DirectionInbound
	case from == outside:
		ev.Activity, ev.Email.Direction = event.EmailRelay, event.DirectionOutbound
	case to == public:
		ev.Email.Direction = event.DirectionOutbound
	}
	if m := d.msg; m != nil {
		ev.Email.Attachments = names(ev.Email.Attachments, m.names)
		ev.Email.Size = source.Int(row.Text(f.size))
		if ev.Status == event.StatusSuccess && ev.Email.Direction != event.DirectionInbound {
			ev.BytesOut = ev.Email.Size
		}
		if m.hasFrom && len(m.from) == 0 || m.uid >= 0 && m.uid < firstPerson {
			ev.Hand = event.HandService
		}
	}
}

// names cuts the list of attachments apart.
func names(to []string, list []byte) []string {
	for len(list) > 0 {
		var one []byte
		one, list, _ = bytes.Cut(list, []byte{'\n'})
		to = append(to, source.Borrow(one))
	}
	return to
}

// firstPerson is the lowest uid of people's accounts on common systems
// (login.defs UID_MIN).
const firstPerson = 1000

// lmtpPort is LMTP's registered port; content filters listen on others.
const lmtpPort = "24"

// here reports whether the message went into a mailbox of this system.
func (d *decoder) here(to nearness, port string) bool {
	switch string(d.daemon) {
	case "local", "virtual", "pipe":
		return true
	case "lmtp":
		return to != loopback || port == lmtpPort
	}
	return false
}

// relayName leaves out the words that stand for no host.
func relayName(name string) string {
	switch name {
	case "none", "local", "virtual":
		return ""
	}
	return name
}

// outcome: a delivery that is put off may be tried again, as an event of its
// own; nothing left yet. An event whose sender is not known says so.
func (d *decoder) outcome(row *record.Row, ev *event.Event) {
	switch status := row.Text(d.f.status); status {
	case "sent", "deliverable":
		ev.Status = event.StatusSuccess
	default:
		ev.Status, ev.StatusDetail = event.StatusFailure, row.Text(d.f.reason)
	}
	if ev.StatusDetail == "" && (d.msg == nil || !d.msg.hasFrom) {
		ev.StatusDetail = "the lines with the sender are not in this stream"
	}
}
