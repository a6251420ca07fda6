// Package rules is the rule book: Sigma rules and correlations as files, each
// with its examples beside it, and the registers of the invented company that
// the examples are run with. It holds data and no decision; README.md in this
// folder says how the book is organised.
package rules

import "embed"

// FS holds every rule (THEME/NAME.yml), its examples (THEME/NAME.test.yml) and
// the registers of the examples (example-org).
//
//go:embed access chain collect example-org expose hide pack send
var FS embed.FS
