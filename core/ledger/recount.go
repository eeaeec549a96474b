package ledger

import "contra/core/money"

// Recount computes currency, requested, captured, refunded, reserved and the
// flags from the operations and our refunds whose outcome is open. Refunds in other states
// may be among them and hold nothing.
//
// Only operations in the payment's currency count. When a sum does not fit or an
// amount is below zero, nothing can be trusted: all sums become zero, so that nothing is
// refundable, and the payment Disagrees.
func (a *Account) Recount(open []Refund) {
	p := &a.Payment
	a.recountCurrency()
	t := tally{currency: p.Currency, flags: p.Flags & (Disputed | Contradicted)}
	for i := range a.Operations {
		t.operation(&a.Operations[i])
	}
	t.reserve(a.Operations, open)

	refunded := max(0, t.refunded-t.undone) // neither is below zero, so this cannot overflow
	if t.undone > t.refunded {
		t.flags |= Disagrees
	}
	if refunded > t.captured {
		t.flags |= OverRefunded
	}
	if p.Left != nil && !t.pending && t.captured > 0 && *p.Left != t.captured-refunded {
		t.flags |= Disagrees
	}
	if t.flags.Has(Contradicted) {
		t.flags |= Disagrees
	}
	p.Requested, p.Captured, p.Refunded, p.Reserved = max(t.captured, a.requested()), t.captured, refunded, t.reserved
	if _, fits := money.AddMinor(refunded, t.reserved); t.broken || !fits {
		t.flags |= Disagrees
		p.Requested, p.Captured, p.Refunded, p.Reserved = 0, 0, 0, 0
	}
	p.Flags = t.flags
}

// tally adds up the operations of one payment, all of them 0 or more.
type tally struct {
	currency                             money.Currency
	captured, refunded, undone, reserved int64
	flags                                Flags
	pending                              bool // an operation has not ended yet
	broken                               bool // a sum does not fit, or an amount is below zero
}

func (t *tally) operation(o *Operation) {
	final, success := OperationFinal(o.Status)
	known := KnownType(o.Type) && KnownStatus(o.Status)
	if !known {
		t.flags |= UnknownKind
	}
	if !final || !known && success {
		t.pending = true
	}
	if o.Code == disputeCode || speaksOfDispute(o.Type, o.Status) {
		t.flags |= Disputed
	}
	if !t.counts(o.Amount) || !success {
		return
	}
	switch {
	case IsCaptureType(o.Type):
		t.add(&t.captured, o.Amount.Minor)
	case IsRefundType(o.Type):
		t.add(&t.refunded, o.Amount.Minor)
	case Normal(o.Type) == RefundReverse:
		t.flags |= ReversedBack
		t.add(&t.undone, o.Amount.Minor)
	}
}

// reserve holds what may still leave: our open refunds, and refund operations
// on their way that none of them accounts for, such as those begun in the Dashboard.
func (t *tally) reserve(operations []Operation, open []Refund) {
	claimed := make([]bool, len(operations))
	for i := range open {
		f := &open[i]
		if !f.State.Reserves() || !t.counts(f.Amount) {
			continue
		}
		ended, onItsWay := false, int64(0)
		for j := range operations {
			o := &operations[j]
			if !Carries(o, f) {
				continue
			}
			claimed[j] = true
			switch _, success := OperationFinal(o.Status); {
			case holds(o):
				t.addIf(o.Amount, &onItsWay)
			case !success || t.counts(o.Amount):
				ended = true // the status decides: a definite no, or it is counted as refunded
			}
		}
		if ended {
			t.add(&t.reserved, onItsWay)
		} else {
			t.add(&t.reserved, max(f.Amount.Minor, onItsWay))
		}
	}
	for j := range operations {
		if !claimed[j] && holds(&operations[j]) {
			t.addIf(operations[j].Amount, &t.reserved)
		}
	}
}

// holds tells whether an operation may still give money back.
func holds(o *Operation) bool {
	final, success := OperationFinal(o.Status)
	return looksLikeRefundType(o.Type) && (!final || success && !KnownType(o.Type))
}

func (t *tally) counts(a money.Amount) bool {
	if a.Currency == t.currency {
		return true
	}
	if a != (money.Amount{}) {
		t.flags |= MixedCurrency
	}
	return false
}

func (t *tally) addIf(a money.Amount, to *int64) {
	if t.counts(a) {
		t.add(to, a.Minor)
	}
}

func (t *tally) add(to *int64, minor int64) {
	sum, fits := money.AddMinor(*to, minor)
	if !fits || minor < 0 {
		t.broken = true
		return
	}
	*to = sum
}

// recountCurrency: the currency is the first purchase's, else that of
// payment.sum, which Apply has set, else the first operation's.
func (a *Account) recountCurrency() {
	p := &a.Payment
	if c, known := a.purchaseCurrency(); known {
		if p.Left != nil && p.Currency != c {
			p.Left = nil
			p.Flags |= Contradicted
		}
		p.Currency = c
		return
	}
	if p.Currency == "" {
		if o := a.first(func(o *Operation) bool { return o.Amount.Currency != "" }); o != nil {
			p.Currency = o.Amount.Currency
		}
	}
}

func (a *Account) purchaseCurrency() (money.Currency, bool) {
	o := a.first(func(o *Operation) bool { return isPurchaseType(o.Type) && o.Amount.Currency != "" })
	if o == nil {
		return "", false
	}
	return o.Amount.Currency, true
}

// requested is what the first purchase asked for, captured or not.
func (a *Account) requested() int64 {
	o := a.first(func(o *Operation) bool { return isPurchaseType(o.Type) && o.Amount.Currency == a.Payment.Currency })
	if o == nil {
		return 0
	}
	return max(0, o.Amount.Minor)
}

// first finds the operation with the lowest number among those that qualify: a
// number, unlike a date, is the same in every message.
func (a *Account) first(qualifies func(*Operation) bool) *Operation {
	var first *Operation
	for i := range a.Operations {
		if o := &a.Operations[i]; qualifies(o) && (first == nil || numberLess(o.ID, first.ID)) {
			first = o
		}
	}
	return first
}
