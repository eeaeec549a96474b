package check

import (
	"strings"
	"time"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/money"
)

// on names a day, when there is one.
func on(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return " on " + at.UTC().Format("2 Jan 2006") + " (UTC)"
}

// doubts are what a person should look at although the row fits. sum is what
// the rows of the payment want, this one included.
func (c *checker) doubts(p ledger.Payment, sum int64) {
	left := p.Amount(p.Refundable())
	if slip, ok := money.LooksLikeSlip(c.r.Amount, left, nil); ok {
		c.say(batch.Warning, colAmount, batch.AmountSlip, "%s", slip)
	}
	for _, b := range c.p.Before {
		if b.Amount == c.r.Amount {
			c.say(batch.Warning, colAmount, batch.RefundedBefore, "the same %s of this payment were refunded already%s: if that was for the same reason, take the row out", b.Amount, on(b.At))
			break
		}
	}
	if rest := left.Minor - sum; rest > 0 && rest < cent(p.Currency) {
		c.say(batch.Warning, colAmount, batch.SmallRemainder, "%s would be left, which is less than 0.01 USD, and the platform refuses that (code 3117): refund all %s, or less",
			p.Amount(rest), p.Amount(left.Minor-sum+c.r.Amount.Minor))
	}
	if exp, _ := p.Currency.Exponent(); exp >= 3 {
		c.say(batch.Warning, colCurrency, batch.ThreeDecimals, "%s has %d decimals, on which the platform's documents disagree: try one small refund and look at its amount in the Dashboard before the others go out", p.Currency, exp)
	}
	if p.Flags.Has(ledger.Disagrees) {
		c.say(batch.Warning, colPayment, batch.Disagrees, "%s: look at the payment before it is refunded", disagreement(p))
	}
	if p.Flags.Has(ledger.ReversedBack) {
		c.say(batch.Warning, colPayment, batch.TakenBack, "an earlier refund of the payment was taken back by the platform: make sure that it is to be refunded again")
	}
	if c.p.Unproven {
		c.say(batch.Warning, colPayment, batch.NotFinal, "an earlier row of the payment was taken for declined by its amount alone, and a file carries no id that would prove it: look in the Dashboard that it was not paid before it is repeated")
	}
}

func disagreement(p ledger.Payment) string {
	ours := p.Captured - p.Refunded
	if p.Left == nil || *p.Left == ours {
		return "the platform's messages about the payment contradict each other"
	}
	return "the platform says that " + p.Amount(*p.Left).String() + " of the payment is left, and its operations leave " + p.Amount(ours).String()
}

// rivals warns of other refunds of the payment that are open.
func (c *checker) rivals(p ledger.Payment) {
	var gate, file []string
	var same *Rival
	held := int64(0)
	for i := range c.p.Rivals {
		r := &c.p.Rivals[i]
		if r.Amount.Currency == p.Currency {
			held = max(held, held+r.Amount.Minor) // a sum that does not fit changes nothing
		}
		switch {
		case r.Via != ledger.ViaFile:
			gate = append(gate, r.String())
		case same == nil && r.Amount == c.r.Amount && c.readable:
			same = r
			file = append([]string{r.String()}, file...)
		default:
			file = append(file, r.String())
		}
	}
	if len(gate) > 0 {
		c.say(batch.Warning, colPayment, batch.InFlight, "another refund of the payment is still open: %s; make sure that this row is not the same", some(gate))
	} else if held < p.Reserved {
		c.say(batch.Warning, colPayment, batch.InFlight, "%s of the payment is on its way back already, begun elsewhere, such as in the Dashboard: make sure that this row is not the same", p.Amount(p.Reserved-held))
	}
	switch {
	case same != nil:
		c.say(batch.Warning, colPayment, batch.InOtherBatch, "%s refunds the SAME AMOUNT of this payment and is still open, so this row would very likely pay the customer twice: %s; take this row out unless both are meant", inBatch(same), some(file))
	case len(file) > 0:
		c.say(batch.Warning, colPayment, batch.InOtherBatch, "the payment is in another file that is still open: %s; make sure that both are meant", some(file))
	}
}

// String says who refunds what since when.
func (r *Rival) String() string {
	words := r.Amount.String()
	if r.Batch != "" {
		words += " in batch " + clip(r.Batch)
	}
	if r.Who != "" {
		words += " by " + clip(r.Who)
	}
	if !r.Since.IsZero() {
		words += " since " + r.Since.UTC().Format("2 Jan 2006 15:04") + " UTC"
	}
	if r.State != "" {
		words += " (" + string(r.State) + ")"
	}
	return words
}

func inBatch(r *Rival) string {
	if r.Batch == "" {
		return "another file"
	}
	return "batch " + clip(r.Batch)
}

func some(list []string) string {
	if len(list) > 3 {
		return strings.Join(list[:3], ", ") + " and others"
	}
	return strings.Join(list, ", ")
}
