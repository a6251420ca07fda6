// Package runs sorts more records than fit into memory: each goroutine collects
// records in a run, full runs are sorted and written to a temporary file, and
// one merge gives all of them in order.
//
// What enters: records as bytes whose order is the order of their bytes. What
// leaves: the same records, sorted. What it must never know: what is in them.
//
// Memory is at most [RunSize] and its index per collector, and one read buffer
// per written run while merging. Temporary files are removed by Close, also
// after an error.
package runs

import (
	"bufio"
	"bytes"
	"cmp"
	"container/heap"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// RunSize is how many bytes of records a collector holds before it writes them
// out sorted.
const RunSize = 24 << 20

// maxRecord bounds a record read back from a file that something else damaged.
const maxRecord = 64 << 20

const mergeBuffer = 64 << 10

// Sorter owns the temporary files of one sort.
type Sorter struct {
	dir string
}

// New makes a sorter with its temporary folder in dir, or in the system's where
// dir is empty. The folder is made when the first run is written.
func New(dir string) *Sorter { return &Sorter{dir: dir} }

// Collector gathers records for one goroutine.
type Collector struct {
	dir   string
	arena []byte
	index []entry
	files []*os.File
}

// entry is where a record lies; head is its first eight bytes, by which most
// comparisons are decided.
type entry struct {
	head     uint64
	off, len uint32
}

// Collector returns a new collector.
func (s *Sorter) Collector() *Collector { return &Collector{dir: s.dir} }

// Add copies a record. It fails only if a run cannot be written.
func (c *Collector) Add(rec []byte) error {
	if len(c.arena)+len(rec) > RunSize && len(c.index) > 0 {
		if err := c.spill(); err != nil {
			return err
		}
	}
	c.index = append(c.index, entry{head(rec), uint32(len(c.arena)), uint32(len(rec))})
	c.arena = append(c.arena, rec...)
	return nil
}

func head(rec []byte) uint64 {
	var b [8]byte
	copy(b[:], rec)
	return binary.BigEndian.Uint64(b[:])
}

func (c *Collector) at(e entry) []byte { return c.arena[e.off : e.off+e.len] }

func (c *Collector) sort() {
	slices.SortFunc(c.index, func(a, b entry) int {
		if n := cmp.Compare(a.head, b.head); n != 0 {
			return n
		}
		return bytes.Compare(c.at(a), c.at(b))
	})
}

// spill writes the run to a temporary file.
func (c *Collector) spill() error {
	c.sort()
	f, err := temporary(c.dir)
	if err != nil {
		return err
	}
	c.files = append(c.files, f)
	w := bufio.NewWriterSize(f, 1<<20)
	var size [binary.MaxVarintLen64]byte
	for _, e := range c.index {
		w.Write(size[:binary.PutUvarint(size[:], uint64(e.len))])
		w.Write(c.at(e)) // the first error stays in w
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("sorting needs temporary space (TMPDIR chooses where): %w", err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	c.arena, c.index = c.arena[:0], c.index[:0]
	return nil
}

// temporary makes a file that is removed from its folder at once, so that
// nothing is left behind however the process ends.
func temporary(dir string) (*os.File, error) {
	f, err := os.CreateTemp(dir, "sekisho-run-*")
	if err != nil {
		return nil, fmt.Errorf("sorting needs temporary space (TMPDIR chooses where): %w", err)
	}
	if err := os.Remove(f.Name()); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// Close releases the files of a collector.
func (c *Collector) Close() error {
	var errs []error
	for _, f := range c.files {
		errs = append(errs, f.Close())
	}
	c.files, c.arena, c.index = nil, nil, nil
	return errors.Join(errs...)
}

// Merge calls f with every record of the collectors in order. The record is
// valid until f returns.
func Merge(collectors []*Collector, f func(rec []byte) error) error {
	var h sources
	for _, c := range collectors {
		c.sort()
		h = append(h, &source{index: c.index, from: c})
		for _, file := range c.files {
			h = append(h, &source{file: bufio.NewReaderSize(file, mergeBuffer)})
		}
	}
	live := h[:0]
	for _, s := range h {
		ok, err := s.next()
		if err != nil {
			return err
		}
		if ok {
			live = append(live, s)
		}
	}
	h = live
	heap.Init(&h)
	for len(h) > 0 {
		if err := f(h[0].rec); err != nil {
			return err
		}
		ok, err := h[0].next()
		if err != nil {
			return err
		}
		if ok {
			heap.Fix(&h, 0)
		} else {
			heap.Pop(&h)
		}
	}
	return nil
}

// source is one sorted run, in memory or in a file.
type source struct {
	rec   []byte
	index []entry
	from  *Collector
	file  *bufio.Reader
	buf   []byte
}

func (s *source) next() (bool, error) {
	if s.file == nil {
		if len(s.index) == 0 {
			return false, nil
		}
		s.rec, s.index = s.from.at(s.index[0]), s.index[1:]
		return true, nil
	}
	n, err := binary.ReadUvarint(s.file)
	if errors.Is(err, io.EOF) {
		return false, nil
	}
	if err != nil || n > maxRecord {
		return false, fmt.Errorf("temporary file damaged: %w", errors.Join(err, io.ErrUnexpectedEOF))
	}
	s.buf = slices.Grow(s.buf[:0], int(n))[:n]
	if _, err := io.ReadFull(s.file, s.buf); err != nil {
		return false, fmt.Errorf("temporary file damaged: %w", err)
	}
	s.rec = s.buf
	return true, nil
}

type sources []*source

func (h sources) Len() int           { return len(h) }
func (h sources) Less(i, j int) bool { return bytes.Compare(h[i].rec, h[j].rec) < 0 }
func (h sources) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *sources) Push(x any)        { *h = append(*h, x.(*source)) }
func (h *sources) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
