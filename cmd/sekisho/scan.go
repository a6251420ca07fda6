package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sekisho/event"
	"sekisho/finding"
	"sekisho/pipeline"
	"sekisho/report"
	"sekisho/scan"
	"sekisho/source/input"
	"sekisho/vault"
)

// scanFlags are the flags of sekisho scan.
type scanFlags struct {
	*globals
	org          string
	rules        []string
	builtin      bool
	format       string
	out          string
	source       string
	since, until string
	leads        bool
	reveal       bool
	reason       string
	workers      int
	events       string
	stats        string
	failOn       string
}

func newScan(g *globals) *cobra.Command {
	f := &scanFlags{globals: g}
	cmd := &cobra.Command{
		Use:   "scan PATH...",
		Short: "Read logs and print explained findings",
		Long: `Scan reads files and folders (and - for standard input), finds out by itself
what wrote them, also inside .gz, .zst, .bz2, .zip and .tar, and prints findings.
Results go to standard output, everything else to standard error.

Exit status: 0 done, 1 failed, 2 wrong usage, 3 a finding of the tier given to
--fail-on exists.`,
		Example: `  sekisho scan logs/
  sekisho scan --org registers/ --format html --out report.html logs/ mail.log.gz
  zcat audit.json.gz | sekisho scan --format ndjson -`,
		Args: args(somePath),
		RunE: func(cmd *cobra.Command, paths []string) error { return f.run(cmd, paths) },
	}
	fl := cmd.Flags()
	fl.StringVar(&f.org, "org", "", "folder of the registers (people.csv, assets.yaml, …)")
	fl.StringArrayVar(&f.rules, "rules", nil, "folder of further Sigma rules (repeatable)")
	fl.BoolVar(&f.builtin, "builtin-rules", true, "use the built-in rule book")
	fl.StringVar(&f.format, "format", "text", "text, ndjson, csv or html")
	fl.StringVar(&f.out, "out", "", "write the result to this file instead of standard output")
	fl.StringVar(&f.source, "source", "", "format of all inputs, instead of detecting it (see sekisho sources)")
	fl.StringVar(&f.since, "since", "", "leave out findings before this time (2026-11-01 or RFC 3339)")
	fl.StringVar(&f.until, "until", "", "leave out findings from this time on")
	fl.BoolVar(&f.leads, "leads", false, "print leads (findings joined) instead of findings")
	fl.BoolVar(&f.reveal, "reveal", false, "show accounts instead of pseudonyms; needs --reason and is recorded")
	fl.StringVar(&f.reason, "reason", "", "why names are revealed")
	fl.IntVar(&f.workers, "workers", runtime.GOMAXPROCS(0), "goroutines that read and match; the result does not depend on it")
	fl.StringVar(&f.events, "events", "", "write every normalised event as NDJSON to this file")
	fl.StringVar(&f.stats, "stats", "", "write facts about the run as JSON to this file")
	fl.StringVar(&f.failOn, "fail-on", "", "exit with status 3 when a finding of this tier exists: proof, rule or suspicion")
	complete(cmd, "format", "text", "ndjson", "csv", "html")
	complete(cmd, "fail-on", "proof", "rule", "suspicion")
	completeSources(cmd)
	return cmd
}

func somePath(_ *cobra.Command, paths []string) error {
	if len(paths) == 0 {
		return errors.New("name at least one file or folder of logs, or - for standard input")
	}
	return nil
}

// complete offers fixed values for a flag.
func complete(cmd *cobra.Command, flag string, values ...string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err) // the flag's name is misspelt above: any test finds it
	}
}

func (f *scanFlags) check() error {
	switch {
	case !slices.Contains([]string{"text", "ndjson", "csv", "html"}, f.format):
		return usageError{fmt.Errorf("--format %q: use text, ndjson, csv or html", f.format)}
	case f.failOn != "" && !slices.Contains([]string{"proof", "rule", "suspicion"}, f.failOn):
		return usageError{fmt.Errorf("--fail-on %q: use proof, rule or suspicion", f.failOn)}
	case f.workers < 1:
		return usageError{errors.New("--workers must be at least 1")}
	case f.reveal && strings.TrimSpace(f.reason) == "":
		return usageError{errors.New("--reveal needs --reason: who asks for names says why, and it is recorded")}
	case !f.reveal && f.reason != "":
		return usageError{errors.New("--reason is given without --reveal")}
	}
	return nil
}

