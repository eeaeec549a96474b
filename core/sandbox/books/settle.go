package books

import (
	"fmt"
	"time"
)

// Settle ends a running operation: code "0" is success, any other a decline.
// A refund for which the balance is short is declined all the same, see Fund.
// It fails when the operation is unknown or has ended already.
func (b *Books) Settle(operation int64, code string, at time.Time) (Event, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	a, o := b.find(operation)
	switch {
	case o == nil:
		return Event{}, fmt.Errorf("no operation %d", operation)
	case !o.Running():
		return Event{}, fmt.Errorf("operation %d has ended: %s", operation, o.Status)
	case code == CodeSuccess && o.GivesBack() && b.purses.short(a, o.Amount.Minor):
		code = CodeNoFunds
	}
	if o.Status = Decline; code == CodeSuccess {
		o.Status = Success
	}
	o.Code, o.Message, o.Date = code, Text(code), at
	b.changed(a)
	return a.record(*o), nil
}

// Reverse takes a successful refund back: an operation of type refund reverse,
// and the payment holds the money again. It fails when the refund is unknown,
// has not succeeded, or was taken back before.
func (b *Books) Reverse(operation int64, at time.Time) (Event, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	a, o := b.find(operation)
	switch {
	case o == nil:
		return Event{}, fmt.Errorf("no operation %d", operation)
	case !o.GivesBack() || o.Status != Success:
		return Event{}, fmt.Errorf("operation %d is a %s with status %s; only a successful refund can be taken back", operation, o.Type, o.Status)
	case a.undone(operation):
		return Event{}, fmt.Errorf("refund %d was taken back already", operation)
	}
	undo := Operation{
		Project: a.Project, PaymentID: a.ID, Type: RefundReverse, Status: Success, Amount: o.Amount,
		Description: "refund reverse", Origin: ByProvider, Undoes: operation, CreatedAt: at, Date: at,
	}
	b.fill(&undo)
	a.Operations = append(a.Operations, undo)
	b.byOp[undo.ID] = a
	b.changed(a)
	return a.record(undo), nil
}

// find gives the account and its operation, to be changed in place.
func (b *Books) find(operation int64) (*account, *Operation) {
	a := b.byOp[operation]
	if a == nil {
		return nil, nil
	}
	for i := range a.Operations {
		if a.Operations[i].ID == operation {
			return a, &a.Operations[i]
		}
	}
	return nil, nil
}
