// Package record lays one raw record's fields out flat: formats and rules name
// the paths they need once, and a single walk over the record puts the values
// into numbered slots that both read.
//
// What enters: paths (when a scan is set up) and one record's bytes (JSON by
// [Walker], columns and key-value pairs by [Row.Put]). What leaves: a [Row] of
// borrowed values, and the names of fields that nobody asked for. What it must
// never know: what a field means.
//
// # Paths
//
// A path is the names of the keys from the outside in, joined by dots. Arrays
// are transparent: every element is visited and a slot takes all values, each
// with the index of the element of the innermost array that it came from. Names
// are matched without regard to ASCII case: a record that has the same name
// twice in any case is refused (see [ErrDuplicateKey]), so this cannot be
// ambiguous. A key that itself contains a dot ("id.orig_h") is reached by the
// same dotted path.
//
// Lists of named values, such as [{"Name":"UserAgent","Value":"…"}], are declared
// with [Builder.Pairs]; the pair is then a field: path.UserAgent.
//
// Products that ship the same record in several shapes are read with one set of
// names: [Builder.Inline] makes an object transparent, [Builder.Alias] gives a
// path a second name.
//
// A row's values live until the next record is read into it.
package record
