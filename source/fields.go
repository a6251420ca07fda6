package source

import (
	"errors"

	"sekisho/event"
	"sekisho/record"
)

// Clock is the fields that may hold a record's time, the best first: the
// vendor's own, then those under which collectors pass it on.
type Clock []clockField

type clockField struct {
	name string
	slot record.Slot
}

// NewClock asks for the fields.
func NewClock(b *record.Builder, names ...string) Clock {
	c := make(Clock, 0, len(names))
	for _, n := range names {
		c = append(c, clockField{n, b.Add(n)})
	}
	return c
}

// Read returns the time of the first field whose value can be read, and its
// text. Where none can, the refusal names the first field that has a value; where
// none has a value, the first field.
func (c Clock) Read(row *record.Row) (event.Time, string, error) {
	var bad error
	for _, f := range c {
		text := row.Text(f.slot)
		if text == "" {
			continue
		}
		t, err := ParseTime(text)
		if err == nil {
			return t, text, nil
		}
		if bad == nil {
			bad = Refuse(cause(err), f.name)
		}
	}
	if bad != nil {
		return 0, "", bad
	}
	return 0, "", Refuse("no time", c[0].name)
}

func cause(err error) string {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Reason
	}
	return err.Error()
}

// Pick asks for several paths and returns their slots, the preferred first.
func Pick(b *record.Builder, paths ...string) []record.Slot {
	out := make([]record.Slot, 0, len(paths))
	for _, p := range paths {
		out = append(out, b.Add(p))
	}
	return out
}

// FirstText is the first of the slots' texts that is not empty.
func FirstText(row *record.Row, slots []record.Slot) string {
	for _, s := range slots {
		if t := row.Text(s); t != "" {
			return t
		}
	}
	return ""
}

// Int reads a whole number; text that is none, or beyond 63 bits, is 0. A
// fraction is cut off.
func Int(text string) int64 {
	n, digits, neg := int64(0), 0, false
	for i := range len(text) {
		c := text[i]
		switch {
		case c == '-' && i == 0:
			neg = true
		case '0' <= c && c <= '9':
			if n > (1<<63-10)/10 {
				return 0
			}
			n, digits = n*10+int64(c-'0'), digits+1
		case c == '.' && digits > 0:
			return sign(n, neg)
		default:
			return 0
		}
	}
	return sign(n, neg)
}

func sign(n int64, neg bool) int64 {
	if neg {
		return -n
	}
	return n
}
