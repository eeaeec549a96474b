// Package query is the filter language of the payment list, one for the filter
// box and for the command line.
//
//	method:kakaopay status:success,partial amount:>50000 date:2026-10 -flag:disputed 고객42
//
// Terms are separated by blanks and must all hold; values after one field are
// separated by commas, and one of them must hold. A leading - or ! turns a term round.
// Blanks, commas and colons go inside "quotes", in which "" stands for a quote.
//
// Amounts are in major units with the currency's own decimals (amount:12.50,
// amount:100..200, amount:>=12.50EUR). Dates are days, months, quarters and years in
// UTC (date:2026-10-03, 2026-10, 2026-Q3, 2026, today, yesterday, 7d, >2026-10-01,
// 2026-10-01..2026-10-07 with both ends included); a time such as 2026-10-01T15:00 can stand
// wherever a day can.
//
// Text is compared without regard to the case of A to Z. The package knows no
// SQL: the store turns a Filter into it, and Match is what it must agree with.
package query

import (
	"time"

	"contra/core/money"
)

// Field is what a term is about.
type Field string

// The fields, by their names in the language.
const (
	Payment    Field = "payment"
	Project    Field = "project"
	Status     Field = "status"
	Method     Field = "method"
	Customer   Field = "customer"
	Currency   Field = "currency"
	Amount     Field = "amount" // captured
	Refunded   Field = "refunded"
	InFlight   Field = "in_flight" // reserved
	Refundable Field = "refundable"
	Date       Field = "date" // created
	Updated    Field = "updated"
	Flag       Field = "flag"
	Text       Field = "text" // a word without a field: part of the payment id or of the customer id
)

// Op is how the values of a term are compared.
type Op string

const (
	Is       Op = "is"       // equal to one of Values
	Contains Op = "contains" // one of Values is a part of it
	Range    Op = "range"    // within Number
	Between  Op = "between"  // within Times
)

// Op follows from the field.
func (f Field) Op() Op {
	switch f {
	case Text:
		return Contains
	case Amount, Refunded, InFlight, Refundable:
		return Range
	case Date, Updated:
		return Between
	}
	return Is
}

// Filter holds for a payment when all its terms do. The empty one holds for all.
type Filter struct {
	Terms []Term
}

// Empty tells whether the filter lets everything through.
func (f Filter) Empty() bool { return len(f.Terms) == 0 }

// Term is one condition. Field.Op says which of Values, Number and Times is set.
//
// Values of Status are statuses exactly as the platform writes them, short forms
// written out; of Currency capitals; of Flag names of ledger.FlagNames; of Project digits
// without leading zeros; all others are as typed.
type Term struct {
	Field  Field
	Not    bool
	Values []string
	Number *NumberRange
	Times  *TimeRange
}

// NumberRange is a range of amounts in major units. Only a range with one end
// can be open: between two ends, both are inside. In a currency whose decimals
// are not known, a major unit is a minor one, as on the screen.
type NumberRange struct {
	Min, Max *Decimal       // nil: no limit
	MinOpen  bool           // Min itself is outside
	MaxOpen  bool           // Max itself is outside
	Currency money.Currency // when set, the payment must be in it
}

// TimeRange is half-open, in UTC: From is in it, To is not. Zero: no limit.
type TimeRange struct {
	From, To time.Time
}

// fields lists the fields that can be typed, in the order in which help shows them.
var fields = []struct {
	name  Field
	about string
	alias []string
}{
	{Status, "status:success,partial", []string{"state"}},
	{Amount, "captured, in major units: amount:>50000, amount:12.50EUR", []string{"captured"}},
	{Refundable, "what can still be refunded: refundable:>0", []string{"left"}},
	{Refunded, "what was refunded: refunded:100..200", nil},
	{InFlight, "refunds on their way: in_flight:>0", []string{"inflight", "reserved"}},
	{Date, "when it was made, UTC: date:2026-10, date:7d, date:today", []string{"created"}},
	{Updated, "when it last changed, UTC: updated:yesterday", nil},
	{Method, "method:kakaopay", nil},
	{Currency, "currency:KRW", []string{"cur"}},
	{Customer, "the whole customer id: customer:42", []string{"cust"}},
	{Payment, "the whole payment id: payment:ORD-1", []string{"id", "payment_id"}},
	{Project, "project:1234", nil},
	{Flag, "flag:disputed", []string{"flags"}},
	{Text, "part of the payment id or of the customer id", nil},
}

// Fields lists the fields in the order in which help shows them.
func Fields() []Field {
	all := make([]Field, len(fields))
	for i, f := range fields {
		all[i] = f.name
	}
	return all
}

// About is a few words on the field, with an example.
func (f Field) About() string {
	for _, x := range fields {
		if x.name == f {
			return x.about
		}
	}
	return ""
}
