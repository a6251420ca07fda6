// Package finding is a claim about acts and its reasons: what is the same each
// time (the advisory), what it is about this time (the target), and because of
// what (never empty).
//
// What enters: what detectors saw. What leaves: OCSF Detection Findings as
// NDJSON, with the fields of the extension "sekisho" that scripts rely on. What
// it must never know: how a detector works, and how a person is shown: ids are
// stable internal ones, and whoever puts findings out applies pseudonyms ([AppendJSON] asks event.Names for them).
package finding
