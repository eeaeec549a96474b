package batch

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/ledger"
	"contra/core/store/batches"
	"contra/ui/cli/app"
	"contra/ui/tui/text"
)

func uploadedCmd(a *app.App) *cobra.Command {
	var part int
	var number string
	cmd := &cobra.Command{
		Use:   "uploaded ID",
		Short: "Note that a file was uploaded in the Dashboard",
		Long: `uploaded notes that the batch's files, or one of them, were handed to the platform. From
then on refunds that appear on the payments are taken for the rows that they fit. --number is
what the Dashboard calls the request; give it again to correct it.`,
		Example: "  contra batch uploaded B1 --number 10000001\n  contra batch uploaded B1 --part 2",
		Args:    app.Want("ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("part") && part < 1 {
				return app.Usage(cmd, "--part is the number of a file, from 1")
			}
			return changing(cmd, a, args[0], func(ctx context.Context, c *clerk.Clerk, id int64) (batch.Batch, error) {
				if part > 0 {
					files, err := batches.FilesOf(ctx, c.Store, id)
					if err != nil {
						return batch.Batch{}, err
					}
					if part > len(files) {
						return batch.Batch{}, ledger.Errorf(ledger.ErrNotFound, "batch %s has %d files, and no part %d", batch.Ref(id), len(files), part)
					}
				}
				return c.MarkUploaded(ctx, id, part, strings.TrimSpace(number))
			})
		},
	}
	cmd.Flags().IntVar(&part, "part", 0, "only this file, by its `number` (default all)")
	cmd.Flags().StringVar(&number, "number", "", "what the Dashboard calls the request")
	return cmd
}

func withdrawCmd(a *app.App) *cobra.Command {
	var reason string
	var yes bool
	cmd := &cobra.Command{
		Use:   "withdraw ID",
		Short: "Let go of the reservations of an exported batch",
		Long: `withdraw says that no file of the batch was uploaded or ever will be, and lets its amounts
go. If that is wrong, customers can be paid twice: delete the files first. Rows whose outcome
is known keep it, and a file that the platform already carries out keeps all of its rows. The
reason stays in the journal.

It asks for the batch's name to be typed; --yes does not ask, and without a terminal it is
needed.`,
		Example: `  contra batch withdraw B1 --reason "not uploaded, the file is deleted"`,
		Args:    app.Want("ID"),
		RunE: onBatch(func(cmd *cobra.Command, id int64) error {
			if strings.TrimSpace(reason) == "" {
				return app.Usage(cmd, "--reason is missing: how do you know that the file was not uploaded?")
			}
			if !yes && !a.CanAsk() {
				return app.ErrCannotAsk
			}
			return withdraw(cmd.Context(), a, id, reason, yes)
		}),
	}
	cmd.Flags().StringVar(&reason, "reason", "", "`words` that stay in the journal")
	cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
	return cmd
}

func withdraw(ctx context.Context, a *app.App, id int64, reason string, yes bool) error {
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	b, err := batches.Get(ctx, d.Store, id)
	if err != nil {
		return err
	}
	if !yes && b.State.InFiles() {
		files, err := batches.FilesOf(ctx, d.Store, id)
		if err != nil {
			return err
		}
		err = a.ConfirmName(ctx, b.Ref(), func(w io.Writer) error {
			if err := app.Facts(w, append(facts(b), fileLines(files)...)...); err != nil {
				return err
			}
			if b.State == batch.Uploaded {
				fmt.Fprintln(w, "\nThis batch is marked as UPLOADED.")
			}
			fmt.Fprintf(w, "\nIts amounts become refundable again. If one of its files was uploaded, or still\nwill be, the customers can be paid twice. Delete the files first.\nReason: %s\n", text.Clean(reason))
			return nil
		})
		if err != nil {
			return err
		}
	}
	if b, err = d.Batches.Withdraw(ctx, id, reason); err != nil {
		return err
	}
	return printBatch(a, b)
}
