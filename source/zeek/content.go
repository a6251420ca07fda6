package zeek

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

type webSlots struct {
	method, host, uri, referrer, agent, out, in, code, user record.Slot
	origName, respName                                      record.Slot
	fullURI, stem, query, otherStem, otherQuery, ext        record.Slot
	mime                                                    []record.Slot
}

func newWeb(b *record.Builder) webSlots {
	return webSlots{
		method: b.Add("method"), host: b.Add("host"), uri: b.Add("uri"), referrer: b.Add("referrer"),
		agent: b.Add("user_agent"), out: b.Add("request_body_len"), in: b.Add("response_body_len"),
		code: b.Add("status_code"), user: b.Add("username"),
		origName: b.Add("orig_filenames"), respName: b.Add("resp_filenames"),
		fullURI: b.Add("c-uri"), stem: b.Add("cs-uri-stem"), query: b.Add("cs-uri-query"),
		otherStem: b.Add("c-uri-stem"), otherQuery: b.Add("c-uri-query"), ext: b.Add("c-uri-extension"),
		mime: source.Pick(b, "orig_mime_types", "resp_mime_types"),
	}
}

// request reads one request; what it uploads counts before what it downloads.
func (d *decoder) request(row *record.Row, ev *event.Event) {
	w := &d.web
	ev.Class, ev.Activity = event.ClassHTTP, method(row.Text(w.method))
	if ev.Activity == event.ActivityOther {
		ev.ActivityName = row.Text(w.method)
	}
	h := &ev.HTTP
	h.Method, h.UserAgent, h.Referrer = row.Text(w.method), row.Text(w.agent), row.Text(w.referrer)
	h.BodyOut, h.BodyIn = source.Int(row.Text(w.out)), source.Int(row.Text(w.in))
	ev.BytesOut, ev.BytesIn = h.BodyOut, h.BodyIn
	h.Status = int32(min(source.Int(row.Text(w.code)), 999))
	switch {
	case h.Status >= 400:
		ev.Status = event.StatusFailure
	case h.Status >= 200:
		ev.Status = event.StatusSuccess
	}
	h.MimeType = source.FirstText(row, w.mime)
	ev.Actor.Name, ev.Protocol = row.Text(w.user), "http"
	ev.File.Name = row.Text(w.origName)
	if ev.File.Name == "" {
		ev.File.Name = row.Text(w.respName)
	}
	d.address(row, ev)
}

// address puts the URL together, and the parts of it that web rules name.
func (d *decoder) address(row *record.Row, ev *event.Event) {
	w, h := &d.web, &ev.HTTP
	uri, host := row.Text(w.uri), row.Text(w.host)
	if host == "" {
		host = ev.Dst.IP
	}
	h.Host = withoutPort(host)
	if ev.Activity == event.HTTPConnect {
		if h.Host == ev.Dst.IP {
			h.Host = withoutPort(uri)
		}
		return
	}
	switch {
	case strings.Contains(uri, "://"):
		h.URL = uri
	case strings.IndexByte(host, ':') != strings.LastIndexByte(host, ':') && host[0] != '[':
		h.URL = d.scratch.Join("http://[", host, "]", uri)
	case host != "":
		h.URL = d.scratch.Join("http://", host, uri)
	}
	stem, query, _ := strings.Cut(uri, "?")
	h.Path = stem
	derive(row, w.fullURI, h.URL)
	derive(row, w.stem, stem)
	derive(row, w.otherStem, stem)
	derive(row, w.query, query)
	derive(row, w.otherQuery, query)
	if name := stem[strings.LastIndexByte(stem, '/')+1:]; strings.Contains(name, ".") {
		derive(row, w.ext, name[strings.LastIndexByte(name, '.')+1:])
	}
}

func derive(row *record.Row, s record.Slot, text string) {
	if text != "" {
		row.PutDerived(s, record.Value{Text: text, Kind: record.String})
	}
}

// withoutPort cuts ":8080" off a host; an IPv6 address keeps its colons.
func withoutPort(host string) string {
	if strings.HasPrefix(host, "[") {
		inner, _, _ := strings.Cut(host[1:], "]")
		return inner
	}
	if first := strings.IndexByte(host, ':'); first >= 0 && first == strings.LastIndexByte(host, ':') {
		return host[:first]
	}
	return host
}

func method(m string) event.Activity {
	switch m {
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
	case "":
		return event.ActivityUnknown
	}
	return event.ActivityOther
}

