package intake_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/intake"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/store"
)

// BenchmarkTake stores sale callbacks of new payments in parts of 50,000, each
// in one synced transaction; an op is one callback.
func BenchmarkTake(b *testing.B) {
	const part = 50_000
	ctx := context.Background()
	s, err := store.Open(ctx, filepath.Join(b.TempDir(), "ledger.db"), store.Options{Operator: "bench"})
	require.NoError(b, err)
	defer s.Close()
	record := &ledger.Import{Source: "bench"}
	raw := make([]byte, 900)
	start := time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	n := 0
	b.ResetTimer()
	for n < b.N {
		b.StopTimer()
		batch := make([]ledger.Inbound, 0, part)
		for ; len(batch) < part && n < b.N; n++ {
			amount := money.Amount{Minor: int64(1000 + n%977*100), Currency: "KRW"}
			at := start.Add(time.Duration(n) * time.Second)
			batch = append(batch, ledger.Inbound{Source: "bench", Line: n + 1, Raw: raw, Events: []ledger.Event{{
				Project: 1234, PaymentID: fmt.Sprintf("ORD-%d-%08d", n*7919%1000, n), PaymentStatus: "success", Method: "kakaopay", CustomerID: fmt.Sprint("customer", n%5000), Left: &amount,
				Operation: ledger.Operation{ID: fmt.Sprint(5028800010000000 + n), Type: "sale", Status: "success", Amount: amount, RequestID: fmt.Sprintf("%040d", n), Code: "0", Message: "Success", CreatedAt: at, Date: at, CompletedAt: at},
			}}})
		}
		b.StartTimer()
		_, err := intake.Take(ctx, s, record, batch, "")
		require.NoError(b, err)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "callbacks/s")
}
