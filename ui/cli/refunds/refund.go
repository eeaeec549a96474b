// Package refunds holds the commands that move money: refund, settle, and what a
// person decides about refunds in doubt.
package refunds

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/money"
	"contra/ui/cli/app"
)

const defaultWait = 10 * time.Second

// options is how a refund was asked for.
type options struct {
	project     int64
	amount      string
	part        bool // --amount was given
	currency    string
	description string
	dry, yes    bool
	wait        app.Patience
}

// Refund is contra refund.
func Refund(a *app.App) *cobra.Command {
	o := options{wait: app.Patience(defaultWait)}
	cmd := &cobra.Command{
		Use:   "refund PAYMENT_ID",
		Short: "Refund a payment, in full or in part",
		Long: `refund gives money back through Gate. Without --amount it refunds all that is
refundable. The amount is in major units of the payment's currency: 12.50 for EUR,
300 for KRW.

It shows what would happen and asks for the amount to be typed again; --yes does not
ask, and without a terminal it is needed. The refund is written to the ledger before
anything is sent. When nobody knows what became of it, it is in doubt (exit 5):
never refund again by hand then, contra settle finds out.`,
		Example: `  contra refund ABC123 --dry-run
  contra refund ABC123 --amount 12.50 --description "one of two items missing"
  contra refund ABC123 --amount 300 --yes --wait 60s --json`,
		Args: app.Want("PAYMENT_ID"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.part = cmd.Flags().Changed("amount")
			if o.currency != "" && !o.part {
				return app.Usage(cmd, "--currency goes with --amount")
			}
			return run(cmd.Context(), a, args[0], o)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.amount, "amount", "", "how much, in major units such as 12.50 (default all that is refundable)")
	f.StringVar(&o.currency, "currency", "", "the amount's currency such as `KRW`; refused when the payment has another")
	f.StringVar(&o.description, "description", "", "what the refund is for (default the configuration's)")
	f.BoolVar(&o.dry, "dry-run", false, "show what would happen and send nothing")
	f.BoolVar(&o.yes, "yes", false, "do not ask")
	f.Var(&o.wait, "wait", "how long to watch for the outcome, such as 60s")
	app.ProjectFlag(cmd, &o.project)
	return cmd
}

func run(ctx context.Context, a *app.App, id string, o options) error {
	if !o.dry && !o.yes && !a.CanAsk() {
		return app.ErrCannotAsk
	}
	d, err := a.Open(ctx, !o.dry)
	if err != nil {
		return err
	}
	defer d.Close()
	p, err := d.Lookup(ctx, o.project, id)
	if err != nil {
		return err
	}
	amount, err := o.money(p)
	if err != nil {
		return err
	}
	plan, err := d.Plan(ctx, p.RowID, amount, o.description)
	if err != nil {
		return err
	}
	if plan.Refused != nil {
		return plan.Refused
	}
	if o.dry {
		return a.Result(planned(plan), func(w io.Writer) error { return preview(w, d, plan) })
	}
	var f ledger.Refund
	var sent bool
	if o.yes {
		for _, warning := range plan.Warnings {
			a.Say("warning: %s", warning)
		}
		stop := explainWait(ctx, a)
		f, sent, err = d.PlanNow(ctx, p.RowID, amount, o.description)
		stop()
	} else {
		if err := a.Confirm(ctx, plan.Amount, func(w io.Writer) error { return preview(w, d, plan) }); err != nil {
			return err
		}
		stop := explainWait(ctx, a)
		f, sent, err = d.Refund(ctx, plan)
		stop()
	}
	if !sent {
		return err
	}
	return follow(ctx, a, d, f, err, time.Duration(o.wait))
}

// explainWait tells whoever presses Ctrl-C during an attempt why it goes on.
func explainWait(ctx context.Context, a *app.App) (stop func() bool) {
	if ctx.Err() != nil { // nothing begins then
		return func() bool { return true }
	}
	return context.AfterFunc(ctx, func() {
		a.Say("An attempt that has begun is not given up half-way; waiting for its answer.")
	})
}

// money reads --amount, in major units of the payment's currency; nil means all.
func (o options) money(p ledger.Payment) (*money.Amount, error) {
	if !o.part {
		return nil, nil
	}
	currency := p.Currency
	if o.currency != "" {
		var err error
		if currency, err = money.ParseCurrency(o.currency); err != nil {
			return nil, ledger.Errorf(ledger.ErrUsage, "--currency: %v", err)
		}
	}
	amount, err := money.Parse(o.amount, currency)
	var wrong *money.ParseError
	switch {
	case errors.As(err, &wrong):
		return nil, &ledger.Error{Code: ledger.ErrBadAmount, Message: "--amount: " + wrong.Problem, Hint: wrong.Hint}
	case err != nil:
		return nil, err
	case !amount.IsPositive():
		return nil, ledger.Errorf(ledger.ErrBadAmount, "--amount: a refund of %s makes no sense", amount).WithHint("give an amount above zero, in major units")
	}
	return &amount, nil
}

// follow watches a refund that was sent and prints it as it stands in the end,
// whatever happened on the way.
func follow(ctx context.Context, a *app.App, d *desk.Desk, f ledger.Refund, failed error, wait time.Duration) error {
	if failed != nil {
		a.Complain(failed)
	} else if !f.State.Final() && wait > 0 {
		if !a.JSON {
			a.Say("Sent. Watching for the outcome for %s; Ctrl-C ends the watching, not the refund.", wait)
		}
		last, err := d.Runner.Watch(ctx, f.ID, wait)
		if last.ID != "" {
			f = last
		}
		if err != nil {
			a.Complain(err)
		}
	}
	return end(a, f)
}

// end prints a refund that was sent. Its state decides the exit code, also
// when nobody reads stdout.
func end(a *app.App, f ledger.Refund) error {
	if err := printOne(a, f); err != nil {
		a.Complain(err)
	}
	return app.Ended(app.ExitOfRefund(f.State))
}
