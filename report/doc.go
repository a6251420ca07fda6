// Package report puts findings and leads before people and programs: terminal
// text, CSV, NDJSON and one HTML file that stands alone.
//
// What enters: a [Report]. What leaves: bytes that depend on it alone. What it
// must never know: how findings are made, files, clocks, the environment
// (whether to use colour is told), or who a person is: every person, path and
// sentence is shown as the event.Names that come with it show it.
//
// # Text from logs is hostile
//
// Control characters and marks that reverse the direction of writing are made
// visible before anything is shown; CSV cells cannot become formulas; HTML is
// escaped by html/template and forbids everything from outside by its own
// policy.
//
// # The columns of the CSV
//
// One row a finding, in the order of time; lists within a cell are separated by
// "; " and times are RFC 3339 in UTC. Columns are only ever added at the end:
//
//	uid, lead              names of the finding and of its lead
//	time, first, last      when it could first be said; first and last act
//	severity, tier         Informational … Critical; proof, rule or suspicion
//	rule, name             id and name of the rule or detector
//	people, assets, levels, destinations, classes
//	acts                   how many acts it rests on
//	bits, bar              score and bar, of suspicions
//	coverage               share of the asset's content that has reached the destination, 0 to 1
//	why, unless            the explanation; what would have made it not fire
//	evidence               file:line, or file@offset, of the acts, the earliest first
//	state, revision
//	description
//
// LeadsCSV has one row a lead: uid, severity, bits (its score), people, assets,
// destinations, first, last, findings (how many), gravest (the name of that
// finding), finding_uids, joins (why its findings belong together).
package report
