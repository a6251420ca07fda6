// Package okta reads Okta's System Log, as the System Log API, log streaming and
// common collectors write it.
//
// What enters: JSON objects with an eventType such as "user.session.start". What
// leaves: an event each. What it must never know: other formats, registers,
// rules; where the client was (geographicalContext is not read).
//
// # What the log can show
//
// Who signed in, with which result and reason, to which application; changes to
// accounts, factors, groups, administrator roles, applications, policies and API
// tokens; sessions opened for somebody else; log streams switched off.
//
// # What it cannot show
//
// What anybody did inside an application after signing in to it: no file, no
// record, no byte count. Sign-ins that do not pass through Okta. Failed sign-ins
// of names that do not exist have the actor "unknown" and become events without
// an actor.
//
// # Lag and duplicates
//
// Records are eventually consistent: a query by time may miss records that appear
// in it later, so collectors poll with overlap and repeat records. The uuid is the
// native id by which duplicates fall away. Records are kept for 90 days.
//
// # How the hand is told
//
// A service: the actor is a system principal, an application or a client, the
// transaction is a job, the request carried an API token, or the user agent is an
// agent of a directory. A person: the user agent of a browser. Everything else
// (mobile applications, Okta Verify) stays unknown.
//
// # Where the facts are from
//
// Okta's developer documentation: "System Log API" (LogEvent object), "Event Types"
// catalogue, "System Log query".
package okta
