package ocsf

import (
	"math"

	"sekisho/record"
	"sekisho/source"
)

// field is the places at which a value may stand, the best first.
type field []record.Slot

// own is the object in which our own events keep what their class has no place for.
const own = "sekisho."

// at asks for paths, each at its place and in our own object.
func at(b *record.Builder, paths ...string) field {
	var f field
	for _, p := range paths {
		f = append(f, b.Add(p), b.Add(own+p))
	}
	return f
}

// placeholder is what OCSF events say where an object is required of which
// nothing is known.
const placeholder = "unknown"

// text is the first value that says something; of arrays, that of the first
// element only, so that two elements are never mixed.
func (f field) text(row *record.Row) string {
	for _, s := range f {
		if v := row.Get(s); v.Kind > record.Null && v.Elem == 0 && v.Text != "" {
			return v.Text
		}
	}
	return ""
}

// name is text without the placeholder.
func (f field) name(row *record.Row) string {
	if t := f.text(row); t != placeholder {
		return t
	}
	return ""
}

func (f field) int(row *record.Row) int64 { return source.Int(f.text(row)) }

// int32 is a number that must fit; one that does not is 0.
func (f field) int32(row *record.Row) int32 {
	if n := f.int(row); 0 <= n && n <= math.MaxInt32 {
		return int32(n)
	}
	return 0
}

// all appends every value of every place.
func (f field) all(row *record.Row, to []string) []string {
	for _, s := range f {
		for c := row.Values(s); c.Next(); {
			if v := c.Value(); v.Kind > record.Null && v.Text != "" {
				to = append(to, v.Text)
			}
		}
	}
	return to
}

// strongest is the digest of the best algorithm, told by its length.
func (f field) strongest(row *record.Row) string {
	best := ""
	for _, s := range f {
		for c := row.Values(s); c.Next(); {
			if t := c.Value().Text; rank(t) > rank(best) || best == "" {
				best = t
			}
		}
	}
	return best
}

// rank prefers SHA-256 to SHA-1 to MD5 to anything else.
func rank(digest string) int {
	switch len(digest) {
	case 64:
		return 4
	case 40:
		return 3
	case 32:
		return 2
	case 0:
		return 0
	}
	return 1
}
