package pull_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/dataapi"
	"contra/core/dataapi/pull"
	"contra/core/intake"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/store"
	"contra/core/store/pulls"
	"contra/core/store/purchases"
)

func TestEveryOperationOfAnIntervalIsTakenIn(t *testing.T) {
	list := sales(333, 9)
	r := newRig(t, list...)
	var told []pull.Progress
	report, err := r.Run(bg, pull.Options{From: day(0), To: day(9), Progress: func(p pull.Progress) { told = append(told, p) }})
	require.NoError(t, err)
	require.Equal(t, []int64{9, 333, 333, 0, 0}, []int64{report.Windows, report.Read, report.Stored, report.Duplicate, report.Rejected})
	r.holds(list)
	p := r.payment("ORD-7")
	require.Equal(t, []any{"success", "kakaopay", int64(1007), int64(1007)}, []any{p.Status, p.Method, p.Captured, p.Refundable()})
	require.Equal(t, report.To, told[len(told)-1].At)
	require.EqualValues(t, 333, told[len(told)-1].Stored)
	imports, err := r.Store.Imports(bg, 0, 1)
	require.NoError(t, err)
	require.Equal(t, []any{"done", int64(333), int64(333)}, []any{imports[0].State, imports[0].Read, imports[0].Stored})
	kept, err := r.Store.Callbacks(bg, p.RowID)
	require.NoError(t, err)
	require.Equal(t, []string{dataapi.Source, list[6].text()}, []string{kept[0].Source, string(kept[0].Raw)})
	chain, err := r.Store.VerifyChain(bg)
	require.NoError(t, err)
	require.Nil(t, chain.Bad)

	again := r.pull(day(0), day(9))
	require.Equal(t, []int64{333, 0, 333}, []int64{again.Read, again.Stored, again.Duplicate})
	require.Equal(t, p, r.payment("ORD-7"), "not even its version")
}

func TestThePullGoesOnWhereTheLastOneEnded(t *testing.T) {
	r := newRig(t, sales(50, 5)...)
	r.now = day(3)
	_, err := r.Run(bg, pull.Options{})
	require.Equal(t, ledger.ErrUsage, code(t, err), "nobody said where to begin")
	first := r.pull(day(0), time.Time{})
	require.Equal(t, day(3), first.To)
	late := sale(900, day(3).Add(-20*time.Minute)) // becomes visible only now
	r.platform.list = append(r.platform.list, late)
	r.now = day(5)
	r.platform.asked = nil
	second := r.pull(time.Time{}, time.Time{})
	require.Equal(t, day(3).Add(-time.Hour), second.From, "an hour of overlap")
	require.Equal(t, day(5), second.To)
	require.EqualValues(t, 20, second.Stored)
	r.holds(r.platform.list)
	for _, q := range r.platform.asked {
		require.Equal(t, []any{[]int64{project}, "UTC", 10}, []any{q.Projects, q.Zone, q.Limit})
	}
	require.EqualValues(t, 0, r.pull(time.Time{}, time.Time{}).Stored)
}

func TestAnOperationMovesAlongWithEveryPull(t *testing.T) {
	begun := entry{id: 2, at: day(1), kind: "refund", status: "processing", minor: 300, payment: "ORD-1"}
	r := newRig(t, sale(1, day(0)), begun)
	r.pull(day(0), day(2))
	p := r.payment("ORD-1")
	require.EqualValues(t, []int64{1001, 0, 300}, []int64{p.Captured, p.Refunded, p.Reserved})
	begun.status, begun.at = "success", day(2)
	r.platform.list[1] = begun
	report := r.pull(time.Time{}, day(3))
	require.EqualValues(t, 1, report.Stored)
	p = r.payment("ORD-1")
	require.EqualValues(t, []int64{1001, 300, 0}, []int64{p.Captured, p.Refunded, p.Reserved})
}

