package scan

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"sekisho/event"
	"sekisho/finding"
	"sekisho/pipeline"
	"sekisho/record"
	"sekisho/scan/runs"
	"sekisho/source"
	"sekisho/source/input"
	"sekisho/source/stream"
)

// Options say what to read and how.
type Options struct {
	Plan    *pipeline.Plan
	Formats []source.Format
	Paths   []string
	// Source names the format of every stream instead of detecting it.
	Source string
	// Workers is the number of goroutines that read and match, at least 1.
	Workers int
	// Since and Until bound findings by their time; zero is no bound.
	Since, Until event.Time
	// Location is the zone of times that have none; nil is UTC.
	Location *time.Location
	// Events, if not nil, is given every event once, in order, with its uid.
	Events func(k *pipeline.Kept, uid string) error
	// TempDir is where more than memory holds is sorted; empty is the system's.
	TempDir string
	// Now is the clock for durations; it reaches no result.
	Now func() time.Time
	// Progress, if not nil, is raised while reading.
	Progress *Progress
}

// Progress is what a progress bar shows; safe to read at any time.
type Progress struct {
	Total   atomic.Int64 // bytes on disk
	Bytes   atomic.Int64 // bytes read from disk
	Records atomic.Int64
}

// Result is what a scan found and what it could not read.
type Result struct {
	Findings []*finding.Finding
	Leads    []*finding.Lead
	Sources  []pipeline.SourceCoverage
	Streams  map[string]int64 // files and archive members by source
	ByFormat map[string]int64 // records by source
	Unknown  []string         // streams of no known format
	Problems []input.Problem  // what could not be opened
	Refused  []Refusal
	Dropped  []DroppedField
	Stats    Stats

	store *runs.Store
	err   func() error
}

// Close releases what findings bring their acts back from, and tells whether
// that ever failed. Findings must not be asked for their acts afterwards.
func (r *Result) Close() error {
	if r.store == nil {
		return nil
	}
	return errors.Join(r.err(), r.store.Close())
}

// Run scans. Errors are those that leave no result to trust: a full temporary
// disk, a cancelled context, an Events callback that fails.
func Run(ctx context.Context, o Options) (*Result, error) {
	if o.Source != "" && o.Plan.Stream(o.Source) == nil {
		return nil, fmt.Errorf("no format named %q; sekisho sources lists them", o.Source)
	}
	started := o.Now()
	if o.Progress == nil {
		o.Progress = &Progress{}
	}
	files, problems := input.List(o.Paths)
	for _, f := range files {
		o.Progress.Total.Add(f.Size)
	}
	b := newBoard(files)
	sorter := runs.New(o.TempDir)
	workers := make([]*worker, max(1, o.Workers))
	for i := range workers {
		workers[i] = newWorker(o, b, sorter.Collector())
	}
	defer func() {
		for _, w := range workers {
			w.kept.Close()
		}
	}()
	if err := read(ctx, workers); err != nil {
		return nil, err
	}
	r := &Result{Problems: problems}
	r.collect(workers)
	r.Stats.seconds("read", o.Now().Sub(started))
	merging := o.Now()
	if err := r.merge(ctx, o, sorter, workers); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	r.Stats.seconds("detect", o.Now().Sub(merging))
	r.Stats.Bytes = o.Progress.Bytes.Load()
	r.Stats.finish(r, o.Now().Sub(started))
	return r, nil
}

// read lets all workers read until nothing is left.
func read(ctx context.Context, workers []*worker) error {
	if len(workers) == 1 {
		return workers[0].run(ctx)
	}
	g, ctx := errgroup.WithContext(ctx)
	for _, w := range workers {
		g.Go(func() error { return w.run(ctx) })
	}
	return g.Wait()
}

