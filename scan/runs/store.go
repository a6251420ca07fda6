package runs

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"slices"
)

// inMemory is how many bytes of records a Store holds before it begins a file:
// most scans never need one.
const inMemory = 16 << 20

// Store keeps records that may be asked for again, the first in memory and the
// rest in a temporary file. It is for one goroutine.
type Store struct {
	dir     string
	mem     []byte
	file    *os.File
	w       *bufio.Writer
	written uint64 // bytes given to w
	flushed uint64
}

// Store returns an empty store beside the sort's own files.
func (s *Sorter) Store() *Store { return &Store{dir: s.dir} }

// Append keeps a copy of a record and returns its number; numbers grow.
func (s *Store) Append(rec []byte) (uint64, error) {
	var size [binary.MaxVarintLen64]byte
	head := size[:binary.PutUvarint(size[:], uint64(len(rec)))]
	if s.file == nil && len(s.mem)+len(head)+len(rec) <= inMemory {
		ref := uint64(len(s.mem))
		s.mem = append(append(s.mem, head...), rec...)
		return ref, nil
	}
	if s.file == nil {
		if err := s.begin(); err != nil {
			return 0, err
		}
	}
	ref := inMemory + s.written
	s.written += uint64(len(head) + len(rec))
	if _, err := s.w.Write(head); err != nil {
		return 0, err
	}
	_, err := s.w.Write(rec)
	return ref, err
}

func (s *Store) begin() error {
	f, err := temporary(s.dir)
	if err != nil {
		return err
	}
	s.file, s.w = f, bufio.NewWriterSize(f, 1<<20)
	return nil
}

// Read returns the record of a number, in buf where it is large enough.
func (s *Store) Read(ref uint64, buf []byte) ([]byte, error) {
	if ref < inMemory {
		if ref >= uint64(len(s.mem)) {
			return nil, errNoRecord
		}
		n, used := binary.Uvarint(s.mem[ref:])
		from := ref + uint64(used)
		return append(buf[:0], s.mem[from:from+n]...), nil
	}
	at := ref - inMemory
	if at >= s.written {
		return nil, errNoRecord
	}
	if at >= s.flushed {
		if err := s.w.Flush(); err != nil {
			return nil, err
		}
		s.flushed = s.written
	}
	return s.readFile(int64(at), buf)
}

var errNoRecord = errors.New("no record of that number")

func (s *Store) readFile(at int64, buf []byte) ([]byte, error) {
	var head [binary.MaxVarintLen64]byte
	n, err := s.file.ReadAt(head[:], at)
	size, used := binary.Uvarint(head[:n])
	if used <= 0 || size > maxRecord {
		return nil, fmt.Errorf("temporary file damaged: %w", errors.Join(err, errNoRecord))
	}
	buf = slices.Grow(buf[:0], int(size))[:size]
	if _, err := s.file.ReadAt(buf, at+int64(used)); err != nil {
		return nil, fmt.Errorf("temporary file damaged: %w", err)
	}
	return buf, nil
}

// Close releases the store's file.
func (s *Store) Close() error {
	if s.file == nil {
		return nil
	}
	return s.file.Close()
}
