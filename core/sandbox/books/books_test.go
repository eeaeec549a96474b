package books_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	"contra/core/sandbox/books"
)

var now = time.Date(2025, 11, 20, 9, 0, 0, 0, time.UTC)

func won(n int64) money.Amount { return money.Amount{Minor: n, Currency: "KRW"} }

func open(t *testing.T, payments ...books.Payment) *books.Books {
	b := books.New(1)
	for _, p := range payments {
		if p.Project == 0 {
			p.Project = 1
		}
		if p.CreatedAt.IsZero() {
			p.CreatedAt = now.AddDate(0, 0, -3)
		}
		require.NoError(t, b.Add(p))
	}
	return b
}

func ask(id string, minor int64, currency string) books.Request {
	return books.Request{Project: 1, PaymentID: id, Amount: &minor, Currency: &currency, At: now, Origin: books.ByGate}
}

func TestRulesRefuseWithTheirCodes(t *testing.T) {
	sale := func(status string) []books.Operation {
		return []books.Operation{{Type: books.Sale, Status: status, Amount: won(1000)}}
	}
	b := open(t,
		books.Payment{ID: "ok", Amount: won(1000)},
		books.Payment{ID: "declined", Amount: won(1000), Operations: sale(books.Decline)},
		books.Payment{ID: "running", Amount: won(1000), Operations: sale(books.Processing)},
		books.Payment{ID: "disputed", Amount: won(1000), Disputed: true},
		books.Payment{ID: "full", Amount: won(1000), FullOnly: true},
		books.Payment{ID: "never", Amount: won(1000), NoRefunds: true},
		books.Payment{ID: "given", Amount: won(1000), Operations: append(sale(books.Success),
			books.Operation{Type: books.Refund, Status: books.Success, Amount: won(1000), MerchantRefundID: "old"})},
	)
	onlyAmount, onlyCurrency, duplicate := ask("ok", 1, "KRW"), ask("ok", 1, "KRW"), ask("ok", 1, "KRW")
	onlyAmount.Currency, onlyCurrency.Amount, duplicate.MerchantRefundID = nil, nil, "old"
	for name, c := range map[string]struct {
		r    books.Request
		code string
	}{
		"unknown":          {ask("nope", 1, "KRW"), "3061"},
		"other project":    {books.Request{Project: 2, PaymentID: "ok", At: now}, "3061"},
		"amount alone":     {onlyAmount, "3287"},
		"currency alone":   {onlyCurrency, "3286"},
		"wrong currency":   {ask("ok", 1, "EUR"), "3284"},
		"currency in case": {ask("ok", 1, "krw"), "3284"},
		"too much":         {ask("ok", 1001, "KRW"), "3283"},
		"zero":             {ask("ok", 0, "KRW"), "502"},
		"negative":         {ask("ok", -1, "KRW"), "502"},
		"never paid":       {ask("declined", 1, "KRW"), "3060"},
		"not paid yet":     {ask("running", 1, "KRW"), "3060"},
		"all given":        {ask("given", 1, "KRW"), "3060"},
		"disputed":         {ask("disputed", 1, "KRW"), "3288"},
		"part of full":     {ask("full", 999, "KRW"), "3609"},
		"no refunds":       {ask("never", 1000, "KRW"), "3610"},
		"duplicate":        {duplicate, "3230"},
	} {
		_, refusal := b.Refund(c.r)
		require.NotNil(t, refusal, name)
		require.Equal(t, c.code, refusal.Code, name)
		require.Equal(t, books.Text(c.code), refusal.Message, name)
	}
	require.Equal(t, int64(0), b.Refunded(1, "ok"))
	require.Empty(t, b.Refunds(1, "ok"), "a refusal creates no operation")
	_, refusal := b.Refund(ask("full", 1000, "KRW"))
	require.Nil(t, refusal)
}

