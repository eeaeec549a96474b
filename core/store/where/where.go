// Package where turns the filter language into SQL conditions on the table of
// payments. It runs nothing itself.
package where

import (
	"fmt"
	"math"
	"strings"
	"time"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/query"
)

// Condition is a WHERE clause in the making.
type Condition struct {
	parts []string
	Args  []any
}

func (c *Condition) add(text string, args ...any) {
	c.parts = append(c.parts, text)
	c.Args = append(c.Args, args...)
}

// Text is the clause, true when it has no parts.
func (c *Condition) Text() string {
	if len(c.parts) == 0 {
		return "true"
	}
	return strings.Join(c.parts, " AND ")
}

// And gives a copy with one more condition in front.
func (c Condition) And(text string, args ...any) Condition {
	return Condition{append([]string{text}, c.parts...), append(append([]any{}, args...), c.Args...)}
}

var columns = map[query.Field]string{
	query.Payment: "payment_key", query.Project: "project", query.Status: "status", query.Method: "method", query.Customer: "customer",
	query.Currency: "currency", query.Amount: "captured", query.Refunded: "refunded", query.InFlight: "reserved", query.Refundable: "refundable",
	query.Date: "created_at", query.Updated: "updated_at",
}

// Column is the column of a sortable field; the date when the field is not one.
func Column(f query.Field) string {
	if c := columns[f]; c != "" {
		return c
	}
	return "created_at"
}

// Value is a payment's value in the sort column.
func Value(p ledger.Payment, f query.Field) any {
	switch f {
	case query.Payment:
		return p.Key().Fold().ID
	case query.Project:
		return p.Project
	case query.Status:
		return p.Status
	case query.Method:
		return p.Method
	case query.Customer:
		return p.CustomerID
	case query.Currency:
		return string(p.Currency)
	case query.Amount:
		return p.Captured
	case query.Refunded:
		return p.Refunded
	case query.InFlight:
		return p.Reserved
	case query.Refundable:
		return p.Refundable()
	case query.Updated:
		return Millis(p.UpdatedAt)
	}
	return Millis(p.CreatedAt)
}

// Millis is how the store keeps a moment: Unix milliseconds, 0 for none.
func Millis(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.UnixMilli()
}

// Compile turns a filter into SQL. When rows are wanted in the order of a
// field, only conditions that find few rows may choose the index; the others
// are kept from it with a unary plus, so that the walk stops after one page
// instead of sorting all that match.
func Compile(f query.Filter, sorted query.Field) *Condition {
	c := &Condition{}
	for _, t := range f.Terms {
		column := columns[t.Field]
		if sorted != "" && !picks(t, sorted) {
			column = "+" + column
		}
		text, args := compileTerm(t, column)
		if t.Not {
			text = "NOT (" + text + ")"
		}
		c.add(text, args...)
	}
	return c
}

// picks tells whether a term may choose the index although rows are wanted in an order.
func picks(t query.Term, sorted query.Field) bool {
	switch {
	case t.Not:
		return false
	case t.Field == query.Payment, t.Field == query.Customer, t.Field == sorted:
		return true
	}
	return t.Field == query.Status && sorted == query.Date && len(t.Values) == 1
}

func compileTerm(t query.Term, column string) (string, []any) {
	switch t.Field {
	case query.Flag:
		var some []string
		var args []any
		for _, name := range t.Values {
			flag, _ := ledger.FlagNamed(name)
			some = append(some, "flags & ? = ?")
			args = append(args, int64(flag), int64(flag))
		}
		return "(flags <> 0 AND " + or(some) + ")", args // the first half finds the index of flagged payments
	case query.Text:
		var some []string
		var args []any
		for _, word := range t.Values {
			pattern := "%" + likeEscape.Replace(word) + "%"
			some = append(some, `payment_id LIKE ? ESCAPE '\'`, `customer LIKE ? ESCAPE '\'`)
			args = append(args, pattern, pattern)
		}
		return or(some), args
	case query.Amount, query.Refunded, query.InFlight, query.Refundable:
		return compileNumber(t.Number, column)
	case query.Date, query.Updated:
		return compileTimes(t.Times, column)
	}
	args := make([]any, len(t.Values))
	for i, v := range t.Values {
		args[i] = v
		if t.Field == query.Payment {
			args[i] = ledger.Key{ID: v}.Fold().ID
		}
		if t.Field == query.Project {
			args[i] = projectNumber(v)
		}
	}
	collate := ""
	if t.Field == query.Method || t.Field == query.Customer {
		collate = " COLLATE NOCASE"
	}
	if len(args) == 1 {
		return column + " = ?" + collate, args
	}
	return column + collate + " IN (?" + strings.Repeat(",?", len(args)-1) + ")", args
}

var likeEscape = strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`)

func or(parts []string) string {
	if len(parts) == 0 {
		return "false"
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

func projectNumber(v string) any {
	var n int64
	if _, err := fmt.Sscan(v, &n); err != nil {
		return v
	}
	return n
}

// compileNumber compares amounts in the minor units of each payment's own currency.
func compileNumber(r *query.NumberRange, column string) (string, []any) {
	if r == nil {
		return "false", nil
	}
	// What holds whatever the currency, for an index on the column.
	least, most := int64(math.MaxInt64), int64(math.MinInt64)
	within := func(exp int) (string, []any) {
		lowest, highest, ok := r.Bounds(exp)
		if !ok {
			return "false", nil
		}
		least, most = min(least, lowest), max(most, highest)
		return column + " BETWEEN ? AND ?", []any{lowest, highest}
	}
	if r.Currency != "" {
		exp, _ := r.Currency.Exponent()
		text, args := within(exp)
		return "(+currency = ? AND " + text + ")", append([]any{string(r.Currency)}, args...)
	}
	byExponent := map[int][]string{}
	for _, c := range money.Currencies() {
		if exp, _ := c.Exponent(); exp != 0 { // all others, unknown ones too, count in whole units
			byExponent[exp] = append(byExponent[exp], "'"+string(c)+"'")
		}
	}
	text := "CASE"
	var args []any
	for exp := 1; exp <= 4; exp++ {
		if len(byExponent[exp]) == 0 {
			continue
		}
		then, more := within(exp)
		text += " WHEN currency IN (" + strings.Join(byExponent[exp], ",") + ") THEN " + then
		args = append(args, more...)
	}
	then, more := within(0)
	return "(" + column + " BETWEEN ? AND ? AND " + text + " ELSE " + then + " END)", append(append([]any{least, most}, args...), more...)
}

func compileTimes(r *query.TimeRange, column string) (string, []any) {
	if r == nil {
		return "false", nil
	}
	text, args := "true", []any{}
	if !r.From.IsZero() {
		text, args = column+" >= ?", append(args, Millis(r.From))
	}
	if !r.To.IsZero() {
		text, args = text+" AND "+column+" < ?", append(args, Millis(r.To))
	}
	return "(" + text + ")", args
}
