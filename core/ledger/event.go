package ledger

import (
	"time"

	"contra/core/money"
)

// Event is what one verified message says about one operation of one payment.
type Event struct {
	Project       int64
	PaymentID     string
	PaymentType   string
	PaymentStatus string
	Method        string
	Description   string
	CustomerID    string
	Left          *money.Amount // payment.sum: what is left on the payment
	Operation     Operation     // Operation.ID may be empty in error callbacks
	SignedOrder   string        // see gate.Order; empty when the message was not signed
	Display       []Display     // what the customer has to be shown while the payment waits for him
}

// Inbound is one message that came in: read is accepted + rejected.
type Inbound struct {
	Source string // path inside folders and archives, "-" for stdin, "listen"
	Line   int    // physical line on which the message starts, from 1
	Raw    []byte // exactly as received; card numbers masked when Reject is set
	Events []Event
	Reject *Reject
}

// Reason says why a message was not accepted. The names are a contract of the commands.
type Reason string

const (
	BadJSON        Reason = "bad_json"
	BadSignature   Reason = "bad_signature"
	NoSignature    Reason = "no_signature"
	UnknownProject Reason = "unknown_project"
	NoSecret       Reason = "no_secret"
	MissingField   Reason = "missing_field"
	BadField       Reason = "bad_field"
	CardData       Reason = "card_data"
)

// Reject is the reason with its detail in words.
type Reject struct {
	Reason Reason
	Detail string
}

// Rejection is a rejected message that is kept until its cause is mended.
type Rejection struct {
	RowID      int64
	ImportID   int64
	Source     string
	Line       int
	Reason     Reason
	Detail     string
	Raw        []byte // card numbers masked
	ReceivedAt time.Time
	ResolvedAt time.Time // zero while it still waits; set when a replay took it in
}

// Import is one run of taking messages in.
type Import struct {
	RowID     int64
	Source    string
	Operator  string
	StartedAt time.Time
	EndedAt   time.Time
	State     string // "running", "done", "cancelled", "failed"
	Read      int64
	Stored    int64
	Duplicate int64
	Rejected  int64
}
