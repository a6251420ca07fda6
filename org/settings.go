package org

import (
	"regexp"
	"strconv"
	"time"

	"go.yaml.in/yaml/v3"

	"sekisho/event"
)

const settingsFile = "settings.yaml"

// Settings are what the operator decides.
type Settings struct {
	TimeZone      string         // IANA name
	WorkingWeek   []time.Weekday // working days
	AlertsPerWeek int            // false suspicions that are accepted in a week
	Retention     string         // such as 90d; empty: not said
	Behavior      string         // on, assets-only, off; empty: the command decides
	Allowed       map[event.Level][]event.DestinationClass
	Adopted       map[string]string // rule id -> ISO date

	adoptedAt map[string]event.Time
}

// DefaultSettings are the settings of a company that has none.
func DefaultSettings() Settings {
	return Settings{
		TimeZone:      "UTC",
		WorkingWeek:   []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday},
		AlertsPerWeek: 5,
		Allowed: map[event.Level][]event.DestinationClass{
			event.LevelInternal:     {event.DestOwn, event.DestPartner, event.DestPrint},
			event.LevelConfidential: {event.DestOwn, event.DestPrint},
			event.LevelSecret:       {event.DestOwn},
		},
	}
}

func (s *Settings) behaviorText() string {
	if s.Behavior == "" {
		return "as the command has it"
	}
	return s.Behavior
}

var (
	settingKeys   = []string{"time_zone", "working_week", "alerts_per_week", "retention", "behavior", "allowed", "adopted"}
	behaviorNames = []string{"on", "assets-only", "off"}
	dayNames      = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} // by time.Weekday
	levelNames    = []string{"internal", "confidential", "secret"}
	classNames    = []string{"own", "partner", "personal", "social", "ai", "removable", "print", "public", "unverified", "protected"}
)

// maxAlerts is more than anybody reads in a week.
const maxAlerts = 100_000

var retentionForm = regexp.MustCompile(`^[1-9][0-9]{0,4}[dwmy]$`)

func (b *builder) loadSettings(raw []byte) {
	f := &yamlFile{settingsFile, b.ps}
	root := f.root(raw)
	if root == nil || isNull(root) {
		return
	}
	s := &b.r.settings
	var adopted *yaml.Node
	f.fields(root, settingKeys, func(key string, v *yaml.Node) {
		switch key {
		case "time_zone":
			b.timeZone(f, v)
		case "working_week":
			s.WorkingWeek = weekdays(f, v)
		case "alerts_per_week":
			n, err := strconv.Atoi(f.text(v, key))
			if err != nil || n < 0 || n > maxAlerts {
				f.bad(v, "give a whole number from 0 to 100000", "alerts_per_week %q is not one", v.Value)
			}
			s.AlertsPerWeek = n
		case "retention":
			if s.Retention = f.text(v, key); !retentionForm.MatchString(s.Retention) {
				f.bad(v, "write it as 90d, 26w, 12m or 2y", "retention %q is not a span", s.Retention)
			}
		case "behavior":
			s.Behavior = f.oneOf(v, key, behaviorNames)
		case "allowed":
			allowed(f, v, s)
		case "adopted":
			adopted = v // its days need the time zone
		}
	})
	if adopted != nil {
		b.adopted(f, adopted)
	}
}

func (b *builder) timeZone(f *yamlFile, v *yaml.Node) {
	name := f.text(v, "time_zone")
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		f.bad(v, "give an IANA name such as Asia/Tokyo", "time_zone %q is not known", name)
		return
	}
	b.r.settings.TimeZone, b.r.zone = name, zone
}

func weekdays(f *yamlFile, v *yaml.Node) []time.Weekday {
	var week []time.Weekday
	for _, n := range f.texts(v, "working_week") {
		known := false
		for d, name := range dayNames {
			if name == n {
				week, known = append(week, time.Weekday(d)), true
			}
		}
		if !known {
			f.bad(v, meant(n, dayNames), "working_week: %q is not a day", n)
		}
	}
	return week
}

func allowed(f *yamlFile, v *yaml.Node, s *Settings) {
	f.fields(v, levelNames, func(level string, classes *yaml.Node) {
		list := []event.DestinationClass{}
		for _, c := range f.texts(classes, level) {
			if !contains(classNames, c) {
				f.bad(classes, meant(c, classNames), "class %q is not known", c)
			}
			list = append(list, event.DestinationClass(c))
		}
		s.Allowed[event.Level(level)] = list
	})
}

func (b *builder) adopted(f *yamlFile, v *yaml.Node) {
	s := &b.r.settings
	s.Adopted, s.adoptedAt = map[string]string{}, map[string]event.Time{}
	if v.Kind != yaml.MappingNode {
		f.bad(v, "write one line a rule: its id, a colon, a date", "adopted must be a map")
		return
	}
	for i := 0; i+1 < len(v.Content); i += 2 {
		id := v.Content[i].Value
		if day := f.day(v.Content[i+1], id); day != "" {
			s.Adopted[id], s.adoptedAt[id] = day, moment(day, b.r.zone, 0)
		}
	}
}
