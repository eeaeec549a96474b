// Package cell makes the values of tables that are handed over: safe text for
// CSV, and typed values for a workbook.
package cell

import (
	"strconv"
	"time"

	"contra/core/money"
)

// Kind says what a cell holds.
type Kind uint8

const (
	Empty  Kind = iota
	Words       // text, ids among it
	Count       // a whole number
	Minor       // money in minor units
	Major       // money in major units, with the decimals of its currency
	Moment      // a moment, in UTC
	Date        // a calendar day
)

// Cell is one value of a table. The zero Cell is empty.
type Cell struct {
	Kind     Kind
	Text     string // of Words, cleaned
	Number   int64  // of Count; of Minor and Major in minor units
	Currency money.Currency
	At       time.Time // of Moment and Date, in UTC
}

// Of makes a cell of text from anywhere.
func Of(text string) Cell {
	if text == "" {
		return Cell{}
	}
	return Cell{Kind: Words, Text: Clean(text)}
}

// Int makes a cell with a whole number.
func Int(n int64) Cell { return Cell{Kind: Count, Number: n} }

// ID makes a cell with a number that is never added up; 0 is none.
func ID(n int64) Cell {
	if n == 0 {
		return Cell{}
	}
	return Cell{Kind: Words, Text: strconv.FormatInt(n, 10)}
}

// InMinor makes a cell with an amount in minor units. An amount without a currency is none.
func InMinor(a money.Amount) Cell {
	if a.Currency == "" {
		return Cell{}
	}
	return Cell{Kind: Minor, Number: a.Minor, Currency: a.Currency}
}

// InMajor makes a cell with an amount in major units. It is empty when the
// decimals of the currency are not known: minor units in its place would be taken for major ones.
func InMajor(a money.Amount) Cell {
	if _, known := a.Currency.Exponent(); !known {
		return Cell{}
	}
	return Cell{Kind: Major, Number: a.Minor, Currency: a.Currency}
}

// When makes a cell with a moment; the zero moment is none.
func When(at time.Time) Cell {
	if at.IsZero() {
		return Cell{}
	}
	return Cell{Kind: Moment, At: at.UTC().Truncate(time.Second)}
}

// Day makes a cell with the calendar day that a moment has in a zone.
func Day(at time.Time, zone *time.Location) Cell {
	if at.IsZero() {
		return Cell{}
	}
	y, m, d := at.In(zone).Date()
	return Cell{Kind: Date, At: time.Date(y, m, d, 0, 0, 0, 0, time.UTC)}
}

// String is the cell as plain text: amounts as decimal numbers without groups,
// moments as RFC 3339.
func (c Cell) String() string {
	switch c.Kind {
	case Words:
		return c.Text
	case Count, Minor:
		return strconv.FormatInt(c.Number, 10)
	case Major:
		return money.New(c.Number, c.Currency).Plain()
	case Moment:
		return c.At.Format(time.RFC3339)
	case Date:
		return c.At.Format(time.DateOnly)
	}
	return ""
}

// CSV is the cell for a CSV file: text that a spreadsheet would run as a formula
// is made harmless; numbers stay numbers.
func (c Cell) CSV() string {
	if c.Kind == Words {
		return Safe(c.Text)
	}
	return c.String()
}

// Money makes a cell with an amount for people: in major units, or in words when
// the decimals of the currency are not known.
func Money(a money.Amount) Cell {
	if _, known := a.Currency.Exponent(); known || a.Currency == "" {
		return InMajor(a)
	}
	return Of(a.String())
}

// Format is the cell for people: amounts and counts in groups of three digits,
// moments to the second.
func (c Cell) Format() string {
	switch c.Kind {
	case Count:
		return money.New(c.Number, "KRW").Format()
	case Major:
		return money.New(c.Number, c.Currency).Format()
	case Moment:
		return c.At.Format("2006-01-02 15:04:05")
	}
	return c.String()
}

// Numeric tells whether the cell is a number.
func (c Cell) Numeric() bool { return c.Kind == Count || c.Kind == Minor || c.Kind == Major }
