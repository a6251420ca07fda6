package googleworkspace

import (
	"sekisho/record"
	"sekisho/source"
)

type slots = []record.Slot

// fields are the members of a record that the decoder reads.
type fields struct {
	clock                                           source.Clock
	service                                         record.Slot
	app, name, kind, qualifier, customer, ip        slots
	actor, actorKey, profile, caller                slots
	appID, appName, agent                           slots
	title, docID, docType, owner, label, attachment slots
	sharedDrive, sharedDriveID                      slots
	visibility, newValue, oldValue, targets         slots
	destination                                     slots
	user, role, groupMail, setting, settingOf       slots
	forwardTo, failure, affectedUser                slots
	clientID, member                                slots
	mailSource, mailFrom, mailService, toService    slots
	messageID, mailSize, actionType                 slots
	to, flatTo, files                               slots
	roomID, roomName                                slots
}

func newFields(b *record.Builder) *fields {
	b.Inline("events")
	b.Pairs("parameters", record.Pairs{
		Key: "name", Values: []string{"value", "boolValue", "intValue", "multiValue", "multiIntValue", "multiBoolValue",
			"messageValue", "multiMessageValue"}, Nested: "parameter",
	})
	p := func(paths ...string) slots { return source.Pick(b, paths...) }
	// param is a parameter in the Reports API, a collector's map, or a member of
	// the application's column in BigQuery.
	param := func(app string, names ...string) slots {
		var out slots
		for _, n := range names {
			out = append(out, p("parameters."+n, app+"."+n)...)
		}
		return out
	}
	f := &fields{
		clock:   source.NewClock(b, "id.time", "time_usec", "p_event_time", "gmail.event_info.timestamp_usec", "event_info.timestamp_usec"),
		service: b.Add(serviceField),
		app:     p("id.applicationName", "record_type"), name: p("name", "event_name"), kind: p("type", "event_type"),
		qualifier: p("id.uniqueQualifier", "unique_identifier"), customer: p("id.customerId"), ip: p("ipAddress", "ip_address"),
		actor: p("actor.email", "email"), actorKey: p("actor.key"), profile: p("actor.profileId"), caller: p("actor.callerType"),
	}
	f.appID, f.appName = param("drive", "originating_app_id"), append(param("drive", "originating_app_name"), param("token", "app_name")...)
	f.appID = append(f.appID, param("token", "client_id")...)
	f.agent = append(param("drive", "user_agent"), p("networkInfo.userAgent", "userAgent")...)
	f.drive(param)
	f.directory(param)
	f.gmail(p)
	return f
}

func (f *fields) drive(param func(string, ...string) slots) {
	f.title, f.docID, f.docType = param("drive", "doc_title"), param("drive", "doc_id"), param("drive", "doc_type")
	f.owner, f.label = param("drive", "owner"), param("drive", "label_title", "label")
	f.sharedDrive, f.sharedDriveID = param("drive", "shared_drive_name"), param("drive", "shared_drive_id", "team_drive_id")
	f.visibility = param("drive", "visibility")
	f.newValue, f.oldValue = param("drive", "new_value"), param("drive", "old_value")
	f.targets = param("drive", "target_user", "target_domain", "target", "recipients")
	f.destination = param("drive", "destination_folder_title")
	f.member = param("drive", "target", "target_user")
	f.attachment = param("chat", "attachment_name")
	f.roomID, f.roomName = param("chat", "room_id", "dm_id"), param("chat", "room_name")
}

func (f *fields) directory(param func(string, ...string) slots) {
	f.user = param("admin", "USER_EMAIL", "MEMBER_EMAIL", "member_id", "target_user", "affected_email_address")
	f.role, f.groupMail = param("admin", "ROLE_NAME", "PRIVILEGE_NAME", "API_SCOPES"), append(param("admin", "GROUP_EMAIL"), param("groups", "group_email", "group_id")...)
	f.setting, f.settingOf = param("admin", "SETTING_NAME", "APPLICATION_NAME", "API_CLIENT_NAME"), param("admin", "APPLICATION_NAME", "DOMAIN_NAME")
	f.forwardTo = append(param("login", "email_forwarding_destination_address"), param("admin", "EMAIL_MONITOR_DEST_EMAIL")...)
	f.failure, f.affectedUser = param("login", "login_failure_type", "login_challenge_method"), param("login", "affected_email_address")
	f.clientID = param("token", "client_id")
}

func (f *fields) gmail(p func(...string) slots) {
	info := func(name string) slots {
		return p("parameters.message_info."+name, "gmail.message_info."+name, "message_info."+name)
	}
	f.mailSource, f.mailFrom = info("source.address"), append(info("source.from_header_address"), info("source.address")...)
	f.mailService, f.toService = info("source.service"), info("destination.service")
	f.messageID, f.mailSize, f.actionType = info("rfc2822_message_id"), info("payload_size"), info("action_type")
	f.to, f.flatTo, f.files = info("destination.address"), info("flattened_destinations"), info("attachment.file_name")
}
