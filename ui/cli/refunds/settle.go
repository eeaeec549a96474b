package refunds

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/purchases"
	"contra/ui/cli/view"
)

// Settle is contra settle.
func Settle(a *app.App) *cobra.Command {
	var wait app.Patience
	cmd := &cobra.Command{
		Use:   "settle",
		Short: "Ask the platform about every refund and purchase that is still open",
		Long: `settle looks at every refund and every purchase without a final state: it asks the platform for
its status and applies the answer. One in doubt that the platform does not know of is sent
once more after a while, with the same id and the same bytes.

It makes one pass; with --wait it goes on until nothing is open or the time is over.
Exit 5 while any refund or purchase is in doubt.`,
		Example: "  contra settle\n  contra settle --wait 2m --json",
		Args:    app.Want(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return settle(cmd.Context(), a, time.Duration(wait))
		},
	}
	cmd.Flags().Var(&wait, "wait", "how long to go on, such as 2m")
	return cmd
}

func settle(ctx context.Context, a *app.App, wait time.Duration) error {
	d, err := a.Open(ctx, true)
	if err != nil {
		return err
	}
	defer d.Close()
	t := tally{at: map[string]int{}}
	failed := t.passes(ctx, d, wait)
	s := t.sum()
	if failed != nil {
		if len(t.items)+len(t.bought.items) == 0 {
			return failed
		}
		a.Complain(failed)
	}
	errs := append(slices.Clone(t.errs), t.bought.errs...)
	for _, err := range errs {
		a.Complain(err)
		s.Errors = append(s.Errors, view.NewError(err))
	}
	if err := a.Result(s, func(w io.Writer) error { return t.write(w, s) }); err != nil {
		return err
	}
	switch {
	case s.InDoubt > 0 || t.bought.doubt():
		return app.Outcome(app.ExitUnknown)
	case failed != nil:
		return app.Outcome(app.ExitOf(failed))
	case len(errs) > 0:
		return app.Outcome(app.ExitFailed)
	}
	return nil
}

// tally is what one or more passes brought, each refund once.
type tally struct {
	items  []ledger.Refund
	at     map[string]int // index into items by refund id
	resent int
	errs   []error // of the last pass
	bought bought
}

// passes looks at every open refund and purchase, once, and again until nothing is open or
// wait is over.
func (t *tally) passes(ctx context.Context, d *desk.Desk, wait time.Duration) error {
	end := time.Now().Add(wait)
	for gap := 500 * time.Millisecond; ; gap = min(2*gap, 5*time.Second) {
		report, err := d.Runner.SettleAll(ctx, nil)
		t.errs, t.resent = report.Errs, t.resent+report.Resent
		for _, f := range report.Items {
			t.put(f)
		}
		if err == nil {
			err = t.bought.pass(ctx, d)
		}
		left := time.Until(end)
		if err != nil || left <= 0 {
			return err
		}
		if open, err := t.refresh(ctx, d); err != nil || !open {
			return err
		}
		timer := time.NewTimer(min(gap, left))
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return ledger.Errorf(ledger.ErrCancelled, "cancelled while waiting")
		}
	}
}

func (t *tally) put(f ledger.Refund) {
	if i, known := t.at[f.ID]; known {
		t.items[i] = f
		return
	}
	t.at[f.ID] = len(t.items)
	t.items = append(t.items, f)
}

// refresh reads again what was open, for a listener may have moved it, and
// tells whether anything is left.
func (t *tally) refresh(ctx context.Context, d *desk.Desk) (open bool, err error) {
	for i := range t.items {
		if !t.items[i].State.Open() {
			continue
		}
		if t.items[i], err = d.Store.Refund(ctx, t.items[i].ID); err != nil {
			return open, err
		}
		open = open || t.items[i].State.Open()
	}
	more, err := t.bought.refresh(ctx, d)
	return open || more, err
}

func (t *tally) sum() view.Settled {
	s := view.Settled{Checked: len(t.items), Resent: t.resent, Items: view.Each(t.items, view.NewRefund), Purchases: view.Each(t.bought.items, view.NewPurchase)}
	for _, f := range t.items {
		switch {
		case f.State.Final():
			s.Settled++
		case f.State == ledger.InDoubt:
			s.InDoubt++
		}
	}
	return s
}

func (t *tally) write(w io.Writer, s view.Settled) error {
	if err := table(t.items).Write(w); err != nil {
		return err
	}
	if len(t.bought.items) > 0 {
		if err := purchases.Table(t.bought.items).Write(w); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "%s looked at, %s settled, %s in doubt, %s sent again\n", out.Group(int64(s.Checked)), out.Group(int64(s.Settled)), out.Group(int64(s.InDoubt)), out.Group(int64(s.Resent)))
	return err
}
