package sandbox

import (
	"contra/core/sandbox/books"
	"contra/core/sandbox/faults"
	"contra/core/sandbox/wire"
)

// DashboardRefund is a refund made by somebody in the Dashboard; it has no
// merchant_refund_id. It ends at once, unless the script has something for it:
// then it runs and ends, in a decline for instance, as one through Gate does.
// The error is a *books.Refusal, and nothing came of it.
func (p *Platform) DashboardRefund(project int64, paymentID string, amount int64) error {
	return p.single(project, paymentID, amount, p.picker.Single(project, paymentID))
}

// single makes a single refund that this befalls.
func (p *Platform) single(project int64, paymentID string, amount int64, hits faults.Hits) error {
	payment, _ := p.books.Payment(project, paymentID)
	currency := string(payment.Amount.Currency)
	began, refusal := p.books.Refund(books.Request{
		Project: project, PaymentID: paymentID, Amount: &amount, Currency: &currency,
		Description: "refund", Origin: books.ByDashboard, At: p.o.Now(), Reversal: hits.Has(faults.Reversal),
	})
	if refusal != nil {
		return refusal
	}
	if !hits.None() {
		p.launch(began, wire.Request{Project: project, PaymentID: paymentID}, hits, nobodyWaits)
		return nil
	}
	ended, err := p.end(began.Operation.ID, books.CodeSuccess)
	if err != nil {
		return err
	}
	p.spread(began, ended)
	return nil
}

// ReverseRefund takes a successful refund back: an operation of type refund
// reverse, with its callback.
func (p *Platform) ReverseRefund(operation int64) error {
	e, err := p.books.Reverse(operation, p.o.Now())
	if err != nil {
		return err
	}
	p.spread(e)
	return nil
}

// Settle ends a running operation by hand, such as one that a script holds:
// code "0" is success, any other a decline.
func (p *Platform) Settle(operation int64, code string) error {
	p.mu.Lock()
	r := p.rides[operation]
	p.mu.Unlock()
	e, err := p.end(operation, code)
	if err != nil {
		return err
	}
	if r == nil {
		p.spread(e)
		return nil
	}
	p.schedule.Go(0, func() { p.tellEnd(r, e) })
	return nil
}

// Dispute marks a payment as disputed: its refunds are refused with 3288. No
// callback tells of it, as none does on the platform.
func (p *Platform) Dispute(project int64, paymentID string) error {
	return p.books.Dispute(project, paymentID)
}

// Arrange adds faults to the script while the platform runs.
func (p *Platform) Arrange(s Script) { p.picker.Add(s) }
