// Package slack reads Slack's audit logs: answers of the Audit Logs API
// ({"entries":[…]}) and the same entries one a line.
//
// What enters: one entry. What leaves: events of files, channels and their
// members, accounts and roles, applications, exports, sign-ins, settings. What
// it must never know: registers, rules, other formats.
//
// # What can be seen, and what not
//
// Who shared or downloaded which file, made a public link to it, joined which
// channel, invited whom, connected a channel with another organisation
// (Slack Connect), installed which application, started an export. Not messages
// or searches, not the content or size of files, and not where a shared file
// went beyond its channel: the entry names the file. Audit logs exist for
// Enterprise organisations only.
//
// # Lag and duplicates
//
// The documentation names no bound on the delay. The API answers newest first;
// paging while new entries arrive repeats some. [event.Event.NativeID] is id, which some collectors drop.
// date_create is Unix seconds; collectors turn it into text without a zone,
// which is UTC.
//
// # Whose hand
//
// Service: actor USLACKUSER, bots, and programs by their user agent. Sync and
// backup do not exist here, but exports have names of their own. Person: a
// browser or one of Slack's clients. Otherwise the record does not say.
//
// Facts are from Slack's pages "Using the Audit Logs API", "Audit Logs API:
// methods and actions" and "Audit logs call schema".
package slack
