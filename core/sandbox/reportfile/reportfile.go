// Package reportfile writes the stand-in platform's reports: one row for each
// operation, in the layouts that such files come in. The platform's documents
// leave the columns to the user and say nothing of labels, units, delimiters or
// encodings, so a layout is a plain value and every part of it can be changed.
package reportfile

import (
	"time"

	"contra/core/money"
)

// Row is one operation as a report tells it.
type Row struct {
	OperationID   string
	PaymentID     string
	Project       int64
	Type          string // the platform's word; a layout may have another
	Status        string
	PaymentStatus string
	Method        string
	CustomerID    string
	Description   string
	Amount        money.Amount
	Fee, Net      *money.Amount // of a sale that succeeded
	Remaining     *int64        // what is left to refund, minor units
	CreatedAt     time.Time
	CompletedAt   time.Time // zero while it runs
	Provider      string    // the provider's id of the payment
	ARN, RRN      string

	// Written are cells that stand so in the file, whatever the fields say.
	Written map[Column]string
}

// When is the moment by which a row belongs to a period: its end, else its beginning.
func (r *Row) When() time.Time {
	if !r.CompletedAt.IsZero() {
		return r.CompletedAt
	}
	return r.CreatedAt
}

// Shift moves the row in time.
func (r *Row) Shift(by time.Duration) {
	r.CreatedAt = r.CreatedAt.Add(by)
	if !r.CompletedAt.IsZero() {
		r.CompletedAt = r.CompletedAt.Add(by)
	}
}
