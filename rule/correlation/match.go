package correlation

import (
	"fmt"
	"strconv"

	"sekisho/event"
)

// Limits of the engine's state, for each correlation.
const (
	// MaxWindow is how many events one group's window holds (3 MB); the oldest
	// leave first. A threshold above it is a load error.
	MaxWindow = 1 << 16
	// MaxEvents is how many events all windows of one correlation hold (about
	// 200 MB); the group that was quiet longest goes first.
	MaxEvents = 1 << 22
	// MaxGroups is how many groups one correlation follows at a time.
	MaxGroups = 1 << 20
	// MaxRefs is how many events one match names; the oldest of the window, and
	// of each rule alike for temporal types.
	MaxRefs = 256
)

// Input is one event that a base rule matched.
type Input struct {
	Need     int // index into Set.Needs
	Time     event.Time
	Groups   []string // the values of Need.GroupBy; empty where the event has none
	Value    string   // of Need.Value
	HasValue bool
	// Ref is the driver's own number for the event; numbers grow with time.
	Ref uint64
}

// Kind says whether a match begins or goes on.
type Kind uint8

const (
	First   Kind = iota // the window meets the condition, and did not before
	Extends             // it still does, with further events
)

// Match is a window that meets its correlation's condition.
type Match struct {
	Rule   int // index into Set.Rules
	Kind   Kind
	Groups []string   // the values of the rule's group-by
	Time   event.Time // when it could first be said: the last event of the window
	// Refs are events of the window in ascending order, at most MaxRefs; of an
	// Extends match only those of its tick.
	Refs []uint64
	// Count is how many events the window holds (matches, for correlations of
	// correlations).
	Count int
	// Value is what the condition was compared with: events, values, rules, sum,
	// average, percentile or percent.
	Value float64

	rule *Rule
}

// Text says the measured value in words: "12 events".
func (m Match) Text() string {
	v := strconv.FormatFloat(m.Value, 'f', -1, 64)
	if m.rule == nil {
		return v
	}
	field := valueField(m.rule)
	switch m.rule.Type {
	case EventCount:
		return v + " events"
	case ValueCount:
		return v + " different values of " + field
	case Temporal:
		return fmt.Sprintf("%s of %d rules", v, len(m.rule.Refs))
	case TemporalOrdered:
		return fmt.Sprintf("%s of %d rules in order", v, len(m.rule.Refs))
	case ValueSum:
		return "a sum of " + v + " (" + field + ")"
	case ValueAvg:
		return "an average of " + v + " (" + field + ")"
	}
	if m.rule.Condition.Percentile < 0 {
		return v + " % of the events have the same " + field
	}
	return fmt.Sprintf("%s at percentile %g (%s)", v, m.rule.Condition.Percentile, field)
}

// Stats counts what one correlation could not use or had to forget.
type Stats struct {
	Inputs        int64 // given, matches of inner correlations included
	Late          int64 // older than the time that Advance had reached; left out
	Ungrouped     int64 // lack a group-by field; left out
	NoValue       int64 // lack the value; left out
	NotNumbers    int64 // have a value that is not a number; left out
	EvictedEvents int64 // forgotten inside their window because of a limit
	EvictedGroups int64 // groups forgotten because of a limit
}
