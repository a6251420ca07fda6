// Package ruletest runs the examples that stand beside a rule: records that must
// and records that must not make it fire, through the very formats, registers
// and pipeline that a scan uses.
//
// What enters: a folder of rules with their NAME.test.yml, a function that
// compiles a rule. What leaves: which examples held. It is for the built-in book
// and for operators' own rules alike.
package ruletest

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"sekisho/pipeline"
	"sekisho/scan"
	"sekisho/source"
)

// File is one NAME.test.yml.
type File struct {
	Rule    string    `yaml:"rule"` // id of the rule
	Org     string    `yaml:"org"`  // folder of registers, relative to the book; empty is DefaultOrg
	Match   []Example `yaml:"match"`
	NoMatch []Example `yaml:"no_match"`
	Path    string    `yaml:"-"`
}

// DefaultOrg is the folder of registers that examples are run with.
const DefaultOrg = "example-org"

// Example is records that must, or must not, make the rule fire.
type Example struct {
	Why   string `yaml:"why"`
	Steps []Step `yaml:"steps"`
	Step  `yaml:",inline"`
	Count int `yaml:"count"` // findings, exactly; 0 is at least one
}

// Step is records of one source.
type Step struct {
	Source  string `yaml:"source"`
	Records string `yaml:"records"`
}

// Load reads the test files of a folder.
func Load(fsys fs.FS) ([]File, error) {
	var out []File
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(p, ".test.yml") {
			return err
		}
		raw, err := fs.ReadFile(fsys, p)
		if err != nil {
			return err
		}
		f := File{Path: p}
		dec := yaml.NewDecoder(bytes.NewReader(raw))
		dec.KnownFields(true)
		if err := dec.Decode(&f); err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
		if f.Org == "" {
			f.Org = DefaultOrg
		}
		f.Org = path.Clean(f.Org)
		out = append(out, f)
		return nil
	})
	return out, err
}

// Outcome is what one example did.
type Outcome struct {
	File    string
	Example string // its why
	Want    string
	Got     int
	OK      bool
	Problem string // records that could not be read
}

// Compile makes a pipeline in which only the rule of that id speaks, with the
// registers of the named folder.
type Compile func(id, org string) (*pipeline.Plan, []source.Format, error)

// Run runs the examples of a file.
func Run(ctx context.Context, f File, compile Compile) ([]Outcome, error) {
	plan, formats, err := compile(f.Rule, f.Org)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Path, err)
	}
	var out []Outcome
	for _, e := range f.Match {
		o, err := run(ctx, plan, formats, f, e)
		if err != nil {
			return nil, err
		}
		o.Want, o.OK = "at least one finding", o.Got > 0
		if e.Count > 0 {
			o.Want, o.OK = fmt.Sprintf("%d findings", e.Count), o.Got == e.Count
		}
		o.OK = o.OK && o.Problem == ""
		out = append(out, o)
	}
	for _, e := range f.NoMatch {
		o, err := run(ctx, plan, formats, f, e)
		if err != nil {
			return nil, err
		}
		o.Want, o.OK = "no finding", o.Got == 0 && o.Problem == ""
		out = append(out, o)
	}
	return out, nil
}

func run(ctx context.Context, plan *pipeline.Plan, formats []source.Format, f File, e Example) (Outcome, error) {
	o := Outcome{File: f.Path, Example: e.Why}
	dir, err := os.MkdirTemp("", "sekisho-ruletest-*")
	if err != nil {
		return o, err
	}
	defer os.RemoveAll(dir)
	steps := e.Steps
	if e.Records != "" {
		steps = append(slices.Clone(steps), e.Step)
	}
	bySource := map[string]*strings.Builder{}
	var order []string
	for _, s := range steps {
		if bySource[s.Source] == nil {
			bySource[s.Source] = &strings.Builder{}
			order = append(order, s.Source)
		}
		bySource[s.Source].WriteString(strings.TrimRight(s.Records, "\n") + "\n")
	}
	if len(order) == 0 {
		o.Problem = "an example without records"
	}
	merged, err := scanSteps(ctx, plan, formats, dir, order, bySource)
	if err != nil {
		return o, fmt.Errorf("%s: %w", f.Path, err)
	}
	defer merged.Close()
	for _, x := range merged.Findings {
		if x.Advisory.ID == f.Rule {
			o.Got++
		}
	}
	for _, r := range merged.Refused {
		o.Problem = fmt.Sprintf("%s line %d: %s", r.Stream, r.First[0].Line, r.Reason)
	}
	for _, u := range merged.Unknown {
		o.Problem = filepath.Base(u) + ": recognised as no format"
	}
	return o, nil
}

// scanSteps scans the records as files, so that detection is tried too; a
// stream that detection gives to another format is a problem of its own.
func scanSteps(ctx context.Context, plan *pipeline.Plan, formats []source.Format, dir string, order []string, by map[string]*strings.Builder) (*scan.Result, error) {
	for _, name := range order {
		text := []byte(by[name].String())
		if got := scan.Detect(formats, text); logOf(formats, got) != name {
			return &scan.Result{Unknown: []string{fmt.Sprintf("%s (taken for %q)", name, got)}}, nil
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			return nil, err
		}
	}
	return scan.Run(ctx, scan.Options{Plan: plan, Formats: formats, Paths: []string{dir}, Workers: 1, Now: time.Now})
}

// logOf is the name under which a format's events are known.
func logOf(formats []source.Format, name string) string {
	for i := range formats {
		if formats[i].Name == name {
			return formats[i].Log()
		}
	}
	return ""
}
