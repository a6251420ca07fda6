// Package box reads events of Box: the enterprise stream (admin_logs) and the
// user stream of the events API, as {"entries":[…]} or one event a line.
//
// What enters: one event object. What leaves: events of files and folders,
// collaborations, sign-ins, accounts and groups. What it must never know:
// registers, rules, other formats.
//
// # What can be seen, and what not
//
// Who opened, downloaded, uploaded, shared or deleted which item, from which
// address; who was invited to which folder; what Box Shield raised. Box writes
// an item's name and its parent's, not the whole path, except where the event
// holds path_collection: [event.File] has as much of the path as there is. The
// enterprise event of a shared link does not say how wide the link reaches
// (only events whose source holds shared_link do), so Share.Type stays unset
// there. Bytes are in additional_details.size. Content is not logged.
//
// An act of somebody without an account is written as user 2, "Unknown User":
// the use of an open link.
//
// # Lag and duplicates
//
// The historical enterprise stream lags behind the streaming one; both may give
// an event more than once and out of order, by design. [event.Event.NativeID] is
// event_id, the same in each copy. created_at has a zone.
//
// # Whose hand
//
// Service: automation users (boxdevedition.com) of applications. Sync: Box Sync
// and Box Drive by additional_details.service_name. Backup: the names of backup
// and migration products there. Person: the web application and the mobile
// ones. Otherwise the record does not say.
//
// additional_details is an object in Box's answer; some collectors pass it on as
// text that holds JSON. Both are read, the text for its plain members only;
// rules reach members of the object as additional_details.NAME.
//
// Facts are from Box's reference "List user and enterprise events", "Event" and
// "Enterprise events" in the developer documentation.
package box
