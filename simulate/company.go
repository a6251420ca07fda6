package simulate

import (
	"time"
)

// World is a company and everything that will happen in it.
type World struct {
	Staff  []*Person // in the order of people.csv, service accounts aside
	Assets []*Asset

	seed                     uint64
	opt                      Options
	sites                    []*Site
	drives                   map[string]*Site
	casted                   map[string]bool
	backup, robot            *Person // copies everything at night; builds
	plans                    [][]Act // by day: the acts of patterns and look-alikes
	stories                  []*Story
	honest                   []Honest
	gaps                     []gap
	workday                  []int // numbers of the working days
	sealed                   []*Story
	browsers                 []client
	labels                   map[string]string // sensitivity label of a level
	venture, guide, reseller *Person           // who may disclose, by agreement
}

// gap is a time in which a product recorded nothing.
type gap struct {
	format      string
	from, until int64
}

// Company makes the world of a seed. The error names the option that is out of
// bounds.
func Company(seed uint64, opt Options) (*World, error) {
	opt, err := opt.withDefaults()
	if err != nil {
		return nil, err
	}
	w := &World{
		seed: seed, opt: opt, drives: map[string]*Site{}, casted: map[string]bool{},
		plans: make([][]Act, opt.Days), browsers: browsers(), labels: map[string]string{},
	}
	for _, level := range []string{"internal", "confidential", "secret"} {
		w.labels[level] = uuidOf(seed, "label:"+level)
	}
	for i := range opt.Days {
		if w.working(w.date(i)) {
			w.workday = append(w.workday, i)
		}
	}
	w.build()
	w.hire()
	w.plan()
	return w, nil
}

// plan hides the patterns and puts honest acts beside them.
func (w *World) plan() {
	w.planOutage()
	w.planSocial()
	w.planApproached()
	w.planChanged()
	w.planRented()
	w.planVenture()
	w.planHonest()
}

// date is midnight of a day of the watched time.
func (w *World) date(day int) time.Time { return w.opt.Start.AddDate(0, 0, day) }

// working is false on weekends and on the company's holiday in the second
// week of October.
func (w *World) working(day time.Time) bool {
	if wd := day.Weekday(); wd == time.Saturday || wd == time.Sunday {
		return false
	}
	return !(day.Month() == time.October && day.Weekday() == time.Monday && 8 <= day.Day() && day.Day() <= 14)
}

// workingDay is the day at a share (0 to 1) of the first thirty days' working
// days, so that patterns keep their order whatever the length.
func (w *World) workingDay(share float64) int {
	n := 0
	for _, d := range w.workday {
		if d < 30 {
			n++
		}
	}
	return w.workday[min(n-1, int(share*float64(n)))]
}

// at is a moment of a day in local hours.
func (w *World) at(day int, hour float64) int64 {
	return w.date(day).UnixMilli() + int64(hour*3_600_000)
}

// do plans an act; it marks a person's day as worked.
func (w *World) do(a Act) {
	day := int((a.At - w.opt.Start.UnixMilli()) / 86_400_000)
	if day < 0 || day >= w.opt.Days {
		return
	}
	if a.Who != nil {
		delete(a.Who.off, w.date(day).Format(time.DateOnly))
	}
	if a.Story != nil {
		a.Story.note(a.At)
	}
	w.plans[day] = append(w.plans[day], a)
}

// story opens a row of the truth.
func (w *World) story(id, scenario, asset, destination string, people ...*Person) *Story {
	s := &Story{ID: id, Scenario: scenario, Asset: asset, Destination: destination, People: people, seen: map[string]int{}}
	w.stories = append(w.stories, s)
	return s
}

// People is how many people work at the company, service accounts aside.
func (w *World) People() int { return len(w.Staff) }

// Truth is what is hidden, as truth.csv has it; events are filled by Write.
func (w *World) Truth() []*Story { return w.stories }

// Span is the watched time: first midnight and the midnight after the last day.
func (w *World) Span() (from, until time.Time) { return w.date(0), w.date(w.opt.Days) }
