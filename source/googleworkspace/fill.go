package googleworkspace

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
)

// renamed: the document has its new title, the old one is in old_value.
func (d *decoder) renamed(ev *event.Event) {
	before, now := d.text(d.f.oldValue), d.text(d.f.newValue)
	if before == "" {
		return
	}
	if now == "" {
		now = ev.File.Name
	}
	ev.FileResult = ev.File
	ev.FileResult.Name, ev.FileResult.Ext = now, extension(now)
	ev.File.Name, ev.File.Ext = before, extension(before)
}

// moved: only the title of the folder it went to is known.
func (d *decoder) moved(ev *event.Event) {
	if folder := d.text(d.f.destination); folder != "" {
		ev.FileResult = ev.File
		ev.FileResult.Path = d.scratch.Join(folder, "/", ev.File.Name)
	}
}

// shared fills how wide a document reaches now and who was given access.
// new_value none or private takes access away.
func (d *decoder) shared(ev *event.Event) {
	now := d.text(d.f.newValue)
	ev.Share.Type, ev.Share.Role = reach(now), now
	if ev.Share.Type == event.ShareNone {
		ev.Share.Type = reach(d.text(d.f.visibility))
	}
	if strings.HasPrefix(ev.EventCode, "change_user_access") {
		ev.Share.Type = event.ShareDirect
	} else {
		ev.Share.Role = ""
	}
	if now == "none" || now == "private" {
		ev.Activity = event.HostingUnshare
	}
	d.each(&ev.Share.Targets, d.f.targets)
}

// reach translates Drive's visibility.
func reach(visibility string) event.ShareType {
	switch visibility {
	case "people_with_link", "anyone_with_link":
		return event.ShareAnonymous
	case "public_on_the_web":
		return event.SharePublic
	case "people_within_domain_with_link", "public_in_the_domain":
		return event.ShareCompany
	case "shared_externally", "shared_internally", "private":
		return event.ShareDirect
	}
	return event.ShareNone
}

// mailed: a document sent from Drive by mail.
func (d *decoder) mailed(ev *event.Event) {
	ev.Share.Type = event.ShareDirect
	d.each(&ev.Share.Targets, d.f.targets)
}

// each appends the values of the slots; "all" stands for every domain and is no
// target.
func (d *decoder) each(list *[]string, from slots) {
	for _, s := range from {
		for c := d.row.Values(s); c.Next(); {
			if v := c.Value(); v.Kind == record.String && v.Text != "" && v.Text != "all" {
				*list = append(*list, v.Text)
			}
		}
	}
}

func (d *decoder) driveMember(ev *event.Event) {
	ev.User.Email = d.text(d.f.member)
	ev.User.Name = ev.User.Email
	ev.Group.Name, ev.Group.UID = d.text(d.f.title), d.text(d.f.sharedDriveID)
	if ev.Group.UID == "" {
		ev.Group.UID = d.text(d.f.docID)
	}
	if d.text(d.f.newValue) == "none" {
		ev.Activity = event.GroupRemoveUser
	}
}

func (d *decoder) signedIn(ev *event.Event) { ev.User, ev.Status = ev.Actor, event.StatusSuccess }

func (d *decoder) signInFailed(ev *event.Event) {
	ev.User, ev.Status, ev.StatusDetail = ev.Actor, event.StatusFailure, d.text(d.f.failure)
}

// affected: warnings about an account name it in a parameter; else it is the
// actor's own.
func (d *decoder) affected(ev *event.Event) {
	if who := d.text(d.f.affectedUser); who != "" {
		ev.User.Name, ev.User.Email = who, who
		return
	}
	ev.User = ev.Actor
}

// forwarded: mail goes on to addresses outside.
func (d *decoder) forwarded(ev *event.Event) {
	ev.Share.Type, ev.Share.Role = event.ShareDirect, "forward"
	d.each(&ev.Share.Targets, d.f.forwardTo)
	ev.Resource.Name, ev.Resource.Type = ev.Actor.Email, "mailbox"
}

// monitored: copies of one person's mail go to another.
func (d *decoder) monitored(ev *event.Event) {
	d.forwarded(ev)
	ev.Resource.Name = d.text(d.f.user)
}

func (d *decoder) onUser(ev *event.Event) {
	ev.User.Name = d.text(d.f.user)
	if strings.IndexByte(ev.User.Name, '@') > 0 {
		ev.User.Email = ev.User.Name
	}
	ev.Group.Name = d.text(d.f.role)
}

func (d *decoder) onGroup(ev *event.Event) {
	d.onUser(ev)
	ev.Group.Name = d.text(d.f.groupMail)
}

func (d *decoder) setting(ev *event.Event) {
	ev.Resource.Name, ev.Resource.Type = d.text(d.f.setting), d.text(d.f.settingOf)
}

// granted: an application was given, or used, access to the person's data.
func (d *decoder) granted(ev *event.Event) {
	ev.User = ev.Actor
	ev.Resource.Name, ev.Resource.UID, ev.Resource.Type = ev.AppName, d.text(d.f.clientID), "application"
}

func (d *decoder) room(ev *event.Event) {
	ev.Group.Name, ev.Group.UID = d.text(d.f.roomName), d.text(d.f.roomID)
	ev.User.Email = d.text(d.f.member)
	ev.User.Name = ev.User.Email
}

// sentOut is the action type of a message that Gmail's outbound server sent.
const sentOut = "10"

// mail fills the envelope of a message. Its services say whether it came from a
// person's mailbox or from outside, and whether it leaves.
func (d *decoder) mail(ev *event.Event) {
	t := d.text
	ev.Email.From, ev.Email.UID = t(d.f.mailFrom), t(d.f.messageID)
	ev.Email.Size = size(t(d.f.mailSize))
	d.each(&ev.Email.To, d.f.to)
	if len(ev.Email.To) == 0 {
		ev.Email.To = flattened(ev.Email.To, t(d.f.flatTo))
	}
	d.each(&ev.Email.Attachments, d.f.files)
	from, to := t(d.f.mailService), t(d.f.toService)
	switch {
	case strings.HasPrefix(from, "gmail-ui"), t(d.f.actionType) == sentOut:
		ev.Activity = event.EmailSend
	case from == "smtp-inbound":
		ev.Activity, ev.Email.Direction = event.EmailReceive, event.DirectionInbound
	}
	if to == "smtp-outbound" || t(d.f.actionType) == sentOut {
		ev.Activity, ev.Email.Direction = event.EmailSend, event.DirectionOutbound
	}
	if ev.Activity == event.EmailSend && ev.Actor.Name == "" {
		ev.Actor.Name, ev.Actor.Email, ev.Actor.Type = t(d.f.mailSource), t(d.f.mailSource), event.UserTypeUser
	}
	if ev.Hand == event.HandUnknown && strings.HasPrefix(from, "gmail-ui") {
		ev.Hand = event.HandPerson
	}
}

// flattened reads "service:selector:address, service:selector:address".
func flattened(list []string, text string) []string {
	for text != "" {
		var one string
		one, text, _ = strings.Cut(text, ",")
		one = strings.TrimSpace(one[strings.LastIndexByte(one, ':')+1:])
		if strings.IndexByte(one, '@') > 0 {
			list = append(list, one)
		}
	}
	return list
}

func size(s string) int64 {
	var n int64
	for _, c := range []byte(s) {
		if c < '0' || c > '9' || n > 1<<50 {
			return 0
		}
		n = n*10 + int64(c-'0')
	}
	return n
}
