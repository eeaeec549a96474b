package dashfile

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/money"
)

func one(t testing.TB, project, id, operation, amount, currency, description string) (batch.Row, File) {
	t.Helper()
	f := read(t, head+strings.Join([]string{"refund", project, "card", id, operation, amount, currency, description}, ";")+"\n")
	require.Len(t, f.Rows, 1)
	return f.Rows[0], f
}

func TestEmptyValuesAreNoFaults(t *testing.T) {
	r, f := one(t, "", "", "", "", "", "")
	require.Empty(t, f.Findings)
	require.Equal(t, batch.Row{Line: 2, Type: "refund", Method: "card"}, r)
}

func TestAmounts(t *testing.T) {
	for _, c := range []struct {
		text, currency string
		code           batch.Code
		says           string
	}{
		{"12.50", "EUR", batch.AmountBad, "if 12.50 EUR is meant, write 1250"},
		{"12,5", "EUR", batch.AmountBad, "if 12.50 EUR is meant, write 1250"},
		{"1000.00", "KRW", batch.AmountBad, "if 1,000 KRW is meant, write 1000"},
		{"1,000", "KRW", batch.AmountBad, "write 1000 for 1,000 KRW, without commas"},
		{"1 000", "KRW", batch.AmountBad, "write 1000 for 1,000 KRW, without blanks inside"},
		{"1 000", "EUR", batch.AmountBad, "write 1000 for 10.00 EUR, without blanks inside"},
		{" 1000", "KRW", batch.AmountBad, "write 1000 for 1,000 KRW, without blanks around it"},
		{"1e3", "KRW", batch.AmountBad, "a spreadsheet has shortened the number"},
		{"1.5E+03", "KRW", batch.AmountBad, "a spreadsheet has shortened the number"},
		{"-5", "KRW", batch.AmountBad, "an amount has no sign; write 5 for 5 KRW"},
		{"+5", "KRW", batch.AmountBad, "an amount has no sign; write 5 for 5 KRW"},
		{"0", "KRW", batch.AmountBad, "write at least 1 or delete the row"},
		{"007", "KRW", batch.AmountBad, "write 7 for 7 KRW, without zeros before it"},
		{"abc", "KWD", batch.AmountBad, "write 12500 for 12.500 KWD"},
		{"₩1000", "", batch.AmountBad, "write 1250 for 12.50 EUR and 300 for 300 KRW"},
		{"１０００", "KRW", batch.AmountBad, "write 300 for 300 KRW"},
		{"12.50", "KRW", batch.AmountBad, "write 300 for 300 KRW"},
		{"10000000000001", "KRW", batch.AmountTooLarge, "10,000,000,000,000 KRW"},
		{"99999999999999999999", "XXX", batch.AmountTooLarge, "10000000000000 minor units"},
	} {
		r, _ := one(t, "1", "A", "", c.text, c.currency, "d")
		got := r.Fault(batch.ColAmount)
		require.NotNil(t, got, c.text)
		require.Equal(t, c.code, got.Code, c.text)
		require.Equal(t, c.text, got.Text)
		require.Contains(t, got.Message, c.says, c.text)
		require.Zero(t, r.Amount.Minor)
		if c.currency != "XXX" {
			require.EqualValues(t, c.currency, r.Amount.Currency, "the currency is good all the same")
		}
	}
	for text, want := range map[string]int64{"1": 1, "10000000000000": batch.MaxAmount} {
		r, _ := one(t, "1", "A", "", text, "KRW", "d")
		require.Empty(t, r.Faults)
		require.Equal(t, money.Amount{Minor: want, Currency: "KRW"}, r.Amount)
	}
}

func TestOtherValues(t *testing.T) {
	for _, c := range []struct {
		project, operation, currency string
		column                       string
		code                         batch.Code
		says                         string
	}{
		{"abc", "", "KRW", batch.ColProject, batch.ProjectBad, "digits only"},
		{"+12", "", "KRW", batch.ColProject, batch.ProjectBad, "digits only"},
		{"1.5", "", "KRW", batch.ColProject, batch.ProjectBad, "digits only"},
		{" 12", "", "KRW", batch.ColProject, batch.ProjectBad, "blanks around it"},
		{"012", "", "KRW", batch.ColProject, batch.ProjectBad, "does not begin with 0"},
		{"4294967296", "", "KRW", batch.ColProject, batch.ProjectBad, "at most 4294967295"},
		{"99999999999999999999999", "", "KRW", batch.ColProject, batch.ProjectBad, "digits"},
		{"1", "x", "KRW", batch.ColOperation, batch.OperationBad, "leave it blank"},
		{"1", "", "krw", batch.ColCurrency, batch.CurrencyBad, "write KRW"},
		{"1", "", " KRW", batch.ColCurrency, batch.CurrencyBad, "write KRW"},
		{"1", "", "원", batch.ColCurrency, batch.CurrencyBad, "ISO 4217"},
		{"1", "", "WON", batch.ColCurrency, batch.CurrencyUnknown, "the won is KRW"},
		{"1", "", "QQQ", batch.ColCurrency, batch.CurrencyUnknown, "ISO 4217"},
	} {
		r, _ := one(t, c.project, "A", c.operation, "10", c.currency, "d")
		require.Len(t, r.Faults, 1)
		require.Equal(t, c.column, r.Faults[0].Column)
		require.Equal(t, c.code, r.Faults[0].Code)
		require.Contains(t, r.Faults[0].Message, c.says)
		require.EqualValues(t, 10, r.Amount.Minor)
	}
	r, _ := one(t, "1", " a b ", "", "10", "KRW", " d ")
	require.Equal(t, " a b ", r.PaymentID, "as written; the check tells of it")
	require.Equal(t, " d ", r.Description)
}

func TestCardDataIsNotKept(t *testing.T) {
	r, f := one(t, "1", "A", "5028800010128220", "10", "KRW", "card 4111 1111-1111 1111 returned")
	require.Len(t, r.Faults, 1)
	require.Equal(t, batch.CardNumber, r.Faults[0].Code)
	require.Equal(t, "card 4111 11**-**** 1111 returned", r.Faults[0].Text)
	require.Empty(t, r.Description)
	require.Empty(t, f.Findings)

	r, f = one(t, "1", "4111111111111111", "", "10", "KRW", "d")
	require.Empty(t, r.Faults, "ids of digits are common")
	require.Empty(t, f.Findings)

	_, f = one(t, "1", "4111-1111-1111-1111", "", "10", "KRW", "d")
	require.Equal(t, []string{"2 card_data general.payment_id"}, told(f))
	require.Equal(t, batch.Warning, f.Findings[0].Severity)
	require.Contains(t, f.Findings[0].Message, "4111-11**-****-1111")
	_, f = one(t, "1", "4111-1111-1111-1112", "", "10", "KRW", "d")
	require.Empty(t, f.Findings)

	r, _ = one(t, "1", "A", "", "4111 1111 1111 1111", "KRW", "d")
	require.Equal(t, "4111 11** **** 1111", r.Faults[0].Text)
	require.NotContains(t, r.Faults[0].Message, "1111111111")
}

func TestHostileTextIsShortened(t *testing.T) {
	r, f := one(t, "\x1b]0;x\a", "A", "", strings.Repeat("9x", 5000), "\u202eKRW", "d")
	for _, x := range r.Faults {
		require.Less(t, len(x.Text), 200)
		require.Less(t, len(x.Message), 300)
		require.NotContains(t, x.Text+x.Message, "\x1b")
		require.NotContains(t, x.Text+x.Message, "\u202e")
	}
	require.NotEmpty(t, f.Findings, "the escape has a semicolon")
}