func (f *scanFlags) run(cmd *cobra.Command, paths []string) (err error) {
	if err := f.check(); err != nil {
		return err
	}
	if err := exist(paths); err != nil {
		return err
	}
	log, err := f.logger(cmd.ErrOrStderr())
	if err != nil {
		return err
	}
	b, err := loadBook(f.builtin, f.rules)
	if err != nil {
		return err
	}
	b.warn(log)
	s, err := newSetup(f.org, b, f.events != "")
	if err != nil {
		return err
	}
	secret, err := openVault(f.org)
	if err != nil {
		return err
	}
	names, err := f.names(secret, s, log)
	if err != nil {
		return err
	}
	result, err := f.scan(cmd, s, paths, names)
	if err != nil {
		return err
	}
	tell(log, result)
	if len(result.Sources) == 0 {
		log.Warn("no event was read: nothing was found because nothing was seen", "paths", strings.Join(paths, " "))
	}
	if f.org == "" {
		log.Info("no registers given (--org): without them nothing is known to be secret, so no proof is possible; sekisho org init DIR makes them")
	}
	if err := errors.Join(f.write(cmd, s, result, names), result.Close()); err != nil {
		return err
	}
	return f.verdict(result)
}

// exist refuses a path that was misspelt before anything is read.
func exist(paths []string) error {
	for _, p := range paths {
		if _, err := os.Stat(p); p != input.Stdin && err != nil {
			return fmt.Errorf("%w; nothing was scanned", err)
		}
	}
	return nil
}

// names decides how people are shown; a reveal is recorded first.
func (f *scanFlags) names(secret *vault.Secret, s *setup, log *slog.Logger) (*vault.Names, error) {
	if !f.reveal {
		return secret.Names(s.registers.Accounts()), nil
	}
	at := time.Now().UTC()
	where, err := secret.RecordReveal(at, f.reason)
	if err != nil {
		return nil, fmt.Errorf("the reveal could not be recorded, so nothing is revealed: %w", err)
	}
	log.Warn("names are shown; this is recorded", "in", where, "reason", f.reason)
	return vault.Revealed(), nil
}

// gcPercent is how much a scan's memory may grow between two collections. The
// path without a match allocates nothing, so that collecting twice as often as
// usual costs no time that can be measured and saves a quarter of the peak.
const gcPercent = 50

// collectOften sets gcPercent unless the operator has set GOGC.
func collectOften() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
}

func (f *scanFlags) scan(cmd *cobra.Command, s *setup, paths []string, names *vault.Names) (*scan.Result, error) {
	since, err := parseBound("--since", f.since, s)
	if err != nil {
		return nil, err
	}
	until, err := parseBound("--until", f.until, s)
	if err != nil {
		return nil, err
	}
	o := scan.Options{
		Plan: s.plan, Formats: s.formats, Paths: paths, Source: f.source, Workers: f.workers,
		Since: since, Until: until, Location: s.registers.Location(), Now: time.Now, Progress: &scan.Progress{},
	}
	done := func() error { return nil }
	if f.events != "" {
		var w *eventWriter
		if w, err = newEventWriter(f.events, names); err != nil {
			return nil, err
		}
		o.Events, done = w.write, w.close
	}
	collectOften()
	bar := startProgress(f.globals, cmd.ErrOrStderr(), o.Progress)
	r, err := scan.Run(cmd.Context(), o)
	bar.stop()
	if err := errors.Join(err, done()); err != nil {
		return nil, err
	}
	return r, nil
}

// parseBound reads a day of the company's calendar or a moment.
func parseBound(flag, text string, s *setup) (event.Time, error) {
	if text == "" {
		return 0, nil
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return event.Time(t.UnixMilli()), nil
	}
	t, err := time.ParseInLocation(time.DateOnly, text, s.registers.Location())
	if err != nil {
		return 0, usageError{fmt.Errorf("%s %q: write a day as 2026-11-01 or a moment as 2026-11-01T09:00:00Z", flag, text)}
	}
	return event.Time(t.UnixMilli()), nil
}

