package recon

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/recon/archive"
	"contra/core/store/runs"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// Runs is contra runs.
func Runs(a *app.App) *cobra.Command {
	cmd := runsCmd(a, "runs", "contra runs\n  contra runs --limit 5 --json")
	cmd.AddCommand(runsCmd(a, "list", "contra runs list --json"))
	return cmd
}

func runsCmd(a *app.App, use, example string) *cobra.Command {
	var limit int
	cmd := &cobra.Command{
		Use:     use,
		Short:   "List the comparisons, newest first",
		Example: "  " + example,
		Args:    app.CommandOnly,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			return listRuns(cmd.Context(), a, limit)
		},
		SuggestionsMinimumDistance: 2,
	}
	app.LimitFlag(cmd, &limit, "runs")
	return cmd
}

func listRuns(ctx context.Context, a *app.App, limit int) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	found, err := runs.List(ctx, d.Store, 0, limit)
	if err != nil {
		return err
	}
	total, err := runs.Count(ctx, d.Store)
	if err != nil {
		return err
	}
	if a.JSON {
		return app.List(a, view.Each(found, view.NewRun), total, nil)
	}
	t := out.NewTable(out.Column{Title: "RUN", Right: true}, out.Column{Title: "ENDED (UTC)"}, out.Column{Title: "PERIOD"}, out.Column{Title: "ROWS", Right: true}, out.Column{Title: "MATCHED", Right: true},
		out.Column{Title: "BREAKS", Right: true}, out.Column{Title: "EXPECTED", Right: true}, out.Column{Title: "BY"}, out.Column{Title: "REPORTS"})
	for i := range found {
		x := &found[i]
		t.Add(fmt.Sprint(x.ID), app.Clock(x.EndedAt), period(x), out.Group(x.Summary.Rows.Read), out.Group(x.Summary.Matched), out.Group(x.Breaks), out.Group(x.Expected), x.Operator, reportsOf(x))
	}
	return app.List(a, found, total, t)
}

func reportsOf(x *archive.Run) string {
	names := make([]string, len(x.Summary.Reports))
	for i, r := range x.Summary.Reports {
		names[i] = r.Name
	}
	return strings.Join(names, ", ")
}
