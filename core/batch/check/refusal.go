package check

import (
	"errors"

	"contra/core/batch"
	"contra/core/ledger"
)

// amount judges the number by itself.
func (c *checker) amount() {
	a := c.r.Amount
	if c.faults[colAmount] != nil {
		return
	}
	switch {
	case a.Minor == 0 && c.waits:
	case a.Minor == 0 && c.r.Whole && c.p != nil && a.Currency != c.p.Currency: // all of it, in a currency that is wrong
	case a.Minor == 0:
		c.say(batch.Error, colAmount, batch.AmountEmpty, "the amount is empty: %s", c.amountHint())
	case a.Minor < 0:
		c.say(batch.Error, colAmount, batch.AmountBad, "%s is below zero: %s", a, c.amountHint())
	case a.Minor > batch.MaxAmount:
		c.say(batch.Error, colAmount, batch.AmountTooLarge, "%s is more than the platform takes in one row: %s", a, c.amountHint())
	default:
		c.readable = !c.bad[colCurrency] && c.faults[colCurrency] == nil
	}
}

func (c *checker) amountHint() string {
	if c.p != nil {
		if p := c.free(); p.Refundable() > 0 {
			return "write one up to " + p.Amount(p.Refundable()).String()
		}
	}
	return "write one above zero, in minor units"
}

// free is the row's payment as if these rows held nothing of it yet, its texts
// short enough for a sentence.
func (c *checker) free() ledger.Payment {
	p := c.p.Payment
	p.Reserved = max(0, p.Reserved-max(0, c.p.Own))
	p.ID, p.Status, p.Method = clip(p.ID), clip(p.Status), clip(p.Method)
	return p
}

// codes that the ledger's rules and findings share, and the columns that they are about.
var refusals = map[ledger.Code]struct {
	code   batch.Code
	column column
}{
	ledger.ErrDisputed:      {batch.Disputed, colPayment},
	ledger.ErrCurrency:      {batch.CurrencyWrong, colCurrency},
	ledger.ErrUnknownMethod: {batch.MethodUnknown, colMethod},
	ledger.ErrNoRefunds:     {batch.NoRefunds, colMethod},
	ledger.ErrNotRefundable: {batch.NotRefundable, colPayment},
	ledger.ErrBadAmount:     {batch.AmountBad, colAmount},
	ledger.ErrOverRefund:    {batch.OverRefund, colAmount},
	ledger.ErrNoPartial:     {batch.NoPartial, colAmount},
	ledger.ErrWindow:        {batch.WindowOver, colPayment},
}

// refusal asks the ledger's own rules, so that a file and a single refund are
// refused by the same ones in the same words. It gives the code of the finding,
// empty when the rules have nothing against the row.
func (c *checker) refusal() batch.Code {
	nothing := c.faults[colAmount] != nil && c.faults[colAmount].Code == batch.NothingLeft
	if c.p == nil || nothing {
		return ""
	}
	p, m, amount := c.free(), c.paidBy(c.p.Method), c.r.Amount
	if !c.readable {
		// What is wrong with the payment does not depend on the amount.
		amount = p.Amount(max(1, p.Refundable()))
		if c.r.Amount.Currency != "" && !c.bad[colCurrency] {
			amount.Currency = c.r.Amount.Currency
		}
	}
	err := ledger.CheckRefund(p, m.Method, m.known, amount, c.Now)
	if err == nil {
		return ""
	}
	var refused *ledger.Error
	if !errors.As(err, &refused) {
		refused = ledger.Errorf(ledger.ErrNotRefundable, "%v", err)
	}
	said, ok := refusals[refused.Code]
	if !ok {
		said = refusals[ledger.ErrNotRefundable]
	}
	switch {
	case !c.readable && (said.column == colAmount || said.code == batch.NoRefunds && (m.Full || m.Partial)):
		return "" // said of an amount that is not the row's
	case said.code == batch.OverRefund && p.Refundable() == 0:
		said.code = batch.NothingLeft
	}
	message := refused.Error()
	if refused.Hint != "" {
		message += "; " + refused.Hint
	}
	c.say(batch.Error, said.column, said.code, "%s", message)
	return said.code
}
