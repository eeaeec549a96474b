package batch

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"contra/core/batch/clerk"
	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/store/batches"
	"contra/ui/cli/app"
)

func followCmd(a *app.App) *cobra.Command {
	var wait app.Patience
	cmd := &cobra.Command{
		Use:   "follow ID",
		Short: "Ask the platform about the rows without an outcome",
		Long: `follow asks the platform about every row that is on its way, and applies the answers. It
makes one pass; with --wait it goes on until nothing is open or the time is over. Rows of a
file are asked about once it is marked as uploaded.

A row that fits several refunds of its payment waits for a person: contra refunds adopt says
which one it is. Exit 5 while any outcome is not known, 1 when any row was declined.`,
		Example: "  contra batch follow B1\n  contra batch follow B1 --wait 2m --json",
		Args:    app.Want("ID"),
		RunE: onBatch(func(cmd *cobra.Command, id int64) error {
			ctx := cmd.Context()
			d, err := a.Open(ctx, true)
			if err != nil {
				return err
			}
			defer d.Close()
			if _, err := batches.Get(ctx, d.Store, id); err != nil {
				return err
			}
			failed := follow(ctx, a, d, id, time.Duration(wait))
			v, err := standing(context.WithoutCancel(ctx), d, id)
			if err != nil {
				return err
			}
			if failed != nil {
				a.Complain(failed)
			}
			if err := printStanding(a, v); err != nil {
				return err
			}
			if code := exitOf(v, false); code != app.ExitDone || failed == nil {
				return app.Ended(code)
			}
			return app.Outcome(app.ExitOf(failed))
		}),
	}
	cmd.Flags().Var(&wait, "wait", "how long to go on, such as 2m")
	return cmd
}

// follow asks about the open rows, once, and again until none is left or wait is over.
func follow(ctx context.Context, a *app.App, d *desk.Desk, id int64, wait time.Duration) error {
	end := time.Now().Add(wait)
	bar := a.Bar()
	defer bar.Clear()
	for gap := 300 * time.Millisecond; ; gap = min(2*gap, 5*time.Second) {
		_, err := d.Batches.Follow(ctx, id, func(f clerk.Following) { bar.Show("rows asked about", int64(f.Asked), int64(f.Asked), int64(f.Total)) })
		if err != nil {
			return app.Coded(err)
		}
		p, err := batches.Progress(ctx, d.Store, id)
		left := time.Until(end)
		if err != nil || left <= 0 || p.Open() == p.Of(ledger.Exported) {
			return err
		}
		timer := time.NewTimer(min(gap, left))
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ledger.Errorf(ledger.ErrCancelled, "the watching was cancelled; the refunds are not")
		}
	}
}
