// Package ocsftest checks JSON against the schema of OCSF and of our extension,
// for tests of whatever writes events or findings.
//
// What enters: the folder of a schema as OCSF publishes it, the folders of
// extensions, and JSON texts. What leaves: every way in which a text departs
// from the schema. It is strict: an attribute that the schema does not know, or
// that it deprecates, or that belongs to a profile which the event does not
// name, is an error; so are captions that do not go with their numbers. What it
// must never know: how the texts were made.
package ocsftest
