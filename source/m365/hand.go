package m365

import (
	"strings"

	"sekisho/event"
	"sekisho/source"
)

// oneDriveSync is the application id of the OneDrive sync client ("OneDrive
// SyncEngine") in Entra ID.
const oneDriveSync = "ab9b8c07-8f02-4f72-87fa-80105867a763"

// hand tells who acted. The order matters: a backup runs as an application, a
// sync client in a person's name. On a device the application is a file name,
// which its user chooses, and says nothing.
func (d *decoder) hand(f family, ev *event.Event) event.Hand {
	agent := ev.HTTP.UserAgent
	switch {
	case d.backups.Get(agent, backupAgent), f != endpoint && d.backups.Get(ev.AppName, backupAgent):
		return event.HandBackup
	case d.syncing(ev):
		return event.HandSync
	case serviceAccount(ev.Actor.Name), ev.Actor.Type == event.UserTypeSystem, ev.Actor.Type == event.UserTypeService,
		source.HasPrefixFold(agent, "isv|"), source.HasPrefixFold(agent, "nonisv|"), source.HasPrefixFold(agent, "onedrivempc-"):
		return event.HandService
	case interactive(agent), f == endpoint, f == copilot:
		return event.HandPerson
	}
	return event.HandUnknown
}

func (d *decoder) syncing(ev *event.Event) bool {
	return strings.HasPrefix(ev.EventCode, "FileSync") || ev.AppUID == oneDriveSync ||
		d.text(d.f.mailAccess) == "Sync" || d.syncs.Get(ev.HTTP.UserAgent, syncAgent)
}

func syncAgent(s string) bool {
	return source.ContainsFold(s, "skydrivesync") || source.ContainsFold(s, "onedrivesync")
}

// backupAgent knows the names of backup, migration, indexing and e-discovery
// clients, which appear inside the user agent or application name.
func backupAgent(s string) bool {
	if s == "" {
		return false
	}
	for _, name := range [...]string{
		"veeam", "avepoint", "commvault", "rubrik", "druva", "spanning", "backupify", "acronis", "barracuda", "skykick",
		"cohesity", "veritas", "sharegate", "metalogix", "ms search", "ediscovery", "contentsearch", "backup",
	} {
		if source.ContainsFold(s, name) {
			return true
		}
	}
	return false
}

// serviceAccount knows the names that the log gives to its own services.
func serviceAccount(name string) bool {
	if source.HasPrefixFold(name, "app@") || source.HasPrefixFold(name, `sharepoint\`) || source.HasPrefixFold(name, `nt authority\`) ||
		source.HasPrefixFold(name, "serviceprincipal_") || source.HasPrefixFold(name, `microsoft\`) {
		return true
	}
	switch name {
	case "S-1-5-18", "NOT-FOUND", "Certificate", "ThreatIntel", "Microsoft Teams Sync", "SecurityComplianceAlerts":
		return true
	}
	return false
}

// interactive knows the clients that a person works with: browsers, and the
// Office applications and Outlook.
func interactive(agent string) bool {
	return source.HasPrefixFold(agent, "mozilla/") || source.HasPrefixFold(agent, "microsoft office") ||
		source.HasPrefixFold(agent, "client=owa") || source.HasPrefixFold(agent, "client=outlookservice") ||
		source.HasPrefixFold(agent, "client=msexchangerpc")
}
