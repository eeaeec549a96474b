package purchases

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/qr"
	"contra/ui/cli/app"
	"contra/ui/cli/view"
)

const defaultWait = 10 * time.Second

// how says how a purchase is to be carried out.
type how struct {
	dry, yes bool
	wait     time.Duration
	picture  pictures
}

// Purchase is contra purchase.
func Purchase(a *app.App) *cobra.Command {
	var o options
	var h how
	wait := app.Patience(defaultWait)
	cmd := &cobra.Command{
		Use:   "purchase",
		Short: "Ask a customer for a payment through Gate, and show the QR code to scan",
		Long: `purchase asks Gate for a payment. The amount is in major units of the currency: 12.50 for EUR,
300 for KRW. When the platform has the customer's QR code ready, it is shown with the time that
is left; then the outcome is watched for until --wait is over.

It shows what would happen and asks for the amount to be typed again; --yes does not ask, and
without a terminal it is needed. The purchase is written to the ledger before anything is sent.
Exit 5 while it waits for its customer or is in doubt: contra settle finds out. The same
payment id is never sent as a second purchase.`,
		Example: `  contra purchase --amount 12000 --customer customer42 --dry-run
  contra purchase --amount 12000 --customer customer42 --ip 192.0.2.7 --wait 5m
  contra purchase --amount 300 --customer customer42 --payment order-580 --yes --wait 0 --json`,
		Args: app.Want(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := h.picture.check(cmd); err != nil {
				return err
			}
			h.wait, o.wish.Via = time.Duration(wait), ledger.ViaGate
			return run(cmd.Context(), cmd, a, o, h)
		},
	}
	o.flags(cmd)
	f := cmd.Flags()
	f.StringVar(&o.wish.CustomerIP, "ip", "", "the customer's IP `address` (default the configuration's)")
	f.BoolVar(&h.dry, "dry-run", false, "show what would happen and send nothing")
	f.BoolVar(&h.yes, "yes", false, "do not ask")
	f.Var(&wait, "wait", "how long to watch for the outcome, such as 5m")
	h.picture.flags(cmd)
	return cmd
}

func run(ctx context.Context, cmd *cobra.Command, a *app.App, o options, h how) error {
	if !h.dry && !h.yes && !a.CanAsk() {
		return app.ErrCannotAsk
	}
	d, err := a.Open(ctx, !h.dry)
	if err != nil {
		return err
	}
	defer d.Close()
	bad := o.complete(cmd, d)
	plan, err := d.Purchases.Plan(ctx, o.wish)
	if err != nil {
		return err
	}
	if err := refusal(plan, bad); err != nil {
		return err
	}
	show := func(w io.Writer) error { return preview(w, d, plan) }
	if h.dry {
		return a.Result(view.NewPurchasePlan(plan), show)
	}
	if h.yes {
		for _, warning := range plan.Warnings {
			a.Say("warning: %s", warning)
		}
	} else if err := a.Confirm(ctx, plan.Wish.Amount, show); err != nil {
		return err
	}
	if ctx.Err() != nil {
		return ledger.Errorf(ledger.ErrCancelled, "cancelled; nothing was sent")
	}
	p, err := d.Purchases.Prepare(ctx, plan)
	if err != nil {
		return err
	}
	sent, err := send(ctx, a, d, p)
	if sent.Attempts == 0 {
		return err
	}
	return follow(ctx, a, d, sent, err, h)
}

// send makes the first attempt. An intent whose attempt could not be recorded is
// taken back, so that no later settle sends what its person was told had failed.
func send(ctx context.Context, a *app.App, d *desk.Desk, p ledger.Purchase) (ledger.Purchase, error) {
	stop := context.AfterFunc(ctx, func() {
		a.Say("An attempt that has begun is not given up half-way; waiting for its answer.")
	})
	defer stop()
	sent, err := d.Purchases.Send(ctx, p.ID)
	if err == nil || sent.ID != "" {
		return sent, err
	}
	if _, undone := d.Purchases.Withdraw(context.WithoutCancel(ctx), p.ID, "It could not be sent: "+err.Error()); undone != nil {
		a.Say("Purchase %s was stored and not sent, and the next settle may send it: look at it before you ask again.", p.ID)
	}
	return ledger.Purchase{}, err
}

// follow shows the QR code once it is there, and watches until the outcome is
// known or the wait is over. What was sent is printed as it stands in the end.
func follow(ctx context.Context, a *app.App, d *desk.Desk, p ledger.Purchase, failed error, h how) error {
	end := time.Now().Add(h.wait)
	if failed == nil && h.wait > 0 && p.State.Open() {
		p, failed = keep(p)(d.Purchases.Await(ctx, p.ID, h.wait, func(p ledger.Purchase) bool { return scannable(p) != "" }))
		if data := scannable(p); data != "" && p.State.Open() && failed == nil {
			failed = present(a, p, data, d.Store.Now(), h.picture)
		}
		if left := time.Until(end); failed == nil && p.State.Open() && left > 0 {
			if !a.JSON {
				a.Say("Watching for the outcome for %s; Ctrl-C ends the watching, not the purchase.", left.Round(time.Second))
			}
			p, failed = keep(p)(d.Purchases.Watch(ctx, p.ID, left))
		}
	}
	if failed == nil && h.wait > 0 && p.State == ledger.PurchaseWaiting && scannable(p) == "" {
		a.Say("No QR code came: the platform sends it by a callback, which contra listen receives.")
	}
	if failed != nil {
		a.Complain(failed)
	}
	if err := a.Result(view.NewPurchase(p), func(w io.Writer) error { return write(w, p) }); err != nil {
		a.Complain(err)
	}
	return app.Ended(exitOf(p.State))
}

// keep goes on with what was known when a look failed so that nothing came back.
func keep(known ledger.Purchase) func(ledger.Purchase, error) (ledger.Purchase, error) {
	return func(p ledger.Purchase, err error) (ledger.Purchase, error) {
		if p.ID == "" {
			p = known
		}
		return p, err
	}
}

// present shows the customer's QR code beside the data, which stay alone on stdout.
func present(a *app.App, p ledger.Purchase, data string, now time.Time, picture pictures) error {
	symbol, err := qr.Encode(data, qr.M)
	if err != nil {
		return err
	}
	if err := picture.write(symbol); err != nil {
		a.Complain(err)
	}
	if app.IsTerminal(a.Env.Stderr) {
		if err := draw(a.Env.Stderr, a, a.Env.Stderr, symbol); err != nil {
			return err
		}
	}
	a.Say("The customer scans the QR code to pay %s%s: %s", p.Amount, until(p, now), data)
	return nil
}
