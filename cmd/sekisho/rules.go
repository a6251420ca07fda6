package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sekisho/org"
	"sekisho/pipeline"
	"sekisho/rule"
	"sekisho/rule/correlation"
	"sekisho/rules"
	"sekisho/scan/ruletest"
	"sekisho/source"
	"sekisho/source/all"
)

type rulesFlags struct {
	*globals
	dirs    []string
	builtin bool
}

func newRules(g *globals) *cobra.Command {
	f := &rulesFlags{globals: g}
	cmd := &cobra.Command{
		Use:     "rules",
		Short:   "List, check, test and explain the rule book",
		Example: "  sekisho rules list\n  sekisho rules test --rules my-rules",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.PersistentFlags().StringArrayVar(&f.dirs, "rules", nil, "folder of further Sigma rules (repeatable)")
	cmd.PersistentFlags().BoolVar(&f.builtin, "builtin-rules", true, "include the built-in rule book")
	cmd.AddCommand(f.list(), f.lint(), f.test(), f.explain())
	return cmd
}

func (f *rulesFlags) list() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the rules with what each needs to see",
		Example: "  sekisho rules list",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, err := loadBook(f.builtin, f.dirs)
			if err != nil {
				return err
			}
			s, err := newSetup("", b, false)
			if err != nil {
				return err
			}
			waiting := map[*rule.Rule]bool{}
			for _, r := range s.plan.Waiting() {
				waiting[r] = true
			}
			w := cmd.OutOrStdout()
			for _, r := range b.rules {
				note := ""
				if waiting[r] {
					note = "  (no format here feeds it)"
				}
				fmt.Fprintf(w, "%s  %-13s %s%s\n", r.ID, r.Level, r.Title, note)
			}
			for _, c := range b.correlations {
				fmt.Fprintf(w, "%s  %-13s %s  (%s)\n", c.ID, c.Level, c.Title, c.Type)
			}
			fmt.Fprintf(w, "%d rules, %d correlations, %d refused, %d without a format that feeds them\n",
				len(b.rules), len(b.correlations), len(b.problems), len(waiting))
			return nil
		},
	}
}

func (f *rulesFlags) lint() *cobra.Command {
	return &cobra.Command{
		Use:   "lint",
		Short: "Check rules: do they load, and are they sentences that staff can read",
		Long: `Every rule that cannot be loaded is named with file, line, construct and remedy.
The built-in book and the folders given are also held to the law of the rule
book: one plain sentence, no vague words, technique ids, known benign causes.`,
		Example: "  sekisho rules lint --rules my-rules",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			b, err := loadBook(f.builtin, f.dirs)
			if err != nil {
				return err
			}
			w := cmd.OutOrStdout()
			n := len(b.problems)
			for _, p := range b.problems {
				fmt.Fprintln(w, p)
			}
			for _, r := range b.rules {
				for _, p := range rule.Lint(r) {
					fmt.Fprintln(w, p)
					n++
				}
			}
			if n > 0 {
				return fmt.Errorf("%d problems in %d rules", n, len(b.rules)+len(b.correlations))
			}
			fmt.Fprintf(w, "%d rules and %d correlations: nothing to mend\n", len(b.rules), len(b.correlations))
			return nil
		},
	}
}

func (f *rulesFlags) test() *cobra.Command {
	return &cobra.Command{
		Use:   "test",
		Short: "Run the examples beside each rule",
		Long: `Each rule has a file NAME.test.yml beside it, with records that must and records
that must not make it fire. They go through the same formats, registers and
pipeline as a scan.`,
		Example: "  sekisho rules test\n  sekisho rules test --builtin-rules=false --rules my-rules",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			failed, ran := 0, 0
			for _, book := range f.books() {
				n, bad, err := testBook(cmd, book)
				if err != nil {
					return err
				}
				ran, failed = ran+n, failed+bad
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%d examples, %d failed\n", ran, failed)
			if failed > 0 {
				return fmt.Errorf("%d of %d examples failed", failed, ran)
			}
			return nil
		},
	}
}

func (f *rulesFlags) books() []fs.FS {
	var out []fs.FS
	if f.builtin {
		out = append(out, rules.FS)
	}
	for _, d := range f.dirs {
		out = append(out, os.DirFS(d))
	}
	return out
}

