// Package view holds the shapes of the commands' JSON. Their names are a
// contract with the scripts of other people: add, never rename.
package view

import (
	"encoding/json"
	"errors"
	"time"

	"contra/core/ledger"
	"contra/core/money"
)

// Time is RFC 3339 in UTC, or null when nobody said.
type Time time.Time

// MarshalJSON writes the time.
func (t Time) MarshalJSON() ([]byte, error) {
	if time.Time(t).IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(time.Time(t).UTC().Format(time.RFC3339Nano))
}

// Failure is what stdout holds when a command fails.
type Failure struct {
	Error Error `json:"error"`
}

// Error is a failure in words.
type Error struct {
	Code    ledger.Code `json:"code"`
	Message string      `json:"message"`
	Hint    string      `json:"hint"`
}

// NewError takes an error apart; one without a code counts as I/O.
func NewError(err error) Error {
	var known *ledger.Error
	if errors.As(err, &known) {
		return Error{known.Code, known.Error(), known.Hint}
	}
	return Error{ledger.ErrIO, err.Error(), ""}
}

// Payment is one payment. Amounts are minor units of its currency.
type Payment struct {
	Project    int64          `json:"project_id"`
	ID         string         `json:"payment_id"`
	Status     string         `json:"status"`
	Method     string         `json:"method"`
	CustomerID string         `json:"customer_id"`
	Amount     int64          `json:"amount"` // captured
	Refunded   int64          `json:"refunded"`
	InFlight   int64          `json:"in_flight"`
	Refundable int64          `json:"refundable"`
	Currency   money.Currency `json:"currency"`
	CreatedAt  Time           `json:"created_at"`
	UpdatedAt  Time           `json:"updated_at"`
	Flags      []string       `json:"flags,omitempty"` // why a person must look
}

// NewPayment shapes a payment.
func NewPayment(p ledger.Payment) Payment {
	return Payment{p.Project, p.ID, p.Status, p.Method, p.CustomerID, p.Captured, p.Refunded, p.Reserved, p.Refundable(), p.Currency,
		Time(p.CreatedAt), Time(p.UpdatedAt), p.Flags.Names()}
}

// Operation is one act of the platform on a payment.
type Operation struct {
	ID          string         `json:"operation_id"`
	Type        string         `json:"type"`
	Status      string         `json:"status"`
	Amount      int64          `json:"amount"`
	Currency    money.Currency `json:"currency"`
	RequestID   string         `json:"request_id"`
	Code        string         `json:"code"`
	Message     string         `json:"message"`
	CreatedAt   Time           `json:"created_at"`
	CompletedAt Time           `json:"completed_at"`
}

// NewOperation shapes an operation.
func NewOperation(o ledger.Operation) Operation {
	return Operation{o.ID, o.Type, o.Status, o.Amount.Minor, o.Amount.Currency, o.RequestID, o.Code, o.Message, Time(o.CreatedAt), Time(o.CompletedAt)}
}

// Callback is one stored message of the platform.
type Callback struct {
	OperationID string          `json:"operation_id"`
	Type        string          `json:"type"`
	Status      string          `json:"status"`
	Date        Time            `json:"date"`
	ReceivedAt  Time            `json:"received_at"`
	Source      string          `json:"source"`
	Line        int             `json:"line"`
	Signature   string          `json:"signature"` // the order under which it held
	Late        bool            `json:"late"`
	Raw         json.RawMessage `json:"raw"`
}

// NewCallback shapes a stored message.
func NewCallback(c ledger.Callback) Callback {
	raw := json.RawMessage(c.Raw)
	if !json.Valid(raw) { // cannot be stored, and must not spoil the document
		raw, _ = json.Marshal(string(c.Raw))
	}
	return Callback{c.OperationID, c.Type, c.Status, Time(c.Date), Time(c.ReceivedAt), c.Source, c.Line, c.Order, c.Late, raw}
}

// Each shapes a list; an empty one is [] and never null.
func Each[From, To any](list []From, shape func(From) To) []To {
	shaped := make([]To, len(list))
	for i := range list {
		shaped[i] = shape(list[i])
	}
	return shaped
}
