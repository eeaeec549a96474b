package recon

import (
	"time"

	"contra/core/ledger"
	"contra/core/money"
)

// Rules say what counts as equal. The zero value is exact. They are part of a
// run's fingerprint, so they are kept as JSON.
type Rules struct {
	// Tolerance is by how many minor units amounts may differ, per currency.
	Tolerance map[money.Currency]int64 `json:"tolerance,omitempty"`
	// Window is how far apart the two dates may be where no operation id proves
	// that they are the same; 0: seven days.
	Window time.Duration `json:"window,omitempty"`
	// Due is how long after its date an operation has to be in a report.
	Due time.Duration `json:"due,omitempty"`
	// Statuses says which statuses of reports mean which status here, besides equal ones.
	Statuses map[string]string `json:"statuses,omitempty"`
	// Types says which types of reports mean which type here. A reversal is a refund in any case.
	Types map[string]string `json:"types,omitempty"`
	// Groups are keys by which many rows are one whole, tried in order on what is left.
	Groups []Group `json:"groups,omitempty"`
	// Fees is what the platform may take; nil: whatever it took.
	Fees []Fee `json:"fees,omitempty"`
}

// Group declares that all rows with the same key are one whole: their sums
// have to agree, be they one to many, many to one or many to many.
type Group struct {
	By GroupKey `json:"by"`
	// Type restricts it to operations of one type; empty: each type by itself.
	Type string `json:"type,omitempty"`
}

// GroupKey is what rows of one whole have in common.
type GroupKey string

const (
	ByPayment  GroupKey = "payment"  // project, payment id
	ByProvider GroupKey = "provider" // the provider's payment id
	ByARN      GroupKey = "arn"
	ByRRN      GroupKey = "rrn"
	ByBatch    GroupKey = "batch" // the settlement batch in the report; the local side by day and project is not enough, so both need it
)

// Fee is what was agreed for one currency: a fixed part and a share in
// hundredths of a percent, rounded half up.
type Fee struct {
	Currency money.Currency `json:"currency"`
	Type     string         `json:"type,omitempty"` // empty: every type that moves money
	Fixed    int64          `json:"fixed"`
	Basis    int64          `json:"basis_points"`
}

// Period is what is compared: from From up to and without To. A zero bound is none.
type Period struct {
	From time.Time `json:"from,omitzero"`
	To   time.Time `json:"to,omitzero"`
	// CutOff is up to when the reports can know anything; zero: To.
	CutOff time.Time `json:"cut_off,omitzero"`
}

// Contains tells whether a moment lies in the period. An unknown moment does.
func (p Period) Contains(at time.Time) bool {
	return at.IsZero() || (p.From.IsZero() || !at.Before(p.From)) && (p.To.IsZero() || at.Before(p.To))
}

// SameStatus tells whether a report's status means the local one.
func (r *Rules) SameStatus(report, local string) bool {
	report, local = ledger.Normal(report), ledger.Normal(local)
	if to, ok := r.Statuses[report]; ok {
		report = ledger.Normal(to)
	}
	return report == local
}

// SameType tells whether a report's type means the local one.
func (r *Rules) SameType(report, local string) bool {
	report, local = ledger.Normal(report), ledger.Normal(local)
	if to, ok := r.Types[report]; ok {
		report = ledger.Normal(to)
	}
	return report == local || ledger.IsRefundType(report) && ledger.IsRefundType(local)
}

// Tolerated is by how much amounts of a currency may differ.
func (r *Rules) Tolerated(c money.Currency) int64 { return r.Tolerance[c] }

// Near is how far apart dates may be.
func (r *Rules) Near() time.Duration {
	if r.Window > 0 {
		return r.Window
	}
	return 7 * 24 * time.Hour
}
