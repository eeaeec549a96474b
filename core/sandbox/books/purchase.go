package books

import (
	"fmt"
	"time"

	"contra/core/money"
)

// PurchaseRequest asks for a new payment.
type PurchaseRequest struct {
	Project     int64
	PaymentID   string
	Method      string
	Amount      money.Amount
	CustomerID  string
	CustomerIP  string
	Description string
	Origin      string
	At          time.Time
}

// Purchase takes a purchase in as a payment whose sale runs, or refuses it when
// the id is used already. No callback tells of it yet.
func (b *Books) Purchase(r PurchaseRequest) (Event, *Refusal) {
	b.mu.Lock()
	defer b.mu.Unlock()
	k := keyOf(r.Project, r.PaymentID)
	if b.byKey[k] != nil {
		return Event{}, Refuse(CodeExists, "general.payment_id", "")
	}
	a := &account{Payment: Payment{
		Project: r.Project, ID: r.PaymentID, Method: r.Method, Amount: r.Amount,
		CustomerID: r.CustomerID, CustomerIP: r.CustomerIP, Description: r.Description, CreatedAt: r.At,
	}}
	o := Operation{
		Project: r.Project, PaymentID: r.PaymentID, Type: Sale, Status: Processing, Amount: r.Amount,
		Description: r.Description, Origin: r.Origin, CreatedAt: r.At, Date: r.At,
	}
	b.fill(&o)
	a.Operations = []Operation{o}
	b.byKey[k], b.byOp[o.ID] = a, a
	b.order = append(b.order, a)
	b.changed(a)
	return a.event(o), nil
}

// Await has a running sale wait for the customer. display is what the QR code
// says that a callback brings; when it is empty no callback tells of the wait,
// for the Payment Page shows the code itself.
func (b *Books) Await(operation int64, display string, at time.Time) (Event, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	a, o, err := b.sale(operation, Processing)
	if err != nil {
		return Event{}, err
	}
	o.Status, o.Display, o.Date = AwaitingCustomer, display, at
	b.changed(a)
	if display == "" {
		return a.event(*o), nil
	}
	return a.record(*o), nil
}

// Confirm notes that the customer has acted: the provider goes on with the sale.
// It fails when the customer is not, or no longer, awaited.
func (b *Books) Confirm(operation int64, at time.Time) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	a, o, err := b.sale(operation, AwaitingCustomer)
	if err != nil {
		return err
	}
	o.Status, o.Date = Processing, at
	b.changed(a)
	return nil
}

// Expire ends a sale whose customer did not act in time. It fails when the
// customer is not, or no longer, awaited.
func (b *Books) Expire(operation int64, at time.Time) (Event, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	a, o, err := b.sale(operation, AwaitingCustomer)
	if err != nil {
		return Event{}, err
	}
	o.Status, o.Code, o.Message, o.Date = Expired, CodeTimeOut, Text(CodeTimeOut), at
	b.changed(a)
	return a.record(*o), nil
}

// sale finds a sale with this status.
func (b *Books) sale(operation int64, status string) (*account, *Operation, error) {
	a, o := b.find(operation)
	switch {
	case o == nil || o.Type != Sale:
		return nil, nil, fmt.Errorf("no sale %d", operation)
	case o.Status != status:
		return nil, nil, fmt.Errorf("payment %s is %s", a.ID, a.Status())
	}
	return a, o, nil
}
