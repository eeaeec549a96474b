package ledger

import (
	"strings"
	"time"

	"contra/core/money"
)

// supersedes tells whether a message with another status takes the place of
// what is known of an operation. Success stands whatever comes; a final no gives way to a
// late success only; among several the earliest no stands, so that the
// order of arrival does not matter; what is pending goes by date, then by arrival.
func supersedes(known, told *Operation) bool {
	knownFinal, knownSuccess := OperationFinal(known.Status)
	toldFinal, toldSuccess := OperationFinal(told.Status)
	switch {
	case knownSuccess:
		return false
	case knownFinal && toldFinal && !toldSuccess:
		if !told.Date.Equal(known.Date) {
			return told.Date.Before(known.Date)
		}
		return Normal(told.Status) < Normal(known.Status)
	case knownFinal != toldFinal:
		return toldFinal
	case knownFinal:
		return true
	}
	return !told.Date.Before(known.Date)
}

// contradict tells whether one of two messages says success and the other, not
// surely earlier, a final no. A no followed by a success is an ordinary late success.
func contradict(x, y *Operation) bool {
	xFinal, xSuccess := OperationFinal(x.Status)
	yFinal, ySuccess := OperationFinal(y.Status)
	if !xFinal || !yFinal || xSuccess == ySuccess {
		return false
	}
	yes, no := x, y
	if ySuccess {
		yes, no = y, x
	}
	return no.Date.IsZero() || !no.Date.Before(yes.Date)
}

// merge gives operation o, with what it leaves empty taken from other.
func merge(o, other Operation) Operation {
	fillText(&o.Type, other.Type)
	fillText(&o.RequestID, other.RequestID)
	fillText(&o.MerchantRefundID, other.MerchantRefundID)
	fillText(&o.Code, other.Code)
	fillText(&o.Message, other.Message)
	fillText(&o.ProviderPaymentID, other.ProviderPaymentID)
	if o.Amount == (money.Amount{}) {
		o.Amount = other.Amount
	}
	if o.CreatedAt.IsZero() {
		o.CreatedAt = other.CreatedAt
	}
	if o.Date.IsZero() {
		o.Date = other.Date
	}
	return o
}

// complete dates the end of an operation by the message that told of it.
func complete(o *Operation, told Operation) {
	o.CompletedAt = time.Time{}
	if final, _ := OperationFinal(o.Status); final {
		o.CompletedAt = told.CompletedAt
		if o.CompletedAt.IsZero() {
			o.CompletedAt = told.Date
		}
	}
}

// newer orders operations by date, then by creation, then by number.
func newer(x, y *Operation) bool {
	switch {
	case !x.Date.Equal(y.Date):
		return x.Date.After(y.Date)
	case !x.CreatedAt.Equal(y.CreatedAt):
		return x.CreatedAt.After(y.CreatedAt)
	}
	return numberLess(y.ID, x.ID)
}

// numberLess compares ids of digits by value, whatever their length.
func numberLess(x, y string) bool {
	x, y = strings.TrimLeft(x, "0"), strings.TrimLeft(y, "0")
	if len(x) != len(y) {
		return len(x) < len(y)
	}
	return x < y
}

// follow takes over what the newest event says of the payment.
func (a *Account) follow(e *Event) bool {
	p := &a.Payment
	changed := setText(&p.Status, e.PaymentStatus)
	changed = setText(&p.Method, e.Method) || changed
	changed = setText(&p.CustomerID, e.CustomerID) || changed
	changed = setText(&p.Description, e.Description) || changed
	return a.setLeft(e.Left) || changed
}

// fill takes from an older event only what nobody said before. What was left on
// the payment then is no news now.
func (a *Account) fill(e *Event) bool {
	p := &a.Payment
	changed := fillText(&p.Status, e.PaymentStatus)
	changed = fillText(&p.Method, e.Method) || changed
	changed = fillText(&p.CustomerID, e.CustomerID) || changed
	return fillText(&p.Description, e.Description) || changed
}

// setLeft keeps payment.sum of the newest event; one that does not tell makes it
// unknown. A sum in another currency than the purchase cannot be compared.
func (a *Account) setLeft(left *money.Amount) bool {
	p := &a.Payment
	old := p.Left
	p.Left = nil
	if left != nil && left.Currency != "" {
		switch c, known := a.purchaseCurrency(); {
		case known && c != left.Currency:
			p.Flags |= Contradicted | Disagrees
		default:
			p.Currency = left.Currency
			minor := left.Minor
			p.Left = &minor
		}
	}
	return (old == nil) != (p.Left == nil) || old != nil && *old != *p.Left
}

// span widens the time that the payment covers.
func (a *Account) span(e *Event, forward bool) bool {
	p := &a.Payment
	created, updated := p.CreatedAt, p.UpdatedAt
	for _, t := range []time.Time{e.Operation.CreatedAt, e.Operation.Date} {
		if !t.IsZero() && (p.CreatedAt.IsZero() || t.Before(p.CreatedAt)) {
			p.CreatedAt = t
		}
	}
	if forward && e.Operation.Date.After(p.UpdatedAt) {
		p.UpdatedAt = e.Operation.Date
	}
	return !created.Equal(p.CreatedAt) || !updated.Equal(p.UpdatedAt)
}

func setText(to *string, text string) bool {
	if text == "" || *to == text {
		return false
	}
	*to = text
	return true
}

func fillText(to *string, text string) bool { return *to == "" && setText(to, text) }
