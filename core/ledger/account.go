package ledger

import "time"

// Account is a payment with the operations that it is made of.
type Account struct {
	Payment    Payment
	Operations []Operation
}

// Effect says what an event did to an account.
type Effect struct {
	New       bool // the operation was not known before
	Changed   bool // the payment or one of its operations has to be saved
	Late      bool // a newer or final state was known already; at most empty fields were filled
	Duplicate bool // the same operation with the same status was known already
	Operation int  // index into Operations, -1 for an event without an operation id
}

// Apply folds one event into the account. It does not touch the sums: call
// Recount once all events of a message are in. The version is the store's.
//
// An event is identified by its operation's id and status, whatever its date.
// Operations and sums do not depend on the order in which events arrive nor on
// how often. Neither does what the payment's newest event says, as long as the message that
// stands for an operation is the newest of its messages.
func (a *Account) Apply(e Event, now time.Time) Effect {
	p := &a.Payment
	if p.ID == "" {
		p.Project, p.ID = e.Project, e.PaymentID
	}
	flags := p.Flags
	if e.Operation.Code == disputeCode || speaksOfDispute(e.PaymentStatus, e.Operation.Status, e.Operation.Type) {
		p.Flags |= Disputed
	}
	var effect Effect
	if e.Operation.ID == "" {
		effect = a.applyLoose(&e)
	} else {
		effect = a.applyOperation(&e, now)
	}
	effect.Changed = effect.Changed || p.Flags != flags
	return effect
}

// applyLoose takes an event that names no operation: it can tell how the payment
// stands, and nothing that sums up.
func (a *Account) applyLoose(e *Event) Effect {
	p := &a.Payment
	at := e.Operation.Date
	newest := at.After(p.UpdatedAt) || p.UpdatedAt.IsZero() && len(a.Operations) == 0
	changed := a.span(e, newest)
	if newest {
		changed = a.follow(e) || changed
	} else {
		changed = a.fill(e) || changed
	}
	return Effect{Changed: changed, Late: !newest, Operation: -1}
}

func (a *Account) applyOperation(e *Event, now time.Time) Effect {
	i := a.index(e.Operation.ID)
	if i < 0 {
		i = len(a.Operations)
		o := e.Operation
		o.Project, o.PaymentRow, o.FirstSeen = e.Project, a.Payment.RowID, now
		complete(&o, e.Operation)
		a.Operations = append(a.Operations, o)
		a.adopt(e, a.leads(i))
		return Effect{New: true, Changed: true, Operation: i}
	}
	o := &a.Operations[i]
	if Normal(o.Status) == Normal(e.Operation.Status) {
		if o.Amount != e.Operation.Amount && e.Operation.Amount.Currency != "" && o.Amount.Currency != "" {
			a.Payment.Flags |= Contradicted | Disagrees
		}
		// A repeat may come in a richer format, and carry what links it to a refund of ours or tells why it was declined.
		filled := fillText(&o.RequestID, e.Operation.RequestID)
		filled = fillText(&o.MerchantRefundID, e.Operation.MerchantRefundID) || filled
		if o.Code == "" && e.Operation.Code != "" {
			o.Code, o.Message, filled = e.Operation.Code, e.Operation.Message, true
		}
		return Effect{Duplicate: true, Changed: filled, Operation: i}
	}
	if contradict(o, &e.Operation) {
		a.Payment.Flags |= Contradicted | Disagrees
	}
	before, led := *o, a.leads(i)
	if !supersedes(o, &e.Operation) {
		*o = merge(before, e.Operation)
		complete(o, before)
		changed := a.span(e, false)
		changed = a.fill(e) || changed
		return Effect{Late: true, Changed: changed || *o != before, Operation: i}
	}
	*o = merge(e.Operation, before)
	o.RowID, o.PaymentRow, o.Project = before.RowID, before.PaymentRow, before.Project
	o.FirstSeen, o.RefundID = before.FirstSeen, before.RefundID
	complete(o, e.Operation)
	if led {
		a.rewind()
	}
	// An operation that led keeps leading: its end counts more than the date on it.
	a.adopt(e, led || a.leads(i))
	return Effect{Changed: true, Operation: i}
}

// rewind dates the payment by its operations again, after the newest message
// gave way to one with an earlier date.
func (a *Account) rewind() {
	a.Payment.UpdatedAt = time.Time{}
	for i := range a.Operations {
		if at := a.Operations[i].Date; at.After(a.Payment.UpdatedAt) {
			a.Payment.UpdatedAt = at
		}
	}
}

func (a *Account) adopt(e *Event, newest bool) {
	a.span(e, true)
	if newest {
		a.follow(e)
	} else {
		a.fill(e)
	}
}

func (a *Account) index(operationID string) int {
	for i := range a.Operations {
		if a.Operations[i].ID == operationID {
			return i
		}
	}
	return -1
}

// leads tells whether operation i is the newest thing known of the payment.
func (a *Account) leads(i int) bool {
	o := &a.Operations[i]
	if o.Date.Before(a.Payment.UpdatedAt) {
		return false
	}
	for j := range a.Operations {
		if j != i && newer(&a.Operations[j], o) {
			return false
		}
	}
	return true
}
