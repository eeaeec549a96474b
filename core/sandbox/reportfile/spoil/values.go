package spoil

import (
	"fmt"

	"contra/core/money"
	"contra/core/sandbox/books"
	"contra/core/sandbox/reportfile"
)

func says(report, ledger any) string {
	return fmt.Sprintf("the report says %v, the ledger %v", report, ledger)
}

// revalue gives a row another amount.
func revalue(w *work, code Code, fit func(*reportfile.Row) bool, amount func(int64) int64) {
	i, ok := w.take(fit)
	if !ok {
		return
	}
	r := w.rows[i]
	r.Amount.Minor = amount(r.Amount.Minor)
	w.change(code, i, says(r.Amount, w.rows[i].Amount), r)
}

func amountDiff(w *work, n int) {
	fit := w.lone
	if n%2 == 1 {
		fit = w.onlyRefund
	}
	revalue(w, AmountDiff, fit, func(minor int64) int64 { return minor + minor/7 + 3 })
}

func exponentSuspect(w *work, n int) {
	if n%2 == 0 {
		revalue(w, ExponentSuspect, w.lone, func(minor int64) int64 { return minor * 100 })
		return
	}
	round := func(r *reportfile.Row) bool { return r.Amount.Minor%10 == 0 && w.lone(r) }
	revalue(w, ExponentSuspect, round, func(minor int64) int64 { return minor / 10 })
}

// withinTolerance is planted on refunds: they have no fee that would not fit any more.
func withinTolerance(w *work, n int) {
	revalue(w, WithinTolerance, w.onlyRefund, func(minor int64) int64 { return minor + 1 - 2*int64(n%2) })
}

// another is a currency with as many decimals.
var another = map[money.Currency]money.Currency{"KRW": "JPY", "JPY": "KRW", "EUR": "USD", "KWD": "BHD"}

func currencyDiff(w *work, _ int) {
	i, ok := w.take(func(r *reportfile.Row) bool { return another[r.Amount.Currency] != "" && w.lone(r) })
	if !ok {
		return
	}
	r := w.rows[i]
	r.Amount.Currency = another[r.Amount.Currency]
	r.Fee, r.Net = nil, nil
	w.change(CurrencyDiff, i, says(r.Amount, w.rows[i].Amount), r)
}

func statusDiff(w *work, _ int) {
	i, ok := w.take(w.lone)
	if !ok {
		return
	}
	r := w.rows[i]
	r.Status, r.PaymentStatus, r.Fee, r.Net = books.Decline, books.Decline, nil, nil
	w.change(StatusDiff, i, says(r.Status, books.Success), r)
}

func typeDiff(w *work, _ int) {
	i, ok := w.take(w.lone)
	if !ok {
		return
	}
	r := w.rows[i]
	r.Type = "capture"
	w.change(TypeDiff, i, says(r.Type, books.Sale), r)
}

func charged(w *work) func(*reportfile.Row) bool {
	return func(r *reportfile.Row) bool { return r.Fee != nil && w.lone(r) }
}

func feeDiff(w *work, _ int) {
	i, ok := w.take(charged(w))
	if !ok {
		return
	}
	r := w.rows[i]
	agreed, taken := r.Fee.Minor, r.Fee.Minor+5+r.Fee.Minor/4
	r.SetFee(taken, r.Amount.Minor-taken)
	w.change(FeeDiff, i, fmt.Sprintf("the fee is %v, agreed is %v", *r.Fee, money.Amount{Minor: agreed, Currency: r.Fee.Currency}), r)
}

func netDiff(w *work, _ int) {
	i, ok := w.take(charged(w))
	if !ok {
		return
	}
	r := w.rows[i]
	off := 7 + r.Fee.Minor/10
	r.SetFee(r.Fee.Minor, r.Net.Minor-off)
	w.change(NetDiff, i, fmt.Sprintf("%v less %v is not %v", r.Amount, *r.Fee, *r.Net), r)
}
