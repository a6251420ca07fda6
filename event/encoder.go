package event

import (
	"net/netip"
	"strings"

	"sekisho/event/jsontext"
)

// encoder writes the objects that OCSF shares between classes. Members that the
// record does not state are left out.
type encoder struct {
	jsontext.Writer
	names Names
}

func (w *encoder) account(key, s string)  { w.Str(key, showAccount(w.names, s)) }
func (w *encoder) scrubbed(key, s string) { w.Str(key, showText(w.names, s)) }

func (w *encoder) accounts(key string, list []string) {
	if len(list) == 0 {
		return
	}
	w.Array(key)
	for _, s := range list {
		w.Item(showAccount(w.names, s))
	}
	w.EndArray()
}

// unknown is the name that stands in where OCSF requires an object of which the
// record says nothing.
const unknown = "unknown"

func (w *encoder) user(key string, u *User, required bool) {
	if *u == (User{}) && !required {
		return
	}
	w.Object(key)
	name := u.Name
	if name == "" && u.UID == "" {
		name = first(u.Email, unknown)
	}
	if name == unknown {
		w.Str("name", unknown)
	} else {
		w.account("name", name)
	}
	w.account("uid", u.UID)
	if mail := showAccount(w.names, u.Email); isAddress(mail) {
		w.Str("email_addr", mail)
	}
	w.Str("domain", u.Domain)
	w.Int("type_id", int64(u.Type))
	w.EndObject()
}

func (w *encoder) actor(e *Event, required bool) {
	process := &e.Process
	if e.Class == ClassProcess {
		process = &Process{}
	}
	nothing := e.Actor == (User{}) && *process == (Process{}) && e.SessionID == "" && e.AppName == "" && e.AppUID == ""
	if nothing && !required {
		return
	}
	w.Object("actor")
	w.user("user", &e.Actor, nothing)
	if e.Class != ClassProcess {
		w.process("process", process, &e.Parent, false)
	}
	if e.SessionID != "" {
		w.Object("session")
		w.Str("uid", e.SessionID)
		w.EndObject()
	}
	w.Str("app_name", e.AppName)
	w.Str("app_uid", e.AppUID)
	w.EndObject()
}

// process writes a process and the one that started it. OCSF wants an id; where
// the record has none, "unknown" stands for it.
func (w *encoder) process(key string, p, parent *Process, required bool) {
	if *p == (Process{}) && (parent == nil || *parent == (Process{})) && !required {
		return
	}
	w.Object(key)
	w.scrubbed("name", p.Name)
	if p.PID == 0 && p.UID == "" {
		w.Str("uid", unknown)
	} else {
		w.Str("uid", p.UID)
		w.NonZero("pid", p.PID)
	}
	w.scrubbed("cmd_line", p.CmdLine)
	if p.Path != "" {
		w.file("file", &File{Path: p.Path}, false)
	}
	if parent != nil {
		w.process("parent_process", parent, nil, false)
	}
	w.EndObject()
}

func (w *encoder) device(d *Device, required bool) {
	if *d == (Device{}) && !required {
		return
	}
	w.Object("device")
	w.Int("type_id", 0)
	w.scrubbed("hostname", d.Hostname)
	w.Str("uid", d.UID)
	ip := w.address(d.IP)
	if d.Hostname == "" && d.UID == "" && !ip {
		w.scrubbed("name", first(d.IP, unknown))
	}
	if d.OS != "" {
		w.Object("os")
		w.Str("name", d.OS)
		w.Int("type_id", 0)
		w.EndObject()
	}
	w.EndObject()
}

// address writes an IP address where the text is one and names nobody. Logs also
// write host names and "unknown" there, and an address that the registers give
// to a person is a name.
func (w *encoder) address(ip string) bool {
	if _, err := netip.ParseAddr(ip); err != nil || showText(w.names, ip) != ip {
		return false
	}
	w.Str("ip", ip)
	return true
}

func (w *encoder) endpoint(key string, p *Endpoint, required bool) {
	if *p == (Endpoint{}) && !required {
		return
	}
	w.Object(key)
	ip := w.address(p.IP)
	if 0 < p.Port && p.Port <= 65535 {
		w.Int("port", int64(p.Port))
	}
	w.scrubbed("hostname", p.Hostname)
	w.Str("uid", p.UID)
	switch {
	case !ip && p.IP != "":
		w.scrubbed("name", p.IP)
	case !ip && p.Hostname == "" && p.UID == "":
		w.Str("name", unknown)
	}
	w.EndObject()
}

// OCSF's numbers of file types.
const (
	fileTypeUnknown = 0
	fileTypeFolder  = 2
)

// confidentialityOther says that the label is the source's own word.
const confidentialityOther = 99

func (w *encoder) file(key string, f *File, required bool) {
	if *f == (File{}) && !required {
		return
	}
	if key == "" {
		w.ItemObject()
	} else {
		w.Object(key)
	}
	w.scrubbed("name", first(f.Name, baseName(f.Path), f.UID, unknown))
	w.scrubbed("path", f.Path)
	w.Int("type_id", fileType(f))
	w.Str("uid", f.UID)
	w.Str("ext", f.Ext)
	w.NonZero("size", f.Size)
	if f.Owner != "" {
		w.user("owner", &User{Name: f.Owner}, true)
	}
	if f.Label != "" {
		w.Str("confidentiality", f.Label)
		w.Int("confidentiality_id", confidentialityOther)
	}
	if f.Hash != "" {
		w.Array("hashes")
		w.Fingerprint("", f.Hash)
		w.EndArray()
	}
	w.EndObject()
}

