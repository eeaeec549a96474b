// Package books is the stand-in platform's own ledger: what was captured, what
// was given back, and the platform's rules for giving back. It is written from
// the platform's documents and knows nothing of the program's own ledger, so
// that the two can be compared.
package books

import (
	"strings"
	"time"

	"contra/core/money"
)

// Types of operations.
const (
	Sale          = "sale"
	Refund        = "refund"
	Reversal      = "reversal"
	RefundReverse = "refund reverse"
)

// Statuses of operations.
const (
	Processing       = "processing"
	AwaitingCustomer = "awaiting customer action" // a sale whose QR code is shown
	Success          = "success"
	Decline          = "decline"
	Expired          = "expired" // a sale that the customer did not confirm in time
)

// awaitingCustomer is the payment's own word while its sale awaits the customer.
const awaitingCustomer = "awaiting customer"

// Where an operation came from.
const (
	ByGate      = "gate"
	ByPage      = "page" // the Payment Page
	ByDashboard = "dashboard"
	ByBatch     = "batch" // a row of a mass refund of the Dashboard
	ByCustomer  = "customer"
	ByProvider  = "provider"
)

// Payment is one purchase and all that happened to it.
type Payment struct {
	Project     int64
	ID          string
	Method      string       // the name in callbacks, e.g. "kakaopay"
	Amount      money.Amount // what the purchase asked for
	CustomerID  string
	CustomerIP  string
	Description string
	CreatedAt   time.Time
	Disputed    bool // refunds are refused with 3288
	FullOnly    bool // partial refunds are refused with 3609
	NoRefunds   bool // refunds are refused with 3610
	Operations  []Operation
}

// Operation is one act on a payment.
type Operation struct {
	ID                int64 // 16 digits
	Project           int64
	PaymentID         string
	Type              string
	Status            string
	Amount            money.Amount
	RequestID         string
	MerchantRefundID  string // empty when the refund was made in the Dashboard, also by a batch
	Description       string
	Code              string
	Message           string
	Origin            string
	Undoes            int64  // the refund that a refund reverse takes back
	Display           string // what the QR code says that a callback brings, while the customer is awaited
	CreatedAt         time.Time
	Date              time.Time // of the latest change of status
	ProviderID        int64
	ProviderPaymentID string // sometimes empty, as in the documents' samples
}

// Running tells whether the operation has not ended yet.
func (o Operation) Running() bool { return o.Status == Processing || o.Status == AwaitingCustomer }

// GivesBack tells whether the operation returns money to the customer when it succeeds.
func (o Operation) GivesBack() bool { return o.Type == Refund || o.Type == Reversal }

func (p *Payment) sum(match func(Operation) bool) (n int64) {
	for _, o := range p.Operations {
		if match(o) {
			n += o.Amount.Minor
		}
	}
	return n
}

// Captured is what the successful sale took, in minor units.
func (p *Payment) Captured() int64 {
	return p.sum(func(o Operation) bool { return o.Type == Sale && o.Status == Success })
}

// Refunded is what was given back and not taken back again, in minor units.
func (p *Payment) Refunded() int64 {
	given := p.sum(func(o Operation) bool { return o.GivesBack() && o.Status == Success })
	return given - p.sum(func(o Operation) bool { return o.Type == RefundReverse && o.Status == Success })
}

// Pending is what refunds under way will give back when they succeed, in minor units.
func (p *Payment) Pending() int64 {
	return p.sum(func(o Operation) bool { return o.GivesBack() && o.Status == Processing })
}

// Remainder is what can still be refunded, in minor units.
func (p *Payment) Remainder() int64 { return p.Captured() - p.Refunded() - p.Pending() }

// Sum is payment.sum of callbacks and status answers: what is left on the
// payment, or what was asked for when nothing was captured.
func (p *Payment) Sum() money.Amount {
	if captured := p.Captured(); captured > 0 {
		return money.Amount{Minor: captured - p.Refunded(), Currency: p.Amount.Currency}
	}
	return p.Amount
}

// Status is payment.status. A refund that runs or was declined leaves it as it was.
func (p *Payment) Status() string {
	if p.Captured() == 0 {
		for _, o := range p.Operations {
			if o.Type == Sale && o.Status == AwaitingCustomer {
				return awaitingCustomer
			} else if o.Type == Sale {
				return o.Status
			}
		}
		return Processing
	}
	refunded := p.Refunded()
	if refunded == 0 {
		return Success
	}
	word := "reversed"
	for _, o := range p.Operations {
		if o.Type == Refund && o.Status == Success && !p.undone(o.ID) {
			word = "refunded"
		}
	}
	if refunded < p.Captured() {
		return "partially " + word
	}
	return word
}

func (p *Payment) undone(id int64) bool {
	for _, o := range p.Operations {
		if o.Type == RefundReverse && o.Undoes == id {
			return true
		}
	}
	return false
}

func (p *Payment) clone() Payment {
	c := *p
	c.Operations = append([]Operation(nil), p.Operations...)
	return c
}

// key is how payments are found: their ids are compared without regard to case.
type key struct {
	project int64
	id      string
}

func keyOf(project int64, id string) key { return key{project, strings.ToLower(id)} }

// SameID tells whether two payment ids are equal to the platform.
func SameID(a, b string) bool { return keyOf(0, a) == keyOf(0, b) }
