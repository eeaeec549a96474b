package sandbox_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox"
	"contra/core/sandbox/books"
)

// Over any mixture of faults, customers and refunds: a payment is captured at
// most once and only when its customer paid, its end is told once, and the
// balance, the Data API and the books say the same.
func TestPurchasesEndOnceUnderAnyFaults(t *testing.T) {
	const mixture = "reset_before:0.08;reset_after:0.08;http_503:0.05;cut_json:0.1;wrong_payment:0.05;decline:0.1;error=2147:0.05;pending:0.05;" +
		"expire=20s:0.1;callback_first:0.2;callback_reorder:0.2;callback_forged:0.1"
	for seed := range uint64(*seeds) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := newRig(t, mixture, withToken, func(o *sandbox.Options) { o.Seed, o.PayTime = seed, time.Minute })
			rnd := rand.New(rand.NewPCG(seed, 2))
			paid := map[string]bool{}
			for n := range 40 {
				id := fmt.Sprint("P", rnd.IntN(12))
				switch rnd.IntN(5) {
				case 0, 1:
					ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
					r.postWithin(ctx, salePath, r.signed(purchaseBody(id, 1+rnd.Int64N(900))))
					cancel()
				case 2:
					if r.p.Scan(id, sandbox.Pay) == nil {
						paid[id] = true
					}
				case 3:
					_ = r.p.Scan(id, sandbox.Decline) // nobody may wait
				default:
					r.refund(id, 1+rnd.Int64N(500), fmt.Sprint("m", n))
				}
				r.clock.Advance(time.Duration(rnd.IntN(25)) * time.Second)
				require.NoError(t, r.p.Books().Check())
			}
			r.clock.Advance(time.Hour)
			require.NoError(t, r.p.Drain(t.Context()))

			ends := map[string]int{}
			for _, m := range r.callbacks() {
				if o := m.body.Operation; m.good && o.Type == "sale" && (len(m.body.Display) == 0) {
					ends[m.body.Payment.ID]++
				}
			}
			var held int64
			operations := 0
			for _, p := range r.p.Books().Payments() {
				held += p.Captured() - p.Refunded()
				operations += len(p.Operations)
				if p.ID == "PAY-1" {
					continue
				}
				sale := p.Operations[0]
				require.False(t, p.Captured() > 0 && !paid[p.ID], "%s: nobody paid", p.ID)
				if sale.Running() {
					require.Zero(t, ends[p.ID], p.ID)
				} else {
					require.Equal(t, 1, ends[p.ID], p.ID)
				}
			}
			require.Equal(t, []books.Balance{{Project: project, Currency: "KRW", Minor: held}}, r.p.Books().Balances())
			rows := r.data(get, days).column("operation_id")
			require.Len(t, rows, operations)
			seen := map[any]bool{}
			for _, id := range rows {
				require.False(t, seen[id])
				seen[id] = true
			}
		})
	}
}