func fileType(f *File) int64 {
	if f.IsDir {
		return fileTypeFolder
	}
	return fileTypeUnknown
}

// baseName is the last segment of a path of any system.
func baseName(path string) string {
	return path[strings.LastIndexAny(path, `/\`)+1:]
}

func (w *encoder) group(key string, g *Group, required bool) {
	if *g == (Group{}) && !required {
		return
	}
	w.Object(key)
	if g.Name == "" && g.UID == "" {
		w.Str("name", unknown)
	}
	w.scrubbed("name", g.Name)
	w.Str("uid", g.UID)
	w.EndObject()
}

func (w *encoder) mail(m *Email, required bool) {
	if m.empty() && !required {
		return
	}
	w.Object("email")
	if from := showAccount(w.names, m.From); isAddress(from) {
		w.Str("from", from)
	} else {
		w.Str("from_mailbox", from)
	}
	w.Array("to")
	w.addresses(m.To, true)
	w.EndArray()
	w.mailboxes("to_mailboxes", m.To, false)
	w.mailboxes("cc", m.Cc, true)
	w.mailboxes("cc_mailboxes", m.Cc, false)
	w.Str("message_uid", m.UID)
	w.NonZero("size", m.Size)
	if len(m.Attachments) > 0 {
		w.Array("files")
		for _, name := range m.Attachments {
			w.file("", &File{Name: name}, true)
		}
		w.EndArray()
	}
	w.EndObject()
}

// mailboxes writes those of a list that are mail addresses, or those that are
// not, as a member if there are any. OCSF keeps the two apart; logs write
// directory names in the place of addresses, and a pseudonym is no address.
func (w *encoder) mailboxes(key string, list []string, addresses bool) {
	before := len(w.Buf)
	w.Array(key)
	if w.addresses(list, addresses) == 0 {
		w.Buf = w.Buf[:before]
		return
	}
	w.EndArray()
}

func (w *encoder) addresses(list []string, addresses bool) (written int) {
	for _, s := range list {
		if s = showAccount(w.names, s); isAddress(s) == addresses {
			w.Item(s)
			written++
		}
	}
	return written
}

// isAddress reports whether s has the form that OCSF asks of a mail address.
func isAddress(s string) bool {
	local, domain, ok := strings.Cut(s, "@")
	if !ok || local == "" || strings.Trim(domain, addressChars+".-") != "" {
		return false
	}
	dot := strings.IndexByte(domain, '.')
	return dot > 0 && dot < len(domain)-1 && strings.Trim(local, addressChars+"!#$%&'*+-/=?^_`{|}~.") == ""
}

const addressChars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

func (m *Email) empty() bool {
	return m.From == "" && m.UID == "" && m.Size == 0 && len(m.To)+len(m.Cc)+len(m.Bcc)+len(m.Attachments) == 0
}

func (w *encoder) url(h *HTTP) {
	if h.URL == "" && h.Host == "" && h.Path == "" {
		return
	}
	w.Object("url")
	w.scrubbed("url_string", first(h.URL, h.Host+h.Path))
	w.Str("hostname", h.Host)
	w.scrubbed("path", h.Path)
	w.EndObject()
}

func (w *encoder) request(h *HTTP) {
	w.Object("http_request")
	if knownMethod(h.Method) {
		w.Str("http_method", h.Method)
	}
	w.url(h)
	w.Str("user_agent", h.UserAgent)
	w.scrubbed("referrer", h.Referrer)
	w.NonZero("body_length", h.BodyOut)
	w.EndObject()
}

// knownMethod reports whether OCSF lists the method; others, such as those of
// WebDAV, stand in the extension.
func knownMethod(m string) bool {
	switch m {
	case "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE":
		return true
	}
	return false
}

func (h *HTTP) hasRequest() bool {
	return knownMethod(h.Method) || h.URL != "" || h.Host != "" || h.Path != "" || h.UserAgent != "" || h.Referrer != "" || h.BodyOut != 0
}

// response writes what came back. OCSF requires a code; 0 means that the record
// has none.
func (w *encoder) response(h *HTTP) {
	if h.Status == 0 && h.BodyIn == 0 && h.MimeType == "" {
		return
	}
	w.Object("http_response")
	w.Int("code", int64(h.Status))
	w.NonZero("body_length", h.BodyIn)
	w.Str("content_type", h.MimeType)
	w.EndObject()
}

func (w *encoder) traffic(e *Event) {
	if e.BytesIn == 0 && e.BytesOut == 0 {
		return
	}
	w.Object("traffic")
	w.NonZero("bytes_in", e.BytesIn)
	w.NonZero("bytes_out", e.BytesOut)
	w.EndObject()
}

func (w *encoder) connection(e *Event) {
	if e.Protocol == "" {
		return
	}
	w.Object("connection_info")
	w.Int("direction_id", 0)
	w.Str("protocol_name", e.Protocol)
	w.EndObject()
}
