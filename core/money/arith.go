package money

import (
	"errors"
	"fmt"
	"math"
)

var (
	// ErrOverflow means that a result does not fit into 64 bits of minor units.
	ErrOverflow = errors.New("the amount is too large")
	// ErrCurrencyMismatch means that two currencies met where one is needed.
	ErrCurrencyMismatch = errors.New("amounts in different currencies")
)

// New makes an amount of minor units.
func New(minor int64, c Currency) Amount { return Amount{Minor: minor, Currency: c} }

// IsZero tells whether there is nothing.
func (a Amount) IsZero() bool { return a.Minor == 0 }

// IsPositive tells whether there is something to pay.
func (a Amount) IsPositive() bool { return a.Minor > 0 }

// AddMinor adds two counts of minor units of one currency; ok is false when the
// sum does not fit.
func AddMinor(a, b int64) (sum int64, ok bool) {
	sum = a + b
	return sum, (sum > a) == (b > 0)
}

// Add gives a+b, or ErrCurrencyMismatch or ErrOverflow.
func (a Amount) Add(b Amount) (Amount, error) {
	if err := a.same(b); err != nil {
		return Amount{}, err
	}
	sum, ok := AddMinor(a.Minor, b.Minor)
	if !ok {
		return Amount{}, fmt.Errorf("%w: %s and %s", ErrOverflow, a, b)
	}
	return Amount{sum, a.Currency}, nil
}

// Sub gives a-b, or ErrCurrencyMismatch or ErrOverflow.
func (a Amount) Sub(b Amount) (Amount, error) {
	if err := a.same(b); err != nil {
		return Amount{}, err
	}
	diff := a.Minor - b.Minor
	if (diff < a.Minor) != (b.Minor > 0) {
		return Amount{}, fmt.Errorf("%w: %s less %s", ErrOverflow, a, b)
	}
	return Amount{diff, a.Currency}, nil
}

// Neg gives -a. The lowest 64-bit number has no opposite: ErrOverflow.
func (a Amount) Neg() (Amount, error) {
	if a.Minor == math.MinInt64 {
		return Amount{}, fmt.Errorf("%w: the opposite of %s", ErrOverflow, a)
	}
	return Amount{-a.Minor, a.Currency}, nil
}

// Cmp is -1, 0 or 1 as a is less than, equal to or more than b.
func (a Amount) Cmp(b Amount) (int, error) {
	if err := a.same(b); err != nil {
		return 0, err
	}
	switch {
	case a.Minor < b.Minor:
		return -1, nil
	case a.Minor > b.Minor:
		return 1, nil
	}
	return 0, nil
}

func (a Amount) same(b Amount) error {
	if a.Currency != b.Currency {
		return fmt.Errorf("%w: %s and %s", ErrCurrencyMismatch, a, b)
	}
	return nil
}

// Sum adds amounts of one currency. The sum of none is the zero Amount, which
// has no currency.
func Sum(amounts []Amount) (Amount, error) {
	var sum Amount
	for i, a := range amounts {
		if i == 0 {
			sum = a
			continue
		}
		var err error
		if sum, err = sum.Add(a); err != nil {
			return Amount{}, err
		}
	}
	return sum, nil
}
