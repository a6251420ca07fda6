// Package source is the contract between a log format and the rest: a format
// declares the fields it reads, tells how sure it is that some bytes are its
// own, and turns one record's fields into events. The list of formats is in
// source/all, each format has a folder of its own, and source/sourcetest is the
// acceptance test that each format calls.
//
// What enters: the bytes of one record and its fields (package record). What
// leaves: events, or a reason why not. What it must never know: clocks,
// networks, files' names, registers, rules.
//
// A format is pure. A decoder is made per stream (one file, or one member of an
// archive) and sees the stream's records in order; only a format that says
// Sequential may remember anything from record to record, and what it remembers
// is bounded by a named constant.
package source
