package refund

import (
	"context"
	"fmt"
	"time"

	"contra/core/ledger"
	"contra/core/money"
)

// Plan is a refund that was looked at and not done yet. The preview on the
// screen and the dry run of the command are this same value.
type Plan struct {
	Payment     ledger.Payment // as it was when the plan was made
	Method      ledger.Method
	Amount      money.Amount
	Full        bool // all that is refundable was asked for, whatever it is
	Leaves      money.Amount
	Description string
	Warnings    []string
	Refused     error           // the rule that forbids it, or nil
	seen        map[string]bool // our refunds of the payment that the plan took into account
}

// Plan checks a refund of amount (nil: all that is refundable) against the
// ledger as it is now. A rule that forbids it is in Plan.Refused; an error
// means that the plan could not be made at all.
func (r *Runner) Plan(ctx context.Context, paymentRow int64, amount *money.Amount, description string) (Plan, error) {
	account, refunds, err := r.Store.Account(ctx, paymentRow)
	if err != nil {
		return Plan{}, err
	}
	p := account.Payment
	plan := Plan{Payment: p, Full: amount == nil, Description: description, seen: map[string]bool{}}
	for _, f := range refunds {
		plan.seen[f.ID] = true
	}
	if plan.Description == "" {
		plan.Description = r.Description
	}
	method, known := r.Methods.Lookup(p.Method)
	plan.Method = method
	plan.Amount = p.Amount(p.Refundable())
	if amount != nil {
		plan.Amount = *amount
	}
	plan.Leaves = p.Amount(max(0, p.Refundable()-plan.Amount.Minor))
	plan.Refused = check(account, refunds, method, known, plan.Amount, r.Store.Now())
	plan.Warnings = warnings(p, refunds, plan.Amount)
	return plan, nil
}

// check applies the rules of the ledger; when the amount is too large it names
// the refund that holds the rest.
func check(a *ledger.Account, refunds []ledger.Refund, method ledger.Method, known bool, amount money.Amount, now time.Time) error {
	err := ledger.CheckRefund(a.Payment, method, known, amount, now)
	if e, ok := err.(*ledger.Error); ok && e.Code == ledger.ErrOverRefund {
		if f, ok := newest(refunds); ok {
			said := *e
			said.Hint = join(e.Hint, who(f))
			return &said
		}
	}
	return err
}

func join(hint, more string) string {
	if hint == "" {
		return more
	}
	return hint + "; " + more
}

// newest is the latest refund that holds or took money.
func newest(refunds []ledger.Refund) (f ledger.Refund, ok bool) {
	for _, g := range refunds {
		if g.State.Reserves() || g.State == ledger.Succeeded || g.State == ledger.Confirmed {
			f, ok = g, true
		}
	}
	return f, ok
}

func who(f ledger.Refund) string {
	return fmt.Sprintf("%s has a refund of %s on it since %s UTC (%s, refund %s)", f.Operator, f.Amount, f.CreatedAt.Format("2 Jan 15:04:05"), f.State, f.ID)
}

// warnings are doubts that do not forbid the refund.
func warnings(p ledger.Payment, refunds []ledger.Refund, amount money.Amount) []string {
	var all []string
	var earlier []money.Amount
	for _, f := range refunds {
		earlier = append(earlier, f.Amount)
		if f.State.Open() {
			all = append(all, "Another refund of this payment is still open: "+who(f)+".")
		}
	}
	if slip, ok := money.LooksLikeSlip(amount, p.Amount(p.Refundable()), earlier); ok {
		all = append(all, slip.String())
	}
	if p.Flags.Has(ledger.Disagrees) {
		left := "nothing"
		if p.Left != nil {
			left = p.Amount(*p.Left).String()
		}
		all = append(all, fmt.Sprintf("The platform says %s is left; our operations leave %s.", left, p.Amount(p.Captured-p.Refunded)))
	}
	if p.Flags.Has(ledger.ReversedBack) {
		all = append(all, "An earlier refund of this payment was taken back by the platform.")
	}
	return all
}
