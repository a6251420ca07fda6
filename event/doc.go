// Package event holds the nouns that every other room speaks in: one record of
// a log in the shape of OCSF 1.8.0, the part of it that this field needs, with
// typed identifiers.
//
// What enters: values that a format took out of a record. What leaves: a closed
// value ([Event]) and its canonical JSON. What it must never know: files,
// networks, clocks, rules, registers, or any attribute of a person beyond the
// accounts that a log names (law 2). There is no map of free fields in it; what
// a record carries besides is dropped and counted by the caller.
//
// # Borrowed and owned
//
// Formats fill one Event over and over; its strings may point into the memory of
// the record being read and die with it. [Event.Clone] makes a copy that owns
// its memory. Whoever keeps an event clones it.
package event
