package ledger

import (
	"time"

	"contra/core/money"
)

// RefundState is where a refund of ours stands. The names are a contract of the commands.
type RefundState string

const (
	Planned          RefundState = "planned"           // a dry run; never stored
	AwaitingApproval RefundState = "awaiting_approval" // stored, waits for a second person
	Prepared         RefundState = "prepared"          // intent, id and bytes are synced; nothing was sent yet
	Sent             RefundState = "sent"              // an attempt began; no answer is recorded yet
	Accepted         RefundState = "accepted"          // Gate took it; the outcome is still to come
	InDoubt          RefundState = "in_doubt"          // sent, and nobody knows what became of it
	Succeeded        RefundState = "succeeded"         // the operation's status is success
	Declined         RefundState = "declined"          // the operation's status is a final no
	Rejected         RefundState = "rejected"          // Gate definitely did not take it
	Cancelled        RefundState = "cancelled"         // withdrawn before anything was sent
	Exported         RefundState = "exported"          // a row of a file that was written; nobody said that it was uploaded
	Uploaded         RefundState = "uploaded"          // a row of a file that was handed to the platform
	Confirmed        RefundState = "confirmed"         // a report has shown it
	ReversedBackNow  RefundState = "reversed_back"     // it had succeeded and was taken back
)

// Reserves tells whether a refund in this state holds its amount: everything
// that may still move money does, and only a definite no lets go.
func (s RefundState) Reserves() bool {
	switch s {
	case AwaitingApproval, Prepared, Sent, Accepted, InDoubt, Exported, Uploaded:
		return true
	}
	return false
}

// Open tells whether the outcome is still to come.
func (s RefundState) Open() bool { return s.Reserves() }

// Via is the way on which a refund reaches the platform.
type Via string

const (
	ViaGate Via = "gate" // a request with an id of its own, which the platform refuses to run twice
	ViaFile Via = "file" // a row of a mass refund file, which carries no id: only its amount can be found again
)

// Refund is one refund of ours: its intent and what became of it.
type Refund struct {
	ID          string // sent as payment.merchant_refund_id; of a row in a file, ours alone
	Via         Via
	Project     int64
	PaymentID   string
	PaymentRow  int64
	Amount      money.Amount
	Description string
	State       RefundState
	Path        string // Gate path, e.g. /v2/payment/wallet/kakaopay/refund
	Body        []byte // the exact bytes of every attempt
	RequestID   string
	OperationID string
	Code        string
	Message     string
	Operator    string
	Owner       string // the process that is sending right now, or empty
	Attempts    int    // times the bytes left this machine
	Hold        string // why a person must look, or empty
	CreatedAt   time.Time
	SentAt      time.Time // when the latest attempt began
	CheckedAt   time.Time // when the platform was last asked
	UpdatedAt   time.Time
}

// Step is one line in the story of a refund: what was tried, what came back.
type Step struct {
	RowID    int64
	RefundID string
	At       time.Time
	Kind     string      // "intent", "send", "answer", "status", "callback", "adopt", "note"
	State    RefundState // the state after this step
	HTTP     int         // HTTP status of an answer, 0 when there was none
	Detail   string
	Raw      []byte // what came back, as received
}

// Entry is one link of the audit chain.
type Entry struct {
	Seq      int64
	At       time.Time
	Operator string
	Kind     string // "import", "refund.prepared", "refund.sent", …
	Subject  string // payment or refund concerned
	Payload  []byte // canonical JSON of what changed
	Prev     []byte
	Hash     []byte
}
