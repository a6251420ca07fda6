package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sekisho/event"
	"sekisho/finding"
	"sekisho/report"
	"sekisho/scan"
	"sekisho/simulate"
	"sekisho/vault"
)

type demoFlags struct {
	*globals
	dir     string
	seed    uint64
	workers int
}

func newDemo(g *globals) *cobra.Command {
	f := &demoFlags{globals: g}
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Make a small company with leaks hidden in it, scan it, and say what was found",
		Long: `Makes thirty days of logs of a greenhouse-automation maker of about sixty people,
in the formats that real products write, with leaks and honest look-alikes in
them, scans them, and says in ten lines what it found, what it left alone and
why, and what it cannot see yet.`,
		Example: "  sekisho demo",
		Args:    args(cobra.NoArgs),
		RunE:    func(cmd *cobra.Command, _ []string) error { return f.run(cmd) },
	}
	cmd.Flags().StringVar(&f.dir, "dir", "sekisho-demo", "folder for the company's logs, registers and the report")
	cmd.Flags().Uint64Var(&f.seed, "seed", 1, "another seed makes another company")
	cmd.Flags().IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "goroutines that read and match")
	return cmd
}

func (f *demoFlags) run(cmd *cobra.Command) error {
	if f.workers < 1 {
		return usageError{errors.New("--workers must be at least 1")}
	}
	log, err := f.logger(cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	world, err := simulate.Company(f.seed, simulate.Options{})
	if err != nil {
		return err
	}
	if err := freshDir(f.dir); err != nil {
		return err
	}
	log.Info("making the company", "in", f.dir)
	made, err := world.Write(f.dir)
	if err != nil {
		return err
	}
	orgDir := filepath.Join(f.dir, "org")
	b, err := loadBook(true, nil)
	if err != nil {
		return err
	}
	b.warn(log)
	s, err := newSetup(orgDir, b, false)
	if err != nil {
		return err
	}
	secret, err := openVault(orgDir)
	if err != nil {
		return err
	}
	p := &scan.Progress{}
	bar := startProgress(f.globals, cmd.ErrOrStderr(), p)
	r, err := scan.Run(cmd.Context(), scan.Options{
		Plan: s.plan, Formats: s.formats, Paths: []string{filepath.Join(f.dir, "logs")},
		Workers: f.workers, Location: s.registers.Location(), Now: time.Now, Progress: p,
	})
	bar.stop()
	if err != nil {
		return err
	}
	names := secret.Names(s.registers.Accounts())
	page := filepath.Join(f.dir, "report.html")
	err = writeFile(page, func(w io.Writer) error { return report.HTML(w, buildReport(s, r), names) })
	if err := errors.Join(err, r.Close()); err != nil {
		return err
	}
	_, err = io.WriteString(cmd.OutOrStdout(), demoStory{world, made, r, names}.tell(page, f.dir))
	return err
}

// demoMark is the file by which demo knows a folder as its own.
const demoMark = "truth.csv"

// freshDir makes the folder, or empties one that an earlier demo made.
func freshDir(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0:
		return os.MkdirAll(dir, 0o755)
	case err != nil:
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, demoMark)); err != nil {
		return fmt.Errorf("%s is not empty and no demo made it; name another folder with --dir", dir)
	}
	for _, name := range []string{"logs", "org", demoMark, "report.html"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return err
		}
	}
	return nil
}

// demoStory is a made company and what the scan said of it.
type demoStory struct {
	world *simulate.World
	made  simulate.Summary
	r     *scan.Result
	names *vault.Names
}

// tell says in about ten lines what the scan made of the company.
func (d demoStory) tell(page, dir string) string {
	var b strings.Builder
	var events int64
	for _, c := range d.r.Sources {
		events += c.Total
	}
	fmt.Fprintf(&b, "%d events of %d people from %d sources: %d findings in %d leads, in %.1f s.\n",
		events, d.made.People, len(d.r.Sources), len(d.r.Findings), len(d.r.Leads), d.r.Stats.Seconds["total"])
	for _, p := range d.world.Patterns() {
		if p.Hidden == "" {
			d.pattern(&b, p)
		}
	}
	d.honest(&b)
	var hidden []string
	for _, p := range d.world.Patterns() {
		if p.Hidden != "" {
			hidden = append(hidden, fmt.Sprintf("%s (%s)", p.ID, p.Hidden))
		}
	}
	fmt.Fprintf(&b, "Not visible yet: %s\n", strings.Join(hidden, "; "))
	fmt.Fprintf(&b, "Report: %s   By hand: sekisho scan --org %s %s\n",
		page, filepath.Join(dir, "org"), filepath.Join(dir, "logs"))
	return b.String()
}

// pattern says in one line whether a pattern was found, and where.
func (d demoStory) pattern(b *strings.Builder, p simulate.Pattern) {
	var found, missed []string
	for _, id := range p.People {
		name := d.names.Person(event.PersonID(id))
		if at := leadOf(d.r, id); at > 0 {
			found = append(found, fmt.Sprintf("%s in lead %d", name, at))
		} else {
			missed = append(missed, name)
		}
	}
	switch {
	case len(found) == 0:
		fmt.Fprintf(b, "%s missed   %s\n", p.ID, p.Title)
	case len(missed) > 0:
		fmt.Fprintf(b, "%s in part  %s (%s; not %s)\n", p.ID, p.Title, strings.Join(found, ", "), strings.Join(missed, ", "))
	default:
		fmt.Fprintf(b, "%s found    %s (%s)\n", p.ID, p.Title, strings.Join(found, ", "))
	}
}

// honest says which look-alikes were left alone, and which were not.
func (d demoStory) honest(b *strings.Builder) {
	var left, not []string
	for _, h := range d.world.Honest() {
		if h.Sealed {
			continue
		}
		line := fmt.Sprintf("%s (%s)", h.What, h.Why)
		if leadOf(d.r, h.Person) > 0 {
			not = append(not, line)
		} else {
			left = append(left, line)
		}
	}
	fmt.Fprintf(b, "Left alone: %s\n", strings.Join(left, "; "))
	if len(not) > 0 {
		fmt.Fprintf(b, "In a lead although honest: %s\n", strings.Join(not, "; "))
	}
}

// leadOf is the rank, from 1, of the first lead in which a person has a finding
// above low severity; 0 if there is none.
func leadOf(r *scan.Result, id string) int {
	for i, l := range r.Leads {
		for _, f := range l.Findings {
			if f.Advisory.Severity > finding.SeverityLow && slices.Contains(f.People, event.PersonID(id)) {
				return i + 1
			}
		}
	}
	return 0
}
