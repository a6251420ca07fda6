package windows

import (
	"strings"

	"sekisho/event"
	"sekisho/record"
	"sekisho/source"
)

// hand tells a person's own hand from programs: by the account first, then by
// the program, then by the kind of session.
func (d *decoder) hand(row *record.Row, ev *event.Event) {
	if ev.Hand != event.HandUnknown {
		return
	}
	if isService(&ev.Actor, ev.SessionID) {
		ev.Hand = event.HandService
		if ev.Actor.Type == event.UserTypeUnknown {
			ev.Actor.Type = event.UserTypeSystem
		}
		return
	}
	if h := d.tables.programs[string(d.fold(ev.Process.Name))]; h != event.HandUnknown {
		ev.Hand = h
		return
	}
	if ev.Actor.Name == "" {
		return
	}
	switch {
	case ev.LogonType == 4 || ev.LogonType == 5: // batch, service
		ev.Hand = event.HandService
	case ev.LogonType == 2 || ev.LogonType == 7 || ev.LogonType == 10 || ev.LogonType == 11: // console, unlock, remote desktop, cached
		ev.Hand = event.HandPerson
	case source.Int(row.Text(d.f.session)) > 0: // session 0 is the services' own
		ev.Hand = event.HandPerson
	case isShell(ev.Process.Name):
		ev.Hand = event.HandPerson
	}
}

// isService knows the accounts of Windows itself, of services and of machines,
// by SID where there is one (Microsoft: "Well-known SIDs"), by session, by name.
func isService(u *event.User, session string) bool {
	switch u.UID {
	case "S-1-5-18", "S-1-5-19", "S-1-5-20":
		return true
	}
	for _, prefix := range [...]string{"S-1-5-80-", "S-1-5-82-", "S-1-5-83-", "S-1-5-90-", "S-1-5-94-", "S-1-5-96-"} {
		if strings.HasPrefix(u.UID, prefix) {
			return true
		}
	}
	switch session {
	case "0x3e7", "0x3e4", "0x3e5":
		return true
	}
	name, domain := u.Name, u.Domain
	if at := strings.IndexByte(name, '\\'); at >= 0 {
		name, domain = name[at+1:], name[:at]
	}
	if len(name) > 1 && name[len(name)-1] == '$' { // a machine or managed service account
		return true
	}
	for _, d := range [...]string{"nt authority", "nt service", "iis apppool", "window manager", "font driver host", "nt virtual machine"} {
		if len(domain) == len(d) && source.HasPrefixFold(domain, d) {
			return !strings.EqualFold(name, "ANONYMOUS LOGON")
		}
	}
	return strings.EqualFold(name, "SYSTEM") || strings.EqualFold(name, "LOCAL SERVICE") || strings.EqualFold(name, "NETWORK SERVICE")
}

// programs are those that copy or read files on their own, by the name
// of the program's file in lower case. robocopy, xcopy and rclone are not among them:
// people run those.
func programs() map[string]event.Hand {
	m := map[string]event.Hand{}
	for hand, names := range map[event.Hand][]string{
		event.HandSync: {
			"onedrive.exe", "filecoauth.exe", "groove.exe", "filesyncconfig.exe", "dropbox.exe",
			"googledrivefs.exe", "googledrivesync.exe", "box.exe", "boxsync.exe", "icloudservices.exe",
			"iclouddrive.exe", "nextcloud.exe", "owncloud.exe", "seafile.exe", "synology drive client.exe",
			"cloud-drive-daemon.exe",
		},
		event.HandBackup: {
			"searchindexer.exe", "searchprotocolhost.exe", "searchfilterhost.exe", "msmpeng.exe", "mssense.exe",
			"nissrv.exe", "mpcmdrun.exe", "wbengine.exe", "vssvc.exe", "cleanmgr.exe",
			"defrag.exe", "veeam.backup.service.exe", "veeamagent.exe", "veeam.endpoint.service.exe", "acronisagent.exe",
			"cvd.exe", "bpbkar32.exe", "beremote.exe", "dsmc.exe", "backblaze.exe",
			"bztransmit.exe", "crashplanservice.exe", "code42service.exe",
		},
		event.HandService: {
			"tiworker.exe", "trustedinstaller.exe", "ccmexec.exe",
		},
	} {
		for _, n := range names {
			m[n] = hand
		}
	}
	return m
}

// isShell knows the programs in which every act is a gesture of the person.
func isShell(name string) bool {
	for _, p := range [...]string{"explorer.exe", "winword.exe", "excel.exe", "powerpnt.exe", "outlook.exe", "notepad.exe"} {
		if len(name) == len(p) && source.HasPrefixFold(name, p) {
			return true
		}
	}
	return false
}
