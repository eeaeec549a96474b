package value

import (
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/money"
	"contra/core/report"
)

func TestAmountsAreReadOrRefused(t *testing.T) {
	minor := Money{Unit: report.UnitMinor, Decimal: "."}
	major := Money{Unit: report.UnitMajor, Decimal: "."}
	english := Money{Unit: report.UnitMajor, Decimal: ".", Grouping: ","}
	german := Money{Unit: report.UnitMajor, Decimal: ",", Grouping: "."}
	french := Money{Unit: report.UnitMajor, Decimal: ",", Grouping: "\u00a0"}
	open := Money{Decimal: "."}
	for _, c := range []struct {
		m    Money
		text string
		exp  int
		want Number
		p    Problem
	}{
		{minor, "1250", 2, Number{1250, 0}, Fine},
		{minor, " -1250 ", 2, Number{1250, -1}, Fine},
		{minor, "+5", 2, Number{5, 1}, Fine},
		{minor, "\u22125", 2, Number{5, -1}, Fine},
		{minor, "0", 0, Number{}, Fine},
		{minor, "007", 0, Number{7, 0}, Fine},
		{minor, "1250", NoExponent, Number{1250, 0}, Fine},
		{minor, "12.50", 2, Number{}, Fraction},
		{minor, "1250.00", 2, Number{}, Fraction},
		{minor, "1,250", 2, Number{}, OtherMark},
		{minor, "9223372036854775807", 2, Number{9223372036854775807, 0}, Fine},
		{minor, "9223372036854775808", 2, Number{}, TooLarge},
		{major, "12.50", 2, Number{1250, 0}, Fine},
		{major, "12.5", 2, Number{1250, 0}, Fine},
		{major, "12", 2, Number{1200, 0}, Fine},
		{major, "-10.00", 2, Number{1000, -1}, Fine},
		{major, "12.50000000", 2, Number{1250, 0}, Fine},
		{major, "12.505", 2, Number{}, TooFine},
		{major, "1000", 0, Number{1000, 0}, Fine},
		{major, "1000.00", 0, Number{1000, 0}, Fine},
		{major, "1000.50", 0, Number{}, TooFine},
		{major, "150.155", 3, Number{150155, 0}, Fine},
		{major, "0.01", 2, Number{1, 0}, Fine},
		{major, ".5", 2, Number{}, NoNumber},
		{major, "5.", 2, Number{}, NoNumber},
		{major, "5.", 0, Number{}, NoNumber},
		{major, "5", NoExponent, Number{}, NoDecimals},
		{major, "92233720368547758.07", 2, Number{9223372036854775807, 0}, Fine},
		{major, "92233720368547758.08", 2, Number{}, TooLarge},
		{major, "92233720368547759", 2, Number{}, TooLarge},
		{major, "1,250.00", 2, Number{}, OtherMark},
		{major, "1.250,00", 2, Number{}, OtherMark},
		{english, "1,250.00", 2, Number{125000, 0}, Fine},
		{english, "1,250", 2, Number{125000, 0}, Fine},
		{english, "1250", 2, Number{125000, 0}, Fine},
		{english, "12,50", 2, Number{}, Misgrouped},
		{english, "1,2500", 2, Number{}, Misgrouped},
		{english, "1250,000", 2, Number{}, Misgrouped},
		{english, "1,25,000", 2, Number{}, Misgrouped},
		{english, ",250", 2, Number{}, Misgrouped},
		{english, "1,,250", 2, Number{}, Misgrouped},
		{english, "1,250,", 2, Number{}, Misgrouped},
		{english, "1.250,00", 2, Number{}, OtherMark},
		{german, "1.250,00", 2, Number{125000, 0}, Fine},
		{german, "1.250", 2, Number{125000, 0}, Fine},
		{german, "1.25", 2, Number{}, Misgrouped},
		{french, "1\u00a0250,5", 2, Number{125050, 0}, Fine},
		{french, "1 250,5", 2, Number{}, OtherMark},
		{open, "1000", 0, Number{1000, 0}, Fine},
		{open, "1000", 2, Number{}, NoUnit},
		{open, "1000", NoExponent, Number{}, NoUnit},
		{open, "", 0, Number{}, Blank},
		{major, "-", 2, Number{}, NoNumber},
		{major, "--5", 2, Number{}, NoNumber},
		{major, "5.8E+10", 2, Number{}, NoNumber},
		{major, "1e3", 2, Number{}, NoNumber},
		{major, "(5.00)", 2, Number{}, NoNumber},
		{major, "12.5 EUR", 2, Number{}, NoNumber},
		{major, "€5", 2, Number{}, NoNumber},
		{major, "１２", 2, Number{}, NoNumber},
		{major, "=1+1", 2, Number{}, NoNumber},
		{major, "1.2.3", 2, Number{}, NoNumber},
	} {
		got, p := c.m.Parse([]byte(c.text), c.exp)
		require.Equal(t, c.p, p, "%q %+v", c.text, c.m)
		require.Equal(t, c.want, got, "%q %+v", c.text, c.m)
		if p != Fine {
			require.NotEmpty(t, p.Words(c.text, "EUR"))
		}
	}
}

