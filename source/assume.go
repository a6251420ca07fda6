package source

import (
	"time"

	"sekisho/event"
)

// Assumptions are what a driver knows about a stream besides its bytes, for
// formats whose times leave something out.
type Assumptions struct {
	// NotAfter is a moment after which no record of the stream was written, such
	// as when the file was last written; 0 if nothing is known. It gives a year to
	// times that have none.
	NotAfter event.Time
	// Location is the zone of times that have none; nil means UTC.
	Location *time.Location
}

// Assumer is a [Decoder] of a format whose times may leave out the year or the
// zone. Assume is called at most once, before the first record. Without it, such
// times are taken to be UTC, and those for which the stream itself gives no year
// are refused.
type Assumer interface {
	Assume(Assumptions)
}
