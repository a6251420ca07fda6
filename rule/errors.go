package rule

import (
	"errors"
	"fmt"
	"strings"
)

// LoadError is something in a rule that the engine cannot follow. It is made for
// the person who has to mend it.
type LoadError struct {
	File      string // as given to Parse
	Line      int    // 1-based, 0 if it is about the whole file
	Rule      string // title, else id, else empty
	Construct string // what it is about: `CommandLine|foo`, `condition`, …
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

// LoadErrors are all load errors inside err, in order.
func LoadErrors(err error) []*LoadError {
	if err == nil {
		return nil
	}
	var one *LoadError
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var out []*LoadError
		for _, e := range many.Unwrap() {
			out = append(out, LoadErrors(e)...)
		}
		return out
	}
	if errors.As(err, &one) {
		return []*LoadError{one}
	}
	return nil
}

// problem is a load error before it is known which rule it is in.
func problem(line int, construct, reason, remedy string) *LoadError {
	return &LoadError{Line: line, Construct: construct, Reason: reason, Remedy: remedy}
}

// at completes a load error with the place of its rule.
func (e *LoadError) at(file, rule string, line int) *LoadError {
	e.File, e.Rule = file, rule
	if e.Line == 0 {
		e.Line = line
	}
	return e
}