// What is taken is worth exactly what is written.
func TestAnAmountIsExactlyWhatIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		style := rapid.SampledFrom([]Money{{Decimal: "."}, {Decimal: ",", Grouping: "."}, {Decimal: ".", Grouping: ","}, {Decimal: ",", Grouping: " "}}).Draw(t, "style")
		style.Unit = rapid.SampledFrom([]report.Unit{report.UnitMinor, report.UnitMajor}).Draw(t, "unit")
		c := rapid.SampledFrom([]money.Currency{"KRW", "EUR", "KWD"}).Draw(t, "currency")
		exp, _ := c.Exponent()
		text := rapid.OneOf(rapid.StringMatching(`[+-]?[0-9]{0,20}([.,][0-9]{0,9})?`), rapid.StringMatching(`[0-9]{1,3}([., ][0-9]{3}){0,3}([.,][0-9]{1,4})?`)).Draw(t, "text")
		got, p := style.Parse([]byte(text), exp)
		if p != Fine {
			return
		}
		plain := strings.ReplaceAll(text, style.Decimal, "d")
		if style.Grouping != "" {
			plain = strings.ReplaceAll(plain, style.Grouping, "")
		}
		want, ok := new(big.Rat).SetString(strings.ReplaceAll(strings.TrimSpace(plain), "d", "."))
		require.True(t, ok, text)
		if style.Unit == report.UnitMajor {
			want.Mul(want, new(big.Rat).SetInt64([]int64{1, 10, 100, 1000}[exp]))
		}
		require.Zero(t, want.Cmp(new(big.Rat).SetInt64(got.Signed())), "%q is %s, not %d", text, want, got.Signed())
	})
}

func TestWhatCouldBeReadTwiceIsRefused(t *testing.T) {
	m := NewMoney(&report.Profile{Unit: report.UnitMajor})
	for _, text := range []string{"1,250", "12,50", "1 250", "1'250"} {
		_, p := m.Parse([]byte(text), 2)
		require.Equal(t, OtherMark, p)
		require.Contains(t, p.Words(text, "EUR"), "two ways")
	}
}

func TestPlainKeepsWhatIsWritten(t *testing.T) {
	m := Money{Decimal: ",", Grouping: "."}
	for text, want := range map[string]string{"1.250,50": "1250.50", "-1.250": "1250", "0,05": "0.05", " 7 ": "7", "12,": "", "": "", "x": ""} {
		got, p := m.Plain([]byte(text))
		require.Equal(t, want, got)
		require.Equal(t, want != "", p == Fine)
	}
}

func FuzzMoney(f *testing.F) {
	f.Add("1,250.00", ".", ",")
	f.Add("-\u22125", "", "")
	f.Fuzz(func(t *testing.T, text, decimal, grouping string) {
		m := NewMoney(&report.Profile{Unit: report.UnitMajor, Decimal: decimal, Grouping: grouping})
		n, p := m.Parse([]byte(text), 2)
		require.GreaterOrEqual(t, n.Minor, int64(0))
		require.True(t, p == Fine || n == Number{})
	})
}

func BenchmarkMoney(b *testing.B) {
	m, text := Money{Unit: report.UnitMajor, Decimal: "."}, []byte("1234.50")
	b.ReportAllocs()
	for b.Loop() {
		if _, p := m.Parse(text, 2); p != Fine {
			b.Fatal(p)
		}
	}
}
