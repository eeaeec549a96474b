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
// attempt is made. sent tells whether anything may have left this machine; when
// it is false an error means that the refund was refused here.
func (d *Desk) Refund(ctx context.Context, plan refund.Plan) (f ledger.Refund, sent bool, err error) {
	f, err = d.Runner.Prepare(ctx, plan)
	if err != nil {
		return f, false, err
	}
	out, err := d.Runner.Send(ctx, f.ID)
	if out.ID == "" {
		out = f
	}
	return out, true, err
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
