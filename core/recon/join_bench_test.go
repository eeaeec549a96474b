package recon_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/recon"
)

func BenchmarkJoinAMillion(b *testing.B) {
	const n = 1_000_000
	report, local := make([]recon.Item, n), make([]recon.Item, n)
	for i := range n {
		local[i] = item(5028800000000000+uint64(i)*7919, int64(i%90_000)+1)
		report[i] = local[i]
		if i%1000 == 0 {
			report[i].Amount++
		}
	}
	rnd := rand.New(rand.NewPCG(5, 6))
	rnd.Shuffle(n, func(i, j int) { report[i], report[j] = report[j], report[i] })
	for b.Loop() {
		j, err := recon.Join(context.Background(), report, local, nil)
		require.NoError(b, err)
		require.EqualValues(b, n-n/1000, j.Matched)
	}
}
