package googleworkspace

import (
	"strconv"
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// serviceField is the path under which the decoder puts the service's name for
// rules that are written for the Cloud Audit Logs copy of this log.
const serviceField = "eventService"

// decoder reads one stream; row is the current record and lives only while
// Decode runs.
type decoder struct {
	acts    *acts
	f       *fields
	row     *record.Row
	scratch source.Scratch
}

var _ source.Decoder = (*decoder)(nil)

func newDecoder(b *record.Builder, a *acts) *decoder { return &decoder{acts: a, f: newFields(b)} }

func (d *decoder) text(s []record.Slot) string { return source.FirstText(d.row, s) }

// Decode implements source.Decoder.
func (d *decoder) Decode(row *record.Row, ev *event.Event, emit source.Emit) error {
	d.row = row
	d.scratch.Reset()
	app, name := d.text(d.f.app), d.text(d.f.name)
	mail := d.text(d.f.mailSource) != "" || d.text(d.f.messageID) != ""
	if app == "" && mail {
		app = "gmail"
	}
	at, original, err := d.f.clock.Read(row)
	if err != nil {
		return err
	}
	if app == "" && name == "" {
		return source.Refuse("no application and no event name", "id.applicationName")
	}
	kind := kindOf(app)
	row.PutDerived(d.f.service, record.Value{Text: d.service(app), Kind: record.String})
	a := d.act(kind, name, mail)
	if name == "" {
		name = d.unnamed(app)
	}
	ev.Class, ev.Activity, ev.EventCode = a.class, a.activity, name
	ev.Time, ev.OriginalTime = at, original
	d.common(ev, app)
	if a.class == event.ClassFileHosting || a.class == event.ClassPrint {
		d.document(ev)
	}
	if a.fill != nil {
		a.fill(d, ev)
	}
	if ev.Activity == event.ActivityOther {
		ev.ActivityName = name
	}
	emit(kind)
	return nil
}

func (d *decoder) act(kind int, name string, mail bool) act {
	if a, ok := d.acts[kind][name]; ok {
		return a
	}
	if kind == kindGmail && mail {
		return d.acts[kindGmail]["delivery"]
	}
	return unknown(kind, name)
}

// unnamed is what stands for the name of an event without one.
func (d *decoder) unnamed(app string) string {
	if t := d.text(d.f.kind); t != "" {
		return t
	}
	return app
}

func kindOf(app string) int {
	switch app {
	case "admin", "admin_data_action":
		return kindAdmin
	case "login", "user_accounts", "saml", "logout":
		return kindLogin
	case "drive":
		return kindDrive
	case "gmail":
		return kindGmail
	case "token":
		return kindToken
	case "groups", "groups_enterprise":
		return kindGroups
	case "chat":
		return kindChat
	}
	return kindOther
}

// service is the API whose log the application is, as Cloud Audit Logs name it.
func (d *decoder) service(app string) string {
	switch app {
	case "admin":
		return "admin.googleapis.com"
	case "login", "user_accounts":
		return "login.googleapis.com"
	}
	return d.scratch.Join(app, ".googleapis.com")
}

func (d *decoder) common(ev *event.Event, app string) {
	t := d.text
	ev.NativeID = d.nativeID(app, ev.OriginalTime)
	ev.Tenant, ev.Src.IP = t(d.f.customer), t(d.f.ip)
	ev.Actor.Email, ev.Actor.UID = t(d.f.actor), t(d.f.profile)
	ev.Actor.Name = ev.Actor.Email
	if ev.Actor.Name == "" {
		ev.Actor.Name = t(d.f.actorKey)
	}
	if ev.Actor.Name == "" {
		ev.Actor.Name = ev.Actor.UID
	}
	ev.AppUID, ev.AppName = t(d.f.appID), t(d.f.appName)
	ev.HTTP.UserAgent = t(d.f.agent)
	ev.Hand = d.hand(ev)
	switch {
	case ev.Hand == event.HandService:
		ev.Actor.Type = event.UserTypeService
	case ev.Actor.Email != "":
		ev.Actor.Type = event.UserTypeUser
	}
}

// nativeID names an event of an activity; empty where the record has no
// qualifier, because the time alone is none.
func (d *decoder) nativeID(app, at string) string {
	q := d.text(d.f.qualifier)
	if q == "" {
		return ""
	}
	nth := 0
	if v := d.row.Get(d.f.name[0]); v.Kind != record.Absent {
		nth = int(v.Elem)
	}
	return d.scratch.Join(q, "/", at, "/", app, "/", strconv.Itoa(nth))
}

func (d *decoder) hand(ev *event.Event) event.Hand {
	caller := d.text(d.f.caller)
	switch {
	case backup(ev.AppName), backup(ev.HTTP.UserAgent):
		return event.HandBackup
	case ev.EventCode == "sync_item_content", source.ContainsFold(ev.AppName, "drive for desktop"),
		source.ContainsFold(ev.HTTP.UserAgent, "drivefs"), source.ContainsFold(ev.HTTP.UserAgent, "google drive file stream"):
		return event.HandSync
	case source.ContainsFold(ev.Actor.Email, "gserviceaccount.com"), caller != "" && caller != "USER", ev.Actor.Name == "SYSTEM":
		return event.HandService
	case ev.EventCode == "login_success", ev.EventCode == "print", source.HasPrefixFold(ev.HTTP.UserAgent, "mozilla/"):
		return event.HandPerson
	}
	return event.HandUnknown
}

func backup(name string) bool {
	if name == "" {
		return false
	}
	for _, n := range [...]string{"backup", "backupify", "spanning", "veeam", "afi.ai", "cloudally", "druva", "rubrik", "avepoint", "cloudm", "migration", "vault export"} {
		if source.ContainsFold(name, n) {
			return true
		}
	}
	return false
}

// document fills the Drive document, or the attachment of a chat message.
func (d *decoder) document(ev *event.Event) {
	t := d.text
	ev.File.Name, ev.File.UID, ev.File.Owner = t(d.f.title), t(d.f.docID), t(d.f.owner)
	ev.File.IsDir = t(d.f.docType) == "folder"
	ev.File.Ext = extension(ev.File.Name)
	if ev.File.UID != "" && t(d.f.attachment) == "" {
		ev.File.Path = d.scratch.Join(place(t(d.f.docType)), ev.File.UID)
	}
	if name := t(d.f.attachment); name != "" {
		ev.File.Name, ev.File.Ext, ev.File.UID = name, extension(name), ""
	}
	ev.File.Label = t(d.f.label)
	ev.Resource.Name, ev.Resource.UID = t(d.f.sharedDrive), t(d.f.sharedDriveID)
	if ev.Resource.UID != "" || ev.Resource.Name != "" {
		ev.Resource.Type = "shared drive"
	}
}

// place is the beginning of the address under which documents of a type are
// opened; the id follows.
func place(docType string) string {
	switch docType {
	case "document":
		return "https://docs.google.com/document/d/"
	case "spreadsheet":
		return "https://docs.google.com/spreadsheets/d/"
	case "presentation":
		return "https://docs.google.com/presentation/d/"
	case "form":
		return "https://docs.google.com/forms/d/"
	case "drawing":
		return "https://docs.google.com/drawings/d/"
	case "folder", "shared_drive", "team_drive":
		return "https://drive.google.com/drive/folders/"
	}
	return "https://drive.google.com/file/d/"
}

func extension(name string) string {
	if at := strings.LastIndexByte(name, '.'); at > 0 && len(name)-at <= longestExtension {
		return name[at+1:]
	}
	return ""
}

// longestExtension keeps titles such as "about 3.5 metres" from having one.
const longestExtension = 8
