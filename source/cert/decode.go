package cert

import (
	"strings"
	"time"
	"unicode/utf8"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// decoder reads rows of one table; the columns that have a value tell which.
type decoder struct {
	f       slots
	scratch source.Scratch
}

var _ source.Decoder = (*decoder)(nil)

type slots struct {
	id, date, user, pc, activity                  record.Slot
	tree                                          record.Slot
	filename, toMedia, fromMedia                  record.Slot
	to, cc, bcc, from, size, attachments          record.Slot
	url, host                                     record.Slot
	userID, openness, conscientiousness, employee record.Slot
}

func newDecoder(b *record.Builder) *decoder {
	return &decoder{f: slots{
		id: b.Add("id"), date: b.Add("date"), user: b.Add("user"), pc: b.Add("pc"), activity: b.Add("activity"),
		tree: b.Add("file_tree"), filename: b.Add("filename"),
		toMedia: b.Add("to_removable_media"), fromMedia: b.Add("from_removable_media"),
		to: b.Add("to"), cc: b.Add("cc"), bcc: b.Add("bcc"), from: b.Add("from"), size: b.Add("size"), attachments: b.Add("attachments"),
		url: b.Add("url"), host: b.Add("cs-host"),
		userID: b.Add("user_id"), openness: b.Add("O"), conscientiousness: b.Add("C"), employee: b.Add("employee_name"),
	}}
}

// Media is what a removable device is called: the data identify none.
const Media = "removable media"

// Decode implements [source.Decoder].
func (d *decoder) Decode(row *record.Row, ev *event.Event, emit source.Emit) error {
	f := &d.f
	d.scratch.Reset()
	if err := d.notALog(row); err != nil {
		return err
	}
	if !utf8.Valid(row.Raw()) {
		return record.ErrUTF8
	}
	text := row.Text(f.date)
	if text == "" {
		return source.Refuse("no time", "date")
	}
	t, err := parseDate(text)
	if err != nil {
		return err
	}
	ev.Time, ev.OriginalTime = t, text
	ev.Actor.Name = row.Text(f.user)
	ev.Device.Hostname = row.Text(f.pc)
	ev.Hand = event.HandPerson
	ev.EventCode = row.Text(f.activity)
	kind, table, err := d.table(row, ev)
	if err != nil {
		return err
	}
	if id := row.Text(f.id); id != "" {
		ev.NativeID = d.scratch.Join(table, ":", id)
	}
	emit(kind)
	return nil
}

// notALog refuses the tables that lie beside the logs.
func (d *decoder) notALog(row *record.Row) error {
	f := &d.f
	switch {
	case row.Text(f.openness) != "" && row.Text(f.conscientiousness) != "":
		return source.Refuse("psychometric scores are a protected attribute of people and are not read", "")
	case row.Text(f.employee) != "":
		return source.Refuse(`an LDAP table is a register, not a log: read it with "sekisho org import cert"`, "")
	}
	return nil
}

func (d *decoder) table(row *record.Row, ev *event.Event) (int, string, error) {
	f := &d.f
	activity := row.Text(f.activity)
	switch {
	case row.Text(f.url) != "":
		d.http(row, ev, activity)
		return kindHTTP, "http", nil
	case row.Text(f.filename) != "":
		d.file(row, ev, activity)
		return kindFile, "file", nil
	case row.Text(f.from) != "" || row.Text(f.to) != "":
		d.email(row, ev, activity)
		return kindEmail, "email", nil
	}
	switch activity {
	case "Logon", "Logoff":
		ev.Class, ev.Activity = event.ClassAuthentication, event.AuthLogon
		if activity == "Logoff" {
			ev.Activity = event.AuthLogoff
		}
		ev.User = ev.Actor
		return kindLogon, "logon", nil
	case "Connect", "Disconnect":
		ev.Class, ev.Activity = event.ClassPeripheral, event.PeripheralConnect
		if activity == "Disconnect" {
			ev.Activity = event.PeripheralDisconnect
		}
		ev.Peripheral = media()
		return kindDevice, "device", nil
	}
	return 0, "", source.Refuse("an activity that the dataset does not have", "activity")
}

func media() event.Peripheral { return event.Peripheral{Name: Media, Class: "removable storage"} }

// file: in release 4.2, which has no activity, every row is a copy to a
// removable device.
func (d *decoder) file(row *record.Row, ev *event.Event, activity string) {
	f := &d.f
	ev.Class = event.ClassFile
	ev.File = fileOf(row.Text(f.filename))
	to := isTrue(row.Text(f.toMedia))
	switch activity {
	case "File Open":
		ev.Activity = event.FileOpen
	case "File Write":
		ev.Activity = event.FileUpdate
	case "File Delete":
		ev.Activity = event.FileDelete
	case "File Copy":
		ev.Activity = event.FileCreate
	default:
		ev.Activity = event.FileCreate
		if activity == "" {
			to, ev.EventCode = true, "File Copy"
		}
	}
	if to {
		ev.Peripheral = media()
	}
}

func isTrue(s string) bool { return strings.EqualFold(s, "true") || s == "1" }

func fileOf(path string) event.File {
	f := event.File{Path: path, Name: path[strings.LastIndexAny(path, `\/`)+1:]}
	if dot := strings.LastIndexByte(f.Name, '.'); dot > 0 {
		f.Ext = f.Name[dot+1:]
	}
	return f
}

func (d *decoder) email(row *record.Row, ev *event.Event, activity string) {
	f := &d.f
	ev.Class, ev.Activity = event.ClassEmail, event.EmailSend
	switch activity {
	case "View", "Receive":
		ev.Activity = event.EmailReceive
	case "":
		ev.EventCode = "Send"
	}
	m := &ev.Email
	m.From = row.Text(f.from)
	m.To = list(m.To, row.Text(f.to))
	m.Cc = list(m.Cc, row.Text(f.cc))
	m.Bcc = list(m.Bcc, row.Text(f.bcc))
	m.Size = source.Int(row.Text(f.size))
	m.Attachments = attachments(m.Attachments, row.Text(f.attachments))
	if ev.Activity == event.EmailSend {
		ev.BytesOut = m.Size
	}
}

// maxList bounds the entries of one list; the dataset has at most seven.
const maxList = 1000

func list(to []string, text string) []string {
	for text != "" && len(to) < maxList {
		var one string
		one, text, _ = strings.Cut(text, ";")
		if one = strings.TrimSpace(one); one != "" {
			to = append(to, one)
		}
	}
	return to
}

// attachments are "name(bytes);…"; release 4.2 has their number only.
func attachments(to []string, text string) []string {
	if text == "" || strings.Trim(text, "0123456789") == "" {
		return to
	}
	from := len(to)
	to = list(to, text)
	for i := from; i < len(to); i++ {
		if open := strings.LastIndexByte(to[i], '('); open > 0 && strings.HasSuffix(to[i], ")") {
			to[i] = to[i][:open]
		}
	}
	return to
}

// http: release 4.2 does not say what a request did.
func (d *decoder) http(row *record.Row, ev *event.Event, activity string) {
	ev.Class = event.ClassHTTP
	ev.HTTP.URL = row.Text(d.f.url)
	ev.HTTP.Host, ev.HTTP.Path = cutURL(ev.HTTP.URL)
	if ev.HTTP.Host != "" {
		row.PutDerived(d.f.host, record.Value{Text: ev.HTTP.Host, Kind: record.String})
	}
	switch activity {
	case "WWW Visit":
		ev.Activity = event.HTTPGet
	case "WWW Download":
		ev.Activity, ev.Does = event.HTTPGet, event.ActCollect
	case "WWW Upload":
		ev.Activity = event.HTTPPost
	default:
		ev.Activity, ev.ActivityName = event.ActivityOther, "web request"
		if activity == "" {
			ev.EventCode = "request"
		}
	}
}

func cutURL(url string) (host, path string) {
	_, rest, ok := strings.Cut(url, "://")
	if !ok {
		return "", ""
	}
	host = rest
	if at := strings.IndexByte(rest, '/'); at >= 0 {
		host, path = rest[:at], rest[at:]
	}
	host, _, _ = strings.Cut(host, ":")
	path, _, _ = strings.Cut(path, "?")
	return host, path
}

// parseDate reads MM/DD/YYYY HH:MM:SS, taken as UTC.
func parseDate(s string) (event.Time, error) {
	if len(s) != 19 || s[2] != '/' || s[5] != '/' || s[10] != ' ' || s[13] != ':' || s[16] != ':' {
		return 0, badDate()
	}
	var n [6]int
	for i, at := range [6][2]int{{0, 2}, {3, 5}, {6, 10}, {11, 13}, {14, 16}, {17, 19}} {
		for _, c := range []byte(s[at[0]:at[1]]) {
			if c < '0' || c > '9' {
				return 0, badDate()
			}
			n[i] = n[i]*10 + int(c-'0')
		}
	}
	month, day, year := n[0], n[1], n[2]
	if month < 1 || month > 12 || day < 1 || day > 31 || n[3] > 23 || n[4] > 59 || n[5] > 59 ||
		year < source.MinYear || year >= source.MaxYear {
		return 0, badDate()
	}
	t := time.Date(year, time.Month(month), day, n[3], n[4], n[5], 0, time.UTC)
	if t.Day() != day {
		return 0, badDate()
	}
	return event.Time(t.UnixMilli()), nil
}

func badDate() error { return source.Refuse("a time that cannot be read", "date") }
