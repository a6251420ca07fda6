// Command sekisho finds trade secrets being carried out by people who are
// allowed to see them. One file a command; only here are flags and
// configuration files read and the rooms wired together.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // registers name a zone; a bare machine has none

	"github.com/spf13/cobra"
)

// Exit statuses of the contract.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
	exitFound  = 3 // scan --fail-on
)

// errFound ends scan with exitFound; everything has been printed.
var errFound = errors.New("findings of the tier given to --fail-on")

// usageError is a mistake in how the command was called.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is main without the process: what tests call.
func run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return status(root.ExecuteContext(ctx), stderr)
}

func status(err error, stderr io.Writer) int {
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFound):
		return exitFound
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "sekisho: %v\nRun the command with --help for its flags and an example.\n", err)
		return exitUsage
	default:
		fmt.Fprintf(stderr, "sekisho: %v\n", err)
		return exitFailed
	}
}

func newRoot() *cobra.Command {
	g := &globals{}
	root := &cobra.Command{
		Use:   "sekisho",
		Short: "Finds trade secrets being carried out by people who are allowed to see them",
		Long: `Sekisho reads the logs a company already has, normalises them, applies rules and
boundaries that staff can read, and explains every finding down to the line of
the log. People are pseudonyms unless --reveal is asked for, with a reason.

Start with:  sekisho demo`,
		Example: "  sekisho demo\n  sekisho scan --org registers/ logs/",
		Version: version(),
		// Errors are printed once, in status; usage only when asked for.
		SilenceErrors: true,
		SilenceUsage:  true,
		// How many letters a mistyped command may be off to be suggested.
		SuggestionsMinimumDistance: 2,
		Args:                       noArgs,
		RunE:                       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.PersistentFlags().BoolVar(&g.quiet, "quiet", false, "print results and errors only")
	root.PersistentFlags().StringVar(&g.logFormat, "log-format", "text", "how messages on stderr are written: text or json")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(newDemo(g), newScan(g), newOrg(g), newRules(g), newSources(g))
	return root
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	cmd.SuggestionsMinimumDistance = 2 // letters to change; cobra suggests nothing at 0
	err := fmt.Errorf("unknown command %q", args[0])
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		err = fmt.Errorf("unknown command %q; did you mean %q?", args[0], near[0])
	}
	return usageError{err}
}

// exactly is cobra.ExactArgs as a usage error.
func args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, a []string) error {
		if err := check(cmd, a); err != nil {
			return usageError{err}
		}
		return nil
	}
}
