// Package correlation is the correlation rules of Sigma 2.1.0: counts, distinct
// values, sums, averages, percentiles and (ordered) nearness of what other rules
// match, in sliding windows of event time.
//
// What enters: a YAML document ([Parse]), the rules that it may refer to
// ([Compile]), and what those rules matched, in order of event time
// ([Engine.Push]). What leaves: a [Match] for each group whose window meets the
// condition. What it must never know: records, sources, registers, clocks. A
// time is always the time of an event.
//
// # Windows
//
// A window ends at an event and reaches back by the timespan, both ends
// included: two events exactly a timespan apart are within it. All inputs of one
// timestamp are a tick: they enter the window together and are judged together
// once time moves on, so that the order of simultaneous events changes nothing.
// For temporal_ordered, simultaneous events satisfy either order, and an event
// that two rules match counts for both.
//
// # Matches
//
// A group fires at the first tick at which its window meets the condition
// (Match.Kind is First). From then on the match runs for as long as the sliding
// window, looked at in every millisecond, still meets the condition; each tick
// of the group inside that time is a Match of Kind Extends, which names only the
// events of that tick. Once the window has failed the condition at any moment,
// the group is armed again. The driver folds matches of one rule and group.
//
// # Conditions
//
// A condition is judged at events, so it cannot speak of absence: one that an
// empty window satisfies (event_count lt 5, value_count eq 0, value_sum neq 7,
// ...) is a load error. A range (gt 100, lte 200) holds when a window that ends
// at an event holds so many; a burst of 300 passes through it and fires at 101.
// value_avg and value_percentile have no value over nothing and take any
// condition. A condition that can never be true is a load error as well.
//
// temporal and temporal_ordered without a condition need all their rules. With
// one, it is about how many different rules the window holds; for
// temporal_ordered, how many can be put in a row that follows the order of
// `rules`.
//
// value_percentile has two forms. With `percentile: p` (0 to 100), the p-th
// percentile of the window's numbers by nearest rank is compared. Without, as in
// the specification's example, it is the share in percent of the window's events
// that bear the same value as the event at hand; numbers and texts alike. Such a
// match runs until a tick does not meet the condition, or a timespan without an
// event.
//
// # Groups and values
//
// An event that lacks a group-by field, or has it empty, belongs to no group and
// is left out ([Stats].Ungrouped); so strangers are never joined by a name that
// nobody wrote. No group-by at all is one group. Several fields in `field` are
// one value together, and an event that lacks one of them has no value. Texts are
// compared exactly. An event with several values of a group-by field (a mail to
// two addresses) belongs to each of those groups; one with several values of
// `field` gives each. Numbers are decimal, to six places, and are added exactly,
// whatever their order; what is not a number, or is beyond ±9.2e18, is left out
// ([Stats].NotNumbers).
//
// # Chains
//
// A correlation may refer to correlations. Each First match of the inner one is
// an event of the outer one, at the time it was said; temporal types also take
// Extends, since the inner statement still holds then. The outer group-by is
// looked up in the events that the inner match rests on, whatever the inner one
// groups by: each different set of values among them is one outer event. An
// alias may name the inner correlation or the rule below it. Sums, averages and
// percentiles over correlations are load errors.
//
// # Memory
//
// An event in a window takes 48 bytes, a group 208 and its key; a distinct
// value about 60 and its text. [MaxWindow], [MaxGroups] and [MaxEvents] bound
// them for each correlation; what is evicted is counted ([Stats]).
package correlation
