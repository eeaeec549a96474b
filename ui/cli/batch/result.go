package batch

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/batch"
	"contra/core/money"
	"contra/core/store/batches"
	"contra/exporters/atomic"
	"contra/exporters/results"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
	"contra/ui/tui/text"
)

func resultCmd(a *app.App) *cobra.Command {
	var file string
	var limit int
	cmd := &cobra.Command{
		Use:   "result ID",
		Short: "Tell what became of every row, or write it to a file",
		Long: `result tells what became of every row and what that rests on. --out writes a new file, CSV
or an Excel workbook by its name, with amounts in major units beside their currency and in
minor units. contra batch follow ID asks the platform first.`,
		Example: "  contra batch result B1\n  contra batch result B1 --out result.xlsx",
		Args:    app.Want("ID"),
		RunE: onBatch(func(cmd *cobra.Command, id int64) error {
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			if ext := strings.ToLower(filepath.Ext(file)); cmd.Flags().Changed("out") && ext != ".csv" && ext != ".xlsx" {
				return app.Usage(cmd, "--out %q: the name ends with .csv or .xlsx", title(file))
			}
			return result(cmd.Context(), a, id, file, limit)
		}),
	}
	cmd.Flags().StringVar(&file, "out", "", "the new `file`, .csv or .xlsx")
	app.LimitFlag(cmd, &limit, "rows")
	return cmd
}

func result(ctx context.Context, a *app.App, id int64, path string, limit int) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	if _, err := batches.Get(ctx, d.Store, id); err != nil {
		return err
	}
	files, err := batches.FilesOf(ctx, d.Store, id)
	if err != nil {
		return err
	}
	outcomes, err := d.Batches.Results(ctx, id)
	if err != nil {
		return err
	}
	all := results.FromOutcomes(batch.Ref(id), files, outcomes)
	sums, err := results.Totals(all)
	if err != nil {
		return err
	}
	if path == "" {
		return printOutcomes(a, all, limit)
	}
	err = atomic.WriteFile(path, func(w io.Writer) error {
		if strings.EqualFold(filepath.Ext(path), ".xlsx") {
			return results.XLSX(w, all, sums)
		}
		return results.CSV(w, all)
	})
	if err != nil {
		return err
	}
	v := view.BatchResult{File: path, Rows: int64(len(all)), Counts: map[string]int64{}}
	for _, t := range sums {
		v.Counts[t.Outcome] += t.Rows
	}
	return a.Result(v, func(w io.Writer) error {
		for _, t := range sums {
			fmt.Fprintf(w, "%s: %s in %s\n", t.Outcome, money.New(t.Amount, t.Currency), rows(t.Rows))
		}
		_, err := fmt.Fprintf(w, "%s written to %s\n", rows(v.Rows), text.Clean(path))
		return err
	})
}

func printOutcomes(a *app.App, all []results.Row, limit int) error {
	shown := all
	if limit >= 0 {
		shown = all[:min(limit, len(all))]
	}
	if a.JSON {
		return app.List(a, view.Each(shown, view.NewBatchOutcome), int64(len(all)), nil)
	}
	t := out.NewTable(out.Column{Title: "ROW", Right: true}, out.Column{Title: "PAYMENT"}, out.Column{Title: "PROJECT"}, out.Column{Title: "AMOUNT", Right: true},
		out.Column{Title: "OUTCOME"}, out.Column{Title: "OPERATION"}, out.Column{Title: "ANSWER"}, out.Column{Title: "RESTS ON"})
	for _, r := range shown {
		t.Add(fmt.Sprint(r.N), r.PaymentID, fmt.Sprint(r.Project), r.Amount.String(), r.Outcome, r.OperationID, strings.TrimSpace(r.Code+" "+r.Message), r.Evidence)
	}
	return app.List(a, shown, int64(len(all)), t)
}
