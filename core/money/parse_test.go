package money

import (
	"math"
	"math/big"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParseTakesMajorUnits(t *testing.T) {
	for _, c := range []struct {
		text string
		cur  Currency
		want int64
	}{
		{"300", "KRW", 300}, {" 300\n", "KRW", 300}, {"0", "KRW", 0}, {"007", "KRW", 7},
		{"12", "EUR", 1200}, {"12.5", "EUR", 1250}, {"12.50", "EUR", 1250}, {"0.05", "EUR", 5}, {"0.00", "EUR", 0},
		{"150.155", "KWD", 150155}, {"1.2345", "UYW", 12345},
		{"9223372036854775807", "KRW", math.MaxInt64}, {"92233720368547758.07", "EUR", math.MaxInt64},
	} {
		got, err := Parse(c.text, c.cur)
		require.NoError(t, err, c.text)
		require.Equal(t, New(c.want, c.cur), got, c.text)
	}
}

func TestParseSaysWhatToTypeInstead(t *testing.T) {
	for _, c := range []struct{ text, cur, want string }{
		{"300.50", "KRW", "KRW has no decimals: write 300, not 300.50"},
		{"300.00", "KRW", "KRW has no decimals: write 300, not 300.00"},
		{"12.505", "EUR", "EUR has 2 decimals: write 12.50, not 12.505"},
		{"1.23456", "KWD", "KWD has 3 decimals: write 1.234, not 1.23456"},
		{"", "EUR", "the amount is empty: write it in EUR with up to 2 decimals, such as 300.50"},
		{"  ", "KRW", "the amount is empty: write it in whole KRW (no decimals), such as 300"},
		{"-5", "KRW", "an amount has no sign: write 5"},
		{"+5.50", "EUR", "an amount has no sign: write 5.50"},
		{"128,000", "KRW", "thousands are not separated: write 128000"},
		{"12,50", "EUR", "decimals are written after a point: write 12.50"},
		{"1,234", "EUR", "thousands are not separated: write 1234"},
		{"1,234.50", "EUR", "thousands are not separated: write 1234.50"},
		{"1,234", "KWD", "the comma could mean thousands or decimals: write 1234 or 1.234"},
		{"1.234,50", "EUR", "thousands are not separated: write digits only, such as 300.50"},
		{",", "EUR", "the comma is neither for grouping nor for decimals: write the amount in EUR with up to 2 decimals, such as 300.50"},
		{"1e3", "EUR", "an amount has no exponent: write all its digits, such as 300.50"},
		{"３００", "KRW", "the digits are not ordinary ones: write 300"},
		{"128 000", "KRW", "an amount has no blanks inside: write 128000"},
		{"300 KRW", "KRW", "the amount is in whole KRW (no decimals) already: write 300"},
		{"€12.50", "EUR", "the amount is in EUR with up to 2 decimals already: write 12.50"},
		{".50", "EUR", "a digit is missing before the point: write 0.50"},
		{"12.", "EUR", "a digit is missing after the point: write 12"},
		{"1.2.3", "EUR", `"1.2.3" is not an amount: write it in EUR with up to 2 decimals, such as 300.50`},
		{"\x1b[31m", "KRW", `"\x1b[31m" is not an amount: write it in whole KRW (no decimals), such as 300`},
		{"9223372036854775808", "KRW", "the amount is too large: the most that can be kept is 9,223,372,036,854,775,807 KRW"},
		{"92233720368547758.08", "EUR", "the amount is too large: the most that can be kept is 92,233,720,368,547,758.07 EUR"},
		{"92233720368547759", "EUR", "the amount is too large: the most that can be kept is 92,233,720,368,547,758.07 EUR"},
		{"300", "XYZ", `the decimals of "XYZ" are not known: only a currency of ISO 4217 can be typed, in capitals, such as KRW or EUR`},
		{"300", "krw", `the decimals of "krw" are not known: only a currency of ISO 4217 can be typed, in capitals, such as KRW or EUR`},
	} {
		_, err := Parse(c.text, Currency(c.cur))
		var problem *ParseError
		require.ErrorAs(t, err, &problem, c.text)
		require.Equal(t, c.want, err.Error())
	}
}

func TestParseErrorOfAHugeTextIsShort(t *testing.T) {
	for _, text := range []string{strings.Repeat("9", 5000), strings.Repeat("한", 5000), strings.Repeat("1", 5000) + ".5"} {
		_, err := Parse(text, "KRW")
		require.Error(t, err)
		require.Less(t, len(err.Error()), 300)
	}
}

// What an amount may look like, written once more and in another way.
var amountShape = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?$`)

func FuzzParse(f *testing.F) {
	for _, s := range []string{"300", "12.50", "1,234", "-1", "９", "", ".", "1e9", "9223372036854775807", " 7 ", "0.0001", "€5", "１，０"} {
		f.Add(s, uint8(0))
		f.Add(s, uint8(1))
		f.Add(s, uint8(2))
	}
	currencies := []Currency{"KRW", "EUR", "KWD", "UYW", "XYZ"}
	f.Fuzz(func(t *testing.T, text string, pick uint8) {
		cur := currencies[int(pick)%len(currencies)]
		got, err := Parse(text, cur)
		exp, known := cur.Exponent()

		trimmed := strings.Trim(text, " \t\r\n")
		var want *big.Rat
		fits := false
		if known && amountShape.MatchString(trimmed) {
			want, _ = new(big.Rat).SetString(trimmed)
			_, fraction, _ := strings.Cut(trimmed, ".")
			want.Mul(want, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(exp)), nil)))
			fits = len(fraction) <= exp && want.IsInt() && want.Num().IsInt64()
		}
		if !fits {
			var problem *ParseError
			require.ErrorAs(t, err, &problem)
			require.NotEmpty(t, problem.Problem)
			require.NotEmpty(t, problem.Hint)
			require.Zero(t, got)
			return
		}
		require.NoError(t, err)
		require.Equal(t, New(want.Num().Int64(), cur), got)
		again, err := Parse(got.Plain(), cur)
		require.NoError(t, err)
		require.Equal(t, got, again)
	})
}
