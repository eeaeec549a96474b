package breaks

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/recon/archive"
	"contra/core/store/runs"
	"contra/ui/cli/app"
	"contra/ui/cli/view"
	"contra/ui/tui/text"
)

// noteFlag adds --note, which every decision needs.
func noteFlag(cmd *cobra.Command, note *string) {
	cmd.Flags().StringVar(note, "note", "", "why; whoever signs the month reads these `words`")
}

func needNote(cmd *cobra.Command, note string) error {
	if note == "" {
		return app.Usage(cmd, "--note is missing: why is it so?")
	}
	return nil
}

func matchCmd(a *app.App) *cobra.Command {
	var numbers []int64
	var note string
	cmd := &cobra.Command{
		Use:   "match RUN",
		Short: "Put rows of a report and operations together by hand",
		Long: `match puts the sides of breaks together, whatever their values: a break of the report and one
of the ledger, or several of each. It takes effect in the next run: contra breaks again RUN.`,
		Example: `  contra breaks match 12 --n 3,7 --note "the platform booked it under another id"`,
		Args:    app.Want("RUN"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(numbers) == 0 {
				return app.Usage(cmd, "say which breaks belong together: --n 3,7")
			}
			if err := needNote(cmd, note); err != nil {
				return err
			}
			slices.Sort(numbers)
			ctx := cmd.Context()
			return onRun(ctx, a, args[0], func(d *desk.Desk, x archive.Run) error {
				done, err := d.Breaks.Match(ctx, x.ID, slices.Compact(numbers), note)
				return printActs(a, x, done, err)
			})
		},
	}
	numbersFlag(cmd, &numbers, "these breaks, by their `numbers` in the run such as 3,7")
	noteFlag(cmd, &note)
	return cmd
}

func printActs(a *app.App, x archive.Run, done []archive.Decision, err error) error {
	if err != nil {
		return err
	}
	v := view.Acts{RunID: view.RunID(x.ID), Act: done[0].Bulk, Decisions: view.Each(done, view.NewDecision)}
	return a.Result(v, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s: %s\ncontra breaks again %d shows the effect; contra breaks undo %d takes it back\n",
			done[0].Verb, text.Clean(done[0].Note), x.ID, v.Act)
		return err
	})
}

func undoCmd(a *app.App) *cobra.Command {
	return &cobra.Command{
		Use:   "undo DECISION",
		Short: "Take a decision back, with all that was decided in the same act",
		Long: `undo takes back what was decided at once. It is not deleted: who decided and who took it back
stays in the ledger. contra breaks show RUN/N lists the decisions about a break. What was adopted
stays in the ledger.`,
		Example: "  contra breaks undo 7",
		Args:    app.Want("DECISION"),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil || id <= 0 {
				return app.Usage(cmd, "%q is no decision: decisions have numbers", args[0])
			}
			ctx := cmd.Context()
			d, err := a.Open(ctx, true)
			if err != nil {
				return err
			}
			defer d.Close()
			// Any decision of an act stands for it.
			found, err := runs.Recent(ctx, d.Store, id+1, 1)
			if err != nil {
				return err
			}
			if len(found) == 0 || found[0].ID != id {
				return ledger.Errorf(ledger.ErrNotFound, "there is no decision %d in this ledger", id).WithHint("contra breaks show RUN/N lists the decisions about a break")
			}
			n, err := d.Breaks.Undo(ctx, found[0].Bulk)
			if err != nil {
				return err
			}
			return a.Result(view.Undone{Act: found[0].Bulk, Undone: n}, func(w io.Writer) error {
				_, err := fmt.Fprintf(w, "act %d is taken back: what was decided about %s\n", found[0].Bulk, breaks(int(n)))
				return err
			})
		},
	}
}

func againCmd(a *app.App) *cobra.Command {
	return &cobra.Command{
		Use:   "again RUN",
		Short: "Compare the reports of a run once more, as everything is now",
		Long: `again compares the same reports with the ledger, the decisions and the mended rows as they are
now. It prints what contra reconcile prints.
` + aboutRun,
		Example: "  contra breaks again 12\n  contra breaks again 2026-10 --json",
		Args:    app.Want("RUN"),
		RunE:    func(cmd *cobra.Command, args []string) error { return again(cmd.Context(), a, args[0]) },
	}
}
