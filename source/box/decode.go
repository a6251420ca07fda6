package box

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// decoder reads one stream; row is the current record and lives only while
// Decode runs.
type decoder struct {
	acts    map[string]act
	row     *record.Row
	scratch source.Scratch

	clock                                    source.Clock
	id, kind, ip, session                    []record.Slot
	actorLogin, actorName, actorID           []record.Slot
	onBehalf                                 []record.Slot
	name, itemID, itemType, parent, owner    []record.Slot
	targetLogin, targetName, targetID        []record.Slot
	access, role, size, service, serviceID   []record.Slot
	sourceLogin, sourceName, label, groupNam []record.Slot
	details, folders                         record.Slot
}

var _ source.Decoder = (*decoder)(nil)

func newDecoder(b *record.Builder, acts map[string]act) *decoder {
	p := func(paths ...string) []record.Slot { return source.Pick(b, paths...) }
	return &decoder{
		acts:  acts,
		clock: source.NewClock(b, "created_at", "recorded_at", "p_event_time"),
		id:    p("event_id"), kind: p("event_type"), ip: p("ip_address"), session: p("session_id"),
		actorLogin: p("created_by.login"), actorName: p("created_by.name"), actorID: p("created_by.id"),
		onBehalf: p("action_by.login"),
		name:     p("source.item_name", "source.file_name", "source.folder_name", "source.name"),
		itemID:   p("source.item_id", "source.file_id", "source.folder_id", "source.id"),
		itemType: p("source.item_type", "source.type"), parent: p("source.parent.name"), owner: p("source.owned_by.login"),
		targetLogin: p("accessible_by.login", "additional_details.invited_email"), targetName: p("accessible_by.name"), targetID: p("accessible_by.id"),
		access: p("source.shared_link.access", "source.shared_link.effective_access", "additional_details.shared_link.access"),
		role:   p("additional_details.role", "source.role"), size: p("additional_details.size", "source.size"),
		service: p("additional_details.service_name"), serviceID: p("additional_details.service_id"),
		sourceLogin: p("source.login", "source.user_email"), sourceName: p("source.user_name", "source.name"),
		label: p("source.classification.name"), groupNam: p("source.group_name", "additional_details.group_name", "source.name"),
		details: b.Add("additional_details"), folders: b.Add("source.path_collection.entries.name"),
	}
}

func (d *decoder) text(s []record.Slot) string { return source.FirstText(d.row, s) }

// Decode implements source.Decoder.
func (d *decoder) Decode(row *record.Row, ev *event.Event, emit source.Emit) error {
	d.row = row
	d.scratch.Reset()
	kind := d.text(d.kind)
	if kind == "" {
		return source.Refuse("no event type", "event_type")
	}
	at, original, err := d.clock.Read(row)
	if err != nil {
		return err
	}
	a, known := d.acts[kind]
	if !known {
		a = act{event.ClassAPI, event.ActivityOther, (*decoder).thing}
	}
	ev.Class, ev.Activity, ev.EventCode = a.class, a.activity, kind
	ev.Time, ev.OriginalTime = at, original
	if a.activity == event.ActivityOther {
		ev.ActivityName = kind
	}
	d.common(ev)
	if a.class == event.ClassFileHosting {
		d.item(ev)
	}
	if a.fill != nil {
		a.fill(d, ev)
	}
	emit(0)
	return nil
}

// unknownUser is the id under which Box writes somebody without an account.
const unknownUser = "2"

func (d *decoder) common(ev *event.Event) {
	ev.NativeID, ev.SessionID = d.text(d.id), d.text(d.session)
	ev.Src.IP = d.text(d.ip)
	login := d.text(d.actorLogin)
	if behalf := d.text(d.onBehalf); behalf != "" {
		login = behalf
	}
	ev.Actor.Name, ev.Actor.UID = login, d.text(d.actorID)
	ev.Actor.Email = mail(login)
	if login == "" {
		ev.Actor.Name = d.text(d.actorName)
	}
	ev.AppName, ev.AppUID = d.detail(d.service, `"service_name"`), d.detail(d.serviceID, `"service_id"`)
	ev.Hand = hand(login, ev.AppName)
	ev.Actor.Type = event.UserTypeUser
	if ev.Hand == event.HandService {
		ev.Actor.Type = event.UserTypeService
	}
	if ev.Actor == (event.User{Type: event.UserTypeUser}) {
		ev.Actor.Type = event.UserTypeUnknown
	}
}

func (d *decoder) item(ev *event.Event) {
	t := d.text
	name := t(d.name)
	ev.File.Name, ev.File.UID, ev.File.Owner = name, t(d.itemID), t(d.owner)
	ev.File.IsDir = t(d.itemType) == "folder"
	if !ev.File.IsDir {
		ev.File.Ext = extension(name)
	}
	ev.File.Path, ev.File.Label = d.path(name), t(d.label)
	ev.File.Size = max(0, source.Int(d.detail(d.size, `"size"`)))
	if ev.Actor.UID == unknownUser {
		ev.Share.Type, ev.Share.Used = event.ShareAnonymous, true
	}
}