// merge gives everything kept to the back half, in order.
func (r *Result) merge(ctx context.Context, o Options, sorter *runs.Sorter, workers []*worker) error {
	r.store = sorter.Store()
	back := o.Plan.NewBack(r.store, o.Events)
	r.err = back.Err
	collectors := make([]*runs.Collector, len(workers))
	for i, w := range workers {
		collectors[i] = w.kept
	}
	n := 0
	err := runs.Merge(collectors, func(rec []byte) error {
		if n++; n%checkEvery == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return back.Add(rec)
	})
	if err != nil {
		return err
	}
	findings, err := back.Close()
	if err != nil {
		return err
	}
	for _, f := range findings {
		if (o.Since == 0 || f.Time >= o.Since) && (o.Until == 0 || f.Time < o.Until) {
			f.Unseen = pipeline.Unseen(r.Sources, f)
			r.Findings = append(r.Findings, f)
		}
	}
	r.Leads = pipeline.Leads(r.Findings)
	r.Stats.Duplicates = back.Repeated
	return nil
}

// checkEvery is how many records pass between two looks at the context.
const checkEvery = 4096

// collect merges what the workers counted. The order does not matter.
func (r *Result) collect(workers []*worker) {
	refused := newRefusals()
	dropped := map[DroppedField]int64{}
	coverage := map[string]*pipeline.Coverage{}
	r.Streams, r.ByFormat = map[string]int64{}, map[string]int64{}
	refusedBy := map[string]int64{}
	for _, w := range workers {
		refused.merge(w.refused)
		r.Unknown = append(r.Unknown, w.unknown...)
		r.Problems = append(r.Problems, w.problems...)
		r.Stats.Records += w.records
		for name, n := range w.streams {
			r.Streams[name] += n
		}
		for name, n := range w.recordsBy {
			r.ByFormat[name] += n
		}
		r.Stats.TextBytes += w.bytes
		for format, tally := range w.dropped {
			tally.Each(func(name string, n int64) { dropped[DroppedField{format, name}] += n })
		}
		for name, c := range w.front.Events {
			if coverage[name] == nil {
				coverage[name] = &pipeline.Coverage{}
			}
			coverage[name].Merge(c)
		}
		for name, n := range w.refusedBy {
			refusedBy[name] += n
		}
	}
	r.Refused = refused.list()
	r.Dropped = droppedList(dropped)
	r.Sources = pipeline.Sources(coverage, refusedBy)
	sortText(r.Unknown)
	sortProblems(r.Problems)
}

// worker is one goroutine's half of a scan.
type worker struct {
	o         Options
	board     *board
	front     *pipeline.Front
	kept      *runs.Collector
	decoders  map[decoderKey]*stream.Decoder
	block     stream.Block
	refused   *refusals
	refusedBy map[string]int64 // by source, as are the next two
	recordsBy map[string]int64
	streams   map[string]int64
	dropped   map[string]*record.Tally // by format
	unknown   []string
	problems  []input.Problem
	records   int64
	bytes     int64
	format    string
}

type decoderKey struct{ format, header string }

func newWorker(o Options, b *board, kept *runs.Collector) *worker {
	w := &worker{
		o: o, board: b, kept: kept, refused: newRefusals(), refusedBy: map[string]int64{}, recordsBy: map[string]int64{}, streams: map[string]int64{},
		decoders: map[decoderKey]*stream.Decoder{}, dropped: map[string]*record.Tally{},
	}
	w.front = o.Plan.NewFront(kept.Add)
	return w
}

func (w *worker) run(ctx context.Context) error {
	for {
		file, help := w.board.take()
		switch {
		case help != nil:
			if err := w.blocks(ctx, help); err != nil {
				return err
			}
			w.board.withdraw(help)
		case file != nil:
			err := file.Open(input.Visitor{
				Stream:  func(s input.Stream) error { return w.stream(ctx, s) },
				Problem: w.problem,
				Read:    &w.o.Progress.Bytes,
			})
			w.board.finished()
			if err != nil {
				return err
			}
		default:
			return nil
		}
	}
}

func (w *worker) problem(p input.Problem) { w.problems = append(w.problems, p) }

