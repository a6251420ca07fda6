package correlation

import (
	"fmt"
	"strings"
)

// LoadError is something in a correlation that the engine cannot follow. It is
// made for the person who has to mend it.
type LoadError struct {
	File      string // as given to Parse
	Line      int    // 1-based, 0 if it is about the whole document
	Rule      string // title, else id, else empty
	Construct string // what it is about: `timespan`, `condition.gte`, ...
	Reason    string
	Remedy    string
}

func (e *LoadError) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	b.WriteString(": ")
	if e.Rule != "" {
		fmt.Fprintf(&b, "rule %q: ", e.Rule)
	}
	if e.Construct != "" {
		b.WriteString(e.Construct + ": ")
	}
	b.WriteString(e.Reason)
	if e.Remedy != "" {
		b.WriteString("; " + e.Remedy)
	}
	return b.String()
}

// fault is a load error of a parsed rule.
func (r *Rule) fault(line int, construct, reason, remedy string) *LoadError {
	if line == 0 {
		line = r.Line
	}
	title := r.Title
	if title == "" {
		title = r.ID
	}
	return &LoadError{File: r.File, Line: line, Rule: title, Construct: construct, Reason: reason, Remedy: remedy}
}
