package money

import (
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestArithmeticIsExactOrAnError(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := New(rapid.Int64().Draw(t, "a"), "KRW"), New(rapid.Int64().Draw(t, "b"), "KRW")
		x, y := big.NewInt(a.Minor), big.NewInt(b.Minor)
		exact(t, new(big.Int).Add(x, y), func() (Amount, error) { return a.Add(b) })
		exact(t, new(big.Int).Sub(x, y), func() (Amount, error) { return a.Sub(b) })
		exact(t, new(big.Int).Neg(x), a.Neg)
		cmp, err := a.Cmp(b)
		require.NoError(t, err)
		require.Equal(t, x.Cmp(y), cmp)
	})
}

func exact(t *rapid.T, want *big.Int, got func() (Amount, error)) {
	a, err := got()
	if !want.IsInt64() {
		require.ErrorIs(t, err, ErrOverflow)
		require.Zero(t, a)
		return
	}
	require.NoError(t, err)
	require.Equal(t, New(want.Int64(), "KRW"), a)
}

func TestCurrenciesNeverMix(t *testing.T) {
	won, euro := New(1, "KRW"), New(1, "EUR")
	_, err := won.Add(euro)
	require.ErrorIs(t, err, ErrCurrencyMismatch)
	require.EqualError(t, err, "amounts in different currencies: 1 KRW and 0.01 EUR")
	_, err = won.Sub(euro)
	require.ErrorIs(t, err, ErrCurrencyMismatch)
	_, err = won.Cmp(euro)
	require.ErrorIs(t, err, ErrCurrencyMismatch)
	_, err = Sum([]Amount{won, won, euro})
	require.ErrorIs(t, err, ErrCurrencyMismatch)
	none, err := Sum(nil)
	require.NoError(t, err)
	require.Zero(t, none)
}

func TestTotalsKeepCurrenciesApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amounts := rapid.SliceOf(rapid.Custom(func(t *rapid.T) Amount {
			return New(rapid.Int64Range(-1e12, 1e12).Draw(t, "minor"),
				rapid.SampledFrom([]Currency{"KRW", "EUR", "KWD", "XYZ"}).Draw(t, "currency"))
		})).Draw(t, "amounts")
		var totals Totals
		for _, a := range amounts {
			require.NoError(t, totals.Add(a))
		}
		counted := 0
		list := totals.List()
		require.True(t, slices.IsSortedFunc(list, func(a, b Total) int {
			if a.Currency < b.Currency {
				return -1
			}
			return 1
		}))
		for _, total := range list {
			only := slices.DeleteFunc(slices.Clone(amounts), func(a Amount) bool { return a.Currency != total.Currency })
			sum, err := Sum(only)
			require.NoError(t, err)
			require.Equal(t, sum, total.Amount)
			require.Equal(t, total, totals.Of(total.Currency))
			require.Len(t, only, total.Count)
			counted += total.Count
		}
		require.Len(t, amounts, counted)
	})
}

func TestTotalsRead(t *testing.T) {
	var totals Totals
	require.Empty(t, totals.String())
	require.Equal(t, Total{Amount: New(0, "EUR")}, totals.Of("EUR"))
	for _, a := range []Amount{New(1000, "KRW"), New(1250, "EUR"), New(350, "KRW")} {
		require.NoError(t, totals.Add(a))
	}
	require.Equal(t, "12.50 EUR, 1,350 KRW", totals.String())
	require.NoError(t, totals.Add(New(1<<62, "USD")))
	require.ErrorIs(t, totals.Add(New(1<<62, "USD")), ErrOverflow)
	require.Equal(t, Total{New(1<<62, "USD"), 1}, totals.Of("USD"), "a refused amount changes nothing")
}
