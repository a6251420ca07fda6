// Package rule is the Sigma language, version 2.1.0, whole: rules are parsed,
// compiled and matched, and these are three types.
//
// What enters: the YAML of rules ([Parse]), the places where rules can be tried
// ([Target]) and rows of records ([Matcher.Match]). What leaves: the rules that
// are true of a row ([Hit]), why ([Set.Explain]), what a rule says in a sentence
// ([Sentence]) and what our rule book's laws have against it ([Lint]). What it
// must never know: formats, files, clocks, people, findings.
//
// # What cannot be done is said when loading
//
// A rule that the engine cannot follow exactly is a [LoadError] that names the
// rule, the file, the line, the construct and a remedy. A rule whose log source
// nobody serves is listed by [Set.Waiting]. There is no third possibility: no
// rule silently never fires.
//
// # Meaning, where the specification leaves room
//
//   - A field with several values (an array, or several slots) matches when any
//     of its values does. With |all each value of the rule is met by some value
//     of the field.
//   - Text is compared without regard to case by Unicode simple folding, one
//     character for one character; "?" is one character, not one byte.
//   - Numbers are compared as the text that the record wrote; lt, lte, gt and
//     gte compare as numbers, and text that is no number is never less or more.
//   - null means that the field is absent or null; ” means that it is an empty
//     text; |exists asks for the field only, null included.
//   - |neq asks for a field that is there and none of whose values is among
//     those given. To include records without the field, negate a selection.
//   - Keywords are sought inside each value of the record, not across values.
//   - |re searches anywhere in the value. PCRE's $, \Z, \s and \h are rewritten
//     to RE2 exactly; what RE2 lacks (look-around, back-references, atomic and
//     possessive groups) is refused.
//   - |windash makes each of - / – — ― in a value stand for all five.
//   - |minute … |year read the date as it is written, without a time zone.
//   - A filter removes: where every part of its condition is negated ("not
//     selection", as the reference converter reads it) the condition says what
//     remains, otherwise ("selection", as the specification's example) it says
//     what is removed.
//
// # How all rules are matched together
//
// For each target all tests of all rules become numbered atoms, one for each
// distinct test of a field. Exact texts are found by hash, beginnings and ends by
// a trie, texts inside values by the field's grams (one pass that looks for the
// rarest four bytes of every text at once and compares the rest around them).
// What is found marks atoms as true, or as possible where more has to be decided
// (regular expressions, inner wildcards, |cased). Each rule has a clause of atoms
// without one of which it cannot be true; a marked atom of a clause makes its
// rule a candidate, and a candidate's condition, a chain of jumps over atoms, is
// run. Rules without such a clause are run on every row. Possible atoms are
// decided only when a condition asks, once for each row, regular expressions
// last and only if the texts that they require are there.
//
// # What it costs
//
// On the public rules a set keeps 2 to 4 kB of tables for each rule at a target; a
// matcher about a byte for each atom and the folded texts of one row.
// BenchmarkMatch measures a record against the public rules, TestWorkloads holds
// the same records against evaluating one rule after another.
package rule
