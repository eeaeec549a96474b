package ledger

import (
	"slices"
	"time"

	"contra/core/money"
)

// PurchaseState is where a purchase that we asked for stands. The names are a
// contract of the commands.
type PurchaseState string

const (
	PurchasePlanned   PurchaseState = "planned"   // a dry run; never stored
	PurchasePrepared  PurchaseState = "prepared"  // intent and bytes are synced; nothing was sent yet
	PurchaseSent      PurchaseState = "sent"      // an attempt began; no answer is recorded yet
	PurchaseWaiting   PurchaseState = "waiting"   // the platform took it, or the link is out: it is the customer's turn
	PurchaseInDoubt   PurchaseState = "in_doubt"  // sent, and nobody knows what became of it
	PurchaseSucceeded PurchaseState = "succeeded" // the operation's status is success
	PurchaseDeclined  PurchaseState = "declined"  // the operation's status is a final no
	PurchaseExpired   PurchaseState = "expired"   // the customer's time was over
	PurchaseRejected  PurchaseState = "rejected"  // Gate definitely did not take it
	PurchaseCancelled PurchaseState = "cancelled" // withdrawn before anything was sent
)

var purchaseMoves = map[PurchaseState][]PurchaseState{
	PurchasePrepared: {PurchaseSent, PurchaseWaiting, PurchaseCancelled},
	PurchaseSent:     {PurchaseWaiting, PurchaseInDoubt, PurchaseRejected, PurchaseSucceeded, PurchaseDeclined, PurchaseExpired},
	PurchaseInDoubt:  {PurchaseSent, PurchaseWaiting, PurchaseRejected, PurchaseSucceeded, PurchaseDeclined, PurchaseExpired},
	PurchaseWaiting:  {PurchaseSucceeded, PurchaseDeclined, PurchaseExpired, PurchaseInDoubt, PurchaseCancelled},
	// A link can be paid after its last attempt was declined or its time seemed over.
	PurchaseDeclined: {PurchaseSucceeded},
	PurchaseExpired:  {PurchaseSucceeded, PurchaseDeclined},
}

// May tells whether a purchase in state s may go to state to.
func (s PurchaseState) May(to PurchaseState) bool { return slices.Contains(purchaseMoves[s], to) }

// Open tells whether the outcome is still to come.
func (s PurchaseState) Open() bool {
	switch s {
	case PurchasePrepared, PurchaseSent, PurchaseWaiting, PurchaseInDoubt:
		return true
	}
	return false
}

// ViaLink is the way of a purchase through a Payment Page link.
const ViaLink Via = "link"

// Display is something that a customer must be shown to pay.
type Display struct {
	Type  string `json:"type"` // "qr_img": Data is to be shown as a QR code
	Title string `json:"title"`
	Data  string `json:"data"`
}

// Purchase is one purchase that we asked for, and what became of it. Its payment id
// is the platform's protection against a second one, so it is never used twice.
type Purchase struct {
	ID          string
	Via         Via // ViaGate or ViaLink
	Project     int64
	PaymentID   string
	Amount      money.Amount
	Method      string // the name in callbacks
	CustomerID  string
	Description string
	State       PurchaseState
	Path        string // Gate path; of a link empty
	Body        []byte // the exact bytes of every attempt; of a link the link itself
	RequestID   string
	OperationID string
	Code        string
	Message     string
	Display     []Display // what the customer is shown, from the intermediate callback
	Operator    string
	Owner       string // the process that is sending right now, or empty
	Attempts    int
	Hold        string    // why a person must look, or empty
	ExpiresAt   time.Time // when the customer's time is over; zero: no limit
	CreatedAt   time.Time
	SentAt      time.Time
	CheckedAt   time.Time
	UpdatedAt   time.Time
}

// Key names the payment that the purchase makes.
func (p *Purchase) Key() Key { return Key{p.Project, p.PaymentID} }
