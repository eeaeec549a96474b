package dataapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"contra/core/money"
	"contra/core/sandbox/books"
	"contra/core/sandbox/reportfile"
)

// Forms is how amounts and dates are written: the documents have two forms of each.
type Forms string

// The forms.
const (
	Plain Forms = "plain" // amounts are numbers, dates look like 2026-10-31 23:59:59
	Other Forms = "other" // amounts are strings, dates look like 2026-10-31T23:59:59+00:00
	Mixed Forms = "mixed" // one row so, the next one the other way
)

// Sheet says how rows are written.
type Sheet struct {
	Zone      *time.Location
	Forms     Forms
	Fields    []string // nil: the ones that every row has
	Financial bool     // with fee and net
}

// cell is a row with what is around it.
type cell struct {
	reportfile.Row
	payment   *books.Payment
	operation *books.Operation
	zone      *time.Location
	other     bool // the form
}

// Rows is a list of operations with the chosen fields.
func (s Sheet) Rows(entries []books.Entry) json.RawMessage {
	chosen := slices.Collect(func(yield func(column) bool) {
		for _, c := range columns {
			if s.has(c) && !yield(c) {
				return
			}
		}
	})
	var b bytes.Buffer
	b.WriteByte('[')
	for i := range entries {
		if i > 0 {
			b.WriteByte(',')
		}
		s.row(&b, chosen, s.cell(i, &entries[i]))
	}
	b.WriteByte(']')
	return b.Bytes()
}

func (s Sheet) cell(i int, e *books.Entry) *cell {
	return &cell{
		Row: reportfile.Of(&e.Payment, e.Operation()), payment: &e.Payment, operation: e.Operation(),
		zone: s.Zone, other: s.Forms == Other || s.Forms == Mixed && i%2 == 1,
	}
}

func (s Sheet) has(c column) bool {
	if s.Fields != nil {
		return slices.ContainsFunc(s.Fields, c.is)
	}
	return c.set == standard || c.set == financial && s.Financial
}

func (s Sheet) row(b *bytes.Buffer, chosen []column, c *cell) {
	b.WriteByte('{')
	for i, col := range chosen {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(b, "%q:", col.name)
		b.Write(Encode(col.value(c)))
	}
	b.WriteByte('}')
}

// Encode writes JSON as the platform does.
func Encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // only strings, numbers, and lists and structs of them go in
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

func (c *cell) date(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case c.other:
		return t.In(c.zone).Format(joined)
	}
	return t.In(c.zone).Format(spaced)
}

func (c *cell) amount(minor int64) any {
	if c.other {
		return strconv.FormatInt(minor, 10)
	}
	return minor
}

type sum struct {
	Amount   any            `json:"amount"`
	Currency money.Currency `json:"currency"`
}

func (c *cell) sum(a money.Amount) sum { return sum{c.amount(a.Minor), a.Currency} }

// ByPayment is a list of operations as the question for one payment has them,
// with fewer fields.
func (s Sheet) ByPayment(entries []books.Entry) any {
	type row struct {
		ID        string         `json:"operation_id"`
		Type      string         `json:"operation_type"`
		Created   string         `json:"operation_created_at"`
		Completed string         `json:"operation_completed_at"`
		Amount    any            `json:"amount"`
		Currency  money.Currency `json:"currency"`
		ARN       string         `json:"arn"`
		RRN       string         `json:"rrn"`
	}
	rows := make([]row, len(entries))
	for i := range entries {
		c := s.cell(i, &entries[i])
		rows[i] = row{c.OperationID, c.Type, c.date(c.CreatedAt), c.date(c.CompletedAt), c.amount(c.Amount.Minor), c.Amount.Currency, c.ARN, c.RRN}
	}
	return rows
}

// Balances is a list of balances: the currency is the name of the sum.
func Balances(all []books.Balance) any {
	list := make([]json.RawMessage, len(all))
	for i, b := range all {
		list[i] = fmt.Appendf(nil, `{"name":%q,%q:"%d"}`, BalanceName(b.Project, b.Currency), b.Currency, b.Minor)
	}
	return list
}

// BalanceName is what a project's balance is called.
func BalanceName(project int64, currency money.Currency) string {
	return fmt.Sprintf("Project_%d_balance_%s", project, currency)
}
