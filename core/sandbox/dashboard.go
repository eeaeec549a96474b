package sandbox

import (
	"contra/core/sandbox/books"
)

// DashboardRefund is a refund made by somebody in the Dashboard: it ends at
// once and has no merchant_refund_id. The error is a *books.Refusal.
func (p *Platform) DashboardRefund(project int64, paymentID string, amount int64) error {
	payment, _ := p.books.Payment(project, paymentID)
	currency := string(payment.Amount.Currency)
	began, refusal := p.books.Refund(books.Request{
		Project: project, PaymentID: paymentID, Amount: &amount, Currency: &currency,
		Description: "refund", Origin: books.ByDashboard, At: p.o.Now(),
	})
	if refusal != nil {
		return refusal
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
