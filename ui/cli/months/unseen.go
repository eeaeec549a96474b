package months

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"contra/core/ledger"
	"contra/core/store"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// Unseen is contra unseen.
func Unseen(a *app.App) *cobra.Command {
	var days, limit int
	cmd := &cobra.Command{
		Use:   "unseen",
		Short: "List our refunds that succeeded and that no report has shown yet",
		Long: `unseen lists refunds that the platform said had succeeded, for so many days or longer, without any
report that shows them, oldest first. A refund is proven only when a report has it.`,
		Example: "  contra unseen\n  contra unseen --days 3 --json",
		Args:    app.Want(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := app.CheckLimit(cmd, limit); err != nil {
				return err
			}
			if cmd.Flags().Changed("days") && days < 0 || days > 36500 {
				return app.Usage(cmd, "--days is a count of days")
			}
			after := time.Duration(days) * 24 * time.Hour
			if !cmd.Flags().Changed("days") {
				after = -1
			}
			return unseen(cmd.Context(), a, after, limit)
		},
	}
	cmd.Flags().IntVar(&days, "days", 0, "for how many `days` at least (default the configuration's, else 7)")
	cmd.Flags().Lookup("days").DefValue = ""
	app.LimitFlag(cmd, &limit, "refunds")
	return cmd
}

// unseen lists them; after below 0 is the configured time.
func unseen(ctx context.Context, a *app.App, after time.Duration, limit int) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	if after < 0 {
		after = d.Config.Reconcile.Unseen
	}
	now := d.Store.Now()
	found, err := d.Store.Unseen(ctx, store.Millis(now.Add(-after))+1, -1)
	if err != nil {
		return err
	}
	total := int64(len(found))
	if limit >= 0 {
		found = found[:min(limit, len(found))]
	}
	if a.JSON {
		return app.List(a, view.Each(found, view.NewRefund), total, nil)
	}
	return app.List(a, found, total, waiting(found, now))
}

func waiting(found []ledger.Refund, now time.Time) *out.Table {
	t := out.NewTable(out.Column{Title: "REFUND"}, out.Column{Title: "SUCCEEDED (UTC)"}, out.Column{Title: "DAYS", Right: true}, out.Column{Title: "PAYMENT"}, out.Column{Title: "PROJECT"},
		out.Column{Title: "AMOUNT", Right: true}, out.Column{Title: "OPERATION"}, out.Column{Title: "BY"})
	for _, f := range found {
		t.Add(f.ID, app.Clock(f.UpdatedAt), fmt.Sprint(int(now.Sub(f.UpdatedAt)/(24*time.Hour))), f.PaymentID, fmt.Sprint(f.Project), f.Amount.String(), f.OperationID, f.Operator)
	}
	return t
}
