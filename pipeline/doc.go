// Package pipeline is the whole flow in one place: an event is resolved against
// the registers, matched by rules and boundaries, put in order of event time,
// folded into findings, and findings are joined into leads.
//
// What enters: a [Config] (formats, registers, rules, detectors) and decoded
// events. What leaves: findings, leads, and what could not be seen. What it
// must never know: files, networks, clocks, goroutines, how a person is shown.
// There is no time.Now and no go statement here, and nothing in a result
// depends on the order in which events arrive.
//
// # Two halves
//
// [Front] looks at one event at a time and remembers nothing but counts, so any
// number of fronts run side by side. An event that concerns nobody is counted
// and forgotten at once, without an allocation; one that a rule or a boundary
// concerns is written as bytes whose order is the order of events ([AppendKept]).
// A driver sorts those bytes, however many there are, and gives them to the one
// [Back], which removes duplicates, runs correlations and keeps the open
// findings of each person: state in proportion to what was found in the last
// [EpisodeGap], not to what was read.
//
// The alternative, sorting every event before looking at it, was left because
// of 1,000 events about one concerns a rule: sorting all of them costs more than
// reading them.
//
// # Order
//
// Events are ordered by time, then by a key made of the record itself, never of
// its file. Two events at the same millisecond have no order in time: a
// correlation treats them as simultaneous.
package pipeline
