package money

import (
	"math"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFormatReadsLikeMoney(t *testing.T) {
	for _, c := range []struct {
		a                      Amount
		format, plain, written string
	}{
		{New(128000, "KRW"), "128,000", "128000", "128,000 KRW"},
		{New(0, "KRW"), "0", "0", "0 KRW"},
		{New(1250, "EUR"), "12.50", "12.50", "12.50 EUR"},
		{New(5, "EUR"), "0.05", "0.05", "0.05 EUR"},
		{New(-5, "EUR"), "-0.05", "-0.05", "-0.05 EUR"},
		{New(-123456789, "USD"), "-1,234,567.89", "-1234567.89", "-1,234,567.89 USD"},
		{New(150155, "KWD"), "150.155", "150.155", "150.155 KWD"},
		{New(99999, "CLF"), "9.9999", "9.9999", "9.9999 CLF"},
		{New(999, "JPY"), "999", "999", "999 JPY"},
		{New(1000, "JPY"), "1,000", "1000", "1,000 JPY"},
		{New(math.MaxInt64, "KRW"), "9,223,372,036,854,775,807", "9223372036854775807", "9,223,372,036,854,775,807 KRW"},
		{New(math.MinInt64, "UYW"), "-922,337,203,685,477.5808", "-922337203685477.5808", "-922,337,203,685,477.5808 UYW"},
		{New(1250, "XYZ"), "1,250", "1250", "1,250 minor units of XYZ"},
		{New(1250, ""), "1,250", "1250", "1,250 minor units of no currency"},
	} {
		require.Equal(t, c.format, c.a.Format())
		require.Equal(t, c.plain, c.a.Plain())
		require.Equal(t, c.written, c.a.String())
	}
}

func TestAppendFormatKeepsWhatIsThere(t *testing.T) {
	require.Equal(t, "| 12.50", string(New(1250, "EUR").AppendFormat([]byte("| "))))
	buf := make([]byte, 0, 64)
	allocs := testing.AllocsPerRun(100, func() { buf = New(-128000, "KRW").AppendString(buf[:0]) })
	require.Zero(t, allocs, "the grid formats every visible cell on every frame")
}

func TestExponents(t *testing.T) {
	// Counted over all codes there can be, so that neither a slip in the table nor
	// a code in two groups goes unseen.
	counts := map[int]int{}
	for a := byte('A'); a <= 'Z'; a++ {
		for b := byte('A'); b <= 'Z'; b++ {
			for c := byte('A'); c <= 'Z'; c++ {
				if exp, known := Currency([]byte{a, b, c}).Exponent(); known {
					counts[exp]++
				}
			}
		}
	}
	require.Equal(t, map[int]int{0: 17, 2: 145, 3: 7, 4: 2}, counts)
	for code, want := range map[Currency]int{"KRW": 0, "JPY": 0, "VND": 0, "ISK": 0, "UGX": 0, "UYI": 0,
		"EUR": 2, "USD": 2, "IDR": 2, "HUF": 2, "TWD": 2, "COP": 2, "PKR": 2, "LBP": 2, "RSD": 2, "MGA": 2, "MRU": 2,
		"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3, "CLF": 4, "UYW": 4} {
		exp, known := code.Exponent()
		require.True(t, known, code)
		require.Equal(t, want, exp, code)
	}
	for _, code := range []Currency{"", "krw", "XYZ", "XXX", "XAU", "KRWX", "KR"} {
		_, known := code.Exponent()
		require.False(t, known, code)
	}
}

func TestParseCurrency(t *testing.T) {
	for _, good := range []string{"KRW", "XYZ"} {
		c, err := ParseCurrency(good)
		require.NoError(t, err)
		require.Equal(t, Currency(good), c)
	}
	for _, bad := range []string{"", "KR", "krw", "KRWX", " KRW", "K1W", "ＫＲＷ", "₩"} {
		_, err := ParseCurrency(bad)
		require.ErrorContains(t, err, "three capital letters", bad)
	}
}
