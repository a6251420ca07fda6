package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sekisho/source/all"
)

func newSources(_ *globals) *cobra.Command {
	return &cobra.Command{
		Use:     "sources",
		Short:   "List the log formats that can be read",
		Example: "  sekisho sources",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			for _, f := range all.Formats() {
				fmt.Fprintf(cmd.OutOrStdout(), "%-18s %s\n", f.Name, f.Title)
			}
			return nil
		},
	}
}

func completeSources(cmd *cobra.Command) {
	var names []string
	for _, f := range all.Formats() {
		names = append(names, f.Name+"\t"+f.Title)
	}
	slices.SortFunc(names, strings.Compare)
	complete(cmd, "source", names...)
}