// stream reads one stream, alone or with the help of others.
func (w *worker) stream(ctx context.Context, s input.Stream) error {
	r, plan, err := w.detect(s)
	if err != nil || plan == nil {
		return err
	}
	cut, err := stream.NewCutter(r, plan.Format.Framing)
	if err != nil {
		w.refuse(plan, s.Name, Place{Line: 1}, err)
		return nil
	}
	w.streams[plan.Format.Log()]++
	sh := &shared{cut: cut, name: s.Name, plan: plan, mod: s.Mod}
	if plan.Format.Sequential || w.o.Workers <= 1 {
		err = w.alone(ctx, sh)
	} else {
		w.board.offer(sh)
		err = w.blocks(ctx, sh)
		w.board.withdraw(sh)
	}
	if sh.err != nil && !isEOF(sh.err) {
		w.problem(input.Problem{Name: s.Name, Err: sh.err})
	}
	return err
}

// alone reads a stream with a decoder of its own.
func (w *worker) alone(ctx context.Context, s *shared) error {
	dec, err := w.newDecoder(s)
	if err != nil {
		w.refuse(s.plan, s.name, Place{Line: 1}, err)
		return nil
	}
	if err := w.take(ctx, s, dec); err != nil {
		return err
	}
	if !s.plan.Format.Sequential {
		return nil
	}
	if err := dec.Flush(); err != nil {
		w.refuse(s.plan, s.name, Place{}, err)
	}
	return w.front.Err()
}

// blocks takes blocks of a stream that others may be reading too.
func (w *worker) blocks(ctx context.Context, s *shared) error {
	key := decoderKey{s.plan.Format.Name, string(s.cut.Header())}
	dec := w.decoders[key]
	if dec == nil {
		var err error
		if dec, err = w.newDecoder(s); err != nil {
			w.refuse(s.plan, s.name, Place{Line: 1}, err)
			s.stop()
			return nil
		}
		w.decoders[key] = dec
	}
	return w.take(ctx, s, dec)
}

func (w *worker) newDecoder(s *shared) (*stream.Decoder, error) {
	dec, err := s.plan.NewDecoder(s.cut.Header(), w.front, w.droppedBy(s.plan.Format.Name))
	if err == nil {
		dec.Assume(assumptions(s.mod, w.o.Location))
	}
	return dec, err
}

// assumptions are what formats whose times lack a year or a zone are told. The
// time of the file's last change is all that is known of the year.
func assumptions(mod time.Time, zone *time.Location) source.Assumptions {
	a := source.Assumptions{Location: zone}
	if !mod.IsZero() {
		a.NotAfter = event.Time(mod.UnixMilli())
	}
	return a
}

// take decodes blocks until there are none.
func (w *worker) take(ctx context.Context, s *shared, dec *stream.Decoder) error {
	w.format = s.plan.Format.Name
	w.front.Stream(w.format, s.name)
	for s.next(&w.block) {
		if err := ctx.Err(); err != nil {
			return context.Cause(ctx)
		}
		for _, r := range w.block.Refused {
			w.refuse(s.plan, s.name, Place{r.Line, r.Offset}, r.Err)
		}
		var records int64
		w.block.Each(func(rec []byte, line, offset int64) {
			records++
			w.front.Record(rec, line, offset)
			if err := dec.Record(rec); err != nil {
				w.refuse(s.plan, s.name, Place{line, offset}, err)
			}
		})
		w.records += records
		w.recordsBy[s.plan.Format.Log()] += records
		w.bytes += int64(len(w.block.Data))
		w.o.Progress.Records.Add(records)
		if err := w.front.Err(); err != nil {
			return err
		}
	}
	return nil
}

func (w *worker) refuse(p *stream.Plan, name string, at Place, err error) {
	w.refusedBy[p.Format.Log()]++
	w.refused.note(name, p.Format.Log(), source.Reason(err), at)
}

// isEOF reports whether a stream simply ended.
func isEOF(err error) bool { return errors.Is(err, errEOF) }
