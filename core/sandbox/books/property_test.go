package books_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/sandbox/books"
)

// Whatever is asked in whatever order, the books give back no more than was
// captured, and one merchant_refund_id moves money at most once.
func TestBooksNeverGiveTooMuch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := books.New(rapid.Uint64().Draw(t, "seed"))
		const payments = 3
		for i := range payments {
			p := books.Payment{Project: 1, ID: fmt.Sprint("P", i), Amount: won(rapid.Int64Range(1, 1000).Draw(t, "captured")), CreatedAt: now}
			require.NoError(t, b.Add(p))
		}
		var running, given []int64
		applied := map[string]int{}
		t.Repeat(map[string]func(*rapid.T){
			"refund": func(t *rapid.T) {
				r := ask(fmt.Sprint("p", rapid.IntRange(0, payments-1).Draw(t, "payment")), rapid.Int64Range(-5, 1100).Draw(t, "minor"), "KRW")
				if rapid.Bool().Draw(t, "whole") {
					r.Amount, r.Currency = nil, nil
				}
				r.MerchantRefundID = fmt.Sprint("m", rapid.IntRange(0, 20).Draw(t, "id"))
				r.LateCheck, r.Reversal = rapid.Bool().Draw(t, "late"), rapid.Bool().Draw(t, "reversal")
				e, refusal := b.Refund(r)
				if refusal == nil {
					running = append(running, e.Operation.ID)
					applied[r.MerchantRefundID]++
				}
			},
			"settle": func(t *rapid.T) {
				if len(running) == 0 {
					return
				}
				id := rapid.SampledFrom(running).Draw(t, "operation")
				code := rapid.SampledFrom([]string{"0", "20000"}).Draw(t, "code")
				if _, err := b.Settle(id, code, now); err == nil && code == "0" {
					given = append(given, id)
				}
			},
			"reverse": func(t *rapid.T) {
				if len(given) > 0 {
					_, _ = b.Reverse(rapid.SampledFrom(given).Draw(t, "operation"), now) // twice is refused
				}
			},
			"": func(t *rapid.T) {
				require.NoError(t, b.Check())
				for id, n := range applied {
					require.Equal(t, 1, n, id)
				}
				for _, p := range b.Payments() {
					require.LessOrEqual(t, p.Refunded()+p.Pending(), p.Captured())
					require.Equal(t, p.Captured()-p.Refunded(), p.Sum().Minor)
					require.Equal(t, p.Sum().Minor == p.Captured(), p.Status() == "success")
					require.Equal(t, p.Sum().Minor == 0, p.Status() == "refunded" || p.Status() == "reversed")
				}
			},
		})
	})
}
