package desk

import (
	"context"
	"errors"
	"strconv"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/refund"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// Plan checks a refund and says what would happen. amount nil means all that is
// refundable. Nothing is stored and nothing is sent.
func (d *Desk) Plan(ctx context.Context, paymentRow int64, amount *money.Amount, description string) (refund.Plan, error) {
	return d.Runner.Plan(ctx, paymentRow, amount, description)
}

// Refund carries out a plan: the intent is stored and synced, then the first
// attempt is made. sent tells whether anything may have left this machine. When
// it is false the error says why; a refund that comes with it is the intent that
// was stored and not sent: withdrawn, or else named in the error's hint.
func (d *Desk) Refund(ctx context.Context, plan refund.Plan) (f ledger.Refund, sent bool, err error) {
	f, err = d.Runner.Prepare(ctx, plan)
	if err != nil {
		return f, false, err
	}
	out, err := d.Runner.Send(ctx, f.ID)
	if err == nil || out.ID != "" {
		return out, out.Attempts > 0, err
	}
	return d.unsent(context.WithoutCancel(ctx), f, err)
}

// unsent takes an intent back whose attempt could not be recorded, so that no
// later settle sends what its person was told had failed.
func (d *Desk) unsent(ctx context.Context, f ledger.Refund, why error) (ledger.Refund, bool, error) {
	if out, err := d.Runner.Withdraw(ctx, f.ID, "It could not be sent: "+why.Error()); err == nil {
		return out, false, why
	}
	if stored, err := d.Store.Refund(ctx, f.ID); err == nil {
		f = stored
	}
	said := &ledger.Error{Code: ledger.ErrIO, Message: "the refund was stored and not sent", Err: why,
		Hint: "refund " + f.ID + " keeps its amount reserved, and the next settle may send it: look at it or withdraw it before you refund again"}
	if known := (*ledger.Error)(nil); errors.As(why, &known) {
		said.Code = known.Code
	}
	if f.State == ledger.Prepared {
		return f, false, said
	}
	return f, f.Attempts > 0, why
}

// PlanNow plans and refunds without a person in between, as a script does. When
// the ledger moves in that instant and the refund still fits, it looks again.
func (d *Desk) PlanNow(ctx context.Context, paymentRow int64, amount *money.Amount, description string) (f ledger.Refund, sent bool, err error) {
	for range 20 {
		plan, err := d.Plan(ctx, paymentRow, amount, description)
		if err != nil {
			return ledger.Refund{}, false, err
		}
		f, sent, err = d.Refund(ctx, plan)
		var refused *ledger.Error
		if sent || !errors.As(err, &refused) || refused.Code != ledger.ErrChanged {
			return f, sent, err
		}
	}
	return ledger.Refund{}, false, ledger.Errorf(ledger.ErrChanged, "the payment keeps changing").WithHint("try again in a moment")
}
