package batch

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/store/batches"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

func resumeCmd(a *app.App) *cobra.Command {
	wait := app.Patience(defaultWait)
	cmd := &cobra.Command{
		Use:   "resume ID",
		Short: "Go on sending a batch that paused or whose program died",
		Long: `resume goes on at the row where the sending ended. A refund that was under way then is asked
about first. What was confirmed once is not asked again.`,
		Example: "  contra batch resume B1\n  contra batch resume B1 --wait 60s --json",
		Args:    app.Want("ID"),
		RunE: onBatch(func(cmd *cobra.Command, id int64) error {
			ctx := cmd.Context()
			d, err := a.Open(ctx, true)
			if err != nil {
				return err
			}
			defer d.Close()
			if _, err := d.Batches.Resume(ctx, id); err != nil {
				return err
			}
			return work(ctx, a, d, id, time.Duration(wait))
		}),
	}
	cmd.Flags().Var(&wait, "wait", "how long to watch for outcomes after the last row, such as 60s")
	return cmd
}

func pauseCmd(a *app.App) *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use:     "pause ID",
		Short:   "Hold a batch that is being sent",
		Long:    "pause lets the row under way end and sends no other until resume, whichever process sends.",
		Example: "  contra batch pause B1",
		Args:    app.Want("ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return changing(cmd, a, args[0], func(ctx context.Context, c *clerk.Clerk, id int64) (batch.Batch, error) {
				return c.Pause(ctx, id, why(reason, "paused", c))
			})
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", "`words` that stay in the journal")
	return cmd
}

func stopCmd(a *app.App) *cobra.Command {
	var reason string
	cmd := &cobra.Command{
		Use:   "stop ID",
		Short: "End the sending of a batch for good",
		Long: `stop sends no further row, whichever process sends. In the cool-off nothing was sent yet,
and the batch is a draft again. What is left can become a batch with build --declined.`,
		Example: `  contra batch stop B1 --reason "wrong list"`,
		Args:    app.Want("ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return changing(cmd, a, args[0], func(ctx context.Context, c *clerk.Clerk, id int64) (batch.Batch, error) {
				return c.Stop(ctx, id, why(reason, "stopped", c))
			})
		},
	}
	cmd.Flags().StringVar(&reason, "reason", "", "`words` that stay in the journal")
	return cmd
}

func why(reason, did string, c *clerk.Clerk) string {
	if reason != "" {
		return reason
	}
	return did + " by " + c.Store.Operator()
}

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

// standing counts the rows of a batch by what became of them.
func standing(ctx context.Context, d *desk.Desk, id int64) (view.BatchSending, error) {
	b, err := batches.Get(ctx, d.Store, id)
	if err != nil {
		return view.BatchSending{}, err
	}
	p, err := batches.Progress(ctx, d.Store, id)
	if err != nil {
		return view.BatchSending{}, err
	}
	failed, err := batches.CountViews(ctx, d.Store, id, batches.Failed)
	if err != nil {
		return view.BatchSending{}, err
	}
	no := p.Of(ledger.Declined, ledger.ReversedBackNow)
	v := view.BatchSending{ID: b.Ref(), State: b.State, Rows: p.Rows, Succeeded: p.Of(ledger.Succeeded, ledger.Confirmed), Declined: no, Rejected: p.Of(ledger.Rejected),
		InDoubt: p.Of(ledger.InDoubt, ledger.Sent, ledger.Prepared), Open: p.Open(), Held: p.Held, Totals: view.Each(p.Totals, view.NewBatchTotal), Why: b.Why}
	v.Taken = v.Succeeded + no + p.Of(ledger.Accepted)
	v.Refused = failed - no - v.Rejected
	v.Waiting = p.Wait - v.Refused
	return v, nil
}

// exitOf gives the exit code for where the rows stand; turns tells whether every
// row should have had its turn.
func exitOf(v view.BatchSending, turns bool) int {
	switch {
	case v.Open > 0:
		return app.ExitUnknown
	case v.Declined+v.Rejected > 0 || turns && v.Waiting > 0:
		return app.ExitFailed
	case turns && v.Refused > 0:
		return app.ExitFindings
	}
	return app.ExitDone
}

func printStanding(a *app.App, v view.BatchSending) error {
	return a.Result(v, func(w io.Writer) error {
		lines := [][2]string{{"batch", v.ID}, {"state", string(v.State)}, {"rows", out.Group(v.Rows)}}
		for _, c := range []struct {
			name string
			n    int64
			note string
		}{{"succeeded", v.Succeeded, ""}, {"declined", v.Declined, ""}, {"not taken", v.Rejected, "refused by Gate"}, {"refused", v.Refused, "by a rule, or left out"},
			{"open", v.Open, "contra batch follow " + v.ID + " asks for them"}, {"in doubt", v.InDoubt, "do not refund them again by hand"}, {"waiting", v.Waiting, "no refund yet"},
			{"attention", v.Held, "contra batch show " + v.ID + " --rows held"}} {
			if c.n == 0 {
				continue
			}
			text := out.Group(c.n)
			if c.note != "" {
				text += "  (" + c.note + ")"
			}
			lines = append(lines, [2]string{c.name, text})
		}
		for _, t := range v.Totals {
			lines = append(lines, totalLine(t))
		}
		return app.Facts(w, append(lines, [2]string{"why", v.Why})...)
	})
}
