package report

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/core/store/reports"
	"contra/exporters/atomic"
	"contra/ui/cli/app"
	"contra/ui/cli/view"
)

func rejectsCmd(a *app.App) *cobra.Command {
	var limit int
	var all bool
	var file string
	cmd := &cobra.Command{
		Use:   "rejects [ID]",
		Short: "List the rows that could not be read and wait to be mended",
		Long: `rejects lists rejected rows with the reason, as they were written; card numbers are masked.
--csv writes those of one report to a file, one row a line behind its line number. Mended there,
contra report mend takes them in.`,
		Example: "  contra report rejects\n  contra report rejects 3 --csv fix.csv\n  contra report rejects 3 --all --json",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return app.Want("ID")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			id := int64(0)
			if len(args) > 0 {
				var err error
				if id, err = idOf(cmd, args[0]); err != nil {
					return err
				}
			}
			if file != "" && id == 0 {
				return app.Usage(cmd, "--csv writes the rows of one report: name it")
			}
			return rejects(cmd.Context(), a, id, all, file, limit)
		},
	}
	cmd.Flags().BoolVar(&all, "all", false, "also those that were mended, and those of reports that were read anew")
	cmd.Flags().StringVar(&file, "csv", "", "write them to this new `file`, to be mended there")
	app.LimitFlag(cmd, &limit, "rows")
	return cmd
}

func rejects(ctx context.Context, a *app.App, id int64, all bool, file string, limit int) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	if file != "" {
		return export(ctx, a, d, id, file)
	}
	if id != 0 {
		if _, err := reports.Get(ctx, d.Store, id); err != nil {
			return err
		}
	}
	found, err := reports.Rejects(ctx, d.Store, id, !all)
	if err != nil {
		return err
	}
	total := int64(len(found))
	if limit >= 0 {
		found = found[:min(limit, len(found))]
	}
	shaped := make([]view.RowRejection, len(found))
	names := map[int64]string{}
	for i, r := range found {
		if _, ok := names[r.Report]; !ok {
			info, err := reports.Get(ctx, d.Store, r.Report)
			if err != nil {
				return err
			}
			names[r.Report] = info.Name
		}
		shaped[i] = view.NewRowRejection(r, names[r.Report])
	}
	return app.List(a, shaped, total, rejectTable(shaped))
}

// lineColumn stands before the columns of the report in a file of rows to be mended.
const lineColumn = "line"

// export writes the rows of a report that wait to be mended, each behind the
// number of its line, so that it is known which row a mended one is.
func export(ctx context.Context, a *app.App, d *desk.Desk, id int64, file string) error {
	info, waiting, err := waitingIn(ctx, d, id)
	if err != nil {
		return err
	}
	err = atomic.WriteFile(file, func(w io.Writer) error {
		header := csv.NewWriter(w)
		header.Comma = delimiter(info)
		if err := header.Write(append([]string{lineColumn}, info.Header...)); err != nil {
			return err
		}
		header.Flush()
		for _, r := range waiting {
			if _, err := fmt.Fprintf(w, "%d%c%s\n", r.Line, header.Comma, r.Raw); err != nil {
				return err
			}
		}
		return header.Error()
	})
	if err != nil {
		return err
	}
	return a.Written(file, int64(len(waiting)), "rows")
}

func delimiter(info corereport.Info) rune {
	if d := info.Profile.Delimiter; len(d) == 1 {
		return rune(d[0])
	}
	return ','
}

// waitingIn gives a report with its rows that wait to be mended.
func waitingIn(ctx context.Context, d *desk.Desk, id int64) (corereport.Info, []corereport.StoredReject, error) {
	info, err := reports.Get(ctx, d.Store, id)
	if err != nil {
		return info, nil, err
	}
	waiting, err := reports.Rejects(ctx, d.Store, id, true)
	if err == nil && len(waiting) == 0 {
		err = ledger.Errorf(ledger.ErrNotFound, "no row of report %d waits to be mended", id).WithHint("contra report rejects lists those that do")
	}
	return info, waiting, err
}
