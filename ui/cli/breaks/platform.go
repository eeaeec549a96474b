package breaks

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/recon/archive"
	"contra/core/recon/work"
	"contra/core/store/runs"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

func askCmd(a *app.App) *cobra.Command {
	var p picking
	cmd := &cobra.Command{
		Use:   "ask RUN",
		Short: "Ask the platform about the payments of breaks",
		Long: `ask asks the platform for the state of the payment of each break, once for each payment, and
takes the answers into the ledger. Nothing is refunded. The next run shows the effect.
Exit 1 when the platform did not answer about one.`,
		Example: "  contra breaks ask 12 --code MISSING_LOCAL\n  contra breaks ask 12 --all --json",
		Args:    app.Want("RUN"),
		RunE: func(cmd *cobra.Command, args []string) error {
			numbers, f, err := p.pick(cmd)
			if err != nil {
				return err
			}
			ctx := cmd.Context()
			return onRun(ctx, a, args[0], func(d *desk.Desk, x archive.Run) error { return ask(ctx, a, d, x, numbers, f) })
		},
	}
	p.flags(cmd)
	return cmd
}

func ask(ctx context.Context, a *app.App, d *desk.Desk, x archive.Run, numbers []int64, f runs.Filter) error {
	bar := a.Bar()
	asked, failed := d.Breaks.Ask(ctx, x.ID, numbers, f, func(done, total int) { bar.Show("asked", int64(done), int64(done), int64(total)) })
	bar.Clear()
	if failed != nil && len(asked) == 0 {
		return failed
	}
	v := view.AskedAll{RunID: view.RunID(x.ID), Total: len(asked)}
	v.Items = view.Each(asked, func(s work.Asked) view.Asked { return view.NewAsked(&s.Finding, s.Payment, s.Err) })
	if failed != nil {
		e := view.NewError(failed)
		v.Error = &e
	}
	if err := a.Result(v, func(w io.Writer) error { return answers(asked).Write(w) }); err != nil {
		return err
	}
	switch {
	case failed != nil:
		if !a.JSON {
			a.Complain(failed)
		}
		return app.Outcome(app.ExitOf(failed))
	case slices.ContainsFunc(asked, func(s work.Asked) bool { return s.Err != nil }):
		return app.Outcome(app.ExitFailed)
	case len(asked) == 0 && !a.JSON:
		a.Say("run %d has no such breaks", x.ID)
	}
	return nil
}

func answers(all []work.Asked) *out.Table {
	t := out.NewTable(out.Column{Title: "N", Right: true}, out.Column{Title: "CODE"}, out.Column{Title: "PAYMENT"}, out.Column{Title: "STATUS"},
		out.Column{Title: "CAPTURED", Right: true}, out.Column{Title: "REFUNDED", Right: true}, out.Column{Title: "ANSWER"})
	for _, s := range all {
		if s.Err != nil {
			t.Add(fmt.Sprint(s.Finding.N), string(s.Finding.Code), s.Finding.PaymentID, "", "", "", s.Err.Error())
			continue
		}
		p := s.Payment
		t.Add(fmt.Sprint(s.Finding.N), string(s.Finding.Code), p.ID, p.Status, p.Amount(p.Captured).String(), p.Amount(p.Refunded).String(), "taken in")
	}
	return t
}

func adoptCmd(a *app.App) *cobra.Command {
	var n int64
	var note string
	cmd := &cobra.Command{
		Use:   "adopt RUN",
		Short: "Take what only the report has into the ledger",
		Long: `adopt takes an operation that only the report has into the ledger: as the platform tells it when
it answers, else from the row of the report. It changes what of the payment can be refunded, and
undo does not take it out again. The note says who made it.`,
		Example: `  contra breaks adopt 12 --n 18 --note "refunded by Kim in the Dashboard"`,
		Args:    app.Want("RUN"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if n <= 0 {
				return app.Usage(cmd, "say which break: --n N")
			}
			if err := needNote(cmd, note); err != nil {
				return err
			}
			ctx := cmd.Context()
			return onRun(ctx, a, args[0], func(d *desk.Desk, x archive.Run) error { return adopt(ctx, a, d, x, n, note) })
		},
	}
	cmd.Flags().Int64Var(&n, "n", 0, "this break, by its `number` in the run")
	noteFlag(cmd, &note)
	return cmd
}

func adopt(ctx context.Context, a *app.App, d *desk.Desk, x archive.Run, n int64, note string) error {
	f, err := runs.Finding(ctx, d.Store, x.ID, n)
	if err != nil {
		return err
	}
	p, err := d.Breaks.Adopt(ctx, x.ID, n, note)
	if err != nil {
		return err
	}
	v := view.Adopted{RunID: view.RunID(x.ID), N: n, OperationID: f.OperationID, Payment: view.NewPayment(p)}
	return a.Result(v, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "operation %s is in the ledger; payment %s: captured %s, refunded %s\n", f.OperationID, p.ID, p.Amount(p.Captured), p.Amount(p.Refunded))
		return err
	})
}
