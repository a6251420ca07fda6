// Package github reads the audit log of a GitHub organisation or enterprise: web
// events and git events, as the export file, the REST API, audit log streaming
// and common collectors write them.
//
// What enters: JSON objects with an action such as "git.clone". What leaves: an
// event each. What it must never know: other formats, registers, rules; where
// the actor was (actor_location is not read).
//
// # What the log can show
//
// Who cloned, fetched, pushed, downloaded, created, forked, renamed, transferred
// or deleted which repository; when a repository became public; who was invited
// or given access; keys, tokens, applications and webhooks; protections switched
// off; exports of the log itself. The place is File.Path, "owner/repository".
//
// # What it cannot show
//
// Which files or commits a clone or push carried, how many bytes, and to which
// machine (the address is there only where the enterprise discloses it). A push
// to a repository outside the organisation is not in this log at all: it is in
// the log of the owner of that repository. Views in the web interface and
// downloads of single files are not recorded. Git events are kept for seven days
// and are missing from the log on the web; other events for 180 days, so a gap
// between two collections cannot be filled later.
//
// # Lag and duplicates
//
// Web events appear within minutes. Streaming delivers at least once, so records
// repeat: _document_id is the native id by which duplicates fall away. The text
// of one record differs between export, API and stream (numbers for strings,
// nested data for flat), the id does not.
//
// # How the hand is told
//
// A service: actor_is_bot, a name that ends in "[bot]", a deploy key, an app's
// installation token (programmatic_access_type). A person: a browser, GitHub
// Desktop. A personal token or the git client says nothing: a person and a script
// look alike, so the hand stays unknown.
//
// # Where the facts are from
//
// GitHub's documentation: "Audit log events for your enterprise" (and "for your
// organization"), "Reviewing the audit log", "Streaming the audit log for your
// enterprise", "Identifying audit log events performed by an access token".
package github
