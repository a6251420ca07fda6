package correlation

import (
	"strconv"
	"strings"
	"time"
)

// Type is the type of a correlation, in the specification's words.
type Type string

const (
	EventCount      Type = "event_count"
	ValueCount      Type = "value_count"
	Temporal        Type = "temporal"
	TemporalOrdered Type = "temporal_ordered"
	ValueSum        Type = "value_sum"
	ValueAvg        Type = "value_avg"
	ValuePercentile Type = "value_percentile"
)

// temporal reports whether the type is about which rules matched.
func (t Type) temporal() bool { return t == Temporal || t == TemporalOrdered }

// numeric reports whether the type reckons with values.
func (t Type) numeric() bool { return t == ValueSum || t == ValueAvg }

// Rule is one parsed correlation.
type Rule struct {
	File string
	Line int

	ID, Title, Name, Taxonomy  string
	Description, Status, Level string
	License, Author            string
	Date, Modified             string // YYYY-MM-DD
	References, FalsePositives []string
	Tags                       []string
	Attacks, Insider           []string // technique ids among the tags: T1567.002, IF001.001
	Custom                     []string // names of keys that Sigma does not define, in order

	Type      Type
	Refs      []string // ids or names of the rules it refers to, in order
	GroupBy   []string
	Timespan  time.Duration // whole seconds
	Condition Condition
	Aliases   []Alias
	// Generate says that the rules referred to speak for themselves as well.
	Generate bool

	refLines []int
}

// Alias is one name for differently named fields.
type Alias struct {
	Name   string
	Line   int
	Fields []AliasField
}

// AliasField is what an alias means in the events of one rule.
type AliasField struct{ Rule, Field string }

// Ref is what a correlation is called where one name is needed: its id, else its
// name, else its title.
func (r *Rule) Ref() string {
	for _, s := range []string{r.ID, r.Name} {
		if s != "" {
			return s
		}
	}
	return r.Title
}

// tagged are the ids among tags that begin with prefix.
func tagged(tags []string, prefix string, want func(string) bool) []string {
	var out []string
	for _, t := range tags {
		if id, ok := strings.CutPrefix(strings.ToLower(t), prefix); ok && want(strings.ToUpper(id)) {
			out = append(out, strings.ToUpper(id))
		}
	}
	return out
}

func isTechnique(id string) bool {
	return len(id) > 1 && id[0] == 'T' && '0' <= id[1] && id[1] <= '9'
}

func anyID(string) bool { return true }

// Within is the timespan as rules write it: 7d, 12h, 90m, 30s.
func (r *Rule) Within() string {
	for _, u := range []struct {
		unit time.Duration
		name string
	}{{24 * time.Hour, "d"}, {time.Hour, "h"}, {time.Minute, "m"}} {
		if r.Timespan >= u.unit && r.Timespan%u.unit == 0 {
			return strconv.FormatInt(int64(r.Timespan/u.unit), 10) + u.name
		}
	}
	return strconv.FormatInt(int64(r.Timespan/time.Second), 10) + "s"
}
