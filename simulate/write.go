package simulate

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// Files is where a world is written: a folder, or memory in tests. Names have
// slashes and are relative.
type Files interface {
	Create(name string) (io.WriteCloser, error)
}

// Summary says what was written.
type Summary struct {
	Seed        uint64
	People      int
	From, Until time.Time
	Files       int
	Records     int
	Bytes       int64
	Sources     []SourceSummary // in the order of the writers
	Outages     []Outage
}

// SourceSummary is one format's part.
type SourceSummary struct {
	Format  string
	Files   int
	Records int
	Bytes   int64
}

// writer turns acts into the lines of one product.
type writer interface {
	format() string
	// begin opens a day. date is local midnight.
	begin(day int, date time.Time)
	// record writes what the product would have logged of an act.
	record(a *Act)
	// pages are the files of the day.
	pages() []*page
}

// writers is the list of formats.
func (w *World) writers() []writer {
	return []writer{newM365(w), newZeek(w), newPostfix(w), newSysmon(w), newGitHub(w)}
}

// Write puts the logs, the registers and the truth into a folder that is empty
// or does not exist yet.
func (w *World) Write(dir string) (Summary, error) {
	if list, err := os.ReadDir(dir); err == nil && len(list) > 0 {
		return Summary{}, fmt.Errorf("%s: the folder is not empty; name another, or remove it first", dir)
	}
	return w.WriteTo(folder(dir))
}

// WriteTo writes into out: logs/…, org/… and truth.csv.
func (w *World) WriteTo(out Files) (Summary, error) {
	from, until := w.Span()
	sum := Summary{Seed: w.seed, People: len(w.Staff), From: from, Until: until, Outages: w.Outages()}
	for _, s := range append(w.stories[:len(w.stories):len(w.stories)], w.sealed...) {
		s.Events, s.seen = nil, map[string]int{}
	}
	list := w.writers()
	sum.Sources = make([]SourceSummary, len(list))
	for i, wr := range list {
		sum.Sources[i].Format = wr.format()
	}
	for day := range w.opt.Days {
		if err := w.writeDay(out, day, list, sum.Sources); err != nil {
			return sum, err
		}
	}
	for _, s := range sum.Sources {
		sum.Files, sum.Records, sum.Bytes = sum.Files+s.Files, sum.Records+s.Records, sum.Bytes+s.Bytes
	}
	return sum, w.writeTables(out)
}

func (w *World) writeDay(out Files, day int, list []writer, sums []SourceSummary) error {
	for _, wr := range list {
		wr.begin(day, w.date(day))
	}
	acts := w.acts(day)
	for i := range acts {
		for _, wr := range list {
			if !w.blind(wr.format(), acts[i].At) {
				wr.record(&acts[i])
			}
		}
	}
	for i, wr := range list {
		for _, p := range wr.pages() {
			if err := flushPage(out, p, &sums[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// blind is true while a product records nothing.
func (w *World) blind(format string, at int64) bool {
	for _, g := range w.gaps {
		if g.format == format && g.from <= at && at < g.until {
			return true
		}
	}
	return false
}

func flushPage(out Files, p *page, sum *SourceSummary) error {
	if len(p.entries) == 0 {
		return nil
	}
	f, err := out.Create(p.name)
	if err != nil {
		return fmt.Errorf("create %s: %w", p.name, err)
	}
	buf := bufio.NewWriterSize(f, 256<<10)
	records, bytes, err := p.flush(buf)
	if err == nil {
		err = buf.Flush()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", p.name, err)
	}
	sum.Files, sum.Records, sum.Bytes = sum.Files+1, sum.Records+records, sum.Bytes+bytes
	return nil
}

func writeFile(out Files, name string, content []byte) error {
	f, err := out.Create(name)
	if err != nil {
		return fmt.Errorf("create %s: %w", name, err)
	}
	_, err = f.Write(content)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// folder is a Files on disk.
type folder string

func (d folder) Create(name string) (io.WriteCloser, error) {
	path := filepath.Join(string(d), filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	return os.Create(path)
}
