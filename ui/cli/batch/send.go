package batch

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/money"
	"contra/ui/cli/app"
)

const defaultWait = 10 * time.Second

// order is how a batch is sent.
type order struct {
	onlyGood, yes bool
	again         string // why rows that went out before go out once more
	coolOff       app.Patience
	cool          bool // --cool-off was given
	wait          app.Patience
}

func sendCmd(a *app.App) *cobra.Command {
	o := order{wait: app.Patience(defaultWait)}
	cmd := &cobra.Command{
		Use:   "send ID",
		Short: "Refund a batch row by row through Gate",
		Long: `send refunds every row through Gate, one after the other, at the pace of the configuration.
Each row is written to the ledger before its request leaves, and is asked about, never sent
again on trust, when its answer is missing.

It shows what would happen and asks for the number of rows and the total to be typed; --yes
does not ask nor wait, and without a terminal it is needed. Else the cool-off begins, in which pause
and stop can hold it. Ctrl-C pauses: the row under way ends, and resume goes on.

Exit 0 when every row succeeded, 5 while the outcome of any is not known, 1 when any was
declined or had no turn, 3 when only some were left out or refused by a rule, 4 when none was
sent.`,
		Example: "  contra batch send B1\n  contra batch send B1 --only-good --cool-off 0s --yes --wait 60s --json",
		Args:    app.Want("ID"),
		RunE: onBatch(func(cmd *cobra.Command, id int64) error {
			o.cool = cmd.Flags().Changed("cool-off")
			return send(cmd.Context(), a, id, o)
		}),
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.BoolVar(&o.onlyGood, "only-good", false, "leave rows with errors out instead of refusing")
	f.StringVar(&o.again, "again", "", againText)
	f.Var(&o.coolOff, "cool-off", "how long to wait before the first request, such as 30s (default the configuration's; with --yes none)")
	f.Lookup("cool-off").DefValue = ""
	f.BoolVar(&o.yes, "yes", false, "do not ask")
	f.Var(&o.wait, "wait", "how long to watch for outcomes after the last row, such as 60s")
	return cmd
}

func send(ctx context.Context, a *app.App, id int64, o order) error {
	if !o.yes && !a.CanAsk() {
		return app.ErrCannotAsk
	}
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	plan, err := d.Batches.PlanSend(ctx, id)
	if err != nil {
		return err
	}
	if err := mayStart(plan, o); err != nil {
		return err
	}
	coolOff := d.Config.Batch.CoolOff
	switch {
	case o.cool:
		coolOff = time.Duration(o.coolOff)
	case o.yes: // a script has thought before, and nobody would stop it
		coolOff = 0
	}
	if !o.yes {
		total := money.New(plan.Totals[0].Amount, plan.Totals[0].Currency)
		if err := a.ConfirmBatch(ctx, plan.Rows, total, len(plan.Totals), func(w io.Writer) error { return preview(w, d, plan, coolOff) }); err != nil {
			return err
		}
	}
	b, err := d.Batches.Start(ctx, plan, coolOff, o.onlyGood, o.again)
	if err != nil {
		return err
	}
	if coolOff > 0 {
		a.Say("Nothing is sent before %s UTC. Until then: contra batch stop %s, or Ctrl-C to pause.", app.Clock(b.StartsAt), b.Ref())
	}
	return work(ctx, a, d, id, time.Duration(o.wait))
}

// mayStart refuses what Start would refuse, before a person is asked.
func mayStart(plan clerk.SendPlan, o order) error {
	for _, f := range plan.Report.Findings {
		if f.N == 0 && f.Severity == batch.Error && o.again == "" {
			return ledger.Errorf(ledger.ErrExported, "%s", f.Message)
		}
	}
	switch {
	case plan.Report.Errors > 0 && !o.onlyGood:
		return ledger.Errorf(ledger.ErrFindings, "%s of batch %s have errors", rows(plan.Report.Errors), plan.Batch.Ref()).
			WithHint("mend or remove them, or send only the good ones with --only-good")
	case plan.Rows == 0 || len(plan.Totals) == 0:
		return ledger.Errorf(ledger.ErrFindings, "batch %s has no row without an error", plan.Batch.Ref())
	}
	return nil
}

// preview shows a plan to people.
func preview(w io.Writer, d *desk.Desk, plan clerk.SendPlan, coolOff time.Duration) error {
	if err := findings(w, plan.Report.Findings); err != nil {
		return err
	}
	lines := [][2]string{{"batch", plan.Batch.Title()}, {"refunds", rows(plan.Rows)}}
	for _, t := range plan.Totals {
		lines = append(lines, [2]string{"total", total(t)})
	}
	if plan.Report.Errors > 0 {
		lines = append(lines, [2]string{"left out", rows(plan.Report.Errors) + " with errors"})
	}
	if plan.Report.Warnings > 0 {
		lines = append(lines, [2]string{"warning", rows(plan.Report.Warnings) + " doubtful, see above"})
	}
	lines = append(lines, [2]string{"goes to", d.Config.Gate.URL}, [2]string{"cool-off", coolOff.String()},
		[2]string{"takes", "at least " + plan.Needs.Round(time.Second).String()})
	if d.Config.Gate.Practice() {
		lines = append(lines, [2]string{"practice", "Gate is a stand-in on this machine; no money moves"})
	}
	return app.Facts(w, lines...)
}

// work sends the rows of a batch that was started, follows them for a while and
// prints what came of it.
func work(ctx context.Context, a *app.App, d *desk.Desk, id int64, wait time.Duration) error {
	stop := context.AfterFunc(ctx, func() {
		a.Say("The row under way ends, then the batch pauses. contra batch resume %s goes on.", batch.Ref(id))
	})
	bar := a.Bar()
	at, failed := d.Batches.Work(ctx, id, func(at clerk.Sending) {
		if at.Cooling <= 0 {
			bar.Show("rows", at.Done, at.Done, at.Rows)
		}
	})
	bar.Clear()
	stop()
	if failed == nil && wait > 0 {
		watch, end := context.WithTimeout(ctx, wait) // one look at many rows can take longer
		if err := follow(watch, a, d, id, wait); err != nil && (ctx.Err() != nil || watch.Err() == nil) {
			a.Complain(err)
		}
		end()
	}
	v, err := standing(context.WithoutCancel(ctx), d, id)
	if err != nil {
		return cmp.Or(failed, err)
	}
	begun := v.Taken+v.Rejected+v.Open > 0
	switch {
	case failed != nil && !begun:
		return failed
	case v.State == batch.Draft:
		return ledger.Errorf(ledger.ErrState, "batch %s was stopped before anything was sent; it is a draft again", v.ID).WithHint("%s", v.Why)
	case !begun && v.Waiting == 0 && v.Refused > 0:
		return ledger.Errorf(ledger.ErrFindings, "no row of batch %s was sent: each was left out, or refused when its turn came", v.ID).
			WithHint("contra batch show %s --rows failed tells why", v.ID)
	}
	if failed != nil {
		a.Complain(failed)
	}
	if err := printStanding(a, v); err != nil {
		a.Complain(err)
	}
	if failed != nil && ctx.Err() != nil {
		return app.Outcome(app.ExitCancelled)
	}
	if at.Batch.State == batch.Paused && !a.JSON {
		a.Say("The batch is paused: %s", fmt.Sprintf("%s. contra batch resume %s goes on.", cmp.Or(v.Why, "somebody asked for it"), v.ID))
	}
	code := exitOf(v, true)
	if failed != nil && (code == app.ExitDone || code == app.ExitFindings) {
		code = app.ExitOf(failed)
	}
	return app.Ended(code)
}
