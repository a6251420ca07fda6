package windows

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// decoder reads records of one stream. It keeps nothing from record to record
// but memory.
type decoder struct {
	tables  *tables
	f       slots
	scratch source.Scratch
	folded  [128]byte
	channel string // of the record being read
	id      int64
}

var _ source.Decoder = (*decoder)(nil)

// act is what an event id means.
type act struct {
	class event.Class
	does  event.Activity
	name  string // activity name where does is ActivityOther
	fill  func(*decoder, *record.Row, *event.Event)
}

// Decode implements [source.Decoder].
func (d *decoder) Decode(row *record.Row, ev *event.Event, emit source.Emit) error {
	d.scratch.Reset()
	code := row.Text(d.f.eventID)
	if code == "" {
		return source.Refuse("no event id", "EventID")
	}
	d.id = source.Int(code)
	d.channel = row.Text(d.f.channel)
	svc := d.service(row)
	if err := d.time(row, ev, svc); err != nil {
		return err
	}
	ev.EventCode = code
	ev.Device.Hostname = first(row.Text(d.f.computer), row.Text(d.f.hostName))
	d.native(row, ev)
	a, known := svc.acts[d.id]
	if !known {
		a = act{class: event.ClassBase, does: event.ActivityOther, name: "other event", fill: (*decoder).plain}
	}
	ev.Class, ev.Activity = a.class, a.does
	if a.does == event.ActivityOther {
		ev.ActivityName = a.name
	}
	a.fill(d, row, ev)
	d.outcome(row, ev, svc)
	d.hand(row, ev)
	emit(d.kind(row, svc))
	return nil
}

// service finds what Sigma calls the channel's service.
func (d *decoder) service(row *record.Row) *service {
	provider := row.Text(d.f.provider)
	if svc := d.tables.services[string(d.fold(d.channel))]; svc != nil {
		return svc
	}
	switch {
	case strings.EqualFold(provider, "Microsoft-Windows-Kernel-File"):
		return d.tables.kernel
	case strings.EqualFold(provider, "Microsoft-Windows-Sysmon"):
		return d.tables.services["microsoft-windows-sysmon/operational"]
	case strings.EqualFold(provider, "Linux-Sysmon"):
		return d.tables.services["linux-sysmon/operational"]
	case strings.EqualFold(provider, "Microsoft-Windows-Security-Auditing"):
		return d.tables.services["security"]
	}
	return d.tables.none
}

