// Package results writes what became of every row of a mass refund: as CSV for
// programs and spreadsheets, and as an Excel workbook with a summary for people.
package results

import (
	"cmp"
	"slices"
	"time"

	"contra/core/ledger"
	"contra/core/money"
)

// Row is one row of a batch and what became of it.
type Row struct {
	Batch       string // such as "B12"
	N           int64
	Line        int // of the source, or 0
	Project     int64
	PaymentID   string
	Amount      money.Amount
	Description string
	State       string // of the refund, or empty while the row is none
	Outcome     string // in words; see OutcomeOf
	RefundID    string
	OperationID string
	RequestID   string
	Code        string
	Message     string
	Evidence    string // what the outcome rests on
	File        string
	SentAt      time.Time
	UpdatedAt   time.Time
}

// The outcomes.
const (
	Succeeded = "succeeded"
	Declined  = "declined"
	NotTaken  = "not taken"  // the platform refused the request; no refund exists
	Withdrawn = "withdrawn"  // taken back before it was sent
	TakenBack = "taken back" // it had succeeded, and the platform undid it
	InDoubt   = "in doubt"
	Open      = "open" // on its way
	NotSent   = "not sent"
)

// OutcomeOf gives the outcome for where the row's refund stands; a row without a
// refund was not sent.
func OutcomeOf(s ledger.RefundState) string {
	switch s {
	case ledger.Succeeded, ledger.Confirmed:
		return Succeeded
	case ledger.Declined:
		return Declined
	case ledger.Rejected:
		return NotTaken
	case ledger.Cancelled:
		return Withdrawn
	case ledger.ReversedBackNow:
		return TakenBack
	case ledger.InDoubt:
		return InDoubt
	case "", ledger.Planned, ledger.AwaitingApproval, ledger.Prepared:
		return NotSent
	}
	return Open
}

// Total is what the rows of one currency and one outcome add up to.
type Total struct {
	Currency money.Currency
	Outcome  string
	Rows     int64
	Amount   int64 // minor units
}

// Totals adds the rows up by currency and outcome, in that order.
func Totals(rows []Row) ([]Total, error) {
	type key struct {
		currency money.Currency
		outcome  string
	}
	sums := map[key]*Total{}
	var all []*Total
	for i := range rows {
		r := &rows[i]
		k := key{r.Amount.Currency, r.Outcome}
		t := sums[k]
		if t == nil {
			t = &Total{Currency: k.currency, Outcome: k.outcome}
			sums[k] = t
			all = append(all, t)
		}
		sum, ok := money.AddMinor(t.Amount, r.Amount.Minor)
		if !ok {
			return nil, tooLarge(k.currency)
		}
		t.Rows++
		t.Amount = sum
	}
	totals := make([]Total, len(all))
	for i, t := range all {
		totals[i] = *t
	}
	slices.SortFunc(totals, func(a, b Total) int {
		return cmp.Or(cmp.Compare(a.Currency, b.Currency), cmp.Compare(a.Outcome, b.Outcome))
	})
	return totals, nil
}

func tooLarge(c money.Currency) error {
	return ledger.Errorf(ledger.ErrBadAmount, "the sum of the amounts in %s is too large", c).WithHint("write the batches one by one")
}
