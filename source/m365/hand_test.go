package m365_test

import (
	"encoding/json"
	"testing"

	"sekisho/event"
	"sekisho/source/m365"
	"sekisho/source/sourcetest"
)

func TestHand(t *testing.T) {
	const browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/122.0"
	type fields map[string]any
	for _, c := range []struct {
		name string
		set  fields
		want event.Hand
	}{
		{"browser", fields{"UserAgent": browser}, event.HandPerson},
		{"no client named", fields{}, event.HandUnknown},
		{"Outlook on the web", fields{"Workload": "Exchange", "Operation": "Send", "ClientInfoString": "Client=OWA;" + browser}, event.HandPerson},
		{"sync client by agent", fields{"UserAgent": "Microsoft SkyDriveSync 24.020 ship; Windows NT 10.0"}, event.HandSync},
		{"sync client by application", fields{"ApplicationId": "ab9b8c07-8f02-4f72-87fa-80105867a763"}, event.HandSync},
		{"sync by operation, whatever the agent", fields{"Operation": "FileSyncDownloadedFull", "UserAgent": browser}, event.HandSync},
		{"Outlook copying a folder", fields{"Workload": "Exchange", "Operation": "MailItemsAccessed", "OperationProperties": []fields{{"Name": "MailAccessType", "Value": "Sync"}}}, event.HandSync},
		{"backup as an application", fields{"UserType": 5, "UserId": "app@sharepoint", "UserAgent": "ISV|Veeam|Backup/8"}, event.HandBackup},
		{"crawler", fields{"UserId": `SHAREPOINT\system`, "UserAgent": "Mozilla/4.0 (compatible; MSIE 4.01; Windows NT; MS Search 6.0 Robot)"}, event.HandBackup},
		{"application", fields{"UserType": 5}, event.HandService},
		{"service principal", fields{"UserType": 6}, event.HandService},
		{"the product itself", fields{"UserId": "app@sharepoint", "UserAgent": browser}, event.HandService},
		{"thumbnails", fields{"UserAgent": "OneDriveMpc-Transform_Thumbnail/1.0"}, event.HandService},
		{"decorated traffic", fields{"UserAgent": "NONISV|Hoshizora|Reports/1.0"}, event.HandService},
		{"on a device", fields{"Workload": "Endpoint", "Operation": "FilePrinted", "RecordType": 63}, event.HandPerson},
		{"a program called backup on a device", fields{"Workload": "Endpoint", "Operation": "FileCopiedToRemovableMedia", "RecordType": 63, "Application": "backup.exe"}, event.HandPerson},
		{"a prompt", fields{"Workload": "Copilot", "Operation": "CopilotInteraction", "RecordType": 261}, event.HandPerson},
	} {
		r := fields{
			"CreationTime": "2026-03-02T01:01:07", "Id": "1", "Operation": "FileDownloaded", "OrganizationId": "o", "RecordType": 6,
			"UserType": 0, "Workload": "SharePoint", "UserId": "u017@hoshizora.example", "ObjectId": "https://hoshizora.sharepoint.example/a.xlsx",
		}
		for k, v := range c.set {
			r[k] = v
		}
		raw, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		events, refused := sourcetest.Decode(t, m365.New(), raw)
		if len(events) != 1 || len(refused) > 0 {
			t.Errorf("%s: %d events, refused %v", c.name, len(events), refused)
			continue
		}
		if got := events[0].Hand; got != c.want {
			t.Errorf("%s: hand %d, want %d", c.name, got, c.want)
		}
	}
}
