package report

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"contra/core/desk"
	corereport "contra/core/report"
	"contra/core/store/reports"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/reading"
	"contra/ui/cli/view"
	"contra/ui/tui/text"
)

func importCmd(a *app.App) *cobra.Command {
	var o reading.Options
	var limit int
	cmd := &cobra.Command{
		Use:   "import PATH...",
		Short: "Take reports in without comparing them",
		Long: `import reads reports, CSV files of any usual kind, folders, .gz, .zip, or - for stdin, and stores
each of them. All are looked at before the first is stored. The same bytes, read in the same way,
are not stored again. A row that could not be read waits until it is mended.

Exit 3 when rows were rejected, or say something else than an earlier report did.`,
		Example: "  contra report import report-2026-10.csv\n  contra report import october --profile finance --json",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return app.Usage(cmd, "PATH is missing")
			}
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			return takeIn(cmd.Context(), a, args, o, limit)
		},
	}
	cmd.Flags().SortFlags = false
	reading.Flags(cmd, &o)
	app.LimitFlag(cmd, &limit, "rejected rows")
	return cmd
}

func takeIn(ctx context.Context, a *app.App, paths []string, o reading.Options, limit int) error {
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	files, err := reading.Open(ctx, a, d, paths, o)
	if err != nil {
		return err
	}
	defer files.Close()
	v := view.ReportImports{Items: []view.ReportImport{}, Rejections: []view.RowRejection{}, LeftOut: files.LeftOut}
	err = app.Coded(files.Each(ctx, func(r reading.Read) error {
		info, again, err := stored(ctx, d, r)
		if err != nil {
			return err
		}
		v.Items = append(v.Items, view.ReportImport{Report: view.NewReport(info), Again: again})
		return reject(ctx, d, info, &v, limit)
	}))
	if err != nil && len(v.Items) == 0 {
		return err
	}
	v.Total = len(v.Items)
	if err != nil {
		e := view.NewError(err)
		v.Error = &e
	}
	return endImport(a, v, err)
}

func stored(ctx context.Context, d *desk.Desk, r reading.Read) (info corereport.Info, again bool, err error) {
	if r.Known != nil {
		return *r.Known, true, nil
	}
	return d.Runs.Import(ctx, r.Body)
}

// reject adds the rows of a report that wait to be mended.
func reject(ctx context.Context, d *desk.Desk, info corereport.Info, v *view.ReportImports, limit int) error {
	if info.Rejected == 0 {
		return nil
	}
	waiting, err := reports.Rejects(ctx, d.Store, info.ID, true)
	for _, r := range waiting {
		if limit >= 0 && len(v.Rejections) >= limit {
			v.Truncated = true
			break
		}
		v.Rejections = append(v.Rejections, view.NewRowRejection(r, info.Name))
	}
	return err
}

// endImport prints what became of the reports, also when the import stopped early.
func endImport(a *app.App, v view.ReportImports, failed error) error {
	if err := a.Result(v, func(w io.Writer) error { return writeImport(w, &v) }); err != nil {
		return err
	}
	var over app.Outcome
	switch {
	case errors.As(failed, &over):
		return over
	case failed != nil:
		if !a.JSON {
			a.Complain(failed)
		}
		return app.Outcome(app.ExitOf(failed))
	}
	for _, i := range v.Items {
		if i.Rejected > 0 || i.Changed > 0 {
			return app.Outcome(app.ExitFindings)
		}
	}
	return nil
}

func writeImport(w io.Writer, v *view.ReportImports) error {
	if err := rejectTable(v.Rejections).Write(w); err != nil {
		return err
	}
	if v.Truncated {
		fmt.Fprintf(w, "… %s rejected rows shown; --limit -1 shows all\n", out.Group(int64(len(v.Rejections))))
	}
	for _, i := range v.LeftOut {
		fmt.Fprintf(w, "left out: %s (%s)\n", text.Clean(i.Source), i.Rule)
	}
	for _, i := range v.Items {
		words := fmt.Sprintf("%s read, %s accepted, %s rejected, %s ignored; %s known before, %s changed", out.Group(i.Read), out.Group(i.Accepted), out.Group(i.Rejected),
			out.Group(i.Ignored), out.Group(i.Known), out.Group(i.Changed))
		if i.Again {
			words = "is in the ledger already"
		}
		if _, err := fmt.Fprintf(w, "report %d, %s: %s\n", i.ID, text.Clean(i.Name), words); err != nil {
			return err
		}
	}
	return nil
}
