package batch_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/money"
)

func paid(project, captured, refunded int64) ledger.Payment {
	return ledger.Payment{Project: project, ID: "ORD-1", Status: "success", Method: "kakaopay", Currency: "KRW", Captured: captured, Refunded: refunded,
		CreatedAt: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}
}

func TestAListMayLeaveMostToThePayment(t *testing.T) {
	one := []ledger.Payment{paid(1234, 128_000, 8_000)}
	euros := []ledger.Payment{{Project: 35, ID: "ORD-1", Status: "success", Method: "card", Currency: "EUR", Captured: 2_000}}
	full := batch.Row{Line: 2, Type: "refund", Project: 1234, Method: "wallet/kakaopay", PaymentID: "ord-1", Amount: money.New(120_000, "KRW"), Description: "default", Whole: true}
	with := func(change func(*batch.Row)) batch.Row {
		r := full
		change(&r)
		return r
	}
	for name, c := range map[string]struct {
		wish  batch.Wish
		found []ledger.Payment
		want  batch.Row
	}{
		"only the id": {batch.Wish{}, one, full},
		"everything": {batch.Wish{Type: "payout", Project: " 1234 ", Method: " card ", OperationID: "17", Amount: " 12.50 ", Currency: "eur", Description: "mine"}, one,
			batch.Row{Line: 2, Type: "payout", Project: 1234, Method: "card", PaymentID: "ord-1", OperationID: "17", Amount: money.New(1_250, "EUR"), Description: "mine"}},
		"major units of the payment's currency": {batch.Wish{Amount: "19.05"}, euros,
			batch.Row{Line: 2, Type: "refund", Project: 35, Method: "card", PaymentID: "ord-1", Amount: money.New(1_905, "EUR"), Description: "default"}},
		"minor units": {batch.Wish{Amount: "1905", Minor: true}, euros,
			batch.Row{Line: 2, Type: "refund", Project: 35, Method: "card", PaymentID: "ord-1", Amount: money.New(1_905, "EUR"), Description: "default"}},
		"one of two projects":                       {batch.Wish{Project: "1234"}, append(euros, one...), full},
		"all of it in a currency that it is not in": {batch.Wish{Currency: "EUR"}, one, with(func(r *batch.Row) { r.Amount = money.New(0, "EUR") })},
		"blank description":                         {batch.Wish{Description: "  "}, one, full},
		"a method that has no Dashboard code": {batch.Wish{}, []ledger.Payment{{Project: 35, Method: "paypal", Currency: "EUR", Captured: 5}},
			batch.Row{Line: 2, Type: "refund", Project: 35, PaymentID: "ord-1", Amount: money.New(5, "EUR"), Description: "default", Whole: true}},
	} {
		c.wish.Line, c.wish.PaymentID = 2, "ord-1"
		require.Equal(t, c.want, batch.Resolve(c.wish, c.found, ledger.NewMethods(), "default"), name)
	}
}

