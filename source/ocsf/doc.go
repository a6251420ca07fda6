// Package ocsf reads events that are OCSF already: what other collectors and data
// lakes write, one JSON object a line or in an array, of any version 1.x, and what
// this program writes itself with --events.
//
// What enters: JSON objects with a class_uid. What leaves: an event each. What it
// must never know: other formats, registers, rules.
//
// # What it can show
//
// Whatever the writer mapped, as far as an event has a field for it: the classes of
// [event.Classes] with their activities, actor, endpoints, file, mail, request,
// look-up, resource, traffic. A class that is not among them (and any later one)
// becomes a base event whose activity is named after the class; an activity that a
// later version added keeps its number's name. Network File Activity (4010), which
// OCSF replaced, is read as File Hosting Activity.
//
// # What it cannot show
//
// What the writer left in unmapped or raw_data. Of several resources, hashes or
// processes the first (of hashes the strongest) is kept. Native field names are gone,
// so rules written for a product's own fields do not match.
//
// # Our own events
//
// An event that this program wrote comes back as it was: written again, it is the
// same text, except for where it was read (metadata.uid, raw_data_hash, and
// sekisho.origin). Its source stays the source that it was first read from
// (metadata.log_name). What stood as a pseudonym stays one.
//
// # Lag and duplicates
//
// Both are those of the writer. The native id is metadata.original_event_uid, or
// metadata.uid for others' events.
//
// # How the hand is told
//
// Our own events say it. Others: a service where actor.user.type_id is System or
// Service; else unknown.
//
// # Where the facts are from
//
// The OCSF schema 1.8.0 (schema.ocsf.io) and, for our own extension, event/schema.
package ocsf