func TestRefundsAndPurchasesOfOursMoveAlong(t *testing.T) {
	r := newRig(t, sale(1, day(0)), entry{id: 2, at: day(1), kind: "refund", status: "success", minor: 300, payment: "ORD-1"})
	r.pull(day(0), day(1).Add(-time.Hour))
	p := r.payment("ORD-1")
	f := ledger.Refund{ID: "r1", PaymentRow: p.RowID, Project: project, PaymentID: p.ID, Amount: money.New(300, "KRW"), State: ledger.Accepted, Via: ledger.ViaGate, Body: []byte("{}"), OperationID: "2", Attempts: 1}
	bought := ledger.Purchase{ID: "p1", Via: ledger.ViaGate, Project: project, PaymentID: "ORD-3", Amount: money.New(1003, "KRW"), State: ledger.PurchaseWaiting, Body: []byte("{}"), Attempts: 1}
	require.NoError(t, r.Store.Write(bg, "test", func(tx *store.Tx) error {
		tx.Record("test", "", 1)
		return errors.Join(tx.AddRefund(bg, &f), purchases.Add(bg, tx, &bought))
	}))
	r.platform.list = append(r.platform.list, sale(3, day(1)))
	report := r.pull(time.Time{}, time.Time{})
	require.Len(t, report.Moved, 1)
	require.Len(t, report.Purchases, 1)
	moved, err := r.Store.Refund(bg, "r1")
	require.NoError(t, err)
	require.Equal(t, ledger.Succeeded, moved.State)
	paid, err := purchases.Get(bg, r.Store, "p1")
	require.NoError(t, err)
	require.Equal(t, ledger.PurchaseSucceeded, paid.State)
}

// callback is what the platform tells of entry e by itself.
func callback(e entry) ledger.Inbound {
	amount := money.New(e.minor, "KRW")
	return ledger.Inbound{Source: "f", Line: 1, Raw: []byte(e.payment + e.status), Events: []ledger.Event{{Project: project, PaymentID: e.payment, PaymentStatus: "success", Method: "etoken",
		Operation: ledger.Operation{ID: fmt.Sprint(e.id), Type: e.kind, Status: e.status, Amount: amount, RequestID: "req" + fmt.Sprint(e.id), CreatedAt: e.at, Date: e.at}}}}
}

func TestCallbacksAndThePullAreOneStory(t *testing.T) {
	list := sales(20, 1)
	for _, callbacksFirst := range []bool{true, false} {
		r := newRig(t, list...)
		take := func() {
			record := ledger.Import{Source: "f"}
			var batch []ledger.Inbound
			for _, e := range list {
				batch = append(batch, callback(e))
			}
			_, err := intake.Take(bg, r.Store, &record, batch, "done")
			require.NoError(t, err)
			require.Equal(t, !callbacksFirst, record.Duplicate == 20)
		}
		if callbacksFirst {
			take()
		}
		report := r.pull(day(0), day(1))
		require.Equal(t, callbacksFirst, report.Duplicate == 20)
		if !callbacksFirst {
			take()
		}
		r.holds(list)
		a, _, err := r.Store.Account(bg, r.payment("ORD-3").RowID)
		require.NoError(t, err)
		require.Equal(t, "req3", a.Operations[0].RequestID)
		require.Zero(t, a.Payment.Flags)
		if callbacksFirst {
			r.platform.list = append(r.platform.list, entry{id: 99, at: day(2), kind: "refund", status: "decline", minor: 5, payment: "ORD-3"})
			r.pull(day(1), day(3))
			require.Equal(t, "etoken", r.payment("ORD-3").Method, "refunds are addressed by the name that callbacks use")
		}
	}
}

func TestARowThatCannotBeReadIsKeptWithItsReasonAndEndsNothing(t *testing.T) {
	list := sales(25, 1)
	bad := sale(500, day(0).Add(time.Hour))
	bad.raw = `{"project_id":1234,"operation_id":500,"payment_id":"ORD-500","operation_type":"sale","operation_status":"success","sum_initial":{"amount":"10.50","currency":"KRW"}}`
	foreign := sale(501, day(0).Add(2*time.Hour))
	foreign.raw = `{"project_id":77,"operation_id":501,"payment_id":"ORD-501","operation_type":"sale","operation_status":"success","sum_initial":{"amount":"10","currency":"KRW"}}`
	r := newRig(t, append(list, bad, foreign)...)
	report := r.pull(day(0), day(1))
	require.Equal(t, []int64{27, 25, 2}, []int64{report.Read, report.Stored, report.Rejected})
	r.holds(list)
	waiting, err := r.Store.Rejections(bg, report.Import, 0, 10)
	require.NoError(t, err)
	require.Len(t, waiting, 2)
	require.Equal(t, []any{ledger.BadField, bad.raw, dataapi.Source}, []any{waiting[0].Reason, string(waiting[0].Raw), waiting[0].Source})
	require.Contains(t, waiting[0].Detail, `operation "500" of payment "ORD-500": sum_initial.amount`)
	require.Contains(t, waiting[0].Detail, "2026-03-01 00:00:00 to 2026-03-02 00:00:00 UTC")
	require.Equal(t, ledger.UnknownProject, waiting[1].Reason)

	// Once the project is configured the row holds: by a replay, or by the next pull.
	require.NotNil(t, r.Check(waiting[1]).Reject)
	r.Projects = append(r.Projects, 77)
	require.Nil(t, r.Check(waiting[1]).Reject)
	require.True(t, pull.Pulled(waiting[1]))
	r.Projects = r.Projects[:1]
	r.Projects = append(r.Projects, 77)
	report, err = r.Run(bg, pull.Options{From: day(0), To: day(1), Projects: []int64{project}})
	require.NoError(t, err)
	require.Equal(t, []int64{1, 25, 1}, []int64{report.Stored, report.Duplicate, report.Rejected})
	n, err := r.Store.CountRejections(bg)
	require.NoError(t, err)
	require.EqualValues(t, 1, n)
}

