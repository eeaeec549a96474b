package money

import (
	"slices"
	"strings"
)

// Totals adds amounts up by currency and never across currencies. The zero
// value is empty and ready.
type Totals struct {
	by []Total // few currencies at a time: a list sorted by code beats a map
}

// Total is what was added in one currency.
type Total struct {
	Amount
	Count int // how many amounts it adds up
}

// Add takes one amount in. On ErrOverflow nothing has changed.
func (t *Totals) Add(a Amount) error {
	i, found := slices.BinarySearchFunc(t.by, a.Currency, func(x Total, c Currency) int {
		return strings.Compare(string(x.Currency), string(c))
	})
	if !found {
		t.by = slices.Insert(t.by, i, Total{Amount: a, Count: 1})
		return nil
	}
	sum, err := t.by[i].Amount.Add(a)
	if err != nil {
		return err
	}
	t.by[i] = Total{Amount: sum, Count: t.by[i].Count + 1}
	return nil
}

// List gives one total for each currency, sorted by code.
func (t *Totals) List() []Total { return slices.Clone(t.by) }

// Of gives the total of one currency, zero when there was none.
func (t *Totals) Of(c Currency) Total {
	for _, x := range t.by {
		if x.Currency == c {
			return x
		}
	}
	return Total{Amount: Amount{Currency: c}}
}

// String reads "1,350 KRW, 12.50 EUR" in the order of List; empty when nothing was added.
func (t *Totals) String() string {
	parts := make([]string, len(t.by))
	for i, x := range t.by {
		parts[i] = x.Amount.String()
	}
	return strings.Join(parts, ", ")
}