// testBook runs the examples of one folder of rules.
func testBook(cmd *cobra.Command, fsys fs.FS) (ran, failed int, err error) {
	files, err := ruletest.Load(fsys)
	if err != nil {
		return 0, 0, err
	}
	b := &book{}
	if err := b.read("rules", fsys); err != nil {
		return 0, 0, err
	}
	if len(b.problems) > 0 {
		return 0, 0, errors.Join(b.problems...)
	}
	c := &compiler{book: b, fsys: fsys, formats: all.Formats(), orgs: map[string]*org.Registers{}}
	for _, file := range files {
		outcomes, err := ruletest.Run(cmd.Context(), file, c.compile)
		if err != nil {
			return ran, failed, err
		}
		for _, o := range outcomes {
			ran++
			if o.OK {
				continue
			}
			failed++
			fmt.Fprintf(cmd.OutOrStdout(), "FAIL %s: %s\n     wanted %s, got %d", o.File, o.Example, o.Want, o.Got)
			if o.Problem != "" {
				fmt.Fprintf(cmd.OutOrStdout(), " (%s)", o.Problem)
			}
			fmt.Fprintln(cmd.OutOrStdout())
		}
	}
	return ran, failed, nil
}

// compiler makes pipelines in which one rule speaks.
type compiler struct {
	book    *book
	fsys    fs.FS
	formats []source.Format
	orgs    map[string]*org.Registers
}

func (c *compiler) compile(id, orgDir string) (*pipeline.Plan, []source.Format, error) {
	r, err := c.registers(orgDir)
	if err != nil {
		return nil, nil, err
	}
	cfg := pipeline.Config{Formats: c.formats, Registers: r}
	wanted := c.closure(id, &cfg)
	if len(wanted) == 0 {
		return nil, nil, fmt.Errorf("no rule has the id %q", id)
	}
	for _, x := range c.book.rules {
		if slices.Contains(wanted, x.ID) || x.Name != "" && slices.Contains(wanted, x.Name) {
			cfg.Rules = append(cfg.Rules, x)
		}
	}
	plan, err := pipeline.Compile(cfg)
	return plan, c.formats, err
}

// closure finds the rule and, of a correlation, all that it refers to.
func (c *compiler) closure(id string, cfg *pipeline.Config) []string {
	var wanted []string
	todo := []string{id}
	for len(todo) > 0 {
		ref := todo[0]
		todo = todo[1:]
		if slices.Contains(wanted, ref) {
			continue
		}
		at := slices.IndexFunc(c.book.correlations, func(x *correlation.Rule) bool { return ref == x.ID || ref == x.Name && ref != "" })
		if at >= 0 {
			cfg.Correlations = append(cfg.Correlations, c.book.correlations[at])
			todo = append(todo, c.book.correlations[at].Refs...)
		} else if !slices.ContainsFunc(c.book.rules, func(x *rule.Rule) bool { return ref == x.ID || ref == x.Name && ref != "" }) {
			continue
		}
		wanted = append(wanted, ref)
	}
	return wanted
}

func (c *compiler) registers(dir string) (*org.Registers, error) {
	if r, ok := c.orgs[dir]; ok {
		return r, nil
	}
	sub, err := fs.Sub(c.fsys, dir)
	if err != nil {
		return nil, err
	}
	r, err := org.Load(sub)
	if err == nil {
		c.orgs[dir] = r
	}
	return r, err
}

func (f *rulesFlags) explain() *cobra.Command {
	var lang string
	cmd := &cobra.Command{
		Use:     "explain [RULE]",
		Short:   "Print rules as sentences",
		Long:    "RULE is an id, or part of a title; without it the whole book is printed.",
		Example: "  sekisho rules explain --lang ja anonymous",
		Args:    args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, a []string) error {
			if lang != "en" && lang != "ja" {
				return usageError{fmt.Errorf("--lang %q: use en or ja", lang)}
			}
			b, err := loadBook(f.builtin, f.dirs)
			if err != nil {
				return err
			}
			language := rule.English
			if lang == "ja" {
				language = rule.Japanese
			}
			return explainRules(cmd, b, strings.ToLower(strings.Join(a, " ")), language)
		},
	}
	cmd.Flags().StringVar(&lang, "lang", "en", "language of the sentences: en or ja")
	complete(cmd, "lang", "en", "ja")
	return cmd
}

func explainRules(cmd *cobra.Command, b *book, want string, lang rule.Language) error {
	w, found := cmd.OutOrStdout(), 0
	wanted := func(id, title string) bool {
		return want == "" || id == want || strings.Contains(strings.ToLower(title), want)
	}
	for _, r := range b.rules {
		if wanted(r.ID, r.Title) {
			found++
			fmt.Fprintf(w, "%s (%s)\n  %s\n  %s\n", r.Title, r.Level, r.Description, rule.Sentence(r, lang))
		}
	}
	for _, c := range b.correlations {
		if wanted(c.ID, c.Title) {
			found++
			fmt.Fprintf(w, "%s (%s, %s within %s)\n  %s\n", c.Title, c.Level, c.Type, c.Within(), c.Description)
		}
	}
	if found == 0 {
		return fmt.Errorf("no rule has the id, or the words in its title: %q; see sekisho rules list", want)
	}
	return nil
}
