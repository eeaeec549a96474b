package sandbox_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox"
	"contra/core/sandbox/books"
)

// Whatever files come how often, beside refunds through Gate and in the
// Dashboard and under any faults: no payment gives back more than was captured,
// every row ends once, and each operation is told under a true signature.
func TestMassRefundsNeverGiveTooMuch(t *testing.T) {
	const mixture = "decline:0.2;error=2147:0.05;reversal:0.1;refund_reverse:0.1;dashboard:0.1;callback_dup:0.2;callback_reorder:0.2;callback_lost:0.1"
	for seed := range uint64(*seeds) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(seed, 2))
			r := newRig(t, mixture, func(o *sandbox.Options) {
				o.Seed, o.RowDelay = seed, time.Duration(rnd.IntN(90))*time.Second
			})
			const payments = 6
			for i := range payments {
				r.add(fmt.Sprint("P", i), 1000)
			}
			var files [][]string
			rows := map[string]int{}
			for n := range 30 {
				switch rnd.IntN(4) {
				case 0:
					r.refund(fmt.Sprint("P", rnd.IntN(payments)), 1+rnd.Int64N(500), fmt.Sprint("m", n))
				case 1:
					_ = r.p.DashboardRefund(project, fmt.Sprint("P", rnd.IntN(payments)), 1+rnd.Int64N(500)) // the books may refuse
				case 2:
					var file []string
					for range 1 + rnd.IntN(15) {
						file = append(file, fmt.Sprintf("P%d %d %s", rnd.IntN(payments+1), 1+rnd.IntN(400), []string{"KRW", "KRW", "KRW", "EUR"}[rnd.IntN(4)]))
					}
					files = append(files, file)
					rows[r.upload(file...)] = len(file)
				case 3:
					if len(files) > 0 {
						file := files[rnd.IntN(len(files))]
						rows[r.upload(file...)] = len(file)
					}
				}
				r.clock.Advance(time.Duration(rnd.IntN(20)) * time.Second)
				require.NoError(t, r.p.Books().Check())
			}
			r.clock.Advance(24 * time.Hour)
			require.NoError(t, r.p.Drain(t.Context()))

			byBatch := 0
			for _, p := range r.p.Books().Payments() {
				given := int64(0)
				for _, o := range p.Operations {
					if o.Origin == books.ByBatch {
						byBatch++
						require.NotEqual(t, books.Processing, o.Status)
					}
					if o.Origin == books.ByBatch && o.Status == books.Success && !taken(p, o.ID) {
						given += o.Amount.Minor
					}
				}
				require.LessOrEqual(t, given, p.Refunded())
				require.LessOrEqual(t, p.Refunded(), p.Captured())
			}
			operations := 0
			list := r.p.MassRefunds()
			require.Len(t, list, len(rows))
			for _, m := range list {
				require.Equal(t, []any{"done", rows[m.ID], rows[m.ID]}, []any{m.Status, m.Operations, m.Succeeded + m.Declined})
				operations += m.Operations
			}
			require.GreaterOrEqual(t, operations, byBatch, "rows of the payment that is not there have none")
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

// taken tells whether a refund was taken back.
func taken(p sandbox.Payment, id int64) bool {
	return slices.ContainsFunc(p.Operations, func(o sandbox.Operation) bool { return o.Undoes == id })
}