// fold lowers ASCII letters of a channel's name; Splunk puts "WinEventLog:" or
// "XmlWinEventLog:" before it.
func (d *decoder) fold(channel string) []byte {
	if at := strings.IndexByte(channel, ':'); at >= 0 && strings.HasSuffix(channel[:at], "WinEventLog") {
		channel = channel[at+1:]
	}
	out := d.folded[:0]
	for i := 0; i < len(channel) && i < len(d.folded); i++ {
		c := channel[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		out = append(out, c)
	}
	return out
}

func (d *decoder) kind(row *record.Row, svc *service) int {
	if v, ok := svc.variant[d.id]; ok {
		kind := row.Text(d.f.eventType)
		switch {
		case strings.HasPrefix(kind, "Create"):
			return v[0]
		case strings.HasPrefix(kind, "Delete"):
			return v[1]
		}
		return v[2]
	}
	if k, ok := svc.ids[d.id]; ok {
		return k
	}
	return svc.plain
}

// native makes an id of what is unique together: record numbers count per
// channel and machine and begin anew when a log is cleared, hence the time.
func (d *decoder) native(row *record.Row, ev *event.Event) {
	record := row.Text(d.f.recordID)
	if record == "" || ev.Device.Hostname == "" || d.channel == "" {
		return
	}
	ev.NativeID = d.scratch.Join(ev.Device.Hostname, "/", d.channel, "/", record, "/", d.decimal(int64(ev.Time)))
}

func (d *decoder) decimal(n int64) string {
	var b [20]byte
	at := len(b)
	for ; n >= 10; n /= 10 {
		at--
		b[at] = byte('0' + n%10)
	}
	at--
	b[at] = byte('0' + n)
	return d.scratch.Join(string(b[at:]))
}

// outcome reads success and failure audits from the keywords' bits (0x10… and
// 0x20… of the upper half, winmeta.xml), or their names.
func (d *decoder) outcome(row *record.Row, ev *event.Event, svc *service) {
	if svc.name != "security" || ev.Status != event.StatusUnknown {
		return
	}
	for c := row.Values(d.f.keywords); c.Next(); {
		switch keywordStatus(c.Value().Text) {
		case event.StatusFailure:
			ev.Status = event.StatusFailure
			return
		case event.StatusSuccess:
			ev.Status = event.StatusSuccess
		}
	}
	switch row.Text(d.f.eventType) { // NXLog
	case "AUDIT_FAILURE":
		ev.Status = event.StatusFailure
	case "AUDIT_SUCCESS":
		ev.Status = event.StatusSuccess
	}
}

func keywordStatus(text string) event.Status {
	const failure, success = 1 << 52, 1 << 53
	switch text {
	case "Audit Failure":
		return event.StatusFailure
	case "Audit Success":
		return event.StatusSuccess
	}
	bits := uint64(number(text))
	switch {
	case bits&failure != 0:
		return event.StatusFailure
	case bits&success != 0:
		return event.StatusSuccess
	}
	return event.StatusUnknown
}

// number reads what events write as a number: decimal, or hexadecimal after 0x.
// Text that is neither is 0.
func number(text string) int64 {
	if len(text) < 3 || text[0] != '0' || text[1]|0x20 != 'x' {
		return source.Int(text)
	}
	var n uint64
	for i := 2; i < len(text); i++ {
		c := text[i] | 0x20
		switch {
		case '0' <= c && c <= '9':
			n = n<<4 | uint64(c-'0')
		case 'a' <= c && c <= 'f':
			n = n<<4 | uint64(c-'a'+10)
		default:
			return 0
		}
		if i > 17 {
			return 0
		}
	}
	return int64(n)
}

// value is a field's text; "-" is how events write that they have none.
func value(row *record.Row, s record.Slot) string {
	if t := row.Text(s); t != "-" {
		return t
	}
	return ""
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// base is the name of a file in a Windows path.
func base(path string) string { return path[strings.LastIndexAny(path, `\/`)+1:] }

func process(path, pid, uid, cmd string) event.Process {
	return event.Process{Name: base(path), Path: path, PID: number(pid), UID: uid, CmdLine: cmd}
}

func file(path string) event.File {
	f := event.File{Path: path, Name: base(path)}
	if dot := strings.LastIndexByte(f.Name, '.'); dot > 0 {
		f.Ext = f.Name[dot+1:]
	}
	return f
}

// account splits DOMAIN\user, and keeps the name as written.
func account(name string) event.User {
	u := event.User{Name: name}
	if at := strings.IndexByte(name, '\\'); at > 0 {
		u.Domain = name[:at]
	}
	return u
}

// plain fills what any event may carry: who and which program.
func (d *decoder) plain(row *record.Row, ev *event.Event) {
	switch {
	case value(row, d.f.subjectName) != "":
		d.subject(row, ev)
	case value(row, d.f.user) != "":
		ev.Actor = account(value(row, d.f.user))
	case value(row, d.f.userName) != "":
		ev.Actor = account(value(row, d.f.userName))
	case value(row, d.f.userContext) != "": // task scheduler
		ev.Actor = account(value(row, d.f.userContext))
	case value(row, d.f.detectionUser) != "": // Defender
		ev.Actor = account(value(row, d.f.detectionUser))
	case row.Text(d.f.userID) != "":
		d.envelopeUser(row, ev)
	}
	if image := first(value(row, d.f.image), value(row, d.f.processName)); image != "" {
		ev.Process = process(image, row.Text(d.f.processID), row.Text(d.f.processGUID), "")
	}
}

// envelopeUser is the account that wrote the event, as the envelope has it. In
// Security and Sysmon that is always the system, so only others ask. NXLog adds
// its name, and the type by which its fields are told from the event's own.
func (d *decoder) envelopeUser(row *record.Row, ev *event.Event) {
	ev.Actor = event.User{UID: row.Text(d.f.userID)}
	if row.Has(d.f.accountType) {
		ev.Actor.Name, ev.Actor.Domain = value(row, d.f.accountName), value(row, d.f.accountDomain)
	}
}

// subject is the account that acted, in Security events.
func (d *decoder) subject(row *record.Row, ev *event.Event) {
	ev.Actor = event.User{
		Name: value(row, d.f.subjectName), Domain: value(row, d.f.subjectDomain), UID: value(row, d.f.subjectSID),
	}
	ev.SessionID = row.Text(d.f.subjectLogon)
}

// target is the account that was acted upon.
func (d *decoder) target(row *record.Row) event.User {
	return event.User{
		Name: value(row, d.f.targetName), Domain: value(row, d.f.targetDomain),
		UID: first(value(row, d.f.targetSID), value(row, d.f.targetSid)),
	}
}
