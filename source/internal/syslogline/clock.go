package syslogline

import (
	"time"

	"sekisho/event"
	"sekisho/source"
)

// Clock gives years to times of RFC 3164, which have none. The year comes from
// the stream itself where any earlier line of it says one, else from
// [source.Assumptions]; a line for which there is neither is refused. After
// that a time that would lie half a year or more before the line before it is
// of the next year (December to January), and one that would lie half a year or
// more after it is of the year before (a line that was late at new year). So a
// stream may span years as long as no gap in it is half a year long. The zero
// Clock is ready.
type Clock struct {
	assume source.Assumptions
	last   event.Time // of the line before, 0 for none
}

// halfYear in milliseconds.
const halfYear = 182 * 24 * 60 * 60 * 1000

// day is how much later than NotAfter a time may be: clocks differ.
const day = 24 * 60 * 60 * 1000

// Assume sets what is known beforehand.
func (c *Clock) Assume(a source.Assumptions) { c.assume = a }

// Resolve fills l.Time.
func (c *Clock) Resolve(l *Line) error {
	if l.Time == 0 {
		t, err := c.bare(&l.bare)
		if err != nil {
			return err
		}
		l.Time = t
	}
	c.last = l.Time
	return nil
}

func (c *Clock) bare(b *bare) (event.Time, error) {
	loc := c.assume.Location
	if loc == nil {
		loc = time.UTC
	}
	if b.year != 0 {
		return b.in(b.year, loc)
	}
	near := c.last
	if near == 0 {
		near = c.assume.NotAfter
	}
	if near == 0 {
		return 0, source.Refuse("a time without a year", "")
	}
	year := time.UnixMilli(int64(near)).In(loc).Year()
	for _, y := range [...]int{year, year - 1, year + 1} {
		t, err := b.in(y, loc)
		if err != nil {
			continue
		}
		if c.last == 0 && t <= near+day || c.last != 0 && t > near-halfYear && t < near+halfYear {
			return t, nil
		}
	}
	return 0, source.Refuse("a date that no near year has", "")
}

func (b *bare) in(year int, loc *time.Location) (event.Time, error) {
	t := time.Date(year, b.month, b.day, b.hour, b.minute, b.second, b.milli*1e6, loc)
	if t.Day() != b.day && b.second < 60 {
		return 0, source.Refuse("a day that the month does not have", "")
	}
	return event.Time(t.UnixMilli()), nil
}