func TestWhatCannotBeUnderstoodBecomesAFault(t *testing.T) {
	one := []ledger.Payment{paid(1234, 128_000, 0)}
	disputed := paid(1234, 5_000, 5_000)
	disputed.Flags = ledger.Disputed
	for name, c := range map[string]struct {
		wish    batch.Wish
		found   []ledger.Payment
		column  string
		code    batch.Code
		message string
	}{
		"several projects": {batch.Wish{}, []ledger.Payment{paid(35, 1, 0), paid(1234, 1, 0)}, batch.ColProject, batch.PaymentMany,
			`2 projects have a payment "ORD-1": write which one is meant, 35 or 1234`},
		"project in words":    {batch.Wish{Project: "shop", Amount: "5", Currency: "KRW"}, one, batch.ColProject, batch.ProjectBad, `"shop" is not the number of a project`},
		"project with a sign": {batch.Wish{Project: "+1234"}, one, batch.ColProject, batch.ProjectBad, "write its digits only"},
		"project zero":        {batch.Wish{Project: "0"}, one, batch.ColProject, batch.ProjectBad, "write its digits only"},
		"project too large":   {batch.Wish{Project: "4294967296"}, one, batch.ColProject, batch.ProjectBad, "write its digits only"},
		"nobody's":            {batch.Wish{}, nil, batch.ColPayment, batch.PaymentUnknown, `no payment "ORD-1" is in the ledger`},
		"nobody's here":       {batch.Wish{Project: "35", Currency: "KRW", Amount: "5"}, one, batch.ColPayment, batch.PaymentUnknown, "import the payment's callbacks first"},
		"grouped":             {batch.Wish{Amount: "1,000"}, one, batch.ColAmount, batch.AmountBad, "thousands are not separated: write 1000"},
		"decimals of won":     {batch.Wish{Amount: "10.50"}, one, batch.ColAmount, batch.AmountBad, "KRW has no decimals: write 10, not 10.50"},
		"zero":                {batch.Wish{Amount: "0"}, one, batch.ColAmount, batch.AmountBad, "a refund of 0 KRW makes no sense"},
		"zero minor units":    {batch.Wish{Amount: "0", Minor: true}, one, batch.ColAmount, batch.AmountBad, "a refund of zero makes no sense"},
		"minor with a point":  {batch.Wish{Amount: "10.50", Minor: true}, one, batch.ColAmount, batch.AmountBad, `"10.50" is not an amount in minor units`},
		"minor, too large":    {batch.Wish{Amount: "99999999999999999999", Minor: true}, one, batch.ColAmount, batch.AmountTooLarge, "too large"},
		"currency in words":   {batch.Wish{Currency: "won"}, one, batch.ColCurrency, batch.CurrencyUnknown, "the currency WON is not known"},
		"currency sign":       {batch.Wish{Currency: "₩"}, one, batch.ColCurrency, batch.CurrencyBad, "is not a currency code"},
		"nothing left":        {batch.Wish{}, []ledger.Payment{paid(1234, 5_000, 5_000)}, batch.ColAmount, batch.NothingLeft, "nothing is left to refund: captured 5,000 KRW, refunded 5,000"},
		"nothing left, for a reason": {batch.Wish{}, []ledger.Payment{disputed}, batch.ColAmount, batch.NothingLeft,
			"is disputed: a refund now could pay the customer twice; wait for the end of the dispute"},
	} {
		c.wish.PaymentID = "ORD-1"
		r := batch.Resolve(c.wish, c.found, ledger.NewMethods(), "default")
		require.Len(t, r.Faults, 1, name)
		require.Equal(t, []any{c.column, c.code}, []any{r.Faults[0].Column, r.Faults[0].Code}, name)
		require.Contains(t, r.Faults[0].Message, c.message, name)
		if c.column == batch.ColAmount {
			require.Zero(t, r.Amount.Minor, name)
		}
	}
}

// An amount that somebody wrote is never forgotten: an empty one would ask for all of it.
func TestAnAmountWithoutACurrencyIsKept(t *testing.T) {
	r := batch.Resolve(batch.Wish{PaymentID: "ORD-1", Amount: "12.50"}, nil, ledger.NewMethods(), "")
	require.False(t, r.Whole)
	require.Equal(t, "12.50", r.Fault(batch.ColAmount).Text)
	require.Equal(t, batch.CurrencyEmpty, r.Fault(batch.ColAmount).Code)
}

// FuzzResolve: whatever a list holds, an amount is either read exactly, or a
// fault, or all that is left; and nothing that was written is made up.
func FuzzResolve(f *testing.F) {
	f.Add("1234", "", "ORD-1", "12.50", "EUR", false)
	f.Add("", "card", " ORD-1", "1,000", "", true)
	f.Add("x", "", "\xff", "１０", "krw", false)
	f.Add("0", "", "", "9223372036854775808", "ZZZ", true)
	f.Fuzz(func(t *testing.T, project, method, id, amount, currency string, minor bool) {
		for _, found := range [][]ledger.Payment{nil, {paid(1234, 900, 0)}, {paid(1234, 900, 0), paid(35, 900, 900)}} {
			r := batch.Resolve(batch.Wish{Project: project, Method: method, PaymentID: id, Amount: amount, Currency: currency, Minor: minor}, found, ledger.NewMethods(), "d")
			require.Equal(t, id, r.PaymentID)
			require.GreaterOrEqual(t, r.Amount.Minor, int64(0))
			require.Equal(t, strings.TrimSpace(amount) == "", r.Whole)
			if !r.Whole && r.Amount.Minor == 0 {
				require.NotNil(t, r.Fault(batch.ColAmount))
			}
			if r.Fault(batch.ColAmount) != nil {
				require.Zero(t, r.Amount.Minor)
			}
			if r.Whole {
				require.LessOrEqual(t, r.Amount.Minor, int64(900))
			}
			for _, x := range r.Faults {
				require.LessOrEqual(t, len(x.Text), 200)
				require.Less(t, len(x.Message), 600)
			}
		}
	})
}
