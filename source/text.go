package source

import (
	"bytes"
	"unsafe"
)

// Scratch is memory for the few strings that a decoder has to put together, such
// as s3://bucket/key. What it returns lives until the next Reset, like a row's
// values. The zero value is ready.
type Scratch struct{ buf []byte }

// Reset forgets the strings made so far and keeps the memory.
func (s *Scratch) Reset() { s.buf = s.buf[:0] }

// Join returns the parts one after another.
func (s *Scratch) Join(parts ...string) string {
	from := len(s.buf)
	for _, p := range parts {
		s.buf = append(s.buf, p...)
	}
	return Borrow(s.buf[from:])
}

// Grow returns an empty slice with room for n bytes, to be appended to. What it
// holds lives like what Join returns.
func (s *Scratch) Grow(n int) []byte {
	from := len(s.buf)
	s.buf = append(s.buf, make([]byte, n)...)
	return s.buf[from : from : from+n]
}

// Borrow sees bytes as a string without copying; the string is valid only while
// the bytes stay as they are.
func Borrow(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// HasPrefixFold reports whether s begins with prefix, which is in lower case,
// without regard to ASCII case.
func HasPrefixFold(s, prefix string) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		if lower(s[i]) != prefix[i] {
			return false
		}
	}
	return true
}

// ContainsFold reports whether part, which is in lower case, stands in s without
// regard to ASCII case.
func ContainsFold(s, part string) bool {
	for ; len(s) >= len(part); s = s[1:] {
		if HasPrefixFold(s, part) {
			return true
		}
	}
	return false
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + ('a' - 'A')
	}
	return c
}

// CountKeys is how many of the keys, which are in lower case, stand in JSON text
// as the key of some member, in any ASCII case: what a Sniff function of a JSON
// format asks first.
func CountKeys(head []byte, keys ...string) int {
	folded := bytes.ToLower(head)
	n := 0
	for _, k := range keys {
		if hasKey(folded, k) {
			n++
		}
	}
	return n
}

func hasKey(folded []byte, key string) bool {
	quoted := []byte(`"` + key + `"`)
	for {
		at := bytes.Index(folded, quoted)
		if at < 0 {
			return false
		}
		folded = folded[at+len(quoted):]
		if rest := bytes.TrimLeft(folded, " \t\r\n"); len(rest) > 0 && rest[0] == ':' {
			return true
		}
	}
}
