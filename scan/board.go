package scan

import (
	"sync"
	"time"

	"sekisho/source/input"
	"sekisho/source/stream"
)

// board shares the work between goroutines: whole files first; when none is
// left, blocks of the streams that others still read. Which goroutine reads
// what never shows in a result, because results are sorted by their content.
type board struct {
	mu    sync.Mutex
	moved sync.Cond // something to take may have appeared, or nothing ever will
	files []input.File
	open  []*shared // streams that may be helped with
	busy  int       // goroutines that hold a file and may still open streams
}

func newBoard(files []input.File) *board {
	b := &board{files: files}
	b.moved.L = &b.mu
	return b
}

// shared is a stream of which any goroutine may take the next block.
type shared struct {
	mu   sync.Mutex
	cut  *stream.Cutter
	name string
	mod  time.Time
	plan *stream.Plan
	err  error
	done bool
}

// next takes the next block. It reports false when there is none.
func (s *shared) next(b *stream.Block) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return false
	}
	if err := s.cut.Next(b); err != nil {
		s.done, s.err = true, err
		return false
	}
	return true
}

// stop ends a stream for everybody.
func (s *shared) stop() {
	s.mu.Lock()
	s.done = true
	s.mu.Unlock()
}

// take waits for something to do: a file, or a stream to help with, or neither
// when all is done.
func (b *board) take() (file *input.File, help *shared) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for {
		switch {
		case len(b.files) > 0:
			f := b.files[0]
			b.files = b.files[1:]
			b.busy++
			return &f, nil
		case len(b.open) > 0:
			return nil, b.open[len(b.open)-1]
		case b.busy == 0:
			return nil, nil
		}
		b.moved.Wait()
	}
}

// finished says that a file taken with take is read.
func (b *board) finished() {
	b.mu.Lock()
	b.busy--
	b.mu.Unlock()
	b.moved.Broadcast()
}

func (b *board) offer(s *shared) {
	b.mu.Lock()
	b.open = append(b.open, s)
	b.mu.Unlock()
	b.moved.Broadcast()
}

// withdraw takes a stream that has no more blocks off the board.
func (b *board) withdraw(s *shared) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i, o := range b.open {
		if o == s {
			b.open = append(b.open[:i], b.open[i+1:]...)
			return
		}
	}
}
