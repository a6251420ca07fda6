package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"sekisho/org"
	"sekisho/org/certimport"
)

func newOrg(_ *globals) *cobra.Command {
	cmd := &cobra.Command{
		Use:     "org",
		Short:   "Make, check or import the registers",
		Long:    "The registers say who works here, what is worth protecting, which destinations are whose, and what was agreed with partners. Every file is optional.",
		Example: "  sekisho org init registers\n  sekisho org check registers",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newOrgInit(), newOrgCheck(), newOrgImport())
	return cmd
}

func newOrgInit() *cobra.Command {
	return &cobra.Command{
		Use:     "init DIR",
		Short:   "Write commented example registers into a new folder",
		Example: "  sekisho org init registers",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, a []string) error {
			if err := org.WriteTemplates(a[0]); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "Wrote example registers to %s. Edit them, then run: sekisho org check %s\n", a[0], a[0])
			return nil
		},
	}
}

func newOrgCheck() *cobra.Command {
	return &cobra.Command{
		Use:     "check DIR",
		Short:   "Check registers and say what they hold",
		Example: "  sekisho org check registers",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, a []string) error {
			r, err := loadRegisters(a[0])
			if err != nil {
				return err
			}
			_, err = io.WriteString(cmd.OutOrStdout(), r.Describe())
			return err
		},
	}
}

func newOrgImport() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "import",
		Short:   "Make registers from other data",
		Example: "  sekisho org import cert r6.2 registers",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "cert DATASET DIR",
		Short: "Make people.csv from the LDAP folder of a CMU CERT data set",
		Long: `Reads DATASET/LDAP/*.csv of a CMU CERT insider threat data set (r4.2 or r6.2)
that you have, and writes people.csv and settings.yaml to DIR. The psychometric
table is refused: such attributes have no place here.`,
		Example: "  sekisho org import cert r4.2 registers",
		Args:    args(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, a []string) error {
			made, err := certimport.Import(os.DirFS(a[0]))
			if err != nil {
				return err
			}
			for _, n := range made.Notes {
				fmt.Fprintln(cmd.ErrOrStderr(), n)
			}
			if err := writeNew(a[1], made.Files); err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "Wrote %d people to %s. Add what is worth protecting (assets.yaml), then run: sekisho org check %s\n", made.People, a[1], a[1])
			return nil
		},
	})
	return cmd
}

// writeNew writes files into a folder and overwrites none.
func writeNew(dir string, files []certimport.File) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var errs []error
	for _, file := range files {
		f, err := os.OpenFile(filepath.Join(dir, file.Name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		_, err = f.Write(file.Data)
		errs = append(errs, err, f.Close())
	}
	return errors.Join(errs...)
}
