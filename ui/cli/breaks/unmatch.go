package breaks

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/ui/cli/app"
)

// parting is which match is taken apart.
type parting struct {
	n, row    int64
	operation string
	note      string
}

func unmatchCmd(a *app.App) *cobra.Command {
	var o parting
	cmd := &cobra.Command{
		Use:   "unmatch RUN",
		Short: "Keep a row and an operation apart that were matched",
		Long: `unmatch keeps the two sides of a match apart. --n is the number of a match in contra breaks RUN
--kind pair; --operation and --row name a row that was matched by its operation id alone, by that id
or by its number over all reports of the run. It takes effect in the next run.`,
		Example: "  contra breaks unmatch 12 --n 41 --note \"another customer\"\n  contra breaks unmatch 12 --operation 5028800010128225 --note \"another shop\"",
		Args:    app.Want("RUN"),
		RunE: func(cmd *cobra.Command, args []string) error {
			given := 0
			for _, name := range []string{"n", "operation", "row"} {
				if cmd.Flags().Changed(name) {
					given++
				}
			}
			if given != 1 {
				return app.Usage(cmd, "say which match: one of --n N, --operation ID, --row R")
			}
			if err := needNote(cmd, o.note); err != nil {
				return err
			}
			ctx := cmd.Context()
			return onRun(ctx, a, args[0], func(d *desk.Desk, x archive.Run) error {
				done, err := o.apart(ctx, d, x)
				return printActs(a, x, done, err)
			})
		},
	}
	cmd.Flags().Int64Var(&o.n, "n", 0, "this match, by its `number` in the run")
	cmd.Flags().StringVar(&o.operation, "operation", "", "the row with this operation `id`")
	cmd.Flags().Int64Var(&o.row, "row", 0, "this `row`, accepted rows counted from 1 over all reports of the run")
	noteFlag(cmd, &o.note)
	return cmd
}

func (o parting) apart(ctx context.Context, d *desk.Desk, x archive.Run) ([]archive.Decision, error) {
	if o.n != 0 {
		return d.Breaks.Unmatch(ctx, x.ID, o.n, o.note)
	}
	row := o.row - 1
	if o.operation != "" {
		var err error
		if row, err = rowOf(ctx, d, x, o.operation); err != nil {
			return nil, err
		}
	}
	done, err := d.Breaks.UnmatchRow(ctx, x.ID, row, o.note)
	var known *ledger.Error
	if errors.As(err, &known) && known.Code == ledger.ErrNotFound {
		err = ledger.Errorf(ledger.ErrNotFound, "row %d of run %d was not matched by its operation id", row+1, x.ID).WithHint("contra breaks %d --kind pair lists the other matches", x.ID)
	}
	return done, err
}

var errFound = errors.New("the row is found")

// rowOf gives the number of the row that was matched by an operation id.
func rowOf(ctx context.Context, d *desk.Desk, x archive.Run, operation string) (row int64, err error) {
	err = d.Runs.EachJoined(ctx, x, func(r, _ recon.Record) error {
		if r.OperationID != operation {
			return ctx.Err()
		}
		row = r.Item.Ref
		return errFound
	})
	switch {
	case errors.Is(err, errFound):
		return row, nil
	case err == nil:
		err = ledger.Errorf(ledger.ErrNotFound, "no row of run %d was matched by the operation id %q", x.ID, operation).WithHint("contra breaks %d --find %q looks among the others", x.ID, operation)
	}
	return 0, err
}
