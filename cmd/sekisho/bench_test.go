package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"

	"sekisho/pipeline"
	"sekisho/record"
	"sekisho/scan"
	"sekisho/simulate"
	"sekisho/source"
	"sekisho/source/stream"
)

// benchBytes is the size of each generated log, in bytes: SEKISHO_BENCH_BYTES,
// or 64 MiB. docs/validation.md names the size beside each figure.
func benchBytes(b *testing.B) int64 {
	text := os.Getenv("SEKISHO_BENCH_BYTES")
	if text == "" {
		return 64 << 20
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		b.Fatalf("SEKISHO_BENCH_BYTES: %v", err)
	}
	return n
}

type generator func(w io.Writer, size int64, seed uint64) (int64, error)

func generated(b *testing.B, write generator, seed uint64) string {
	b.Helper()
	path := filepath.Join(b.TempDir(), fmt.Sprintf("log-%d.json", seed))
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriterSize(f, 1<<20)
	if _, err := write(w, benchBytes(b), seed); err != nil {
		b.Fatal(err)
	}
	if err := errors.Join(w.Flush(), f.Close()); err != nil {
		b.Fatal(err)
	}
	return path
}

// benchSetup compiles our rule book and, where they are, the public rules.
func benchSetup(b testing.TB) *setup {
	b.Helper()
	var dirs []string
	if _, err := os.Stat(publicRules); err == nil {
		dirs = append(dirs, publicRules)
	} else {
		b.Logf("%s is absent: with our own rules only", publicRules)
	}
	rules, err := loadBook(true, dirs)
	if err != nil {
		b.Fatal(err)
	}
	s, err := newSetup("", rules, false)
	if err != nil {
		b.Fatal(err)
	}
	return s
}

const publicRules = "../../../shared/data/sigmahq"

// bareWalk visits every field of every record with the same reader and the same
// checks, and does nothing else.
func bareWalk(b *testing.B, path string) time.Duration {
	b.Helper()
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	started := time.Now()
	cut, err := stream.NewCutter(f, source.FrameJSON)
	if err != nil {
		b.Fatal(err)
	}
	w, row := record.NewWalker(nil), record.NewBuilder().Layout().NewRow()
	var block stream.Block
	for cut.Next(&block) == nil {
		block.Each(func(rec []byte, _, _ int64) {
			if err := w.Walk(rec, row); err != nil {
				b.Fatal(err)
			}
		})
	}
	return time.Since(started)
}

func timedScan(b *testing.B, plan *pipeline.Plan, s *setup, workers int, paths ...string) (time.Duration, *scan.Result) {
	b.Helper()
	started := time.Now()
	r, err := scan.Run(context.Background(), scan.Options{Plan: plan, Formats: s.formats, Paths: paths, Workers: workers, Now: time.Now})
	if err != nil {
		b.Error(err)
		return 0, nil
	}
	return time.Since(started), r
}

// benchRatio runs the bare walk and the scan in turn and reports the scan's
// throughput as a share of the walk's.
func benchRatio(b *testing.B, write generator) {
	s := benchSetup(b)
	path := generated(b, write, 7)
	var walk, full time.Duration
	var r *scan.Result
	for b.Loop() {
		walk += bareWalk(b, path)
		var d time.Duration
		d, r = timedScan(b, s.plan, s, 1, path)
		full += d
	}
	n := float64(b.N) * float64(benchBytes(b)) / 1e6
	b.ReportMetric(walk.Seconds()/full.Seconds(), "ratio")
	b.ReportMetric(n/walk.Seconds(), "walk-MB/s")
	b.ReportMetric(n/full.Seconds(), "scan-MB/s")
	b.ReportMetric(float64(r.Stats.Records)*float64(b.N)/full.Seconds(), "events/s")
	b.ReportMetric(float64(len(s.plan.Rules())), "rules")
	b.ReportMetric(float64(r.Stats.Findings), "findings")
	b.ReportMetric(float64(r.Stats.PeakMemory)/1e6, "peak-MB")
}

func BenchmarkScanM365(b *testing.B)   { benchRatio(b, simulate.WriteM365) }
func BenchmarkScanSysmon(b *testing.B) { benchRatio(b, simulate.WriteSysmon) }

// BenchmarkTwoWorkers compares two workers on two logs with two scans of one
// worker each at the same time: what sharing costs.
func BenchmarkTwoWorkers(b *testing.B) {
	s := benchSetup(b)
	one, two := generated(b, simulate.WriteM365, 7), generated(b, simulate.WriteM365, 8)
	var together, apart time.Duration
	for b.Loop() {
		d, _ := timedScan(b, s.plan, s, 2, one, two)
		together += d
		started := time.Now()
		var g sync.WaitGroup
		for _, p := range []string{one, two} {
			g.Go(func() { timedScan(b, s.plan, s, 1, p) })
		}
		g.Wait()
		apart += time.Since(started)
	}
	b.ReportMetric(apart.Seconds()/together.Seconds(), "ratio")
	b.ReportMetric(2*float64(b.N)*float64(benchBytes(b))/1e6/together.Seconds(), "MB/s")
}