func TestARefundMovesStatusAndSum(t *testing.T) {
	b := open(t, books.Payment{ID: "A", Amount: won(1000)})
	state := func(e books.Event) []any { return []any{e.Operation.Status, e.Status, e.Sum} }
	step := func(minor int64, code string) (began, ended books.Event) {
		began, refusal := b.Refund(ask("a", minor, "KRW"))
		require.Nil(t, refusal)
		ended, err := b.Settle(began.Operation.ID, code, now)
		require.NoError(t, err)
		return began, ended
	}
	began, ended := step(300, "20000")
	require.Equal(t, []any{"processing", "success", int64(1000)}, state(began))
	require.Equal(t, []any{"decline", "success", int64(1000)}, state(ended))
	require.Equal(t, "20000", ended.Operation.Code)

	_, ended = step(300, "0")
	require.Equal(t, []any{"success", "partially refunded", int64(700)}, state(ended))
	_, ended = step(100, "20000")
	require.Equal(t, []any{"decline", "partially refunded", int64(700)}, state(ended))
	_, ended = step(700, "0")
	require.Equal(t, []any{"success", "refunded", int64(0)}, state(ended))
	_, err := b.Settle(ended.Operation.ID, "20000", now)
	require.ErrorContains(t, err, "has ended")

	undo, err := b.Reverse(ended.Operation.ID, now)
	require.NoError(t, err)
	require.Equal(t, []any{"success", "partially refunded", int64(700)}, state(undo))
	require.Equal(t, books.RefundReverse, undo.Operation.Type)
	_, err = b.Reverse(ended.Operation.ID, now)
	require.ErrorContains(t, err, "already")
	_, err = b.Reverse(undo.Operation.ID, now)
	require.ErrorContains(t, err, "only a successful refund")
	_, err = b.Reverse(99, now)
	require.ErrorContains(t, err, "no operation 99")

	require.Len(t, b.History(1, "A"), 1+2*4+1)
	require.Equal(t, map[money.Currency]books.Total{"KRW": {Payments: 1, Captured: 1000, Refunded: 300}}, b.Totals())
}

func TestARunningRefundHoldsItsAmount(t *testing.T) {
	b := open(t, books.Payment{ID: "A", Amount: won(1000)})
	began, refusal := b.Refund(ask("A", 600, "KRW"))
	require.Nil(t, refusal)
	_, refusal = b.Refund(ask("A", 401, "KRW"))
	require.Equal(t, "3283", refusal.Code)
	rest, refusal := b.Refund(books.Request{Project: 1, PaymentID: "A", At: now})
	require.Nil(t, refusal)
	require.Equal(t, won(400), rest.Operation.Amount, "without an amount: all that is left")
	_, refusal = b.Refund(books.Request{Project: 1, PaymentID: "A", At: now})
	require.Equal(t, "3283", refusal.Code)
	_, err := b.Settle(began.Operation.ID, "20000", now)
	require.NoError(t, err)
	_, refusal = b.Refund(ask("A", 600, "KRW"))
	require.Nil(t, refusal, "a declined refund lets go")
}

func TestADuplicateIsKnownForEverAndPerProject(t *testing.T) {
	b := open(t, books.Payment{ID: "A", Amount: won(1000)}, books.Payment{ID: "B", Amount: won(1000)},
		books.Payment{Project: 2, ID: "A", Amount: won(1000)})
	r := ask("A", 1000, "KRW")
	r.MerchantRefundID = "r-1"
	began, refusal := b.Refund(r)
	require.Nil(t, refusal)
	_, err := b.Settle(began.Operation.ID, "20000", now)
	require.NoError(t, err)
	for _, id := range []string{"A", "a", "B"} {
		r.PaymentID, r.At = id, now.AddDate(3, 0, 0)
		_, refusal = b.Refund(r)
		require.Equal(t, "3230", refusal.Code)
	}
	r.PaymentID, r.Project = "A", 2
	_, refusal = b.Refund(r)
	require.Nil(t, refusal)
	o, found := b.ByMerchantRefundID(1, "r-1")
	require.True(t, found)
	require.Equal(t, began.Operation.ID, o.ID)
	require.Equal(t, books.Decline, o.Status)
	_, found = b.ByMerchantRefundID(1, "")
	require.False(t, found)

	r.LateCheck = true
	_, refusal = b.Refund(r)
	require.Equal(t, "3283", refusal.Code, "the other rules are looked at first")
}

