package judge_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/recon"
	"contra/core/recon/judge"
)

// withoutIDs are n rows without an operation id and their operations, in any
// order, with a little of everything that can be wrong.
func withoutIDs(n int) recon.Input {
	in := recon.Input{Period: month, Report: make(records, n), Local: make(records, n)}
	for i := range n {
		when := october.Add(time.Duration(i) * 30 * day / time.Duration(n))
		r := record(bare, payment(fmt.Sprintf("ORD-%07d", i)), won(int64(1000+i%50_000)), at(when.Add(time.Duration(i%90)*time.Second)))
		r.Report, r.Line = 1, i+2
		l := record(id(fmt.Sprint(5_000_000_000_000+i)), payment(r.PaymentID), won(r.Money.Minor), at(when))
		l.Operation = int64(i + 1)
		if i%1000 == 17 {
			r.Money.Minor++
			r.Seal()
		}
		in.Report[i], in.Local[i] = r, l
	}
	rand.Shuffle(n, func(i, j int) { in.Report[i], in.Report[j] = in.Report[j], in.Report[i] })
	return in
}

// oneHeap are n rows that cannot be told from each other, and as many operations.
func oneHeap(n int) recon.Input {
	in := withoutIDs(n)
	for i := range n {
		in.Report[i].PaymentID, in.Report[i].Money.Minor = "ORD-1", 1000
		in.Local[i].PaymentID, in.Local[i].Money.Minor = "ORD-1", 1000
		in.Report[i].Seal()
		in.Local[i].Seal()
	}
	in.Local = in.Local[1:]
	return in
}

// different are n rows and n operations with the same ids and other amounts.
func different(n int) recon.Input {
	in := withoutIDs(n)
	for i := range n {
		in.Local[i].OperationID = "7" + in.Local[i].PaymentID
		in.Report[i].OperationID = "7" + in.Report[i].PaymentID
		in.Report[i].Money.Minor += 3
		in.Report[i].Seal()
		in.Local[i].Seal()
	}
	return in
}

func BenchmarkJudge(b *testing.B) {
	for name, in := range map[string]func() recon.Input{
		"100k breaks":         func() recon.Input { return different(100_000) },
		"100k without ids":    func() recon.Input { return withoutIDs(100_000) },
		"1M without ids":      func() recon.Input { return withoutIDs(1_000_000) },
		"1M indistinct":       func() recon.Input { return oneHeap(1_000_000) },
		"1M, only the report": func() recon.Input { in := withoutIDs(1_000_000); in.Local = nil; return in },
	} {
		b.Run(name, func(b *testing.B) {
			in := in()
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				out, err := judge.Judge(context.Background(), in)
				require.NoError(b, err)
				require.NotEmpty(b, out.Totals)
			}
		})
	}
}
