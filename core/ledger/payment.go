package ledger

import (
	"strings"
	"time"

	"contra/core/money"
)

// Key names a payment: the platform compares payment ids without regard to case.
type Key struct {
	Project int64
	ID      string
}

// Fold gives the form under which two spellings of one id are equal.
func (k Key) Fold() Key { return Key{k.Project, strings.ToLower(k.ID)} }

// Flags are facts about a payment that a person must see.
type Flags uint32

const (
	// Disputed: a chargeback, a dispute, or code 3288 was seen. Never refund: it would pay twice.
	Disputed Flags = 1 << iota
	// Disagrees: the platform's payment.sum differs from what our operations leave.
	Disagrees
	// MixedCurrency: operations of the payment came in more than one currency.
	MixedCurrency
	// ReversedBack: a refund that had succeeded was taken back later.
	ReversedBack
	// OverRefunded: refunds exceed what was captured.
	OverRefunded
	// UnknownKind: an operation type or status never seen before is kept, and counted as pending.
	UnknownKind
	// Contradicted: messages told two stories about one operation, such as success and later
	// decline. It stays set, and shows as Disagrees.
	Contradicted
)

// Has tells whether every flag of g is set.
func (f Flags) Has(g Flags) bool { return f&g == g }

// Payment is what the operations of one payment add up to, in minor units.
type Payment struct {
	RowID       int64
	Project     int64
	ID          string
	Status      string // the platform's, as last reported
	Method      string // the name in callbacks, e.g. "kakaopay"
	CustomerID  string
	Description string
	Currency    money.Currency
	Requested   int64  // what the purchase asked for, captured or not
	Captured    int64  // successful sales and captures
	Refunded    int64  // successful refunds and reversals, less refund reverses
	Reserved    int64  // refunds on their way, ours and others'
	Left        *int64 // the platform's payment.sum, as last reported
	Flags       Flags
	CreatedAt   time.Time
	UpdatedAt   time.Time
	Version     int64 // grows with every change; a plan made on an older one is refused
}

// Key names the payment.
func (p Payment) Key() Key { return Key{p.Project, p.ID} }

// Refundable is captured less refunded less reserved, never below zero.
func (p Payment) Refundable() int64 { return max(0, p.Captured-p.Refunded-p.Reserved) }

// Amount puts minor units into the payment's currency.
func (p Payment) Amount(minor int64) money.Amount {
	return money.Amount{Minor: minor, Currency: p.Currency}
}
