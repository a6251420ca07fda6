package simulate

import (
	"fmt"
	"time"
)

// Bounds of [Options]. Below MinPeople a unit would lack somebody whom a
// pattern needs; below MinDays the patterns would run into one another; the
// upper bounds keep one run within a disk.
const (
	MinPeople = 40
	MaxPeople = 100_000
	MinDays   = 28
	MaxDays   = 400
	MaxVolume = 20.0
)

// Options says how large the company is and when it is watched. The zero value
// is the company of the demo.
type Options struct {
	People int       // people in people.csv, service accounts aside; 0 means 60
	Days   int       // days of logs; 0 means 30
	Start  time.Time // the first day, local to the company; zero means 2026-10-01
	Volume float64   // how busy ordinary days are; 0 means 1
}

// DefaultOptions is the company of the demo.
func DefaultOptions() Options {
	opt, _ := Options{}.withDefaults() // the defaults are within bounds, a test says so
	return opt
}

// tokyo is the company's zone. Asia/Tokyo has had no daylight saving time
// since 1952, so a fixed offset is exact and needs no zone database.
func tokyo() *time.Location { return time.FixedZone("Asia/Tokyo", 9*60*60) }

// withDefaults fills what was left out and checks the rest.
func (o Options) withDefaults() (Options, error) {
	if o.People == 0 {
		o.People = 60
	}
	if o.Days == 0 {
		o.Days = 30
	}
	if o.Volume == 0 {
		o.Volume = 1
	}
	if o.Start.IsZero() {
		o.Start = time.Date(2026, time.October, 1, 0, 0, 0, 0, tokyo())
	}
	y, m, d := o.Start.Date()
	o.Start = time.Date(y, m, d, 0, 0, 0, 0, tokyo())
	return o, o.check()
}

func (o Options) check() error {
	switch {
	case o.People < MinPeople || o.People > MaxPeople:
		return fmt.Errorf("people: %d is outside %d to %d", o.People, MinPeople, MaxPeople)
	case o.Days < MinDays || o.Days > MaxDays:
		return fmt.Errorf("days: %d is outside %d to %d", o.Days, MinDays, MaxDays)
	case !(o.Volume > 0 && o.Volume <= MaxVolume):
		return fmt.Errorf("volume: %g is outside 0 (exclusive) to %g", o.Volume, MaxVolume)
	case o.Start.Year() < 1990 || o.Start.Year() > 2100:
		return fmt.Errorf("start: the year %d is outside 1990 to 2100", o.Start.Year())
	}
	return nil
}
