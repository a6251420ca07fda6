// Package cloudtrail reads AWS CloudTrail: management events and data events
// (S3 objects among them), as files of a trail ({"Records":[…]}), lines and
// arrays; and a table of S3 records as one collector exports it ([NewTable]).
//
// What enters: JSON objects with an eventName and an eventSource. What leaves: an
// event each. What it must never know: other formats, registers, rules.
//
// # What the log can show
//
// Every call of an AWS API that changes or describes something: who, from which
// address, with which parameters, whether it was refused. Where the trail selects
// data events: each object read, written, copied or deleted, with bytes. The
// place is File.Path, "s3://bucket/key". Giving access (bucket policies and
// lists, snapshots, images, resource shares) becomes a share whose targets are
// account numbers; "all" becomes the public. Data that another account reads or
// receives is told by comparing the caller's account with the owner's.
//
// # What it cannot show
//
// Objects read or written where the trail does not select S3 data events: they
// leave no record at all, and that is the default. Objects fetched through a
// presigned URL have the signer as actor. What a query returned, what was in an
// object, what went through an instance's own network. Policies that CloudTrail
// holds as text (keys, repositories, queues, roles) are not taken apart. A bucket
// policy's conditions are not judged: a principal "*" counts as the public. Keys
// of a multi-object delete are not in the record. The shape in which EventBridge
// wraps records ("detail") is not read.
//
// # Lag and duplicates
//
// Records arrive typically within five minutes of the call, without a promise,
// and unordered. Trails overlap (one a region, one an organisation) and files can
// be delivered twice: eventID is the native id by which duplicates fall away. A
// call between two accounts makes a record in each, with ids of their own and one
// sharedEventID, which becomes the correlation.
//
// # Who and how the hand is told
//
// A user is named by the user name; a role by the name of the session where that
// says who it is (single sign-on, a mail address), else by the role, because
// programs invent session names. The hand is a service when AWS acts by itself or
// through a service (invokedBy, a source address that is a service's name, a
// service-linked role, an instance's or function's session), a backup when
// AWS Backup does, a person when the call came from the console. Keys used with a
// command line or a library say nothing: unknown. User agents are the caller's own
// words.
//
// # Where the facts are from
//
// AWS's documentation: "CloudTrail record contents", "CloudTrail userIdentity
// element", "Amazon S3 CloudTrail events", "Determine the use of snapshots that
// you share", and the API references of the services named in acts.go.
package cloudtrail
