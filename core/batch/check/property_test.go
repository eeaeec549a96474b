package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/batch"
	"contra/core/batch/check"
	"contra/core/ledger"
	"contra/core/money"
)

// Whatever the rows: those without an error never refund more of a payment than
// can be refunded, in its own currency, and can be written as they are.
func TestGoodRowsNeverRefundTooMuch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		small := rapid.Int64Range(-1, 12)
		f := check.Facts{Methods: methods(), Payments: map[ledger.Key]*check.Payment{}, Now: now, Draft: true}
		left := map[ledger.Key]int64{}
		for i := range rapid.IntRange(0, 4).Draw(t, "payments") {
			p := check.Payment{Payment: ledger.Payment{Project: shop, ID: fmt.Sprint("P", i), Method: rapid.SampledFrom([]string{"kakaopay", "whole", "shells", "card"}).Draw(t, "method"),
				Status: rapid.SampledFrom([]string{"success", "success", "partially refunded", "decline"}).Draw(t, "status"), Currency: "KRW",
				Captured: small.Draw(t, "captured") * 3, Refunded: small.Draw(t, "refunded"), Reserved: small.Draw(t, "reserved")}, Own: small.Draw(t, "own")}
			if rapid.IntRange(0, 9).Draw(t, "disputed") == 0 {
				p.Flags = ledger.Disputed
			}
			k := p.Key().Fold()
			f.Payments[k], left[k] = &p, max(0, p.Captured-p.Refunded-max(0, p.Reserved-max(0, p.Own)))
		}
		rows := make([]batch.Row, rapid.IntRange(1, 12).Draw(t, "rows"))
		for i := range rows {
			id := fmt.Sprint("p", rapid.IntRange(0, 4).Draw(t, "payment"))
			if rapid.Bool().Draw(t, "upper") {
				id = strings.ToUpper(id)
			}
			rows[i] = batch.Row{N: int64(i + 1), Line: i + 2, Type: batch.Refund, Project: shop, Method: rapid.SampledFrom([]string{"wallet/kakaopay", "wallet/kakaopay", "wallet/whole", "card"}).Draw(t, "code"), PaymentID: id,
				OperationID: rapid.SampledFrom([]string{"", "", "7"}).Draw(t, "operation"), Description: rapid.SampledFrom([]string{"x", "x", "x", "a;b", "=x"}).Draw(t, "description"),
				Amount: money.New(rapid.OneOf(small, small, small, rapid.Int64()).Draw(t, "amount"), rapid.SampledFrom([]money.Currency{"KRW", "KRW", "KRW", "EUR"}).Draw(t, "currency"))}
		}
		report := check.Check(rows, f)
		require.Equal(t, report, check.Check(rows, f), "the same rows give the same report")

		wrong := map[int64]bool{}
		for _, x := range report.Findings {
			if x.Severity == batch.Error {
				wrong[x.N] = true
			}
		}
		sums, good := map[ledger.Key]int64{}, int64(0)
		for i := range rows {
			r := &rows[i]
			if wrong[r.N] {
				continue
			}
			good++
			require.Positive(t, r.Amount.Minor)
			require.Equal(t, money.Currency("KRW"), r.Amount.Currency)
			require.Empty(t, batch.Unwritable(r.Description))
			require.NotNil(t, f.Payments[r.Key()])
			require.False(t, f.Payments[r.Key()].Flags.Has(ledger.Disputed))
			sums[r.Key()] += r.Amount.Minor
		}
		for k, sum := range sums {
			require.LessOrEqual(t, sum, left[k])
		}
		require.Equal(t, good, report.OK)
		require.Equal(t, report.Rows, report.OK+report.Errors)
		require.LessOrEqual(t, report.Warnings, report.OK)
	})
}

// FuzzTexts: whatever stands in a row, the check ends, says why in a sentence of
// a reasonable length, and passes only what can be written.
func FuzzTexts(f *testing.F) {
	for _, text := range []string{"", "ORD-1", " 1", "1 ", "5.8E+10", "3-4", "MAR1", "=1", "＝1", "a;b", `"`, "\x00", "\xff", "\u202e", "١٢", strings.Repeat("9", 300)} {
		f.Add(text, text, text, text)
	}
	f.Fuzz(func(t *testing.T, id, method, operation, description string) {
		r := batch.Row{N: 1, Line: 2, Type: batch.Refund, Project: shop, Method: method, PaymentID: id, OperationID: operation, Amount: money.New(5, "KRW"), Description: description}
		facts := check.Facts{Methods: methods(), Now: now, Payments: map[ledger.Key]*check.Payment{r.Key(): {Payment: ledger.Payment{Project: shop, ID: id,
			Status: "success", Method: "paypal", Currency: "KRW", Captured: 11}}}}
		report := check.Check([]batch.Row{r, r}, facts)
		require.True(t, report.Blocked(), "the row is there twice")
		for _, x := range report.Findings {
			require.Less(t, len(x.Message), 1000)
		}
		if report.OK == 0 {
			return
		}
		for _, text := range []string{id, method, operation, description} {
			require.Empty(t, batch.Unwritable(text))
		}
		require.NotEmpty(t, id)
		require.NotEmpty(t, method)
		require.Equal(t, strings.TrimSpace(id), id)
	})
}