func TestACancelledPullKeepsWhatItHasAndGoesOn(t *testing.T) {
	list := sales(100, 4)
	r := newRig(t, list...)
	ctx, cancel := context.WithCancel(bg)
	r.platform.before = func(n int) error {
		if n == 6 {
			cancel()
		}
		return nil
	}
	report, err := r.Run(ctx, pull.Options{From: day(0), To: day(4)})
	require.Equal(t, ledger.ErrCancelled, code(t, err))
	require.Positive(t, report.Stored)
	require.Less(t, report.Stored, int64(100))
	imports, err := r.Store.Imports(bg, 0, 1)
	require.NoError(t, err)
	require.Equal(t, []any{"cancelled", report.Stored}, []any{imports[0].State, imports[0].Stored})

	r.platform.asked, r.platform.before = nil, nil
	rest := r.pull(day(0), day(4))
	require.True(t, rest.Resumed)
	require.Equal(t, int64(100), report.Stored+rest.Stored)
	require.Equal(t, report.Next.Add(-time.Hour), r.platform.asked[0].From, "what is covered is not read again")
	r.holds(list)
	require.False(t, r.pull(day(0), day(4)).Resumed, "asked for again, it reads all again")
	status, err := r.Status(bg, -1)
	require.NoError(t, err)
	require.Equal(t, []pulls.State{pulls.Done, pulls.Done, pulls.Cancelled}, []pulls.State{status.Runs[0].State, status.Runs[1].State, status.Runs[2].State})
	require.Equal(t, []pulls.Span{{Project: project, From: day(0), To: day(4)}}, status.Coverage[0].Spans)
}

func TestAFailureIsRemembered(t *testing.T) {
	r := newRig(t, sales(5, 1)...)
	r.platform.before = func(int) error { return ledger.Errorf(ledger.ErrConfig, "the token is refused") }
	_, err := r.Run(bg, pull.Options{From: day(0), To: day(1)})
	require.Equal(t, ledger.ErrConfig, code(t, err))
	status, err := r.Status(bg, 1)
	require.NoError(t, err)
	require.Equal(t, []any{pulls.Failed, "the token is refused"}, []any{status.Runs[0].State, status.Runs[0].Why})
	require.Empty(t, status.Coverage)
	imports, err := r.Store.Imports(bg, 0, 1)
	require.NoError(t, err)
	require.Empty(t, imports, "nothing came")
}

func TestWhatCannotBePulledIsSaidBeforeAnythingIsAsked(t *testing.T) {
	r := newRig(t)
	for name, o := range map[string]pull.Options{
		"no first day": {}, "an empty interval": {From: day(3), To: day(3)}, "the wrong way round": {From: day(4), To: day(3)}, "the future": {From: day(99)},
		"an unknown project": {From: day(0), Projects: []int64{5}},
	} {
		_, err := r.Run(bg, o)
		require.Equal(t, ledger.ErrUsage, code(t, err), name)
	}
	r.Projects = nil
	_, err := r.Run(bg, pull.Options{From: day(0)})
	require.Equal(t, ledger.ErrConfig, code(t, err))
	r.API = func() (pull.API, error) { return nil, errors.New("no token") }
	_, err = r.Run(bg, pull.Options{From: day(0)})
	require.ErrorContains(t, err, "no token")
	require.Empty(t, r.platform.asked)
}

func TestBalancesAreAskedForAndKept(t *testing.T) {
	r := newRig(t)
	r.platform.balances = []dataapi.Balance{{Name: "Main", Amount: money.New(5, "KRW"), At: day(3)}}
	got, err := r.Balances(bg)
	require.NoError(t, err)
	kept, err := pulls.Balances(bg, r.Store)
	require.NoError(t, err)
	require.Equal(t, got, kept)
	require.Equal(t, r.platform.balances, kept)
}
