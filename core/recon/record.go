package recon

import (
	"time"

	"contra/core/ledger"
	"contra/core/money"
)

// Record is one operation on one side with everything that the rules look at.
type Record struct {
	Item        `json:"-"`
	Project     int64        `json:"project_id,omitempty"`
	PaymentID   string       `json:"payment_id,omitempty"`
	OperationID string       `json:"operation_id,omitempty"`
	TypeName    string       `json:"type,omitempty"`   // as written
	StatusName  string       `json:"status,omitempty"` // as written
	Money       money.Amount `json:"money"`            // never negative
	When        time.Time    `json:"when,omitzero"`

	Fee    *money.Amount `json:"fee,omitempty"`
	Net    *money.Amount `json:"net,omitempty"`
	Settle *money.Amount `json:"settle,omitempty"`
	Refs   Refs          `json:"refs,omitzero"`

	// Where it stands in the reports; Line 0 on the local side.
	Report int64  `json:"report,omitempty"` // the report's id in the ledger, or its number in the run, from 1, while it has none
	Source string `json:"source,omitempty"` // what the report is called
	Line   int    `json:"line,omitempty"`
	Reject string `json:"reject,omitempty"` // why the row could not be read; then only what could be is set …
	Raw    string `json:"raw,omitempty"`    // … and this is how it was written, card numbers masked

	// The local side. An operation has its row; a refund of ours without an operation has only its id.
	Operation   int64              `json:"operation,omitempty"`
	Payment     int64              `json:"payment,omitempty"`
	RefundID    string             `json:"refund_id,omitempty"`
	RefundState ledger.RefundState `json:"refund_state,omitempty"`
	Via         ledger.Via         `json:"via,omitempty"`
	Held        bool               `json:"held,omitempty"` // a person must look at the refund
}

// Refs are what others than the platform call an operation.
type Refs struct {
	Provider string `json:"provider,omitempty"` // the provider's payment id
	ARN      string `json:"arn,omitempty"`
	RRN      string `json:"rrn,omitempty"`
	Batch    string `json:"batch,omitempty"` // the settlement batch
}

// Type is the type in the spelling under which types are compared.
func (r *Record) Type() string { return ledger.Normal(r.TypeName) }

// Status is the status in the spelling under which statuses are compared.
func (r *Record) Status() string { return ledger.Normal(r.StatusName) }

// Key names the payment, folded.
func (r *Record) Key() ledger.Key { return ledger.Key{Project: r.Project, ID: r.PaymentID}.Fold() }

// Seal sets the item of a record from its words, all but Ref and Flags.
func (r *Record) Seal() {
	r.Item.Op, r.Item.Pay, r.Item.Project = OpKey(r.OperationID), PayKey(r.PaymentID), uint32(r.Project)
	r.Item.Amount, r.Item.Currency = r.Money.Minor, CurOf(string(r.Money.Currency))
	r.Item.Type, r.Item.Status, r.Item.At = TypeCode(r.Type()), StatusCode(r.Status()), 0
	if !r.When.IsZero() {
		r.Item.At = r.When.UnixMilli()
	}
}
