package batch

import (
	"contra/core/ledger"
	"contra/core/money"
)

// Row is one refund that somebody wants.
type Row struct {
	N           int64  // its number in the batch, from 1, never reused
	Line        int    // physical line in the source, the header being 1; 0 when it has none
	Type        string // Refund, or what a file says instead
	Project     int64
	Method      string // the Dashboard's code, such as "wallet/kakaopay"
	PaymentID   string
	OperationID string
	Amount      money.Amount // zero when it could not be read
	Description string
	Faults      []Fault // what could not be read, by column
	RefundID    string  // the refund that the row became, or empty
	Refusal     string  // why it was not sent when its turn came, or empty

	// Whole says that all that is refundable was asked for, whatever it is.
	Whole bool
}

// Fault is a value that could not be read. It stays with the row until the
// column is given another value.
type Fault struct {
	Column  string `json:"column"`
	Code    Code   `json:"code"`
	Text    string `json:"text"` // as written, shortened
	Message string `json:"message"`
}

// Key names the row's payment, for comparing.
func (r *Row) Key() ledger.Key { return ledger.Key{Project: r.Project, ID: r.PaymentID}.Fold() }

// Fault gives what could not be read of a column, or nil.
func (r *Row) Fault(column string) *Fault {
	for i := range r.Faults {
		if r.Faults[i].Column == column {
			return &r.Faults[i]
		}
	}
	return nil
}

// Mend drops the fault of a column that has a good value now.
func (r *Row) Mend(column string) {
	var kept []Fault
	for _, f := range r.Faults {
		if f.Column != column {
			kept = append(kept, f)
		}
	}
	r.Faults = kept
}
