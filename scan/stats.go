package scan

import (
	"cmp"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"sekisho/record"
	"sekisho/source/input"
)

// Stats are facts about a run. Bytes counts everything that was read, sealed
// events included; nothing else does.
type Stats struct {
	Bytes      int64              `json:"bytes"`      // read from disk, compressed
	TextBytes  int64              `json:"text_bytes"` // of records, decompressed
	Records    int64              `json:"records"`
	Events     map[string]int64   `json:"events"`  // by source
	Refused    map[string]int64   `json:"refused"` // by reason
	Duplicates int64              `json:"duplicates"`
	Unknown    int                `json:"unknown_files"`
	Unread     []Unread           `json:"unread"` // files and records, at most maxUnread
	Findings   int                `json:"findings"`
	Leads      int                `json:"leads"`
	Seconds    map[string]float64 `json:"seconds"` // by stage
	PeakMemory int64              `json:"peak_memory_bytes"`
}

func (s *Stats) seconds(stage string, d time.Duration) {
	if s.Seconds == nil {
		s.Seconds = map[string]float64{}
	}
	s.Seconds[stage] = d.Seconds()
}

func (s *Stats) finish(r *Result, total time.Duration) {
	s.seconds("total", total)
	s.Events, s.Refused = map[string]int64{}, map[string]int64{}
	for _, c := range r.Sources {
		s.Events[c.Name] = c.Total
	}
	for _, f := range r.Refused {
		s.Refused[f.Reason] += f.Count
	}
	s.Unread = unread(r)
	s.Unknown, s.Findings, s.Leads = len(r.Unknown), len(r.Findings), len(r.Leads)
	s.PeakMemory = peakMemory()
}

// maxUnread bounds the list of what could not be read.
const maxUnread = 10_000

// Unread is a file that was not read, or a kind of its records.
type Unread struct {
	File  string  `json:"file"`
	Why   string  `json:"why"`
	Count int64   `json:"count,omitempty"` // of records
	First []Place `json:"first,omitempty"`
}

func unread(r *Result) []Unread {
	var out []Unread
	for _, p := range r.Problems {
		out = append(out, Unread{File: p.Name, Why: p.Err.Error()})
	}
	for _, name := range r.Unknown {
		out = append(out, Unread{File: name, Why: "no known format"})
	}
	for _, f := range r.Refused {
		out = append(out, Unread{File: f.Stream, Why: f.Reason, Count: f.Count, First: f.First})
	}
	return out[:min(len(out), maxUnread)]
}

// peakMemory is the largest resident size of the process so far, in bytes; 0
// where the system does not tell.
func peakMemory() int64 {
	b, err := os.ReadFile("/proc/self/status")
	if err == nil {
		for line := range strings.Lines(string(b)) {
			if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
				kb, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
				return kb << 10
			}
		}
	}
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return u.Maxrss << 10
}

// DroppedField is a field of a format that no decoder and no rule reads.
type DroppedField struct{ Format, Field string }

func (w *worker) droppedBy(format string) *record.Tally {
	t := w.dropped[format]
	if t == nil {
		t = record.NewTally()
		w.dropped[format] = t
	}
	return t
}

func droppedList(by map[DroppedField]int64) []DroppedField {
	out := make([]DroppedField, 0, len(by))
	for k := range by {
		out = append(out, k)
	}
	slices.SortFunc(out, func(a, b DroppedField) int {
		return cmp.Or(cmp.Compare(by[b], by[a]), cmp.Compare(a.Format, b.Format), cmp.Compare(a.Field, b.Field))
	})
	return out
}

func sortText(list []string) { slices.Sort(list) }

func sortProblems(list []input.Problem) {
	slices.SortFunc(list, func(a, b input.Problem) int { return cmp.Compare(a.Name, b.Name) })
}