// path joins as many of the folders as the event names.
func (d *decoder) path(name string) string {
	path := ""
	for c := d.row.Values(d.folders); c.Next(); {
		if path == "" {
			path = c.Value().Text
			continue
		}
		path = d.scratch.Join(path, "/", c.Value().Text)
	}
	if path == "" {
		path = d.text(d.parent)
	}
	if path == "" || name == "" {
		return name
	}
	return d.scratch.Join(path, "/", name)
}

// detail is a member of additional_details, whether that is an object or text
// that holds one. key is the member's name in quotes.
func (d *decoder) detail(slots []record.Slot, key string) string {
	if t := d.text(slots); t != "" {
		return t
	}
	_, rest, ok := strings.Cut(d.row.Text(d.details), key)
	if !ok {
		return ""
	}
	rest = strings.TrimLeft(rest, " ")
	if rest == "" || rest[0] != ':' {
		return ""
	}
	rest = strings.TrimLeft(rest[1:], " ")
	if rest != "" && rest[0] == '"' {
		value, _, _ := strings.Cut(rest[1:], `"`)
		return value
	}
	if end := strings.IndexAny(rest, ",}] "); end >= 0 {
		return rest[:end]
	}
	return ""
}

func (d *decoder) link(ev *event.Event) {
	switch d.detail(d.access, `"access"`) {
	case "open":
		ev.Share.Type = event.ShareAnonymous
	case "company":
		ev.Share.Type = event.ShareCompany
	case "collaborators":
		ev.Share.Type = event.ShareDirect
	}
}

func (d *decoder) collaboration(ev *event.Event) {
	ev.Share.Type, ev.Share.Role = event.ShareDirect, d.detail(d.role, `"role"`)
	who := d.text(d.targetLogin)
	if who == "" {
		who = d.text(d.targetName)
	}
	if who == "" { // invitations to people without an account name only the address
		who = d.text(d.sourceLogin)
	}
	if who != "" {
		ev.Share.Targets = append(ev.Share.Targets, who)
	}
	ev.User.Name, ev.User.Email, ev.User.UID = who, mail(who), d.text(d.targetID)
}

func (d *decoder) signedIn(ev *event.Event) {
	ev.User, ev.Status = ev.Actor, event.StatusSuccess
}

func (d *decoder) signInFailed(ev *event.Event) {
	ev.User, ev.Status = ev.Actor, event.StatusFailure
	ev.StatusDetail = ev.EventCode
}

func (d *decoder) account(ev *event.Event) {
	ev.User.Name, ev.User.UID = d.text(d.sourceLogin), d.text(d.itemID)
	ev.User.Email = mail(ev.User.Name)
	if ev.User.Name == "" {
		ev.User.Name = d.text(d.sourceName)
	}
}

func (d *decoder) group(ev *event.Event) {
	ev.Group.Name, ev.Group.UID = d.text(d.groupNam), d.text(d.itemID)
	ev.User.Name = d.text(d.targetLogin)
	if ev.User.Name == "" {
		ev.User.Name = d.text(d.sourceLogin)
	}
	ev.User.Email = mail(ev.User.Name)
}

func (d *decoder) thing(ev *event.Event) {
	ev.Resource.Name, ev.Resource.UID, ev.Resource.Type = d.text(d.name), d.text(d.itemID), d.text(d.itemType)
}

// hand tells who acted by the account and the service that Box names.
func hand(login, service string) event.Hand {
	switch {
	case containsAny(service, "veeam", "avepoint", "commvault", "druva", "cohesity", "cloudally", "backup", "migration", "sharegate"):
		return event.HandBackup
	case containsAny(service, "box sync", "box drive"):
		return event.HandSync
	case source.ContainsFold(login, "@boxdevedition.com"), source.HasPrefixFold(login, "automationuser_"):
		return event.HandService
	case containsAny(service, "box web", "box for iphone", "box for ipad", "box for android", "box edit", "box tools", "box for office"):
		return event.HandPerson
	}
	return event.HandUnknown
}

func containsAny(s string, names ...string) bool {
	if s == "" {
		return false
	}
	for _, n := range names {
		if source.ContainsFold(s, n) {
			return true
		}
	}
	return false
}

func mail(login string) string {
	if strings.IndexByte(login, '@') > 0 {
		return login
	}
	return ""
}

func extension(name string) string {
	if at := strings.LastIndexByte(name, '.'); at > 0 {
		return name[at+1:]
	}
	return ""
}
