package report

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/core/store/reports"
	"contra/importers/report"
	"contra/importers/table"
	"contra/ui/cli/app"
	"contra/ui/cli/view"
)

// mending is which rows are mended, and how they read now.
type mending struct {
	from string
	line int
	raw  string
	set  []string
}

func mendCmd(a *app.App) *cobra.Command {
	var o mending
	cmd := &cobra.Command{
		Use:   "mend ID",
		Short: "Take in rejected rows of a report that were mended",
		Long: `mend takes rejected rows in as they read now, and nothing else of the report. They are kept as a
report of their own, which stands beside the first one in every comparison.

--from FILE is a CSV file with the header of the report, as contra report rejects ID --csv FILE
writes it: with the line of each row before it, or, without, with all waiting rows in their order.
--line N --set COLUMN=VALUE, once or more, corrects cells of one row; --line N --raw TEXT gives it
whole, as it stands in the file. Exit 3 when some still cannot be read.`,
		Example: "  contra report rejects 3 --csv fix.csv\n  contra report mend 3 --from fix.csv\n  contra report mend 3 --line 17 --set sum_initial.amount=1000\n  contra report mend 3 --line 17 --raw \"1234,5028800010128225,ORD-1,sale,success,1000,KRW\"",
		Args:    app.Want("ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := idOf(cmd, args[0])
			if err != nil {
				return err
			}
			given := cmd.Flags().Changed
			ways := 0
			for _, name := range []string{"from", "raw", "set"} {
				if given(name) {
					ways++
				}
			}
			if ways != 1 || given("line") == given("from") {
				return app.Usage(cmd, "give the mended rows: --from FILE, or --line N with --set COLUMN=VALUE or --raw TEXT")
			}
			return mend(cmd.Context(), a, id, o)
		},
	}
	cmd.Flags().StringVar(&o.from, "from", "", "a CSV `file` with the mended rows")
	cmd.Flags().IntVar(&o.line, "line", 0, "the `number` of the line in the report")
	cmd.Flags().StringArrayVar(&o.set, "set", nil, "what a cell of the line has to say, as `COLUMN=VALUE`; may be given more than once")
	cmd.Flags().StringVar(&o.raw, "raw", "", "the whole row as `text`, with the report's delimiter")
	return cmd
}

func mend(ctx context.Context, a *app.App, id int64, o mending) error {
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	info, waiting, err := waitingIn(ctx, d, id)
	if err != nil {
		return err
	}
	texts := map[int]string{o.line: o.raw}
	if len(o.set) > 0 {
		if texts[o.line], err = changed(info, waiting, o.line, o.set); err != nil {
			return err
		}
	}
	if o.from != "" {
		if texts, err = mended(ctx, a, info, waiting, o.from); err != nil {
			return err
		}
	}
	body, err := reread(ctx, info, waiting, texts)
	if err != nil {
		return err
	}
	v := view.Mended{Mends: id, Still: []view.RowRejection{}}
	for _, r := range body.Rejects {
		v.Still = append(v.Still, view.NewRowRejection(corereport.StoredReject{Reject: r, Report: id}, info.Name))
	}
	return keep(ctx, a, d, body, v)
}

// reread reads mended rows as the report was read. It fails when a line waits for no mending.
func reread(ctx context.Context, info corereport.Info, waiting []corereport.StoredReject, texts map[int]string) (*corereport.Body, error) {
	var rejects []corereport.Reject
	var fixed []string
	for _, w := range waiting {
		if text, ok := texts[w.Line]; ok {
			rejects, fixed = append(rejects, w.Reject), append(fixed, text)
			delete(texts, w.Line)
		}
	}
	for line := range texts {
		return nil, notWaiting(line, info.ID)
	}
	o := report.Opened{Source: table.FromBytes(info.Name, nil), Header: info.Header, Profile: info.Profile, Look: table.Look{Delimiter: byte(delimiter(info))}, Sure: true}
	return o.Mend(ctx, rejects, fixed, report.Options{})
}

func keep(ctx context.Context, a *app.App, d *desk.Desk, body *corereport.Body, v view.Mended) error {
	if len(body.Items) == 0 && len(v.Still) > 0 {
		r := v.Still[0]
		where := fmt.Sprintf("line %d", r.Line)
		if r.Column != "" { // the row as a whole is wrong
			where += ", " + r.Column
		}
		return ledger.Errorf(ledger.ErrUsage, "none of the mended rows can be read; %s: %s", where, r.Detail).WithHint("mend them as the other rows of the report read")
	}
	info, err := d.Runs.Mend(ctx, v.Mends, body)
	if err != nil {
		return err
	}
	left, err := reports.Rejects(ctx, d.Store, v.Mends, true)
	if err != nil {
		return err
	}
	v.ReportID, v.Mended, v.Waiting = info.ID, len(body.Items), len(left)
	err = a.Result(v, func(w io.Writer) error {
		if err := rejectTable(v.Still).Write(w); err != nil {
			return err
		}
		_, err := fmt.Fprintf(w, "report %d: mended %d, as report %d; %d still to mend\n", v.Mends, v.Mended, v.ReportID, v.Waiting)
		return err
	})
	if err == nil && len(v.Still) > 0 {
		return app.Outcome(app.ExitFindings)
	}
	return err
}
