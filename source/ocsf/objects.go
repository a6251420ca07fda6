package ocsf

import (
	"sekisho/event"
	"sekisho/record"
)

type user struct{ name, uid, mail, domain, kind field }

func newUser(b *record.Builder, p string) user {
	return user{at(b, p+".name"), at(b, p+".uid"), at(b, p+".email_addr"), at(b, p+".domain"), at(b, p+".type_id")}
}

func (u *user) read(row *record.Row, to *event.User) {
	to.Name, to.UID, to.Email = u.name.name(row), u.uid.text(row), u.mail.text(row)
	to.Domain, to.Type = u.domain.text(row), userType(u.kind.int(row))
}

func userType(n int64) event.UserType {
	switch t := event.UserType(n); {
	case n < 0 || n > int64(event.UserTypeOther):
		return event.UserTypeOther
	case t <= event.UserTypeService:
		return t
	}
	return event.UserTypeOther
}

type endpoint struct{ ip, port, host, uid, name field }

func newEndpoint(b *record.Builder, p string) endpoint {
	return endpoint{at(b, p+".ip"), at(b, p+".port"), at(b, p+".hostname"), at(b, p+".uid"), at(b, p+".name")}
}

// read: our own events keep a text that is no address in name.
func (e *endpoint) read(row *record.Row, to *event.Endpoint, foreign bool) {
	to.IP, to.Hostname, to.UID = e.ip.text(row), e.host.text(row), e.uid.text(row)
	if p := e.port.int32(row); p <= 65535 {
		to.Port = p
	}
	name := e.name.name(row)
	switch {
	case name == "":
	case foreign && to.Hostname == "":
		to.Hostname = name
	case !foreign && to.IP == "":
		to.IP = name
	}
}

type device struct{ host, uid, ip, name, os field }

func newDevice(b *record.Builder) device {
	return device{at(b, "device.hostname"), at(b, "device.uid"), at(b, "device.ip"), at(b, "device.name"), at(b, "device.os.name")}
}

func (d *device) read(row *record.Row, to *event.Device, foreign bool) {
	to.Hostname, to.UID, to.IP, to.OS = d.host.text(row), d.uid.text(row), d.ip.text(row), d.os.text(row)
	name := d.name.name(row)
	switch {
	case name == "":
	case foreign && to.Hostname == "":
		to.Hostname = name
	case !foreign && to.IP == "":
		to.IP = name
	}
}

type process struct{ name, path, line, pid, uid field }

func newProcess(b *record.Builder, p string) process {
	return process{at(b, p+".name"), at(b, p+".file.path"), at(b, p+".cmd_line"), at(b, p+".pid"), at(b, p+".uid")}
}

func (p *process) read(row *record.Row, to *event.Process) {
	to.Name, to.Path, to.CmdLine = p.name.text(row), p.path.text(row), p.line.text(row)
	to.PID, to.UID = p.pid.int(row), p.uid.name(row)
}

type file struct{ name, path, uid, ext, size, owner, label, hash, kind field }

func newFile(b *record.Builder, p string) file {
	return file{
		name: at(b, p+".name"), path: at(b, p+".path"), uid: at(b, p+".uid"), ext: at(b, p+".ext"), size: at(b, p+".size"),
		owner: at(b, p+".owner.name"), label: at(b, p+".confidentiality", p+".data_classification.category"),
		hash: at(b, p+".hashes.value"), kind: at(b, p+".type_id"),
	}
}

// folder is OCSF's file.type_id of a folder.
const folder = 2

func (f *file) read(row *record.Row, to *event.File) {
	to.Name, to.Path, to.UID, to.Ext = f.name.name(row), f.path.text(row), f.uid.text(row), f.ext.text(row)
	to.Size, to.Owner, to.Label = f.size.int(row), f.owner.name(row), f.label.text(row)
	to.Hash, to.IsDir = f.hash.strongest(row), f.kind.int(row) == folder
}

type mail struct{ from, mailbox, to, cc, bcc, uid, size, files field }

func newMail(b *record.Builder) mail {
	return mail{
		from: at(b, "email.from", "email.smtp_from"), mailbox: at(b, "email.from_mailbox"),
		to: at(b, "email.to", "email.to_mailboxes"), cc: at(b, "email.cc", "email.cc_mailboxes"),
		bcc: at(b, "bcc", "email.bcc"), uid: at(b, "email.message_uid"), size: at(b, "email.size"),
		files: at(b, "email.files.name"),
	}
}

