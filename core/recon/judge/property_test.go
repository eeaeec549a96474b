package judge_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
)

// pick takes one of a few values, so that records collide.
func pick[T any](t *rapid.T, name string, values ...T) T {
	return rapid.SampledFrom(values).Draw(t, name)
}

func anyRecord(t *rapid.T) recon.Record {
	r := record(
		id(pick(t, "op", "7", "8", "", "", "9", "x")), payment(pick(t, "payment", "ORD-1", "ord-1", "ORD-2", "")),
		project(pick[int64](t, "project", 1, 0, 2)), kind(pick(t, "type", "sale", "refund", "Reversal", "refund reverse", "auth", "")),
		status(pick(t, "status", "success", "decline", "processing", "settled", "")), won(pick[int64](t, "amount", 1000, 1001, 100, 0)),
		after(time.Duration(rapid.IntRange(-3, 3).Draw(t, "days"))*4*day),
		arn(pick(t, "arn", "", "A", "B")), provider(pick(t, "provider", "", "P")), batch(pick(t, "batch", "", "S")))
	if rapid.IntRange(0, 5).Draw(t, "euro") == 0 {
		r.Money.Currency = "EUR"
	}
	switch rapid.IntRange(0, 7).Draw(t, "date") {
	case 0:
		undated(&r)
	case 1:
		outside(&r)
	}
	return r
}

func anyRow(t *rapid.T, line int) recon.Record {
	r := anyRecord(t)
	r.Report, r.Line = int64(1+line%2), line
	switch rapid.IntRange(0, 9).Draw(t, "more") {
	case 0:
		rejected("a word too many")(&r)
	case 1:
		fee(30)(&r)
		net(pick[int64](t, "net", 970, 960))(&r)
	}
	r.Seal()
	return r
}

func anyLocal(t *rapid.T, n int64) recon.Record {
	r := anyRecord(t)
	if rapid.IntRange(0, 3).Draw(t, "ours") == 0 {
		r.RefundID = fmt.Sprint("F", n)
		r.RefundState = pick(t, "state", ledger.InDoubt, ledger.Sent, ledger.Prepared, ledger.Exported, ledger.Succeeded, ledger.Confirmed, ledger.Declined, ledger.Cancelled)
		r.Held = rapid.Bool().Draw(t, "held")
	}
	if r.OperationID != "" || r.RefundID == "" {
		r.Operation = n
	}
	r.Seal()
	return r
}

func anyMatches(t *rapid.T, in *recon.Input, name string) (all []recon.ManualMatch) {
	if len(in.Report) == 0 || len(in.Local) == 0 {
		return nil
	}
	for range rapid.IntRange(0, 2).Draw(t, name) {
		var m recon.ManualMatch
		for range rapid.IntRange(1, 2).Draw(t, "rows") {
			m.Rows = append(m.Rows, recon.RowKey(&in.Report[rapid.IntRange(0, len(in.Report)-1).Draw(t, "row")]))
		}
		for range rapid.IntRange(1, 2).Draw(t, "operations") {
			m.Local = append(m.Local, recon.LocalKey(&in.Local[rapid.IntRange(0, len(in.Local)-1).Draw(t, "operation")]))
		}
		all = append(all, m)
	}
	return all
}

// Whatever comes in, each record has one place, the sums are right, and the
// order changes nothing.
func TestAnyInputIsAccountedFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := recon.Input{Period: month, Rules: recon.Rules{
			Due: 3 * day, Statuses: map[string]string{"settled": "success"}, Fees: []recon.Fee{{Currency: "KRW", Basis: 300}},
		}}
		for i := range rapid.IntRange(0, 9).Draw(t, "rows") {
			in.Report = append(in.Report, anyRow(t, i+1))
		}
		for i := range rapid.IntRange(0, 9).Draw(t, "operations") {
			in.Local = append(in.Local, anyLocal(t, int64(i+1)))
		}
		if rapid.Bool().Draw(t, "tolerant") {
			in.Rules.Tolerance = map[money.Currency]int64{"KRW": 1}
		}
		if rapid.Bool().Draw(t, "groups") {
			in.Rules.Groups = []recon.Group{{By: recon.ByPayment}, {By: recon.ByBatch, Type: "sale"}, {By: recon.ByProvider}}
		}
		if rapid.IntRange(0, 3).Draw(t, "hand") == 0 {
			in.Manual.Match = anyMatches(t, &in, "match")
			in.Manual.Apart = anyMatches(t, &in, "apart")
		}
		if rapid.IntRange(0, 3).Draw(t, "earlier") == 0 {
			in.Earlier = map[string]recon.Record{"op:7": anyRecord(t)}
		}
		if rapid.IntRange(0, 3).Draw(t, "twins") == 0 {
			twin := row(99, id("8"))
			in.Twins = map[uint64]recon.Record{twin.Op: twin}
		}
		if rapid.Bool().Draw(t, "joined") {
			in.Joined, in.Rows = []recon.Total{{Currency: "KRW", Report: 5000, Local: 5000, Matched: 5000}}, 5
		}
		decide(t, in)
	})
}
