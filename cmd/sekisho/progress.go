package main

import (
	"fmt"
	"io"
	"path/filepath"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"

	"sekisho/scan"
)

// progress shows bytes, events a second and the time left while a scan reads.
type progress struct {
	stopping chan struct{}
	done     sync.WaitGroup
}

const progressEvery = 200 * time.Millisecond

// startProgress begins the bar; on anything but a terminal it shows nothing.
func startProgress(g *globals, stderr io.Writer, p *scan.Progress) *progress {
	bar := &progress{stopping: make(chan struct{})}
	if g.quiet || !terminal(stderr) {
		return bar
	}
	bar.done.Add(1)
	go bar.run(stderr, p)
	return bar
}

func (b *progress) run(stderr io.Writer, p *scan.Progress) {
	defer b.done.Done()
	started := time.Now()
	bar := progressbar.NewOptions64(-1,
		progressbar.OptionSetWriter(stderr),
		progressbar.OptionShowBytes(true),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionThrottle(progressEvery),
	)
	tick := time.NewTicker(progressEvery)
	defer tick.Stop()
	for {
		select {
		case <-b.stopping:
			_ = bar.Finish()
			return
		case <-tick.C:
			if total := p.Total.Load(); total > 0 && bar.GetMax64() != total {
				bar.ChangeMax64(total)
			}
			rate := float64(p.Records.Load()) / time.Since(started).Seconds()
			bar.Describe(fmt.Sprintf("%.0f events/s", rate))
			_ = bar.Set64(p.Bytes.Load())
		}
	}
}

func (b *progress) stop() {
	close(b.stopping)
	b.done.Wait()
}

func dirOf(path string) string { return filepath.Dir(path) }
