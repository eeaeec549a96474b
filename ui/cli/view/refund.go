package view

import (
	"contra/core/ledger"
	"contra/core/money"
)

// Refund is one refund of ours. The amount is minor units of its currency.
type Refund struct {
	ID          string             `json:"refund_id"` // sent as payment.merchant_refund_id
	Project     int64              `json:"project_id"`
	PaymentID   string             `json:"payment_id"`
	Amount      int64              `json:"amount"`
	Currency    money.Currency     `json:"currency"`
	State       ledger.RefundState `json:"state"`
	RequestID   string             `json:"request_id"`
	OperationID string             `json:"operation_id"`
	Code        string             `json:"code"`
	Message     string             `json:"message"`
	Attempts    int                `json:"attempts"`
	Description string             `json:"description"`
	Operator    string             `json:"operator"`
	Hold        string             `json:"hold"` // why a person must look, or empty
	CreatedAt   Time               `json:"created_at"`
	SentAt      Time               `json:"sent_at"`
	UpdatedAt   Time               `json:"updated_at"`
}

// NewRefund shapes a refund.
func NewRefund(f ledger.Refund) Refund {
	return Refund{f.ID, f.Project, f.PaymentID, f.Amount.Minor, f.Amount.Currency, f.State, f.RequestID, f.OperationID, f.Code, f.Message, f.Attempts,
		f.Description, f.Operator, f.Hold, Time(f.CreatedAt), Time(f.SentAt), Time(f.UpdatedAt)}
}

// Plan is a refund that was not done: what a dry run shows.
type Plan struct {
	Refund
	Leaves   int64    `json:"leaves"` // refundable afterwards, minor units
	Warnings []string `json:"warnings"`
}

// Story is a refund with what was tried and what came back.
type Story struct {
	Refund
	Steps []Step `json:"steps"`
}

// Step is one line of a refund's story.
type Step struct {
	At     Time               `json:"at"`
	Kind   string             `json:"kind"`
	State  ledger.RefundState `json:"state"`
	HTTP   int                `json:"http"` // status of the answer, 0 when there was none
	Detail string             `json:"detail"`
}

// NewStep shapes a step.
func NewStep(s ledger.Step) Step { return Step{Time(s.At), s.Kind, s.State, s.HTTP, s.Detail} }

// Settled is what a pass over the open refunds and purchases brought. The counts
// are of refunds.
type Settled struct {
	Checked   int        `json:"checked"`
	Settled   int        `json:"settled"`
	InDoubt   int        `json:"in_doubt"`
	Resent    int        `json:"resent"`
	Items     []Refund   `json:"items"`
	Purchases []Purchase `json:"purchases"`
	Errors    []Error    `json:"errors,omitempty"` // of those that could not be looked at
}

// Rejection is a message that was not accepted.
type Rejection struct {
	Source string        `json:"source"`
	Line   int           `json:"line"`
	Reason ledger.Reason `json:"reason"`
	Detail string        `json:"detail"`
}

// Ignored is a file that was left out, and by which rule.
type Ignored struct {
	Source string `json:"source"`
	Rule   string `json:"rule"`
}

// Import is what became of the messages of one import.
type Import struct {
	Read       int64       `json:"read"`
	Stored     int64       `json:"stored"`
	Duplicate  int64       `json:"duplicate"`
	Rejected   int64       `json:"rejected"`
	Rejections []Rejection `json:"rejections"`
	Ignored    []Ignored   `json:"ignored,omitempty"` // files left out
	Truncated  bool        `json:"truncated,omitempty"`
	Error      *Error      `json:"error,omitempty"` // it stopped before its end
}
