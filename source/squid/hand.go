package squid

import (
	"sekisho/event"
	"sekisho/source"
)

// hand tells programs that act on their own by how they introduce themselves.
// A tunnel shows the user agent of its CONNECT only, which is the client's own.
func hand(ev *event.Event) event.Hand {
	if n := len(ev.Actor.Name); n > 1 && ev.Actor.Name[n-1] == '$' {
		ev.Actor.Type = event.UserTypeService
		return event.HandService
	}
	agent := ev.HTTP.UserAgent
	if agent == "" {
		return event.HandUnknown
	}
	for _, a := range [...]struct {
		part string
		hand event.Hand
	}{
		{"onedrive", event.HandSync}, {"skydrivesync", event.HandSync}, {"dropboxdesktopclient", event.HandSync},
		{"googledrivefs", event.HandSync}, {"google drive", event.HandSync}, {"box sync", event.HandSync}, {"boxdrive", event.HandSync},
		{"nextcloud", event.HandSync}, {"icloud", event.HandSync}, {"veeam", event.HandBackup}, {"backblaze", event.HandBackup},
		{"code42", event.HandBackup}, {"windows-update-agent", event.HandService}, {"microsoft-cryptoapi", event.HandService},
		{"microsoft bits", event.HandService}, {"microsoft-delivery-optimization", event.HandService}, {"ocsp", event.HandService},
	} {
		if source.ContainsFold(agent, a.part) {
			return a.hand
		}
	}
	if source.HasPrefixFold(agent, "mozilla/") {
		return event.HandPerson
	}
	return event.HandUnknown
}