type fileSlots struct {
	fuid, source, mime, name, isOrig, seen, total, tx, rx record.Slot
	hash, conns                                           []record.Slot
}

func newFile(b *record.Builder) fileSlots {
	return fileSlots{
		fuid: b.Add("fuid"), source: b.Add("source"), mime: b.Add("mime_type"), name: b.Add("filename"),
		isOrig: b.Add("is_orig"), seen: b.Add("seen_bytes"), total: b.Add("total_bytes"),
		tx: b.Add("tx_hosts"), rx: b.Add("rx_hosts"),
		hash: source.Pick(b, "sha256", "sha1", "md5"), conns: source.Pick(b, "uid", "conn_uids"),
	}
}

// transfer is a file that went over the network, towards the server (is_orig) or
// towards the client.
func (d *decoder) transfer(row *record.Row, ev *event.Event) {
	s := &d.file
	ev.Protocol, ev.Correlation = row.Text(s.source), source.FirstText(row, s.conns)
	seen, total := source.Int(row.Text(s.seen)), source.Int(row.Text(s.total))
	ev.File = event.File{Name: row.Text(s.name), UID: row.Text(s.fuid), Size: total, Hash: source.FirstText(row, s.hash)}
	if total == 0 {
		ev.File.Size = seen
	}
	ev.HTTP.MimeType = row.Text(s.mime)
	up := truth(row.Text(s.isOrig))
	if ev.Src.IP == "" && ev.Dst.IP == "" {
		ev.Src.IP, ev.Dst.IP = row.Text(s.tx), row.Text(s.rx)
		if up == event.StatusFailure {
			ev.Src.IP, ev.Dst.IP = ev.Dst.IP, ev.Src.IP
		}
	}
	ev.Class, ev.Activity = event.ClassNetwork, event.NetworkTraffic
	switch ev.Protocol {
	case "HTTP":
		ev.Class, ev.Activity = event.ClassHTTP, event.HTTPGet
		if up == event.StatusSuccess {
			ev.Activity = event.HTTPPost
		}
	case "SMB":
		ev.Class, ev.Activity = event.ClassFile, event.FileRead
		if up == event.StatusSuccess {
			ev.Activity = event.FileUpdate
		}
	case "SMTP": // the mail carries it, see doc.go
		return
	}
	if up == event.StatusSuccess {
		ev.BytesOut = seen
	} else {
		ev.BytesIn = seen
	}
}

type mailSlots struct {
	envFrom, envTo, from, to, cc, id, agent, reply record.Slot
}

func newMail(b *record.Builder) mailSlots {
	return mailSlots{envFrom: b.Add("mailfrom"), envTo: b.Add("rcptto"), from: b.Add("from"), to: b.Add("to"),
		cc: b.Add("cc"), id: b.Add("msg_id"), agent: b.Add("user_agent"), reply: b.Add("last_reply")}
}

// message reads the envelope, or the header where there is none. A session in
// which no mail was handed over is not a mail.
func (d *decoder) message(row *record.Row, ev *event.Event) {
	s := &d.mail
	ev.Class, ev.Activity, ev.Protocol = event.ClassEmail, event.EmailSend, "smtp"
	m := &ev.Email
	m.From, m.UID = mailbox(row.Text(s.envFrom)), bare(row.Text(s.id))
	if m.From == "" {
		m.From = mailbox(row.Text(s.from))
	}
	m.To = mailboxes(row, s.envTo, m.To)
	if len(m.To) == 0 {
		m.To, m.Cc = mailboxes(row, s.to, m.To), mailboxes(row, s.cc, m.Cc)
	}
	ev.HTTP.UserAgent = row.Text(s.agent)
	if reply := row.Text(s.reply); reply != "" {
		switch reply[0] {
		case '2', '3':
			ev.Status = event.StatusSuccess
		case '4', '5':
			ev.Status = event.StatusFailure
		}
		ev.StatusDetail = reply
	}
	if len(m.To) == 0 && len(m.Cc) == 0 {
		ev.Activity, ev.ActivityName = event.ActivityOther, "session"
	}
}

func mailboxes(row *record.Row, s record.Slot, to []string) []string {
	for c := row.Values(s); c.Next(); {
		if v := c.Value(); v.Kind > record.Null {
			if a := mailbox(v.Text); a != "" {
				to = append(to, a)
			}
		}
	}
	return to
}

