package source

import "strings"

// MaxMemo bounds what a Memo remembers: a company has a few hundred programs
// and as many spellings of them.
const MaxMemo = 4096

// Memo remembers what a pure function says of a text that keeps coming back,
// such as a user agent. It changes no result, so a decoder that is not
// sequential may have one. The zero value is ready; it is for one goroutine.
type Memo[V any] struct{ known map[string]V }

// Get is f(text). The text may be borrowed.
func (m *Memo[V]) Get(text string, f func(string) V) V {
	if v, ok := m.known[text]; ok {
		return v
	}
	v := f(text)
	if m.known == nil || len(m.known) >= MaxMemo {
		m.known = map[string]V{}
	}
	m.known[strings.Clone(text)] = v
	return v
}
