package books

import (
	"time"

	"contra/core/money"
)

// Decline writes down, at its end, a refund that a batch asked for and that the
// books refuse: an operation that never ran, with the amount and the currency
// that were asked for. Only a payment that is there can have it.
func (b *Books) Decline(r Request, code string, at time.Time) (Event, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	a := b.byKey[keyOf(r.Project, r.PaymentID)]
	if a == nil {
		return Event{}, false
	}
	amount := money.Amount{Minor: a.Remainder(), Currency: a.Amount.Currency}
	if r.Amount != nil {
		amount.Minor = *r.Amount
	}
	if r.Currency != nil {
		amount.Currency = money.Currency(*r.Currency)
	}
	o := Operation{
		Project: a.Project, PaymentID: a.ID, Type: Refund, Status: Decline, Amount: amount,
		RequestID: r.RequestID, Description: r.Description, Code: code,
		Origin: r.Origin, CreatedAt: r.At, Date: at,
	}
	b.fill(&o)
	a.Operations = append(a.Operations, o)
	b.byOp[o.ID] = a
	b.changed(a)
	return a.record(o), true
}

// Tally counts how many of these operations succeeded and how many were declined.
func (b *Books) Tally(operations []int64) (succeeded, declined int) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for _, id := range operations {
		switch _, o := b.find(id); {
		case o == nil:
		case o.Status == Success:
			succeeded++
		case o.Status == Decline:
			declined++
		}
	}
	return succeeded, declined
}

// Projects gives the projects that have payments.
func (b *Books) Projects() map[int64]bool {
	b.mu.RLock()
	defer b.mu.RUnlock()
	projects := map[int64]bool{}
	for _, a := range b.order {
		projects[a.Project] = true
	}
	return projects
}
