// Package spoil plants differences in the rows of a report and tells each with
// the code that a comparison with the unspoilt rows must give it. A payment has
// one difference at most, so that none hides another.
package spoil

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"contra/core/money"
	"contra/core/sandbox/reportfile"
)

// Plan says what to plant.
type Plan struct {
	Seed  uint64 // makes the choice of rows and all that is invented
	Codes []Code // nil: every code
	Each  int    // how many of each code; 0: 2
	Whole int    // payments that come in parts which do add up, and so are no difference

	// Format is how the rows are going to be written. What needs a column that
	// it has not, or is about rows without operation ids when it has them, is left out.
	Format reportfile.Format
	// From and To are the period of the comparison, half-open. Without them
	// nothing is planted that is about time.
	From, To time.Time
	// Ledger is what the merchant knows, so that nothing is planted where another
	// operation of the payment could explain it; nil: the rows.
	Ledger iter.Seq[reportfile.Row]
}

// Planted is one difference.
type Planted struct {
	Code        Code           `json:"code"`
	File        string         `json:"file,omitempty"`
	OperationID string         `json:"operation_id,omitempty"` // the ledger's, else the report's; empty when neither is known
	PaymentID   string         `json:"payment_id,omitempty"`
	Currency    money.Currency `json:"currency,omitempty"`
	What        string         `json:"what"` // one sentence
}

// Spoilt is a report with differences.
type Spoilt struct {
	Rows []reportfile.Row
	// Earlier are rows of a report that came before this one: those that say
	// something else now, and some that do not.
	Earlier []reportfile.Row
	Planted []Planted // in the order of Codes
}

// Spoil plants. The rows that it is given stay as they are. Where no row is fit
// for a code, such as in a few rows of one day, fewer are planted.
func (p Plan) Spoil(rows []reportfile.Row) Spoilt {
	if p.Each <= 0 {
		p.Each = 2
	}
	if p.Codes == nil {
		p.Codes = Codes()
	}
	w := newWork(p, rows)
	for _, x := range plantings {
		if !slices.Contains(p.Codes, x.code) || !x.fits(p.Format) {
			continue
		}
		for n := range p.Each {
			x.plant(w, n)
		}
	}
	for range p.Whole {
		wholeSplit(w)
	}
	s := Spoilt{Rows: w.result(), Planted: w.planted}
	if w.earlier != nil {
		s.Earlier = append(w.earlier, w.unchanged(20)...)
	}
	Sort(s.Planted)
	return s
}

// Sort puts differences in the order of Codes, then of files, payments and operations.
func Sort(all []Planted) {
	rank := map[Code]int{}
	for i, c := range Codes() {
		rank[c] = i
	}
	slices.SortFunc(all, func(a, b Planted) int {
		return cmp.Or(cmp.Compare(rank[a.Code], rank[b.Code]), cmp.Compare(a.File, b.File),
			cmp.Compare(a.PaymentID, b.PaymentID), cmp.Compare(a.OperationID, b.OperationID), cmp.Compare(a.What, b.What))
	})
}

// planting plants one difference; n counts those of its code, to take turns
// between the ways to cause it. It does nothing when no row is fit.
type planting struct {
	code  Code
	needs []reportfile.Column
	lacks reportfile.Column // must not be there
	plant func(w *work, n int)
}

func (x planting) fits(f reportfile.Format) bool {
	for _, c := range x.needs {
		if !f.Has(c) {
			return false
		}
	}
	return x.lacks == "" || !f.Has(x.lacks)
}

var byID = []reportfile.Column{reportfile.OperationID}

// plantings begin with those that few rows are fit for.
var plantings = []planting{
	{Ambiguous, nil, reportfile.OperationID, ambiguous},
	{WrongPeriod, []reportfile.Column{reportfile.OperationID, reportfile.CompletedAt}, "", wrongPeriod},
	{NotYetReported, nil, "", notYetReported},
	{FeeDiff, []reportfile.Column{reportfile.OperationID, reportfile.FeeAmount}, "", feeDiff},
	{NetDiff, []reportfile.Column{reportfile.OperationID, reportfile.FeeAmount, reportfile.Net}, "", netDiff},
	{RefundReversed, nil, "", refundReversed},
	{WithinTolerance, byID, "", withinTolerance},
	{RowRejected, nil, "", rowRejected},
	{DupInReport, byID, "", dupInReport},
	{SameIDChanged, byID, "", sameIDChanged},
	{CurrencyDiff, byID, "", currencyDiff},
	{ExponentSuspect, byID, "", exponentSuspect},
	{AmountDiff, byID, "", amountDiff},
	{StatusDiff, byID, "", statusDiff},
	{TypeDiff, byID, "", typeDiff},
	{SplitIncomplete, nil, "", splitIncomplete},
	{ForeignRefund, nil, "", foreignRefund},
	{MissingInReport, nil, "", missingInReport},
	{MissingLocal, nil, "", missingLocal},
}
