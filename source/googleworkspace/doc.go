// Package googleworkspace reads the activity logs of Google Workspace: Drive,
// Gmail, login, admin, OAuth tokens, groups, chat, takeout and the others.
//
// What enters: activities of the Admin SDK Reports API ({"items":[…]} or one a
// line), of which each element of events makes an event of its own; the same
// flattened by a collector, with name, type and a map of parameters beside id
// and actor; and rows of the BigQuery export, with the members of each
// application under its name (drive.doc_id, gmail.message_info). What leaves:
// events. What it must never know: registers, rules, other formats.
//
// # What can be seen, and what not
//
// Drive: who viewed, edited, downloaded, printed, copied, shared and deleted
// which document, who was given access, how wide its visibility became. The
// document is named by its id: [event.File.Path] is the address under which such
// a document opens, made of its type and id. Its folder is
// not in the log, except for moves. Bytes are not logged. Acts on documents that
// outsiders own appear only where the edition includes it; views by people who
// are not signed in have no actor. Gmail: the envelope and attachment names of a
// message. Not content, not searches.
//
// The Cloud Audit Logs copy of the admin and login logs (protoPayload) is another
// format and not read here.
//
// # Lag and duplicates
//
// Google's page on data retention and lag times names minutes for some
// applications and up to days for others; activities arrive late and out of
// order. A window that is read twice gives them again: [event.Event.NativeID] is
// made of uniqueQualifier, time, application and the event's place in the
// activity, because one activity may hold several events.
//
// # Whose hand
//
// Service: accounts of gserviceaccount.com, callerType other than USER, system
// acts. Sync: sync_item_content and the names of the desktop client where the
// record has an application name or user agent. Backup: the names of backup and
// migration products there. Person: sign-ins and printing. A view or download
// through a program with the person's token looks like the person's own, except
// for originating_app_id, which is kept as the application's id: such acts are
// left unknown.
//
// # Sigma
//
// Public rules name this log as product gcp, service google_workspace.admin and
// google_workspace.login, with names of the Cloud Audit Logs copy. eventService
// and protoPayload.serviceName are derived from the application
// ("admin.googleapis.com"), eventName stands for name, setting_name and
// new_value for the parameters.
//
// Facts are from Google's pages "Reports API: Activities", "Drive audit activity
// events" and those of the other applications, "Schema for Gmail logs in
// BigQuery", and "Data retention and lag times".
package googleworkspace
