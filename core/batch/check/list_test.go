package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/batch/check"
	"contra/core/ledger"
)

// A list leaves to the payment what only the payment can tell. One mistake in a
// row of it makes one finding.
func TestOneMistakeOfAListIsToldOnce(t *testing.T) {
	known := []ledger.Payment{
		{Project: shop, ID: "ORD-1", Status: "success", Method: "kakaopay", Currency: "KRW", Captured: 128_000},
		{Project: shop, ID: "TWIN", Status: "success", Method: "kakaopay", Currency: "KRW", Captured: 128_000},
		{Project: 35, ID: "TWIN", Status: "success", Method: "card", Currency: "EUR", Captured: 2_000},
		{Project: 35, ID: "PAL", Status: "success", Method: "paypal", Currency: "EUR", Captured: 2_000},
		{Project: shop, ID: "GONE", Status: "refunded", Method: "kakaopay", Currency: "KRW", Captured: 500, Refunded: 500},
		{Project: shop, ID: "HELD", Status: "success", Method: "kakaopay", Currency: "KRW", Captured: 500, Reserved: 500},
		{Project: shop, ID: "NOCUR", Status: "success", Method: "kakaopay", Captured: 500},
	}
	f := check.Facts{Methods: methods(), Projects: map[int64]bool{shop: true, 35: true}, Payments: map[ledger.Key]*check.Payment{}, Elsewhere: map[string][]int64{}, Now: now, Draft: true}
	byID := map[string][]ledger.Payment{}
	for _, p := range known {
		k := p.Key().Fold()
		f.Payments[k] = &check.Payment{Payment: p}
		f.Elsewhere[k.ID] = append(f.Elsewhere[k.ID], p.Project)
		byID[k.ID] = append(byID[k.ID], p)
	}
	type finding struct {
		column string
		code   batch.Code
	}
	for name, c := range map[string]struct {
		wish batch.Wish
		want []finding
	}{
		"nothing":                       {batch.Wish{PaymentID: "ord-1"}, nil},
		"nobody's payment":              {batch.Wish{PaymentID: "X-1"}, []finding{{batch.ColPayment, batch.PaymentUnknown}}},
		"nobody's, with an amount":      {batch.Wish{PaymentID: "X-1", Amount: "12.50"}, []finding{{batch.ColPayment, batch.PaymentUnknown}}},
		"nobody's, all else given":      {batch.Wish{PaymentID: "X-1", Project: "1234", Method: "card", Amount: "12.50", Currency: "EUR"}, []finding{{batch.ColPayment, batch.PaymentUnknown}}},
		"nobody's, and a mistake":       {batch.Wish{PaymentID: "X-1", Amount: "1,000", Currency: "KRW"}, []finding{{batch.ColPayment, batch.PaymentUnknown}, {batch.ColAmount, batch.AmountBad}}},
		"spoilt by a spreadsheet":       {batch.Wish{PaymentID: "5.8E+10"}, []finding{{batch.ColPayment, batch.PaymentMangled}}},
		"blanks around the id":          {batch.Wish{PaymentID: "ord-1 "}, []finding{{batch.ColPayment, batch.PaymentBad}}},
		"no id":                         {batch.Wish{}, []finding{{batch.ColPayment, batch.PaymentEmpty}}},
		"two projects":                  {batch.Wish{PaymentID: "twin", Amount: "5"}, []finding{{batch.ColProject, batch.PaymentMany}}},
		"the other project":             {batch.Wish{PaymentID: "ord-1", Project: "35"}, []finding{{batch.ColProject, batch.PaymentProject}}},
		"a project in words":            {batch.Wish{PaymentID: "ord-1", Project: "shop"}, []finding{{batch.ColProject, batch.ProjectBad}}},
		"a method without a code":       {batch.Wish{PaymentID: "pal"}, []finding{{batch.ColMethod, batch.MethodEmpty}}},
		"all of it in another currency": {batch.Wish{PaymentID: "ord-1", Currency: "EUR"}, []finding{{batch.ColCurrency, batch.CurrencyWrong}}},
		"nothing left":                  {batch.Wish{PaymentID: "gone"}, []finding{{batch.ColAmount, batch.NothingLeft}}},
		"all of it on its way":          {batch.Wish{PaymentID: "held"}, []finding{{batch.ColPayment, batch.InFlight}, {batch.ColAmount, batch.NothingLeft}}},
		"grouped":                       {batch.Wish{PaymentID: "ord-1", Amount: "1,000"}, []finding{{batch.ColAmount, batch.AmountBad}}},
		"a currency that is none":       {batch.Wish{PaymentID: "ord-1", Currency: "₩", Amount: "5"}, []finding{{batch.ColCurrency, batch.CurrencyBad}}},
		"a payment without a currency":  {batch.Wish{PaymentID: "nocur", Amount: "5"}, []finding{{batch.ColCurrency, batch.CurrencyEmpty}}},
	} {
		c.wish.Line = 2
		row := batch.Resolve(c.wish, byID[ledger.Key{ID: c.wish.PaymentID}.Fold().ID], f.Methods, "returned")
		var got []finding
		for _, x := range check.Check([]batch.Row{row}, f).Findings {
			got = append(got, finding{x.Column, x.Code})
		}
		require.Equal(t, c.want, got, name)
	}
}

// What a list's reading said of the ledger that day gives way to what the ledger says now.
func TestAPaymentThatIsKnownNow(t *testing.T) {
	row := batch.Resolve(batch.Wish{Line: 2, Project: "1234", PaymentID: "ORD-1", Method: "wallet/kakaopay", Currency: "KRW", Amount: "500"}, nil, methods(), "returned")
	require.Len(t, row.Faults, 1)
	p := &check.Payment{Payment: ledger.Payment{Project: shop, ID: "ORD-1", Status: "success", Method: "kakaopay", Currency: "KRW", Captured: 700}}
	f := check.Facts{Methods: methods(), Payments: map[ledger.Key]*check.Payment{p.Key().Fold(): p}, Now: now}
	require.Empty(t, check.Check([]batch.Row{row}, f).Findings)
	f.Payments = nil
	require.Equal(t, batch.PaymentUnknown, check.Check([]batch.Row{row}, f).Findings[0].Code)
}
