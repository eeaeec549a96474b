package batch

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/store/batches"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

func listCmd(a *app.App) *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the batches, newest first",
		Example: "  contra batch list\n  contra batch list --limit 5 --json",
		Args:    app.Want(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			ctx := cmd.Context()
			d, err := a.Open(ctx, false)
			if err != nil {
				return err
			}
			defer d.Close()
			found, err := batches.List(ctx, d.Store, 0, limit)
			if err != nil {
				return err
			}
			total, err := batches.Count(ctx, d.Store)
			if err != nil {
				return err
			}
			if a.JSON {
				return app.List(a, view.Each(found, view.NewBatch), total, nil)
			}
			t := out.NewTable(out.Column{Title: "BATCH"}, out.Column{Title: "STATE"}, out.Column{Title: "ROWS", Right: true}, out.Column{Title: "ERRORS", Right: true},
				out.Column{Title: "DOUBTFUL", Right: true}, out.Column{Title: "CREATED (UTC)"}, out.Column{Title: "BY"}, out.Column{Title: "FROM"}, out.Column{Title: "NAME"}, out.Column{Title: "NOTE"})
			for _, b := range found {
				t.Add(b.Ref(), string(b.State), out.Group(b.Rows), out.Group(b.Errors), out.Group(b.Warnings), app.Clock(b.CreatedAt), b.Operator, b.Source, b.Name, b.Why)
			}
			return app.List(a, found, total, t)
		},
	}
	app.LimitFlag(cmd, &limit, "batches")
	return cmd
}

// choices are the rows that a person can ask for.
var choices = []string{string(batches.All), string(batches.Wrong), string(batches.Doubtful), string(batches.Open), string(batches.Held), string(batches.Failed), string(batches.Done)}

func choose(cmd *cobra.Command, flag, text string) (batches.Which, error) {
	if !slices.Contains(choices, text) {
		return "", app.Usage(cmd, "--%s %q: there is %s", flag, text, strings.Join(choices, ", "))
	}
	return batches.Which(text), nil
}

func completeChoices(cmd *cobra.Command, flag string) {
	cmd.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return choices, cobra.ShellCompDirectiveNoFileComp
	})
}
