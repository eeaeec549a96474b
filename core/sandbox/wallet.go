package sandbox

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"contra/core/money"
	"contra/core/sandbox/books"
	"contra/core/sandbox/faults"
)

// Act is what the customer does in the wallet once the QR code is scanned.
type Act string

// The acts.
const (
	Pay     Act = "pay"
	Decline Act = "decline"
)

// Awaited is a purchase that waits for its customer; the amount is in minor units.
type Awaited struct {
	Project   int64          `json:"project_id"`
	PaymentID string         `json:"payment_id"`
	Amount    int64          `json:"amount"`
	Currency  money.Currency `json:"currency"`
	Data      string         `json:"data"`           // what the QR code says
	Until     time.Time      `json:"until,omitzero"` // when the time to confirm it is over; zero: never
	operation int64
}

// Awaiting lists the purchases that wait for their customers, oldest first.
func (p *Platform) Awaiting() []Awaited {
	p.mu.Lock()
	open := make([]*purchase, 0, len(p.purchases))
	for _, s := range p.purchases {
		open = append(open, s)
	}
	p.mu.Unlock()
	list := []Awaited{}
	for _, s := range open {
		if o, _ := p.books.Operation(s.operation); o.Status == books.AwaitingCustomer {
			list = append(list, Awaited{o.Project, o.PaymentID, o.Amount.Minor, o.Amount.Currency, s.data, s.until, s.operation})
		}
	}
	slices.SortFunc(list, func(a, b Awaited) int { return cmp.Compare(a.operation, b.operation) })
	return list
}

// Scan is the customer who scans a QR code and pays or declines. The code is
// what it says, or the id of a payment that waits; the end follows after the
// platform's delay. It fails when no such purchase waits, or more than one does.
func (p *Platform) Scan(code string, act Act) error { return p.scan(0, code, act) }

// scan is Scan within one project, or within all for 0.
func (p *Platform) scan(project int64, code string, act Act) error {
	var found []Awaited
	for _, a := range p.Awaiting() {
		if (project == 0 || a.Project == project) && (a.Data == code || books.SameID(a.PaymentID, code)) {
			found = append(found, a)
		}
	}
	switch {
	case len(found) > 1:
		return fmt.Errorf("purchases of %d projects wait under %s", len(found), code)
	case len(found) == 1:
		return p.confirm(p.purchaseOf(found[0].operation), act)
	}
	if payments := p.books.Find(code); len(payments) > 0 {
		return fmt.Errorf("payment %s is %s: nobody waits for its customer", payments[0].ID, payments[0].Status())
	}
	return fmt.Errorf("no purchase waits under %s", code)
}

func (p *Platform) purchaseOf(operation int64) *purchase {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.purchases[operation]
}

// byTicket finds the purchase of an address, or nil.
func (p *Platform) byTicket(ticket string) *purchase {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.tickets[strings.ToLower(ticket)]
}

// confirm carries out what the customer does.
func (p *Platform) confirm(s *purchase, act Act) error {
	code := map[Act]string{Pay: books.CodeSuccess, Decline: books.CodeDecline}[act]
	if code == "" {
		return fmt.Errorf("a customer can pay or decline, not %q", act)
	}
	if err := p.books.Confirm(s.operation, p.o.Now()); err != nil {
		return err
	}
	p.o.Log("the customer acts on operation %d: %s", s.operation, act)
	if !s.ride.hits.Has(faults.Pending) {
		p.schedule.Go(p.rest(), func() { p.finish(s.ride, s.operation, code) })
	}
	return nil
}
