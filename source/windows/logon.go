package windows

import (
	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

func logonActs(m map[int64]act) {
	const other = event.ActivityOther
	for id, a := range map[int64]act{
		4624: {event.ClassAuthentication, event.AuthLogon, "", (*decoder).logon},
		4625: {event.ClassAuthentication, event.AuthLogon, "", (*decoder).logonFailed},
		4634: {event.ClassAuthentication, event.AuthLogoff, "", (*decoder).logon},
		4647: {event.ClassAuthentication, event.AuthLogoff, "", (*decoder).logon},
		4648: {event.ClassAuthentication, event.AuthLogon, "", (*decoder).explicit},
		4768: {event.ClassAuthentication, event.AuthTicket, "", (*decoder).logon},
		4769: {event.ClassAuthentication, event.AuthServiceTicket, "", (*decoder).logon},
		4770: {event.ClassAuthentication, event.AuthTicketRenew, "", (*decoder).logon},
		4771: {event.ClassAuthentication, event.AuthPreauth, "", (*decoder).logonFailed},
		4776: {event.ClassAuthentication, event.AuthLogon, "", (*decoder).logon},
		4778: {event.ClassAuthentication, event.AuthLogon, "", (*decoder).session},
		4779: {event.ClassAuthentication, event.AuthLogoff, "", (*decoder).session},
		4800: {event.ClassAuthentication, other, "workstation locked", (*decoder).logon},
		4801: {event.ClassAuthentication, other, "workstation unlocked", (*decoder).logon},
		4802: {event.ClassAuthentication, other, "screen saver started", (*decoder).logon},
		4803: {event.ClassAuthentication, other, "screen saver ended", (*decoder).logon},
	} {
		m[id] = a
	}
}

// logon: the one who signs in is the actor; the subject, which is most often
// the system that asked, is not.
func (d *decoder) logon(row *record.Row, ev *event.Event) {
	f := &d.f
	ev.User = d.target(row)
	ev.Actor = ev.User
	ev.SessionID = value(row, f.targetLogon)
	ev.LogonType = int32(source.Int(row.Text(f.logonType)))
	ev.AuthProto = value(row, f.authPackage)
	ev.Src = endpoint(value(row, f.ipAddress), row.Text(f.ipPort), first(value(row, f.workstation), value(row, f.workstation2)))
	ev.Resource.Name = value(row, f.serviceName)
	if ev.Resource.Name != "" {
		ev.Resource.Type = "service"
	}
	if p := value(row, f.processName); p != "" {
		ev.Process = process(p, row.Text(f.processID), "", "")
	}
	d.logonStatus(row, ev)
}

// logonStatus: Kerberos and NTLM events carry a code that is zero on success.
func (d *decoder) logonStatus(row *record.Row, ev *event.Event) {
	code := value(row, d.f.status)
	if code == "" {
		return
	}
	ev.Status = event.StatusSuccess
	if number(code) != 0 {
		ev.Status, ev.StatusDetail = event.StatusFailure, code
	}
}

func (d *decoder) logonFailed(row *record.Row, ev *event.Event) {
	d.logon(row, ev)
	ev.Status = event.StatusFailure
	ev.StatusDetail = first(value(row, d.f.subStatus), value(row, d.f.status))
}

// explicit: somebody used another account's credentials on another machine.
func (d *decoder) explicit(row *record.Row, ev *event.Event) {
	d.logon(row, ev)
	d.subject(row, ev)
	ev.Dst.Hostname = value(row, d.f.targetServer)
}

func (d *decoder) session(row *record.Row, ev *event.Event) {
	f := &d.f
	ev.Actor = event.User{Name: row.Text(f.accountName), Domain: row.Text(f.accountDomain2)}
	ev.User = ev.Actor
	ev.Src = endpoint(value(row, f.clientAddress), "", value(row, f.clientName))
	ev.SessionID = row.Text(f.sessionName)
}

// accountActs are the events of account and group management.
func accountActs(m map[int64]act) {
	accounts := map[int64]event.Activity{
		4720: event.AccountCreate, 4722: event.AccountEnable, 4723: event.AccountPasswordChange,
		4724: event.AccountPasswordReset, 4725: event.AccountDisable, 4726: event.AccountDelete,
		4740: event.AccountLock, 4767: event.AccountUnlock, 4741: event.AccountCreate, 4743: event.AccountDelete,
		4738: event.ActivityOther, 4742: event.ActivityOther, 4781: event.ActivityOther, 4765: event.ActivityOther,
		4766: event.ActivityOther, 4794: event.ActivityOther,
	}
	for id, a := range accounts {
		m[id] = act{event.ClassAccountChange, a, "account changed", (*decoder).accountChanged}
	}
	groups := map[event.Activity][]int64{
		event.GroupCreate:     {4727, 4731, 4754, 4744, 4749, 4759},
		event.GroupAddUser:    {4728, 4732, 4756, 4746, 4751, 4761},
		event.GroupRemoveUser: {4729, 4733, 4757, 4747, 4752, 4762},
		event.GroupDelete:     {4730, 4734, 4758, 4748, 4753, 4763},
		event.ActivityOther:   {4735, 4737, 4755, 4745, 4750, 4760, 4764},
	}
	for a, ids := range groups {
		for _, id := range ids {
			m[id] = act{event.ClassGroup, a, "group changed", (*decoder).groupChanged}
		}
	}
	for id, a := range map[int64]event.Activity{4704: event.AccessAssign, 4705: event.AccessRevoke, 4717: event.AccessAssign, 4718: event.AccessRevoke} {
		m[id] = act{event.ClassUserAccess, a, "", (*decoder).accountChanged}
	}
	for _, id := range []int64{4798, 4799} {
		m[id] = act{event.ClassBase, event.ActivityOther, "accounts or groups listed", (*decoder).accountChanged}
	}
}

func (d *decoder) accountChanged(row *record.Row, ev *event.Event) {
	d.plain(row, ev)
	ev.User = d.target(row)
	if ev.Class == event.ClassUserAccess {
		ev.Group.Name = row.Text(d.f.privilegeList)
	}
}

// groupChanged: the target is the group, the member the account.
func (d *decoder) groupChanged(row *record.Row, ev *event.Event) {
	d.plain(row, ev)
	group := d.target(row)
	ev.Group = event.Group{Name: group.Name, UID: group.UID}
	ev.User = event.User{Name: value(row, d.f.memberName), UID: value(row, d.f.memberSID)}
}
