package refunds

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"contra/core/ledger"
	"contra/core/refund"

	"contra/ui/cli/app"
)

// decision is what a person may decide about a refund that contra cannot settle alone.
type decision struct {
	use, short, long string
	args             []string
	note             bool // takes --note
	noted            bool // and needs it
	asks             bool // it moves or releases money, so it has to be confirmed
	sends            bool // the refund's state decides the exit code
	act              func(ctx context.Context, r *refund.Runner, args []string, note string) (ledger.Refund, error)
}

var decisions = []decision{
	{use: "resend", short: "Send a refund in doubt once more",
		long: `resend sends the same id and the same bytes again. When the first attempt arrived after
all, the platform answers 3230 and nothing is refunded twice.`,
		args: []string{"REFUND_ID"}, asks: true, sends: true,
		act: func(ctx context.Context, r *refund.Runner, args []string, _ string) (ledger.Refund, error) {
			return r.Resend(ctx, args[0])
		}},
	{use: "adopt", short: "Say which operation of the platform carries out a refund in doubt",
		long: `adopt links a refund in doubt with an operation of the same amount on the same payment
that no other refund of ours claims. contra show PAYMENT_ID lists the operations.`,
		args: []string{"REFUND_ID", "OPERATION_ID"}, note: true, asks: true,
		act: func(ctx context.Context, r *refund.Runner, args []string, note string) (ledger.Refund, error) {
			return r.Adopt(ctx, args[0], args[1], note)
		}},
	{use: "not-taken", short: "Note that the platform never took a refund in doubt",
		long: `not-taken releases the amount of a refund in doubt. Do this only after the Dashboard or
ecommpay's support has shown that there is no such refund, and say so in --note.`,
		args: []string{"REFUND_ID"}, note: true, noted: true, asks: true,
		act: func(ctx context.Context, r *refund.Runner, args []string, note string) (ledger.Refund, error) {
			return r.NotTaken(ctx, args[0], note)
		}},
	{use: "withdraw", short: "Withdraw a refund of which nothing was sent yet",
		long: "withdraw takes back a refund in state prepared and releases its amount.",
		args: []string{"REFUND_ID"}, note: true, asks: true,
		act: func(ctx context.Context, r *refund.Runner, args []string, note string) (ledger.Refund, error) {
			return r.Withdraw(ctx, args[0], note)
		}},
	{use: "note", short: "Add a note to a refund",
		long: "note adds a person's words to the refund's story. Nothing else changes.",
		args: []string{"REFUND_ID", "TEXT"},
		act: func(ctx context.Context, r *refund.Runner, args []string, _ string) (ledger.Refund, error) {
			return r.Note(ctx, args[0], args[1])
		}},
	{use: "acknowledge", short: "Say that a finding about a refund was seen",
		long: "acknowledge takes away the mark that asks a person to look at a refund that has ended.",
		args: []string{"REFUND_ID"}, note: true,
		act: func(ctx context.Context, r *refund.Runner, args []string, note string) (ledger.Refund, error) {
			return r.Acknowledge(ctx, args[0], note)
		}},
}

func deciding(a *app.App) []*cobra.Command {
	var all []*cobra.Command
	for _, x := range decisions {
		var note string
		var yes bool
		use, example := x.use, "  contra refunds "+x.use
		for _, arg := range x.args {
			use += " " + arg
			example += map[string]string{"REFUND_ID": " 0199c0de-0000-7000-8000-000000000000", "OPERATION_ID": " 5028800010128225", "TEXT": ` "asked support, ticket 12"`}[arg]
		}
		if x.noted {
			example += ` --note "not in the Dashboard on 24 Nov"`
		}
		cmd := &cobra.Command{Use: use, Short: x.short, Long: x.long, Example: example, Args: app.Want(x.args...),
			RunE: func(cmd *cobra.Command, args []string) error {
				if x.noted && note == "" {
					return app.Usage(cmd, "--note is missing: where did you see it?")
				}
				return decide(cmd.Context(), a, x, args, note, x.asks && !yes)
			}}
		if x.note {
			cmd.Flags().StringVar(&note, "note", "", "`words` that stay in the journal")
		}
		if x.asks {
			cmd.Flags().BoolVar(&yes, "yes", false, "do not ask")
		}
		all = append(all, cmd)
	}
	return all
}

func decide(ctx context.Context, a *app.App, x decision, args []string, note string, ask bool) error {
	if ask && !a.CanAsk() {
		return app.ErrCannotAsk
	}
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	f, err := d.Store.Refund(ctx, args[0])
	if err != nil {
		return err
	}
	if ask {
		a.Say("%s.\n", x.short)
		if err := a.Confirm(ctx, f.Amount, func(w io.Writer) error { return write(w, f) }); err != nil {
			return err
		}
	}
	before := f.Attempts
	f, err = x.act(ctx, d.Runner, args, note)
	sent := x.sends && f.Attempts > before
	if err != nil && !sent {
		return err
	}
	if err != nil {
		a.Complain(err)
	}
	if x.sends {
		return end(a, f)
	}
	return printOne(a, f)
}
