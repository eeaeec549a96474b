package cell_test

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/money"
	"contra/exporters/cell"
)

func TestTextIsHarmlessInASpreadsheet(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+82 10": "'+82 10", "-5": "'-5", "@SUM(A1)": "'@SUM(A1)", "＝1": "'＝1", " =1": "' =1", "\t=1": "' =1", "\u00a0-1": "'\u00a0-1",
		"\x1b[31m=1": " [31m=1", "a\r\nb": "a  b", "고객 1": "고객 1", "a=b": "a=b", "": "", "'tis": "'tis", "\ufeff@x": "' @x",
		"a\u202eb": "a\ufffdb", "a\xff\xfeb": "a\ufffd\ufffdb", "a\u2028b": "a b",
	} {
		require.Equal(t, want, cell.Of(text).CSV(), "%q", text)
	}
}

func TestAnyTextIsOneHarmlessLineThatReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.Custom(func(t *rapid.T) string {
			return rapid.SampledFrom([]string{"", " ", "'", "\t", "\x00"}).Draw(t, "before") + rapid.SampledFrom([]string{"=", "+", "-", "@", "＠", "x"}).Draw(t, "first") + rapid.String().Draw(t, "rest")
		})).Draw(t, "text")
		safe := cell.Safe(text)
		require.True(t, utf8.ValidString(safe))
		require.False(t, strings.ContainsFunc(safe, unicode.IsControl))
		require.False(t, strings.ContainsAny(firstOf(safe), "=+-@＝＋－＠"), "%q", safe)
		require.Equal(t, safe, cell.Safe(safe), "what is harmless stays as it is")
		if !strings.HasPrefix(text, "'") {
			require.Equal(t, cell.Clean(text), cell.Bare(safe))
		}
	})
}

// firstOf is the first character that is no blank.
func firstOf(text string) string {
	for _, r := range strings.TrimSpace(text) {
		return string(r)
	}
	return ""
}

func TestACellInItsForms(t *testing.T) {
	at := time.Date(2026, 10, 31, 15, 30, 9, 500, time.UTC)
	seoul := time.FixedZone("KST", 9*3600)
	for _, c := range []struct {
		cell        cell.Cell
		csv, people string
	}{
		{cell.Of("-x"), "'-x", "-x"},
		{cell.Int(1234), "1234", "1,234"},
		{cell.Int(0), "0", "0"},
		{cell.ID(0), "", ""},
		{cell.ID(12), "12", "12"},
		{cell.InMajor(money.New(-128000, "KRW")), "-128000", "-128,000"},
		{cell.InMajor(money.New(1234567, "KWD")), "1234.567", "1,234.567"},
		{cell.InMajor(money.New(5, "XYZ")), "", ""},
		{cell.InMinor(money.New(5, "XYZ")), "5", "5"},
		{cell.InMinor(money.Amount{}), "", ""},
		{cell.Money(money.New(1250, "XYZ")), "1,250 minor units of XYZ", "1,250 minor units of XYZ"},
		{cell.Money(money.New(1250, "EUR")), "12.50", "12.50"},
		{cell.When(at), "2026-10-31T15:30:09Z", "2026-10-31 15:30:09"},
		{cell.Day(at, seoul), "2026-11-01", "2026-11-01"},
		{cell.Day(time.Time{}, seoul), "", ""},
		{cell.When(time.Time{}), "", ""},
		{cell.Cell{}, "", ""},
	} {
		require.Equal(t, c.csv, c.cell.CSV())
		require.Equal(t, c.people, c.cell.Format())
	}
}
