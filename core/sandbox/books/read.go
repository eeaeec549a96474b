package books

import (
	"fmt"

	"contra/core/money"
)

// Payment finds one payment; the id is compared without regard to case.
func (b *Books) Payment(project int64, id string) (Payment, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	a := b.byKey[keyOf(project, id)]
	if a == nil {
		return Payment{}, false
	}
	return a.clone(), true
}

// Find gives the payments with this id, one for each project that has it.
func (b *Books) Find(id string) []Payment {
	b.mu.RLock()
	defer b.mu.RUnlock()
	var found []Payment
	for _, a := range b.order {
		if SameID(a.ID, id) {
			found = append(found, a.clone())
		}
	}
	return found
}

// Payments gives every payment in the order in which they were added.
func (b *Books) Payments() []Payment {
	b.mu.RLock()
	defer b.mu.RUnlock()
	all := make([]Payment, len(b.order))
	for i, a := range b.order {
		all[i] = a.clone()
	}
	return all
}

// Refunded is what a payment gave back, in minor units; 0 for an unknown one.
func (b *Books) Refunded(project int64, paymentID string) int64 {
	p, _ := b.Payment(project, paymentID)
	return p.Refunded()
}

// Refunds gives a payment's refunds and reversals, whatever became of them.
func (b *Books) Refunds(project int64, paymentID string) []Operation {
	p, _ := b.Payment(project, paymentID)
	var refunds []Operation
	for _, o := range p.Operations {
		if o.GivesBack() {
			refunds = append(refunds, o)
		}
	}
	return refunds
}

// ByMerchantRefundID finds the refund that was asked for under this id.
func (b *Books) ByMerchantRefundID(project int64, id string) (Operation, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	_, o := b.find(b.refunds[merchantKey{project, id}])
	if o == nil {
		return Operation{}, false
	}
	return *o, true
}

// Operation finds an operation by its id.
func (b *Books) Operation(id int64) (Operation, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	_, o := b.find(id)
	if o == nil {
		return Operation{}, false
	}
	return *o, true
}

// History gives all that happened to a payment, oldest first.
func (b *Books) History(project int64, paymentID string) []Event {
	b.mu.RLock()
	defer b.mu.RUnlock()
	a := b.byKey[keyOf(project, paymentID)]
	if a == nil {
		return nil
	}
	return append([]Event(nil), a.history...)
}

// Total is what one currency adds up to, in minor units.
type Total struct {
	Payments                    int
	Captured, Refunded, Pending int64
}

// Totals sums the books up by currency.
func (b *Books) Totals() map[money.Currency]Total {
	b.mu.RLock()
	defer b.mu.RUnlock()
	totals := map[money.Currency]Total{}
	for _, a := range b.order {
		t := totals[a.Amount.Currency]
		t.Payments++
		t.Captured += a.Captured()
		t.Refunded += a.Refunded()
		t.Pending += a.Pending()
		totals[a.Amount.Currency] = t
	}
	return totals
}

// Check walks the books and names the first payment that gave back more than
// was captured, or less than nothing.
func (b *Books) Check() error {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for _, a := range b.order {
		if err := a.check(); err != nil {
			return fmt.Errorf("payment %s of project %d: %w", a.ID, a.Project, err)
		}
	}
	return nil
}
