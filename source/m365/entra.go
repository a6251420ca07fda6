package m365

import (
	"strings"

	"sekisho/event"
)

// upnType marks, in the lists Actor and Target, a user principal name
// (IdentityType of the schema).
const upnType = "5"

func (d *decoder) signIn(ev *event.Event) {
	ev.StatusDetail = d.text(d.f.statusDetail)
	if ev.Status == event.StatusUnknown {
		ev.Status = event.StatusSuccess
	}
	ev.User = ev.Actor
}

// signInFailed is a failure although ResultStatus says Success, which is the
// status of the call.
func (d *decoder) signInFailed(ev *event.Event) {
	ev.Status = event.StatusFailure
	ev.StatusDetail = d.text(d.f.logonError)
	ev.User = ev.Actor
}

// targetUPN is the user principal name among the targets.
func (d *decoder) targetUPN() string {
	ids, kinds := d.row.Values(d.f.targetID), d.row.Values(d.f.targetIDType)
	for ids.Next() && kinds.Next() {
		if kinds.Value().Text == upnType {
			return ids.Value().Text
		}
	}
	return ""
}

func (d *decoder) onUser(ev *event.Event) {
	ev.User.Name = d.targetUPN()
	if ev.User.Name == "" {
		ev.User.Name = d.text(d.f.object)
	}
	ev.User.Email = address(&d.scratch, ev.User.Name)
}

// onRole: the object of a role is a user or a service principal; that of a
// consent is the application.
func (d *decoder) onRole(ev *event.Event) {
	d.onUser(ev)
	if ev.User.Email == "" {
		ev.User = event.User{}
	}
	ev.Group.Name = d.text(d.f.roleName)
	if app := plainValue(d.text(d.f.consentApp)); app != "" {
		ev.Resource.Name, ev.Resource.Type = app, "application"
	}
}

func (d *decoder) onGroup(ev *event.Event) {
	if ev.Activity == event.GroupAddUser || ev.Activity == event.GroupRemoveUser {
		d.onUser(ev)
	}
	ev.Group.Name = plainValue(d.text(d.f.groupName))
	if ev.Group.Name == "" {
		ev.Group.Name = d.text(d.f.object)
	}
}

func (d *decoder) onEntity(ev *event.Event) {
	if name := plainValue(d.text(d.f.consentApp)); name != "" {
		ev.Resource.Name = name
	}
}

// plainValue takes the one value out of the lists that ModifiedProperties hold
// as JSON text: "[\r\n  \"Name\"\r\n]".
func plainValue(s string) string { return strings.Trim(s, "[]\r\n \"") }
