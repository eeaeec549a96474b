package archive

import (
	"time"

	"contra/core/money"
	"contra/core/recon"
)

// Standing is where a signed month stands.
type Standing string

const (
	Signed   Standing = "signed"
	Stale    Standing = "stale"    // late data touched it: it needs to be signed again
	Reopened Standing = "reopened" // by a person; history
)

// Close is the signature under one month.
type Close struct {
	ID       int64
	Month    string
	Zone     string
	Period   recon.Period
	Standing Standing
	Run      int64
	Signed   Signature
	Note     string
	Operator string
	At       time.Time
	Why      string // why it is stale or was reopened
	Changed  time.Time
}

// Signature is what was signed, word for word. It is kept as JSON.
type Signature struct {
	Fingerprint string               `json:"fingerprint"`
	Rows        recon.Rows           `json:"rows"`
	Matched     int64                `json:"matched"`
	Totals      []recon.Total        `json:"totals"`
	Counts      map[recon.Code]int64 `json:"counts"`
	Checks      []recon.Check        `json:"checks"`
	Open        []OpenBreak          `json:"open"` // what was signed although it is not done
	Carried     []Forward            `json:"carried"`
	Reports     []Source             `json:"reports"`
	AuditSeq    int64                `json:"audit_seq"`  // the chain when it was signed
	AuditHead   string               `json:"audit_head"` // hex
	Program     string               `json:"program"`
	Preparer    string               `json:"preparer"` // who made the run
}

// OpenBreak is a break that was open when the month was signed.
type OpenBreak struct {
	Key         string       `json:"key"`
	Code        recon.Code   `json:"code"`
	Project     int64        `json:"project_id,omitempty"`
	PaymentID   string       `json:"payment_id,omitempty"`
	OperationID string       `json:"operation_id,omitempty"`
	Stake       money.Amount `json:"stake"`
	Since       time.Time    `json:"since"`
	Reason      string       `json:"reason"`
	Note        string       `json:"note,omitempty"`
}

// Forward is the roll-forward of open breaks in one currency: what came from the
// month before, what was new, what was cleared, what goes on.
type Forward struct {
	Currency money.Currency `json:"currency"`
	Opening  Roll           `json:"opening"`
	New      Roll           `json:"new"`
	Cleared  Roll           `json:"cleared"`
	Closing  Roll           `json:"closing"`
}

// Roll counts breaks and adds up what is at stake in them.
type Roll struct {
	Breaks int64 `json:"breaks"`
	Minor  int64 `json:"minor"`
}

// Late is something that came into a month after it was signed.
type Late struct {
	ID      int64
	Close   int64
	What    string // operation, report
	Subject int64
	Was     string // empty: it is new
	Now     string
	At      time.Time
}
