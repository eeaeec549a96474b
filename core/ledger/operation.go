package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"contra/core/money"
)

// Operation is one act on a payment, as the platform tells it. Its identity is
// the project and the operation id; its status decides, never the payment's.
type Operation struct {
	RowID             int64
	PaymentRow        int64
	Project           int64
	ID                string
	Type              string
	Status            string
	Amount            money.Amount // operation.sum_initial
	RequestID         string
	MerchantRefundID  string // echoed by some callback formats only
	Code              string
	Message           string
	ProviderPaymentID string
	CreatedAt         time.Time // zero when the platform did not say
	CompletedAt       time.Time // operation.date once the status is final
	Date              time.Time // operation.date of the message that set the status
	FirstSeen         time.Time
	RefundID          string // our refund that this operation carries out, if any
}

// Callback is one stored message of the platform.
type Callback struct {
	RowID       int64
	ImportID    int64
	PaymentRow  int64
	Project     int64
	PaymentID   string
	Identity    string // see CallbackIdentity
	OperationID string
	Type        string
	Status      string
	Source      string // file, "listen", or "status" for an answer to our own question
	Line        int
	Order       string // the sort order under which the signature held
	Date        time.Time
	ReceivedAt  time.Time
	Late        bool // arrived after a newer or final state, changed nothing
	Raw         []byte
}

// CallbackIdentity is what makes two messages about one payment the same:
// operation id and status, whatever their dates. A message without an
// operation id is known by its bytes.
func CallbackIdentity(operationID, status string, raw []byte) string {
	if operationID == "" {
		sum := sha256.Sum256(raw)
		return "#" + hex.EncodeToString(sum[:16])
	}
	return operationID + "/" + status
}
