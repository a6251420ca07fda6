package simulate

import (
	"slices"
	"time"
)

// lunchStart and lunchEnd are local hours in which few people do anything.
const lunchStart, lunchEnd = 12.0, 13.0

// clock draws moments within one person's working day.
type clock struct {
	d          *dice
	midnight   int64
	start, end float64 // local hours
}

// shift is when a person works on a day; ok is false on a day off.
func (w *World) shift(p *Person, day int, d *dice) (clock, bool) {
	date := w.date(day)
	c := clock{d: d, midnight: date.UnixMilli()}
	if p.lastDayEnd != 0 && c.midnight >= p.lastDayEnd {
		return c, false
	}
	c.start = d.norm(p.start, p.jitter)
	c.end = min(23, c.start+d.norm(p.hours, 0.6))
	if !w.working(date) { // a few people look in for an hour at a weekend
		c.start, c.end = 10+4*d.r.Float64(), 0
		c.end = c.start + 1
		return c, d.chance(0.03)
	}
	return c, !p.off[date.Format(time.DateOnly)]
}

// any is a moment of the working day, seldom at lunch.
func (c *clock) any() int64 {
	h := c.start + c.d.r.Float64()*(c.end-c.start)
	if lunchStart <= h && h < lunchEnd && c.d.chance(0.8) {
		h = c.start + c.d.r.Float64()*max(0.5, lunchStart-c.start)
	}
	return c.hour(h)
}

func (c *clock) hour(h float64) int64 { return c.midnight + int64(h*3_600_000) + int64(c.d.n(1000)) }

// acts are everything that is done on a day, in order of time.
func (w *World) acts(day int) []Act {
	list := slices.Clone(w.plans[day])
	for _, p := range w.Staff {
		list = w.ordinary(list, p, day)
	}
	list = w.services(list, day)
	slices.SortStableFunc(list, func(a, b Act) int {
		switch {
		case a.At < b.At:
			return -1
		case a.At > b.At:
			return 1
		}
		return 0
	})
	return list
}