func (m *mail) read(row *record.Row, to *event.Email) {
	if to.From = m.from.text(row); to.From == "" {
		to.From = m.mailbox.text(row)
	}
	to.To, to.Cc, to.Bcc = m.to.all(row, to.To), m.cc.all(row, to.Cc), m.bcc.all(row, to.Bcc)
	to.UID, to.Size, to.Attachments = m.uid.text(row), m.size.int(row), m.files.all(row, to.Attachments)
}

type web struct{ method, url, host, path, agent, referrer, out, code, in, mime field }

func newWeb(b *record.Builder) web {
	return web{
		method: at(b, "http_request.http_method", "request_method"),
		url:    at(b, "http_request.url.url_string", "url.url_string"), host: at(b, "http_request.url.hostname", "url.hostname"),
		path: at(b, "http_request.url.path", "url.path"), agent: at(b, "http_request.user_agent"),
		referrer: at(b, "http_request.referrer"), out: at(b, "http_request.body_length", "http_request.length"),
		code: at(b, "http_response.code"), in: at(b, "http_response.body_length", "http_response.length"),
		mime: at(b, "http_response.content_type"),
	}
}

// read: a URL that is but the host and the path was put together by the writer.
func (w *web) read(row *record.Row, to *event.HTTP) {
	to.Method, to.Host, to.Path = w.method.text(row), w.host.text(row), w.path.text(row)
	if url := w.url.text(row); len(url) != len(to.Host)+len(to.Path) || url != to.Host+to.Path {
		to.URL = url
	}
	to.UserAgent, to.Referrer, to.BodyOut = w.agent.text(row), w.referrer.text(row), w.out.int(row)
	to.Status, to.BodyIn, to.MimeType = w.code.int32(row), w.in.int(row), w.mime.text(row)
}

type resource struct{ name, uid, kind, owner field }

func newResource(b *record.Builder) resource {
	var r resource
	for _, p := range []string{"web_resources", "databucket", "database", "table", "entity", "resources", "resource"} {
		r.name = append(r.name, at(b, p+".name")...)
		r.uid = append(r.uid, at(b, p+".uid")...)
		r.kind = append(r.kind, at(b, p+".type")...)
		r.owner = append(r.owner, at(b, p+".owner.name")...)
	}
	return r
}

func (r *resource) read(row *record.Row, to *event.Resource) {
	to.Name, to.UID = r.name.name(row), r.uid.text(row)
	to.Type, to.Owner = r.kind.text(row), r.owner.name(row)
}

type things struct {
	pname, puid, serial, vendor, class field
	printer, pages, copies             field
	module, service, model             field
	shareType, targets, role, used     field
}

func newThings(b *record.Builder) things {
	const p = "peripheral_device."
	return things{
		pname: at(b, p+"name"), puid: at(b, p+"uid"), serial: at(b, p+"serial_number"), vendor: at(b, p+"vendor_name"),
		class: at(b, p+"class"), printer: at(b, "print_job.printer"), pages: at(b, "print_job.pages"),
		copies: at(b, "print_job.copies"), module: at(b, "module.file.path"), service: at(b, "ai.service"),
		model: at(b, "ai.model", "ai_model.name"), shareType: at(b, "share.type"),
		targets: at(b, "share.targets", "access_list"), role: at(b, "share.role"), used: at(b, "share.used"),
	}
}

func (t *things) read(row *record.Row, ev *event.Event) {
	p := &ev.Peripheral
	p.Name, p.UID, p.Serial = t.pname.name(row), t.puid.text(row), t.serial.text(row)
	p.Vendor, p.Class = t.vendor.text(row), t.class.text(row)
	if p.Name == p.Serial || p.Serial == "" && p.Name == p.UID {
		p.Name = "" // OCSF requires a name, the writer took what there was
	}
	ev.Print = event.Print{Printer: t.printer.name(row), Pages: t.pages.int32(row), Copies: t.copies.int32(row)}
	ev.Module, ev.AI = t.module.name(row), event.AI{Service: t.service.text(row), Model: t.model.text(row)}
	s := &ev.Share
	s.Targets, s.Role, s.Used = t.targets.all(row, s.Targets), t.role.text(row), t.used.text(row) == "true"
	word := t.shareType.text(row)
	for kind := event.ShareDirect; kind <= event.SharePublic; kind++ {
		if kind.String() == word {
			s.Type = kind
		}
	}
}