func TestReversalOnTheDayOfThePurchase(t *testing.T) {
	card := books.Payment{ID: "card", Method: "card", Amount: won(1000), CreatedAt: now.Add(-time.Hour)}
	kakao := books.Payment{ID: "kakao", Amount: won(1000), CreatedAt: now.Add(-time.Hour)}
	yesterday := books.Payment{ID: "yesterday", Method: "card", Amount: won(1000), CreatedAt: now.Add(-10 * time.Hour)}
	part := books.Payment{ID: "part", Method: "card", Amount: won(1000), CreatedAt: now.Add(-time.Hour)}
	b := open(t, card, kakao, yesterday, part)
	give := func(r books.Request) books.Event {
		began, refusal := b.Refund(r)
		require.Nil(t, refusal)
		ended, err := b.Settle(began.Operation.ID, "0", now)
		require.NoError(t, err)
		return ended
	}
	e := give(ask("card", 1000, "KRW"))
	require.Equal(t, []string{"reversal", "reversed"}, []string{e.Operation.Type, e.Status})
	e = give(ask("kakao", 1000, "KRW"))
	require.Equal(t, []string{"refund", "refunded"}, []string{e.Operation.Type, e.Status})
	e = give(ask("yesterday", 1000, "KRW"))
	require.Equal(t, []string{"refund", "refunded"}, []string{e.Operation.Type, e.Status})
	e = give(ask("part", 400, "KRW"))
	require.Equal(t, []string{"refund", "partially refunded"}, []string{e.Operation.Type, e.Status})
	forced := ask("part", 600, "KRW")
	forced.Reversal = true
	e = give(forced)
	require.Equal(t, []string{"reversal", "refunded"}, []string{e.Operation.Type, e.Status})
}

func TestRepeatedRefundsCanBeBlockedForATime(t *testing.T) {
	b := open(t, books.Payment{ID: "A", Amount: won(1000)})
	r := ask("A", 100, "KRW")
	r.Block = time.Minute
	_, refusal := b.Refund(r)
	require.Nil(t, refusal)
	r.At = now.Add(59 * time.Second)
	_, refusal = b.Refund(r)
	require.Equal(t, "3285", refusal.Code)
	r.At = now.Add(time.Minute)
	_, refusal = b.Refund(r)
	require.Nil(t, refusal)
}

func TestAddRefusesWhatCannotBe(t *testing.T) {
	b := open(t, books.Payment{ID: "A", Amount: won(1000), Operations: []books.Operation{
		{ID: 7, Type: books.Sale, Status: books.Success, Amount: won(1000)},
		{Type: books.Refund, Status: books.Success, Amount: won(10), MerchantRefundID: "m"}}})
	past := func(ops ...books.Operation) books.Payment {
		sale := books.Operation{Type: books.Sale, Status: books.Success, Amount: won(1000)}
		return books.Payment{Project: 1, ID: "B", Amount: won(1000), CreatedAt: now, Operations: append([]books.Operation{sale}, ops...)}
	}
	for part, p := range map[string]books.Payment{
		"exists":             {Project: 1, ID: "a", Amount: won(1), CreatedAt: now},
		"without an id":      {Project: 1, ID: " ", Amount: won(1), CreatedAt: now},
		"above zero":         {Project: 1, ID: "C", CreatedAt: now},
		"no creation date":   {Project: 1, ID: "C", Amount: won(1)},
		"operation 7 exists": past(books.Operation{ID: 7, Type: books.Refund, Status: books.Success, Amount: won(1)}),
		"m is taken":         past(books.Operation{Type: books.Refund, Status: books.Success, Amount: won(1), MerchantRefundID: "m"}),
		"refunded 1001":      past(books.Operation{Type: books.Refund, Status: books.Success, Amount: won(1001)}),
		"refunded -1":        past(books.Operation{Type: books.RefundReverse, Status: books.Success, Amount: won(1)}),
		"refund of 1 EUR":    past(books.Operation{Type: books.Refund, Status: books.Success, Amount: money.Amount{Minor: 1, Currency: "EUR"}}),
		"pending 1001":       past(books.Operation{Type: books.Refund, Status: books.Processing, Amount: won(1001)}),
	} {
		require.ErrorContains(t, b.Add(p), part)
	}
	require.Len(t, b.Payments(), 1)
	require.NoError(t, b.Check())
}
