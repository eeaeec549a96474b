package recon

import (
	"time"

	"contra/core/money"
)

// By says why two records were matched.
type By string

const (
	ByOperation By = "operation" // the same operation id
	ByValues    By = "values"    // payment, type, amount and currency, at most one of the sides with an operation id
	ByReference By = "reference" // the provider's payment id, ARN or RRN
	ByWhole     By = "group"     // the sums of a declared group agree
	ByRefund    By = "refund"    // a refund of ours without an operation, and the only row that can be it
	ByHand      By = "hand"      // a person said so
)

// Pair is one or more rows of the report matched with one or more local operations.
type Pair struct {
	By     By       `json:"by"`
	Report []Record `json:"report"`
	Local  []Record `json:"local"`
	// Off is report less local in minor units, signed as in Total: not zero only within the
	// tolerance, or by hand. Where currencies differ it stays zero.
	Off int64 `json:"off,omitempty"`
	// Note is what the person said who matched them by hand.
	Note string `json:"note,omitempty"`
}

// Break is something that did not match, with the one code that says why.
type Break struct {
	Code   Code   `json:"code"`
	Reason string `json:"reason"` // one sentence
	// The two sides: one record each, none where a side has nothing, several for a group.
	// Every record of a run is in exactly one pair or break.
	Report []Record `json:"report,omitempty"`
	Local  []Record `json:"local,omitempty"`
	// Near are local candidates that fit equally well and belong to this break.
	Near []Record `json:"near,omitempty"`
	// Due is when something expected has to be in a report.
	Due time.Time `json:"due,omitzero"`
	// ID is the same for the same break in every run, whatever the order of rows or the layout.
	ID string `json:"id"`
}

// Total is one currency's sums over successful operations, signed: what took
// the customer's money is positive, what gave it back negative. What a report has twice counts once.
type Total struct {
	Currency  money.Currency `json:"currency"`
	Report    int64          `json:"report"`
	Local     int64          `json:"local"`
	Matched   int64          `json:"matched"`   // by the report's amounts
	Tolerated int64          `json:"tolerated"` // report less local over the matched, within the tolerance or by hand
}

// Side is the share of one code in one currency.
type Side struct {
	Code     Code           `json:"code"`
	Currency money.Currency `json:"currency"`
	Breaks   int64          `json:"breaks"`
	Report   int64          `json:"report"` // signed sums of the two sides
	Local    int64          `json:"local"`
}

// Result is what a comparison found.
type Result struct {
	Matched   int64   `json:"matched"`   // rows of the report that are matched
	Pairs     []Pair  `json:"pairs"`     // those that Join did not find by itself
	Breaks    []Break `json:"breaks"`    // in the order of code, then id
	Expected  []Break `json:"expected"`  // not due yet
	Tolerated []Break `json:"tolerated"` // matched within the tolerance; each is also a pair
	Totals    []Total `json:"totals"`
	Sides     []Side  `json:"sides"` // of Breaks and Expected
}

// Counts gives how many breaks have each code.
func (r *Result) Counts() map[Code]int64 {
	counts := map[Code]int64{}
	for i := range r.Breaks {
		counts[r.Breaks[i].Code]++
	}
	return counts
}

// Manual is what a person decided about records that the rules left apart or put together.
type Manual struct {
	// Match puts the rows and the operations together, whatever their values.
	Match []ManualMatch
	// Apart keeps a row and an operation from being matched.
	Apart []ManualMatch
}

// ManualMatch names rows of reports and local operations by identities that do
// not change from run to run: RowKey and LocalKey.
type ManualMatch struct {
	Rows  []string `json:"rows"`
	Local []string `json:"local"`
	Note  string   `json:"note"`
}

// Input is what Judge looks at: all that Join left, on both sides.
type Input struct {
	Report []Record // rows that Join did not pair, those rejected with Reject set, those outside of the period flagged
	Local  []Record // operations that Join did not pair, and refunds of ours without one
	// Twins are matched operations of which Report has further rows, by Op: the report side of the pair.
	Twins map[uint64]Record
	// Earlier is what earlier reports said of rows in Report, by RowKey, where it was not the same.
	Earlier map[string]Record
	// Joined are the pairs of Join, summed per currency, so that totals cover everything.
	Joined []Total
	Rows   int64 // how many rows Join paired
	Rules  Rules
	Period Period
	// Scope is where what the ledger has is missed in the reports; zero bounds: all of Period.
	Scope  Period
	Manual Manual
}
