package report

import (
	"time"

	"contra/core/money"
	"contra/core/recon"
)

// Row is one accepted row with everything that the profile reads.
type Row struct {
	Line          int
	Project       int64
	PaymentID     string
	OperationID   string
	Type          string // the platform's word, after the profile's translation
	Status        string
	PaymentStatus string
	Method        string
	Amount        money.Amount // never negative
	Settle        *money.Amount
	Fee           *money.Amount
	Net           *money.Amount
	CreatedAt     time.Time
	CompletedAt   time.Time
	Refs          recon.Refs
	Description   string
	CustomerID    string
	Remaining     *money.Amount
}

// When is the moment that decides in which period the row lies: its end, else its beginning.
func (r *Row) When() time.Time {
	if !r.CompletedAt.IsZero() {
		return r.CompletedAt
	}
	return r.CreatedAt
}

// Record is the row as the comparison sees it.
func (r *Row) Record() recon.Record {
	rec := recon.Record{Project: r.Project, PaymentID: r.PaymentID, OperationID: r.OperationID, TypeName: r.Type, StatusName: r.Status,
		Money: r.Amount, When: r.When(), Fee: r.Fee, Net: r.Net, Settle: r.Settle, Refs: r.Refs, Line: r.Line}
	rec.Seal()
	return rec
}

// Reason says why a row was rejected.
type Reason string

const (
	BadShape     Reason = "bad_shape"     // more or fewer cells than the header has, or a broken quote
	MissingField Reason = "missing_field" // neither a payment nor an operation id, no amount, no currency, …
	BadAmount    Reason = "bad_amount"
	BadCurrency  Reason = "bad_currency"
	BadDate      Reason = "bad_date"
	BadSign      Reason = "bad_sign" // the sign contradicts the type
	BadType      Reason = "bad_type"
	BadStatus    Reason = "bad_status"
	BadID        Reason = "bad_id"
	BadText      Reason = "bad_text" // bytes that are no text in the file's encoding
	CardData     Reason = "card_data"
)

// Reject is a row that could not be read.
type Reject struct {
	Line   int
	Column string // as the header writes it; empty: the row as a whole
	Reason Reason
	Detail string // one sentence with the value, masked
	Raw    string // the row as written, card numbers masked
	// What could be read of it, so that its local side is found.
	OperationID string
	PaymentID   string
	Project     int64
	// When it is dated, if that could be read, so that it counts in its own month.
	When time.Time
}

// Ignored are the rows that one named rule left out.
type Ignored struct {
	Rule  string
	Lines []int
}

// The rules by which rows are ignored, besides those of a profile.
const (
	RuleBlank   = "blank line"
	RuleFooter  = "footer" // after the rows: totals, end marks
	RulePeriod  = "outside of the period"
	RuleOverlap = "in another report too"
)
