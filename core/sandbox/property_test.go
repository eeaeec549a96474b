package sandbox_test

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox"
	"contra/core/sandbox/books"
)

var seeds = flag.Int("seeds", 12, "how many seeds the property test runs")

// Over any mixture of faults: a request repeated until it is answered moves its
// money at most once, the books stay possible, and callbacks agree with them.
func TestMoneyMovesAtMostOnceUnderAnyFaults(t *testing.T) {
	const mixture = "timeout_after:0.01;reset_before:0.08;reset_after:0.08;http_503:0.05;http_502_after:0.05;html_after:0.05;" +
		"cut_json:0.05;wrong_request_id:0.05;decline:0.15;error=2147:0.05;pending:0.05;reversal:0.1;refund_reverse:0.1;dashboard:0.1;" +
		"late_3230:0.2;callback_first:0.2;callback_dup:0.2;callback_reorder:0.2;callback_lost:0.1"
	for seed := range uint64(*seeds) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := newRig(t, mixture, func(o *sandbox.Options) { o.Seed = seed })
			rnd := rand.New(rand.NewPCG(seed, 1))
			const payments = 5
			for i := range payments {
				r.add(fmt.Sprint("P", i), 1000)
			}
			for n := range 25 {
				id, minor := fmt.Sprint("P", rnd.IntN(payments)), 1+rnd.Int64N(500)
				message := r.signed(body(id, minor, fmt.Sprint("m", n)))
				for range 1 + rnd.IntN(4) {
					ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
					r.postWithin(ctx, path, message)
					cancel()
					if rnd.IntN(3) == 0 {
						r.clock.Advance(time.Duration(rnd.IntN(20)) * time.Second)
					}
				}
				require.NoError(t, r.p.Books().Check())
			}
			r.clock.Advance(24 * time.Hour)
			require.NoError(t, r.p.Drain(t.Context()))

			applied := map[string]int{}
			for _, q := range r.p.Requests() {
				if q.Applied {
					applied[q.RefundID]++
				}
			}
			byID := map[string]int{}
			for i := range payments {
				p, _ := r.p.Books().Payment(project, fmt.Sprint("P", i))
				require.LessOrEqual(t, p.Refunded()+p.Pending(), p.Captured())
				require.GreaterOrEqual(t, p.Refunded(), int64(0))
				for _, o := range p.Operations {
					if o.Origin == books.ByGate {
						byID[o.MerchantRefundID]++
					}
				}
			}
			require.Equal(t, applied, byID)
			for id, times := range byID {
				require.Equal(t, 1, times, id)
			}
			for _, m := range r.callbacks() {
				require.True(t, m.good)
				id, err := m.body.Operation.ID.Int64()
				require.NoError(t, err)
				o, found := r.p.Books().Operation(id)
				require.True(t, found)
				require.Equal(t, o.Amount.Minor, m.body.Operation.Initial.Amount)
				if m.body.Operation.Status != "processing" {
					require.Equal(t, o.Status, m.body.Operation.Status)
				}
			}
		})
	}
}