// mailbox is the address in "Name <a@b>", "<a@b> SIZE=1" or "a@b".
func mailbox(s string) string {
	if from := strings.IndexByte(s, '<'); from >= 0 {
		if to := strings.IndexByte(s[from:], '>'); to > 0 {
			return s[from+1 : from+to]
		}
	}
	return strings.TrimSpace(s)
}

func bare(id string) string { return strings.Trim(id, "<> ") }

type ftpSlots struct{ user, command, arg, size, mime, code, message record.Slot }

func newFTP(b *record.Builder) ftpSlots {
	return ftpSlots{user: b.Add("user"), command: b.Add("command"), arg: b.Add("arg"), size: b.Add("file_size"),
		mime: b.Add("mime_type"), code: b.Add("reply_code"), message: b.Add("reply_msg")}
}

func (d *decoder) ftpCommand(row *record.Row, ev *event.Event) {
	s := &d.ftp
	ev.EventCode, ev.Protocol, ev.HTTP.MimeType = row.Text(s.command), "ftp", row.Text(s.mime)
	if u := row.Text(s.user); u != "anonymous" && u != "<unknown>" {
		ev.Actor.Name = u
	}
	switch code := source.Int(row.Text(s.code)); {
	case code >= 400:
		ev.Status, ev.StatusDetail = event.StatusFailure, row.Text(s.message)
	case code >= 200:
		ev.Status = event.StatusSuccess
	}
	size := source.Int(row.Text(s.size))
	ev.Class, ev.Via = event.ClassFileHosting, event.ChannelNetwork
	switch ev.EventCode {
	case "STOR", "STOU", "APPE":
		ev.Activity, ev.Does, ev.BytesOut = event.HostingUpload, event.ActSend, size
	case "RETR":
		ev.Activity, ev.BytesIn = event.HostingDownload, size
	case "DELE":
		ev.Activity = event.HostingDelete
	case "RNFR", "RNTO":
		ev.Activity = event.HostingRename
	default:
		ev.Class, ev.Activity, ev.Via = event.ClassNetwork, event.NetworkTraffic, event.ChannelNone
		return
	}
	ev.File.Path, ev.File.Size = row.Text(s.arg), size
	ev.File.Name = ev.File.Path[strings.LastIndexByte(ev.File.Path, '/')+1:]
}

type smbSlots struct{ action, path, name, size, before, fuid, kind record.Slot }

func newSMB(b *record.Builder) smbSlots {
	return smbSlots{action: b.Add("action"), path: b.Add("path"), name: b.Add("name"), size: b.Add("size"),
		before: b.Add("prev_name"), fuid: b.Add("fuid"), kind: b.Add("share_type")}
}

func (d *decoder) smbAct(row *record.Row, ev *event.Event, log string) {
	s := &d.smb
	ev.Protocol = "smb"
	if log == "smb_mapping" {
		ev.Class, ev.Activity = event.ClassNetwork, event.NetworkOpen
		ev.Resource = event.Resource{Name: row.Text(s.path), Type: row.Text(s.kind)}
		return
	}
	ev.Class, ev.EventCode = event.ClassFile, row.Text(s.action)
	f := &ev.File
	f.Name, f.UID, f.Size = row.Text(s.name), row.Text(s.fuid), source.Int(row.Text(s.size))
	f.Path = d.share(row.Text(s.path), f.Name)
	switch ev.EventCode {
	case "SMB::FILE_OPEN":
		ev.Activity = event.FileOpen
	case "SMB::FILE_READ":
		ev.Activity = event.FileRead
	case "SMB::FILE_WRITE":
		ev.Activity = event.FileUpdate
	case "SMB::FILE_DELETE":
		ev.Activity = event.FileDelete
	case "SMB::FILE_SET_ATTRIBUTE":
		ev.Activity = event.FileSetAttributes
	case "SMB::FILE_RENAME":
		ev.Activity, ev.FileResult = event.FileRename, *f
		f.Name = row.Text(s.before)
		f.Path = d.share(row.Text(s.path), f.Name)
	default:
		ev.Activity, ev.ActivityName = event.ActivityOther, ev.EventCode
	}
}

// share joins a tree's path, such as \\server\share, and a name in it.
func (d *decoder) share(path, name string) string {
	if path == "" {
		return name
	}
	return d.scratch.Join(strings.TrimSuffix(path, `\`), `\`, strings.TrimPrefix(name, `\`))
}
