package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path"
	"path/filepath"
	"strings"

	"sekisho/org"
	"sekisho/pipeline"
	"sekisho/rule"
	"sekisho/rule/correlation"
	"sekisho/rules"
	"sekisho/source"
	"sekisho/source/all"
	"sekisho/vault"
)

// setup is what scan, demo and the rule commands share: the registers, the
// rules and the formats, compiled.
type setup struct {
	registers *org.Registers
	formats   []source.Format
	book      *book
	plan      *pipeline.Plan
	bare      bool // no registers were given
}

// loadRegisters reads the folder given as --org; none is a company without
// registers.
func loadRegisters(dir string) (*org.Registers, error) {
	if dir == "" {
		return org.Empty(), nil
	}
	info, err := os.Stat(dir)
	if err != nil {
		return nil, fmt.Errorf("--org: %w; make a folder of registers with: sekisho org init %s", err, dir)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("--org: %s is a file; it must be the folder that holds people.csv and the other registers", dir)
	}
	fsys := os.DirFS(dir)
	if !holdsRegisters(fsys, ".") {
		return nil, fmt.Errorf("--org: %s holds no register (people.csv, assets.yaml, destinations.yaml, agreements.yaml, settings.yaml); is it the right folder? sekisho org init DIR makes one", dir)
	}
	return org.Load(fsys)
}

// openVault opens the secret of the pseudonyms: beside the registers, or in the
// user's configuration folder.
func openVault(orgDir string) (*vault.Secret, error) {
	dir := orgDir
	if dir == "" {
		conf, err := os.UserConfigDir()
		if err != nil {
			return nil, fmt.Errorf("no place for the secret of the pseudonyms: %w; name a folder with --org", err)
		}
		dir = filepath.Join(conf, "sekisho")
	}
	return vault.Open(dir)
}

// book is a loaded rule book.
type book struct {
	rules        []*rule.Rule
	correlations []*correlation.Rule
	filters      []*rule.Filter
	problems     []error // rules that were refused
	ids          map[string]string
}

// loadBook reads the built-in rules and those of dirs. A rule that cannot be
// loaded is a problem; the others load.
func loadBook(builtin bool, dirs []string) (*book, error) {
	b := &book{}
	if builtin {
		if err := b.read("rules", rules.FS); err != nil {
			return nil, err
		}
	}
	for _, dir := range dirs {
		if err := b.read(dir, os.DirFS(dir)); err != nil {
			return nil, fmt.Errorf("--rules: %w", err)
		}
	}
	return b, nil
}

// read takes the rule files of a folder: *.yml and *.yaml, but neither examples
// (*.test.yml) nor the registers of examples.
func (b *book) read(name string, fsys fs.FS) error {
	return fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && holdsRegisters(fsys, path):
			return fs.SkipDir
		case d.IsDir() || strings.HasSuffix(path, ".test.yml") || !strings.HasSuffix(path, ".yml") && !strings.HasSuffix(path, ".yaml"):
			return nil
		}
		raw, err := fs.ReadFile(fsys, path)
		if err != nil {
			return err
		}
		docs, err := rule.Parse(filepath.Join(name, path), raw)
		if err != nil {
			b.refuse(err)
		}
		for _, doc := range docs {
			b.take(doc)
		}
		return nil
	})
}

func holdsRegisters(fsys fs.FS, dir string) bool {
	for _, name := range []string{"people.csv", "assets.yaml", "destinations.yaml", "agreements.yaml", "settings.yaml"} {
		if _, err := fs.Stat(fsys, path.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}

// refuse notes problems, one each.
func (b *book) refuse(err error) {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		b.problems = append(b.problems, many.Unwrap()...)
		return
	}
	b.problems = append(b.problems, err)
}

// take sorts a document by its kind.
func (b *book) take(doc rule.Document) {
	switch doc.Kind {
	case rule.DetectionDocument:
		if err := rule.Check(doc.Rule, rule.Options{}); err != nil {
			b.refuse(err)
		} else if b.fresh(doc.Rule.ID, doc.File, doc.Line) {
			b.rules = append(b.rules, doc.Rule)
		}
	case rule.CorrelationDocument:
		c, err := correlation.Parse(doc.Node, doc.File)
		if err != nil {
			b.refuse(err)
		} else if b.fresh(c.ID, doc.File, doc.Line) {
			b.correlations = append(b.correlations, c)
		}
	case rule.FilterDocument:
		b.filters = append(b.filters, doc.Filter)
	}
}

// fresh refuses an id that another rule has: findings could not be told apart.
func (b *book) fresh(id, file string, line int) bool {
	if id == "" {
		return true
	}
	at := fmt.Sprintf("%s:%d", file, line)
	if was, ok := b.ids[id]; ok {
		b.refuse(fmt.Errorf("%s: id %s is taken by %s; give one of them a new id", at, id, was))
		return false
	}
	if b.ids == nil {
		b.ids = map[string]string{}
	}
	b.ids[id] = at
	return true
}

func newSetup(orgDir string, b *book, keepAll bool) (*setup, error) {
	registers, err := loadRegisters(orgDir)
	if err != nil {
		return nil, err
	}
	s := &setup{registers: registers, formats: all.Formats(), book: b, bare: orgDir == ""}
	s.plan, err = pipeline.Compile(pipeline.Config{
		Formats: s.formats, Registers: registers, Rules: b.rules, Correlations: b.correlations, Filters: b.filters, KeepAll: keepAll,
	})
	return s, err
}

// warn tells which rules were refused: a rule never just does not fire.
func (b *book) warn(log *slog.Logger) {
	const shown = 20
	for i, err := range b.problems {
		if i == shown {
			log.Warn(fmt.Sprintf("%d more rules refused; sekisho rules lint shows all", len(b.problems)-shown))
			return
		}
		log.Warn("rule refused", "why", err)
	}
}

var errLogFormat = errors.New("--log-format is text or json")
