package check

import (
	"time"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/money"
)

// Facts is all that a check compares rows with, as of one moment.
type Facts struct {
	Methods   ledger.Methods
	Projects  map[int64]bool          // those of the configuration; empty: any project will do
	Payments  map[ledger.Key]*Payment // by their folded keys
	Elsewhere map[string][]int64      // the projects that have a payment, by its id in lower case
	Known     []KnownFile             // files with the same content that were exported before
	Draft     bool                    // the rows are still to be exported
	MaxRows   int                     // of one file; 0: MaxRows
	Now       time.Time
	Layout    batch.Layout
}

// MaxRows is how many rows one file has at most when nobody says otherwise. The
// platform states no limit; long files take it long.
const MaxRows = 1000

// Payment is a payment that rows name.
type Payment struct {
	ledger.Payment
	Own      int64   // the part of Reserved that these very rows hold, once they are exported
	Rivals   []Rival // our other refunds of it that are open
	Before   []Past  // refunds of it that succeeded, ours and others'
	Unproven bool    // an earlier row was taken for declined by its amount alone
}

// Past is a refund that succeeded.
type Past struct {
	Amount money.Amount
	At     time.Time
}

// Rival is another refund of ours that may still take money from the payment.
type Rival struct {
	ID     string // of the refund
	Who    string // its operator
	Amount money.Amount
	Via    ledger.Via
	Batch  string // such as "B3", when a batch has it
	State  ledger.RefundState
	Since  time.Time
}

// KnownFile is a file with the same content as the rows.
type KnownFile struct {
	Ref        string // its batch, such as "B3"
	Path       string
	Gate       bool // its rows went through Gate instead
	Operator   string
	ExportedAt time.Time
	UploadedAt time.Time // zero: nobody said that it was uploaded
}
