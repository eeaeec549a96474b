package judge_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/judge"
)

var (
	october  = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	november = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	noon     = time.Date(2026, 10, 10, 12, 0, 0, 0, time.UTC)
	month    = recon.Period{From: october, To: november}
)

type change = func(*recon.Record)

// record is a sale of 1,000 KRW on payment ORD-1 at noon.
func record(changes ...change) recon.Record {
	r := recon.Record{Project: 1, PaymentID: "ORD-1", OperationID: "7", TypeName: "sale", StatusName: "success", Money: money.New(1000, "KRW"), When: noon}
	for _, c := range changes {
		c(&r)
	}
	r.Seal()
	return r
}

// row is a record of a report, on its own line.
func row(line int, changes ...change) recon.Record {
	r := record(changes...)
	r.Report, r.Line = 1, line
	return r
}

// operation is a record of the ledger, in its own row.
func operation(n int64, changes ...change) recon.Record {
	r := record(changes...)
	r.Operation = n
	return r
}

// ours is a refund of ours without an operation.
func ours(id string, state ledger.RefundState, changes ...change) recon.Record {
	return record(append([]change{bare, kind("refund"), status(""), func(r *recon.Record) { r.RefundID, r.RefundState = id, state }}, changes...)...)
}

func id(op string) change          { return func(r *recon.Record) { r.OperationID = op } }
func bare(r *recon.Record)         { r.OperationID = "" }
func payment(id string) change     { return func(r *recon.Record) { r.PaymentID = id } }
func project(n int64) change       { return func(r *recon.Record) { r.Project = n } }
func kind(name string) change      { return func(r *recon.Record) { r.TypeName = name } }
func status(name string) change    { return func(r *recon.Record) { r.StatusName = name } }
func won(n int64) change           { return func(r *recon.Record) { r.Money = money.New(n, "KRW") } }
func euro(n int64) change          { return func(r *recon.Record) { r.Money = money.New(n, "EUR") } }
func at(t time.Time) change        { return func(r *recon.Record) { r.When = t } }
func after(d time.Duration) change { return func(r *recon.Record) { r.When = noon.Add(d) } }
func undated(r *recon.Record)      { r.When = time.Time{} }
func outside(r *recon.Record)      { r.Flags |= recon.Outside }
func held(r *recon.Record)         { r.Held = true }
func refundOf(id string, s ledger.RefundState) change {
	return func(r *recon.Record) { r.RefundID, r.RefundState = id, s }
}
func fee(n int64) change {
	return func(r *recon.Record) { r.Fee = &money.Amount{Minor: n, Currency: r.Money.Currency} }
}
func net(n int64) change {
	return func(r *recon.Record) { r.Net = &money.Amount{Minor: n, Currency: r.Money.Currency} }
}
func arn(s string) change      { return func(r *recon.Record) { r.Refs.ARN = s } }
func provider(s string) change { return func(r *recon.Record) { r.Refs.Provider = s } }
func rrn(s string) change      { return func(r *recon.Record) { r.Refs.RRN = s } }
func batch(s string) change    { return func(r *recon.Record) { r.Refs.Batch = s } }
func rejected(why string) change {
	return func(r *recon.Record) { r.Reject, r.Money, r.When = why, money.Amount{}, time.Time{} }
}

// decide judges, and wants all that holds for any input, in any order.
func decide(t require.TestingT, in recon.Input) recon.Result {
	if in.Period == (recon.Period{}) {
		in.Period = month
	}
	out, err := judge.Judge(context.Background(), in)
	require.NoError(t, err)
	laws(t, in, out)
	for range 3 {
		other := in
		other.Report, other.Local = slices.Clone(in.Report), slices.Clone(in.Local)
		rand.Shuffle(len(other.Report), func(i, j int) {
			other.Report[i], other.Report[j] = other.Report[j], other.Report[i]
		})
		rand.Shuffle(len(other.Local), func(i, j int) { other.Local[i], other.Local[j] = other.Local[j], other.Local[i] })
		again, err := judge.Judge(context.Background(), other)
		require.NoError(t, err)
		require.Equal(t, out, again, "the order of the input changes nothing")
	}
	return out
}

// sides are rows and operations to compare.
func compare(t require.TestingT, report, local []recon.Record) recon.Result {
	return decide(t, recon.Input{Report: report, Local: local})
}

type records = []recon.Record

// show writes what came out, one finding a line: its code, the lines of its
// rows, the operations or refunds of its other side, and the candidates.
func show(out recon.Result) (lines []string) {
	names := func(list []recon.Record) string {
		var all []string
		for _, r := range list {
			switch {
			case r.Line != 0:
				all = append(all, fmt.Sprint(r.Line))
			case r.Operation != 0:
				all = append(all, fmt.Sprint(r.Operation))
			default:
				all = append(all, r.RefundID)
			}
		}
		slices.Sort(all)
		return strings.Join(all, " ")
	}
	for _, p := range out.Pairs {
		lines = append(lines, fmt.Sprintf("%s: %s = %s", p.By, names(p.Report), names(p.Local)))
	}
	for _, b := range slices.Concat(out.Breaks, out.Expected, out.Tolerated) {
		line := fmt.Sprintf("%s: %s | %s", b.Code, names(b.Report), names(b.Local))
		if len(b.Near) > 0 {
			line += " ~ " + names(b.Near)
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return lines
}

// requireFound wants exactly these findings; see show.
func requireFound(t testing.TB, out recon.Result, want ...string) {
	t.Helper()
	slices.Sort(want)
	require.Equal(t, want, show(out))
}

// mustJudge judges without the laws.
func mustJudge(t require.TestingT, in recon.Input) recon.Result {
	out, err := judge.Judge(context.Background(), in)
	require.NoError(t, err)
	return out
}
