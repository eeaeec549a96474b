package batch

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/ui/cli/app"
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
