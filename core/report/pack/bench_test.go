package pack_test

import (
	"math/rand/v2"
	"testing"

	"contra/core/recon"
	"contra/core/report"
	"contra/core/report/pack"
)

// A part of 65,536 rows in no order, as a shuffled report has them.
func BenchmarkPart(b *testing.B) {
	rnd := rand.New(rand.NewPCG(1, 2))
	body := &report.Body{}
	for i := range 1 << 16 {
		n := rnd.Uint64N(1_000_000)
		body.Items = append(body.Items, recon.Item{Op: 5028800000000000 + n*7919, Amount: int64(1000 + n%90_000), At: int64(1_790_000_000_000 + n*2600), Pay: uint32(rnd.Uint64()),
			Project: 1234, Currency: recon.CurOf("KRW"), Type: 1, Status: 1})
		body.Lines = append(body.Lines, uint32(i+2))
	}
	data := pack.Items(body, 0)
	b.Run("pack", func(b *testing.B) {
		for b.Loop() {
			pack.Items(body, 0)
		}
		b.ReportMetric(float64(len(data))/(1<<16), "bytes/row")
	})
	b.Run("unpack", func(b *testing.B) {
		for b.Loop() {
			if err := pack.Unpack(&report.Body{}, data, 1<<16); err != nil {
				b.Fatal(err)
			}
		}
	})
}
