package batch

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/desk"
	"contra/core/store/batches"
	"contra/ui/cli/app"
)

// editing opens the ledger, lets fn change a draft, and prints it with what a new
// check finds.
func editing(cmd *cobra.Command, a *app.App, id int64, fn func(*desk.Desk) (did string, err error)) error {
	ctx := cmd.Context()
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	if _, err := batches.Get(ctx, d.Store, id); err != nil {
		return err
	}
	did, err := fn(d)
	if err != nil {
		return err
	}
	built, err := d.Batches.Check(ctx, id)
	if err != nil {
		return err
	}
	return printBuilt(a, built, did)
}

func setCmd(a *app.App) *cobra.Command {
	var p picking
	var column, value string
	cmd := &cobra.Command{
		Use:   "set ID",
		Short: "Give a column of a draft's rows another value",
		Long: `set changes rows of a draft; undo takes it back. The columns are those of the Dashboard's
file, and their last part is enough: amount, currency, description, payment_id, project_id,
method, operation_id. An amount is in major units of the row's currency (12.50 for EUR, 300
for KRW), and an empty one asks for all that can be refunded. In a description {payment_id}
stands for the row's own. Exit 3 while rows have errors.`,
		Example: "  contra batch set B1 --column amount --value 300 --row 2\n  contra batch set B1 --column description --value \"order {payment_id}\" --all",
		Args:    app.Want("ID"),
		RunE: onBatch(func(cmd *cobra.Command, id int64) error {
			name, err := columnOf(cmd, column)
			if err != nil {
				return err
			}
			if !cmd.Flags().Changed("value") {
				return app.Usage(cmd, "--value is missing")
			}
			return editing(cmd, a, id, func(d *desk.Desk) (string, error) {
				rows, err := p.pick(cmd, d, id)
				if err == nil {
					_, err = d.Batches.Set(cmd.Context(), id, rows, name, value)
				}
				return "set " + name, err
			})
		}),
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&column, "column", "", "the `column` to change")
	f.StringVar(&value, "value", "", "what to put there; an amount in major units of the row's currency")
	p.flags(cmd)
	cmd.RegisterFlagCompletionFunc("column", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return batch.Columns(), cobra.ShellCompDirectiveNoFileComp
	})
	return cmd
}

// columnOf finds a column by its name or the last part of it.
func columnOf(cmd *cobra.Command, text string) (string, error) {
	if text == "" {
		return "", app.Usage(cmd, "--column is missing: there is %s", strings.Join(batch.Columns(), ", "))
	}
	for _, c := range batch.Columns() {
		if _, short, _ := strings.Cut(c, "."); text == c || text == short {
			return c, nil
		}
	}
	return "", app.Usage(cmd, "there is no column %q: there is %s", text, strings.Join(batch.Columns(), ", "))
}

func removeCmd(a *app.App) *cobra.Command {
	var p picking
	cmd := &cobra.Command{
		Use:     "remove ID",
		Short:   "Take rows out of a draft",
		Long:    "remove takes rows out of a draft; undo brings them back.",
		Example: "  contra batch remove B1 --which wrong\n  contra batch remove B1 --row 3,4",
		Args:    app.Want("ID"),
		RunE: onBatch(func(cmd *cobra.Command, id int64) error {
			return editing(cmd, a, id, func(d *desk.Desk) (string, error) {
				rows, err := p.pick(cmd, d, id)
				if err == nil {
					_, err = d.Batches.Remove(cmd.Context(), id, rows)
				}
				return "removed", err
			})
		}),
	}
	p.flags(cmd)
	return cmd
}

func undoCmd(a *app.App, redo bool) *cobra.Command {
	cmd := &cobra.Command{Use: "undo ID", Short: "Take the latest change of a draft back", Example: "  contra batch undo B1", Args: app.Want("ID")}
	word := "undone"
	if redo {
		cmd.Use, cmd.Short, cmd.Example, word = "redo ID", "Do the latest change that was taken back again", "  contra batch redo B1", "done again"
	}
	cmd.RunE = onBatch(func(cmd *cobra.Command, id int64) error {
		return editing(cmd, a, id, func(d *desk.Desk) (string, error) {
			what, _, err := d.Batches.Undo(cmd.Context(), id, redo)
			return word + ": " + what, err
		})
	})
	return cmd
}

func renameCmd(a *app.App) *cobra.Command {
	return &cobra.Command{
		Use:     "rename ID NAME",
		Short:   "Give a batch another name",
		Example: `  contra batch rename B1 "November returns"`,
		Args:    app.Want("ID", "NAME"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return changing(cmd, a, args[0], func(ctx context.Context, c *clerk.Clerk, id int64) (batch.Batch, error) {
				return c.Rename(ctx, id, args[1])
			})
		},
	}
}

func discardCmd(a *app.App) *cobra.Command {
	return &cobra.Command{
		Use:     "discard ID",
		Short:   "Put a draft away",
		Long:    "discard puts a draft that nobody wants away. It stays in the ledger.",
		Example: "  contra batch discard B1",
		Args:    app.Want("ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return changing(cmd, a, args[0], func(ctx context.Context, c *clerk.Clerk, id int64) (batch.Batch, error) {
				return c.Discard(ctx, id)
			})
		},
	}
}

// changing opens the ledger, lets fn change a batch and prints it.
func changing(cmd *cobra.Command, a *app.App, ref string, fn func(context.Context, *clerk.Clerk, int64) (batch.Batch, error)) error {
	id, err := idOf(cmd, ref)
	if err != nil {
		return err
	}
	d, err := a.Open(cmd.Context(), true)
	if err != nil {
		return err
	}
	defer d.Close()
	b, err := fn(cmd.Context(), d.Batches, id)
	if err != nil {
		return err
	}
	return printBatch(a, b)
}
