// Package detect is the contract of detectors: what turns events that are known
// (who, which asset, which destination) into statements about acts. Each
// detector has a folder of its own and imports no other.
//
// What enters: known events, and what a detector asks for through the small
// interface that it declares. What leaves: statements with an advisory that is
// the same each time. What it must never know: sources, registers, files,
// clocks, how a person is shown.
//
// A detector is made once from what it needs and is then a pure function, or a
// state machine over events in order of their time. It never stops a run: what
// it cannot satisfy is off and says so.
package detect
