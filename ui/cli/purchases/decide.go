package purchases

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"contra/core/ledger"
	"contra/core/purchase"
	"contra/core/store/purchases"
	"contra/ui/cli/app"
	"contra/ui/cli/view"
)

// decision is what a person may decide about a purchase that contra cannot settle alone.
type decision struct {
	use, short, long string
	text             bool // takes TEXT instead of --note
	noted            bool // needs --note
	asks             bool // it has to be confirmed
	sends            bool // the purchase's state decides the exit code
	act              func(ctx context.Context, r *purchase.Runner, id, note string) (ledger.Purchase, error)
}

var decisions = []decision{
	{use: "withdraw", short: "Give up a link, or a purchase of which nothing was sent yet", asks: true,
		long: `withdraw takes back a purchase in state prepared, or a link that nobody opened yet. A link that is out can still
be paid: then the purchase asks for a person.`,
		act: func(ctx context.Context, r *purchase.Runner, id, note string) (ledger.Purchase, error) {
			return r.Withdraw(ctx, id, note)
		}},
	{use: "resend", short: "Send a purchase in doubt once more", asks: true, sends: true,
		long: `resend sends the same bytes again. When the first attempt arrived after all, the platform answers
3041 and no second payment is made.`,
		act: func(ctx context.Context, r *purchase.Runner, id, _ string) (ledger.Purchase, error) {
			return r.Resend(ctx, id)
		}},
	{use: "not-taken", short: "Note that the platform never took a purchase in doubt", noted: true, asks: true,
		long: `not-taken ends a purchase in doubt. Do this only after the Dashboard or ecommpay's support has shown
that there is no such payment, and say so in --note.`,
		act: func(ctx context.Context, r *purchase.Runner, id, note string) (ledger.Purchase, error) {
			return r.NotTaken(ctx, id, note)
		}},
	{use: "note", short: "Add a note to a purchase", text: true,
		long: "note adds a person's words to the purchase's story. Nothing else changes.",
		act: func(ctx context.Context, r *purchase.Runner, id, note string) (ledger.Purchase, error) {
			return r.Note(ctx, id, note)
		}},
	{use: "acknowledge", short: "Say that a finding about a purchase was seen",
		long: "acknowledge takes away the mark that asks a person to look at a purchase that has ended.",
		act: func(ctx context.Context, r *purchase.Runner, id, note string) (ledger.Purchase, error) {
			return r.Acknowledge(ctx, id, note)
		}},
}

func deciding(a *app.App) []*cobra.Command {
	var all []*cobra.Command
	for _, x := range decisions {
		var note string
		var yes bool
		args, example := []string{"PURCHASE_ID"}, "  contra purchases "+x.use+" 0199c0de-0000-7000-8000-000000000000"
		if x.text {
			args, example = append(args, "TEXT"), example+` "the customer called"`
		}
		if x.noted {
			example += ` --note "not in the Dashboard on 24 Nov"`
		}
		use := x.use
		for _, arg := range args {
			use += " " + arg
		}
		cmd := &cobra.Command{Use: use, Short: x.short, Long: x.long, Example: example, Args: app.Want(args...),
			RunE: func(cmd *cobra.Command, given []string) error {
				if x.noted && note == "" {
					return app.Usage(cmd, "--note is missing: where did you see it?")
				}
				if x.text {
					note = given[1]
				}
				return decide(cmd.Context(), a, x, given[0], note, x.asks && !yes)
			}}
		if !x.text {
			cmd.Flags().StringVar(&note, "note", "", "`words` that stay in the journal")
		}
		if x.asks {
			cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
		}
		all = append(all, cmd)
	}
	return all
}

func decide(ctx context.Context, a *app.App, x decision, id, note string, ask bool) error {
	if ask && !a.CanAsk() {
		return app.ErrCannotAsk
	}
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	p, err := purchases.Get(ctx, d.Store, id)
	if err != nil {
		return err
	}
	if ask {
		a.Say("%s.\n", x.short)
		if err := a.Confirm(ctx, p.Amount, func(w io.Writer) error { return write(w, p) }); err != nil {
			return err
		}
	}
	before := p.Attempts
	p, err = x.act(ctx, d.Purchases, id, note)
	sent := x.sends && p.Attempts > before
	if err != nil && !sent {
		return err
	}
	if err != nil {
		a.Complain(err)
	}
	if err := a.Result(view.NewPurchase(p), func(w io.Writer) error { return write(w, p) }); err != nil {
		return err
	}
	if sent {
		return app.Ended(exitOf(p.State))
	}
	return nil
}