// maxTold is how many messages of a kind are written to stderr; --stats has all.
const maxTold = 20

// tell says on stderr what could not be read.
func tell(log *slog.Logger, r *scan.Result) {
	more := func(i, n int, what string) bool {
		if i == maxTold {
			log.Warn(fmt.Sprintf("%d more %s; --stats FILE lists them", n-maxTold, what))
		}
		return i >= maxTold
	}
	for i, p := range r.Problems {
		if more(i, len(r.Problems), "files that cannot be read") {
			break
		}
		log.Warn("cannot be read", "file", p.Name, "why", p.Err)
	}
	for i, u := range r.Unknown {
		if more(i, len(r.Unknown), "files of no known format") {
			break
		}
		log.Warn("no known format; name it with --source, or see sekisho sources", "file", u)
	}
	for i, ref := range r.Refused {
		if more(i, len(r.Refused), "kinds of refused records") {
			break
		}
		log.Warn("records refused", "file", ref.Stream, "why", ref.Reason, "count", ref.Count, "first_line", ref.First[0].Line, "first_offset", ref.First[0].Offset)
	}
}

func (f *scanFlags) write(cmd *cobra.Command, s *setup, r *scan.Result, names *vault.Names) error {
	if f.stats != "" {
		if err := writeJSON(f.stats, r.Stats); err != nil {
			return err
		}
	}
	to := cmd.OutOrStdout()
	if f.out == "" {
		return f.render(to, s, r, names, colour(to))
	}
	return writeFile(f.out, func(w io.Writer) error { return f.render(w, s, r, names, false) })
}

func (f *scanFlags) render(w io.Writer, s *setup, r *scan.Result, names *vault.Names, colour bool) error {
	rep := buildReport(s, r)
	bw := bufio.NewWriter(w)
	var err error
	switch {
	case f.format == "html":
		err = report.HTML(bw, rep, names)
	case f.format == "ndjson" && f.leads:
		err = report.LeadsNDJSON(bw, rep, names)
	case f.format == "ndjson":
		err = report.NDJSON(bw, rep, names)
	case f.format == "csv" && f.leads:
		err = report.LeadsCSV(bw, rep, names)
	case f.format == "csv":
		err = report.CSV(bw, rep, names)
	default:
		err = report.Text(bw, rep, names, report.TextOptions{Colour: colour, Leads: f.leads})
	}
	return errors.Join(err, bw.Flush())
}

func (f *scanFlags) verdict(r *scan.Result) error {
	for _, x := range r.Findings {
		if f.failOn != "" && x.Advisory.Tier == finding.Tier(f.failOn) {
			return errFound
		}
	}
	return nil
}

// eventWriter writes every event as a line of OCSF.
type eventWriter struct {
	file  *os.File
	w     *bufio.Writer
	names *vault.Names
	buf   []byte
}

func newEventWriter(path string, names *vault.Names) (*eventWriter, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, fmt.Errorf("--events: %w", err)
	}
	return &eventWriter{file: file, w: bufio.NewWriterSize(file, 1<<20), names: names}, nil
}

func (e *eventWriter) write(k *pipeline.Kept, uid string) error {
	e.buf = event.AppendJSON(e.buf[:0], k.Event, k.Provenance(uid), e.names)
	e.buf = append(e.buf, '\n')
	_, err := e.w.Write(e.buf)
	return err
}

func (e *eventWriter) close() error { return errors.Join(e.w.Flush(), e.file.Close()) }

func writeJSON(path string, v any) error {
	return writeFile(path, func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		return enc.Encode(v)
	})
}

// writeFile writes a file whole or not at all.
func writeFile(path string, f func(io.Writer) error) error {
	if path == os.DevNull || strings.HasPrefix(path, "/dev/") {
		out, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(f(out), out.Close())
	}
	tmp, err := os.CreateTemp(dirOf(path), ".sekisho-*")
	if err != nil {
		return err
	}
	err = errors.Join(f(tmp), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return nil
}
