package ledger

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"contra/core/money"
)

// CheckRefund tells whether amount may be refunded on payment p, which was paid
// by method m; known is false when the method's name is in no table. It gives nil or an
// *Error with the first rule that forbids it, the figures, and the next step.
func CheckRefund(p Payment, m Method, known bool, amount money.Amount, now time.Time) error {
	for _, err := range []*Error{
		checkDispute(p),
		checkCurrency(p, amount),
		checkMethod(p, m, known),
		checkStatus(p),
		checkAmount(p, amount),
		checkPartial(p, m, amount),
		checkWindow(p, m, now),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

func checkDispute(p Payment) *Error {
	if !p.Flags.Has(Disputed) {
		return nil
	}
	return Errorf(ErrDisputed, "payment %s is disputed: a refund now could pay the customer twice", p.ID).
		WithHint("wait for the end of the dispute; the Dashboard shows it")
}

func checkCurrency(p Payment, amount money.Amount) *Error {
	if p.Currency == "" || amount.Currency == p.Currency {
		return nil
	}
	return Errorf(ErrCurrency, "payment %s is in %s; a refund in %s is not possible", p.ID, p.Currency, currencyName(amount.Currency)).
		WithHint("give the amount in %s", p.Currency)
}

func checkMethod(p Payment, m Method, known bool) *Error {
	switch {
	case !known && p.Method == "":
		return Errorf(ErrUnknownMethod, "the payment method of %s is not known yet", p.ID).
			WithHint("import a callback of the payment, which names its method")
	case !known:
		return Errorf(ErrUnknownMethod, "how to refund by method %q is not known", p.Method).
			WithHint("add a [[method]] named %q to the configuration", p.Method)
	case !m.Full && !m.Partial:
		return Errorf(ErrNoRefunds, "%s has no refunds", m.title()).
			WithHint("return the money another way, such as a bank transfer, or ask ecommpay's support")
	case len(m.Currencies) > 0 && p.Currency != "" && !slices.Contains(m.Currencies, p.Currency):
		return Errorf(ErrCurrency, "%s refunds in %s only; payment %s is in %s", m.title(), currencyList(m.Currencies), p.ID, p.Currency).
			WithHint("check the payment in the Dashboard; if it is right, correct the method's currencies in the configuration")
	}
	return nil
}

func checkStatus(p Payment) *Error {
	no := func(reason string, args ...any) *Error {
		return Errorf(ErrNotRefundable, "payment %s cannot be refunded: %s", p.ID, fmt.Sprintf(reason, args...))
	}
	switch status := Normal(p.Status); {
	case p.Flags.Has(MixedCurrency):
		return no("its operations came in more than one currency").WithHint("look at its operations, and refund it in the Dashboard")
	case p.Flags.Has(OverRefunded):
		return no("%s was captured and %s is refunded already", p.Amount(p.Captured), p.Amount(p.Refunded)).
			WithHint("import the callbacks that are missing, or ask ecommpay's support")
	case status == "":
		return no("its status is not known").WithHint("import a callback of the payment first")
	case status == StatusRefunded || status == StatusReversed:
		return no("it is %s, all of it (%s)", status, p.Amount(p.Refunded)).WithHint("nothing is left to refund")
	case status == "awaiting capture":
		return no("its money is held and not captured").WithHint("cancel the hold in the Dashboard instead")
	case PaymentPending(status):
		return no("it is %q, so it has not ended", p.Status).WithHint("wait for its outcome, then try again")
	case !PaymentRefundable(status):
		return no("its status is %q", p.Status).WithHint("only a payment whose status is success, partially refunded or partially reversed can be refunded")
	case p.Captured <= 0:
		return no("no capture of it is in the ledger").WithHint("import the callback of its purchase first")
	}
	return nil
}

func checkAmount(p Payment, amount money.Amount) *Error {
	left := p.Amount(p.Refundable())
	switch {
	case !left.IsPositive() && !amount.IsPositive():
		// All that is refundable was asked for, and that is nothing.
		return Errorf(ErrOverRefund, "nothing is left to refund: %s", figures(p)).WithHint("%s", whyNothing(p))
	case !amount.IsPositive():
		return Errorf(ErrBadAmount, "a refund of %s makes no sense", amount).
			WithHint("give an amount above zero and up to %s", left)
	case amount.Minor <= left.Minor:
		return nil
	case left.IsZero():
		return Errorf(ErrOverRefund, "nothing is left to refund: %s", figures(p)).WithHint("%s", whyNothing(p))
	}
	err := Errorf(ErrOverRefund, "%s is more than can be refunded: %s", amount, figures(p))
	if slip, ok := money.LooksLikeSlip(amount, left, []money.Amount{p.Amount(p.Captured)}); ok {
		return err.WithHint("%s", slip)
	}
	return err.WithHint("refund up to %s", left)
}

func checkPartial(p Payment, m Method, amount money.Amount) *Error {
	all := p.Amount(p.Captured)
	switch {
	case amount == all && !m.Full:
		return Errorf(ErrNoRefunds, "%s has no full refunds", m.title()).WithHint("refund a part of the %s", all)
	case amount == all || m.Partial:
		return nil
	case p.Reserved > 0:
		return Errorf(ErrNoPartial, "%s refunds only the whole payment at once, and a part is on its way: %s", m.title(), figures(p)).
			WithHint("wait for its outcome; if it is declined, refund all %s", all)
	case p.Refunded > 0:
		return Errorf(ErrNoPartial, "%s refunds only the whole payment at once, and a part is refunded: %s", m.title(), figures(p)).
			WithHint("return the rest another way, such as a bank transfer, or ask ecommpay's support")
	}
	return Errorf(ErrNoPartial, "%s has no partial refunds: %s of %s", m.title(), amount, all).
		WithHint("refund all %s, or return the part another way", all)
}

func checkWindow(p Payment, m Method, now time.Time) *Error {
	if m.Window <= 0 || p.CreatedAt.IsZero() {
		return nil
	}
	if end := p.CreatedAt.Add(m.Window); now.After(end) {
		return Errorf(ErrWindow, "the time to refund %s by %s ended on %s UTC", p.ID, m.title(), end.UTC().Format("2006-01-02 15:04")).
			WithHint("return the money another way, such as a bank transfer, or ask ecommpay's support")
	}
	return nil
}

// figures shows how the refundable amount comes about.
func figures(p Payment) string {
	return "captured " + p.Amount(p.Captured).String() + ", refunded " + p.Amount(p.Refunded).Format() +
		", on its way " + p.Amount(p.Reserved).Format() + ", left " + p.Amount(p.Refundable()).Format()
}

func whyNothing(p Payment) string {
	if p.Reserved > 0 {
		return "wait for the outcome of the refunds on their way"
	}
	return "all of it is refunded already"
}

func currencyName(c money.Currency) string {
	if c == "" {
		return "no currency"
	}
	return string(c)
}

func currencyList(list []money.Currency) string {
	names := make([]string, len(list))
	for i, c := range list {
		names[i] = string(c)
	}
	return strings.Join(names, ", ")
}

// title names the method for people.
func (m Method) title() string {
	if m.Title != "" {
		return m.Title
	}
	return m.Name
}
