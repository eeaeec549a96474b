package rows

import (
	"fmt"
	"strings"

	"contra/core/report"
	"contra/importers/report/value"
	"contra/importers/table"
)

// sum reads the row's amount with its currency and its sign.
func (d *Decoder) sum(s *table.Scanner) (f *Fault) {
	if d.Currency, f = d.currencyAt(s, d.column.currency, &d.Plan.currency); f != nil {
		return f
	}
	if d.Currency == nil {
		return missing(d.column.currency, "there is no currency")
	}
	if d.paired {
		return d.pair(s)
	}
	column := d.column.amount
	cell := d.cell(s, column)
	n, p := d.money.Parse(cell, d.Currency.Exp)
	switch {
	case p == value.Blank:
		return missing(column, "there is no amount")
	case p != value.Fine:
		return badAmount(column, cell, p, d.Currency)
	}
	d.Amount = n
	switch {
	case d.profile.Sign == report.SignColumns && d.column.direction >= 0:
		return d.directed(s)
	case d.profile.Sign == report.SignAsWrites && n.Sign == 0:
		d.Amount.Sign = +1
	}
	return d.agrees(column, cell)
}

// agrees tells whether the sign, where there is one, is that of the type.
func (d *Decoder) agrees(column int, cell []byte) *Fault {
	if want := d.Type.Sign; want != 0 && d.Amount.Sign != 0 && d.Amount.Minor != 0 && int64(d.Amount.Sign) != want {
		went := "came in"
		if d.Amount.Sign < 0 {
			went = "went out"
		}
		return &Fault{Column: column, Reason: report.BadSign, Detail: fmt.Sprintf("%q says that the money %s, and the type %q says the opposite", shown(cell), went, d.Type.Name)}
	}
	return nil
}

// pair reads an amount from a column for debits and one for credits.
func (d *Decoder) pair(s *table.Scanner) *Fault {
	found := -1
	for _, side := range [...]struct {
		column int
		sign   int8
	}{{d.column.debit, -1}, {d.column.credit, +1}} {
		cell := d.cell(s, side.column)
		n, p := d.money.Parse(cell, d.Currency.Exp)
		switch {
		case p == value.Blank:
			continue
		case p != value.Fine:
			return badAmount(side.column, cell, p, d.Currency)
		case n.Sign < 0 && n.Minor != 0:
			return &Fault{Column: side.column, Reason: report.BadSign, Detail: fmt.Sprintf("%q has a sign in a column of its own for each direction", shown(cell))}
		case found >= 0 && n.Minor != 0 && d.Amount.Minor != 0:
			return &Fault{Column: side.column, Reason: report.BadAmount, Detail: "there is a debit and a credit in one row"}
		}
		if found < 0 || n.Minor != 0 {
			found, d.Amount = side.column, value.Number{Minor: n.Minor, Sign: side.sign}
		}
	}
	if found < 0 {
		return missing(d.column.debit, "there is neither a debit nor a credit")
	}
	return d.agrees(found, d.cell(s, found))
}

// directed gives the amount the sign that stands in another column.
func (d *Decoder) directed(s *table.Scanner) *Fault {
	column := d.column.direction
	cell := d.cell(s, column)
	sign := direction(cell)
	switch {
	case len(cell) == 0:
		return missing(column, "neither debit nor credit is said")
	case sign == 0:
		return &Fault{Column: column, Reason: report.BadSign, Detail: fmt.Sprintf("%q is neither a debit nor a credit", shown(cell))}
	case d.Amount.Sign < 0:
		return &Fault{Column: d.column.amount, Reason: report.BadSign, Detail: "the amount has a sign, and a column of its own for the direction"}
	}
	d.Amount.Sign = sign
	return d.agrees(column, cell)
}

var directions = map[string]int8{
	"dr": -1, "debit": -1, "d": -1, "out": -1, "출금": -1, "차변": -1, "дебет": -1, "списание": -1, "расход": -1, "-": -1,
	"cr": +1, "credit": +1, "c": +1, "in": +1, "입금": +1, "대변": +1, "кредит": +1, "зачисление": +1, "приход": +1, "+": +1,
}

func direction(cell []byte) int8 {
	switch string(cell) {
	case "DR":
		return -1
	case "CR":
		return +1
	}
	return directions[strings.ToLower(string(cell))]
}

// currencyAt reads a currency. Without a column, and for an empty cell, it gives the other one, which may be none.
func (d *Decoder) currencyAt(s *table.Scanner, column int, other *Currency) (*Currency, *Fault) {
	cell := d.cell(s, column)
	if len(cell) == 0 {
		if other == nil || other.Cur == 0 {
			return nil, nil
		}
		return other, nil
	}
	if c := d.currencies.find(cell); c != nil {
		return c, nil
	}
	return nil, &Fault{Column: column, Reason: report.BadCurrency, Detail: fmt.Sprintf("%q is no currency code: three letters, such as KRW", shown(cell))}
}

// extras reads the amounts that a row may have besides. What stands there must be an amount.
func (d *Decoder) extras(s *table.Scanner) (f *Fault) {
	if d.Fee, f = d.extra(s, d.column.fee, d.column.feeCurrency); f != nil {
		return f
	}
	if d.Net, f = d.extra(s, d.column.net, d.column.feeCurrency); f != nil {
		return f
	}
	d.Settle, f = d.extra(s, d.column.settle, d.column.settleCurrency)
	return f
}

func (d *Decoder) extra(s *table.Scanner, column, currency int) (x Extra, f *Fault) {
	cell := d.cell(s, column)
	if len(cell) == 0 {
		return x, nil
	}
	if x.Currency, f = d.currencyAt(s, currency, d.Currency); f != nil {
		return Extra{}, f
	}
	var p value.Problem
	if x.Number, p = d.money.Parse(cell, x.Currency.Exp); p != value.Fine {
		return Extra{}, badAmount(column, cell, p, x.Currency)
	}
	return x, nil
}
