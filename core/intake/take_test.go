package intake_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/intake"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/store"
)

var noon = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func ledgerFile(t *testing.T) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "l.db"), store.Options{Operator: "tester"})
	require.NoError(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

// event tells of operation id of a payment at a minute after noon.
func event(project int64, payment, id, kind, status string, amount int64, at int) ledger.Event {
	when := noon.Add(time.Duration(at) * time.Minute)
	return ledger.Event{Project: project, PaymentID: payment, PaymentStatus: "success", Method: "kakaopay",
		Operation: ledger.Operation{ID: id, Type: kind, Status: status, Amount: money.New(amount, "KRW"), CreatedAt: when, Date: when}}
}

func message(events ...ledger.Event) ledger.Inbound {
	return ledger.Inbound{Source: "f", Line: 1, Raw: []byte(fmt.Sprintf("%+v", events)), Events: events}
}

func take(t *testing.T, s *store.Store, batch ...ledger.Inbound) ledger.Import {
	t.Helper()
	record := ledger.Import{Source: "f"}
	_, err := intake.Take(context.Background(), s, &record, batch, "done")
	require.NoError(t, err)
	require.Equal(t, record.Read, record.Stored+record.Duplicate+record.Rejected, "read is accepted and rejected")
	return record
}

func payment(t *testing.T, s *store.Store, project int64, id string) ledger.Payment {
	t.Helper()
	found, err := s.Find(context.Background(), project, id)
	require.NoError(t, err)
	require.Len(t, found, 1)
	return found[0]
}

func TestRepeatsAreCountedAndChangeNothing(t *testing.T) {
	s := ledgerFile(t)
	sale := message(event(1, "A", "1", "sale", "success", 1000, 0))
	record := take(t, s, sale, sale)
	require.EqualValues(t, []int64{2, 1, 1, 0}, []int64{record.Read, record.Stored, record.Duplicate, record.Rejected})
	before := payment(t, s, 1, "A")
	again := sale
	again.Raw = []byte("the same, a second later")
	again.Events[0].Operation.Date = again.Events[0].Operation.Date.Add(time.Second)
	require.EqualValues(t, 2, take(t, s, again, sale).Duplicate)
	require.Equal(t, before, payment(t, s, 1, "A"), "not even its version")
}

func TestTheOrderInWhichCallbacksComeDoesNotMatter(t *testing.T) {
	all := []ledger.Inbound{
		message(event(1, "A", "1", "sale", "processing", 1000, 0)), message(event(1, "A", "1", "sale", "success", 1000, 1)),
		message(event(1, "A", "2", "refund", "processing", 300, 2)), message(event(1, "A", "2", "refund", "success", 300, 3)),
		message(event(1, "A", "3", "reversal", "success", 200, 4)), message(event(1, "A", "4", "refund reverse", "success", 200, 5)),
		message(event(1, "A", "5", "refund", "decline", 400, 6)),
	}
	for seed := range uint64(20) {
		s := ledgerFile(t)
		r := rand.New(rand.NewPCG(seed, 1))
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		cut := r.IntN(len(all))
		take(t, s, all[:cut]...)
		take(t, s, all[cut:]...)
		p := payment(t, s, 1, "A")
		require.Equal(t, []int64{1000, 300, 0, 700}, []int64{p.Captured, p.Refunded, p.Reserved, p.Refundable()}, "seed %d", seed)
		require.Equal(t, ledger.ReversedBack, p.Flags)
		kept, err := s.Callbacks(context.Background(), p.RowID)
		require.NoError(t, err)
		require.Len(t, kept, len(all), "late ones are kept too")
	}
}

func TestALateCallbackIsKeptAndMarked(t *testing.T) {
	s := ledgerFile(t)
	take(t, s, message(event(1, "A", "1", "sale", "success", 1000, 0)), message(event(1, "A", "2", "refund", "success", 300, 3)))
	take(t, s, message(event(1, "A", "2", "refund", "processing", 300, 2)))
	p := payment(t, s, 1, "A")
	require.EqualValues(t, []int64{300, 0}, []int64{p.Refunded, p.Reserved})
	kept, err := s.Callbacks(context.Background(), p.RowID)
	require.NoError(t, err)
	late := map[string]bool{}
	for _, c := range kept {
		late[c.OperationID+" "+c.Status] = c.Late
	}
	require.Equal(t, map[string]bool{"1 success": false, "2 success": false, "2 processing": true}, late)
}

func TestPaymentsAreToldApartByProjectAndNotByCase(t *testing.T) {
	s := ledgerFile(t)
	take(t, s, message(event(1, "Ord-1", "1", "sale", "success", 1000, 0)), message(event(2, "ord-1", "1", "sale", "success", 500, 0)),
		message(event(1, "ORD-1", "2", "refund", "success", 300, 1)))
	take(t, s, message(event(2, "oRd-1", "2", "refund", "success", 500, 1)))
	require.EqualValues(t, 700, payment(t, s, 1, "ord-1").Refundable())
	require.EqualValues(t, 0, payment(t, s, 2, "ord-1").Refundable())
	require.Equal(t, "Ord-1", payment(t, s, 1, "ord-1").ID, "as it was first spelled")
}

func TestOneMessageMayTellOfSeveralOperations(t *testing.T) {
	s := ledgerFile(t)
	one := event(1, "A", "1", "sale", "success", 1000, 0)
	take(t, s, message(one))
	both := message(one, event(1, "A", "2", "refund", "success", 300, 1))
	require.EqualValues(t, 1, take(t, s, both).Stored, "a part of it is news")
	require.EqualValues(t, 1, take(t, s, both).Duplicate)
	p := payment(t, s, 1, "A")
	require.EqualValues(t, 700, p.Refundable())
	kept, err := s.Callbacks(context.Background(), p.RowID)
	require.NoError(t, err)
	require.Len(t, kept, 2)
	require.Equal(t, both.Raw, kept[1].Raw)
}

func TestARejectionIsKeptOnceAndResolvedByAReplay(t *testing.T) {
	ctx := context.Background()
	s := ledgerFile(t)
	bad := ledger.Inbound{Source: "f", Line: 7, Raw: []byte(`{"project_id":9}`), Reject: &ledger.Reject{Reason: ledger.NoSecret, Detail: "none"}}
	require.EqualValues(t, 2, take(t, s, bad, bad).Rejected)
	take(t, s, bad)
	waiting, err := s.Rejections(ctx, 0, 0, 10)
	require.NoError(t, err)
	require.Len(t, waiting, 1)
	require.Equal(t, bad.Raw, waiting[0].Raw)

	record := ledger.Import{Source: "replay"}
	good := message(event(9, "A", "1", "sale", "success", 10, 0))
	result, err := intake.Replay(ctx, s, &record, []ledger.Inbound{good}, []int64{waiting[0].RowID}, nil)
	require.NoError(t, err)
	require.EqualValues(t, 1, result.Stored)
	n, err := s.CountRejections(ctx)
	require.NoError(t, err)
	require.Zero(t, n)
	require.EqualValues(t, 10, payment(t, s, 9, "A").Captured)
}

func TestACancelledPartLeavesNothing(t *testing.T) {
	s := ledgerFile(t)
	take(t, s, message(event(1, "A", "1", "sale", "success", 1000, 0)))
	chain, err := s.VerifyChain(context.Background())
	require.NoError(t, err)
	var batch []ledger.Inbound
	for i := range 300 {
		batch = append(batch, message(event(1, fmt.Sprint("B", i), "1", "sale", "success", 1000, 0)))
	}
	record := ledger.Import{Source: "f"}
	for after := 0; after < 2000; after += 1 + after/4 { // the context ends at ever later steps of the work
		ctx := &ending{Context: context.Background(), done: make(chan struct{})}
		ctx.left.Store(int64(after))
		if _, err = intake.Take(ctx, s, &record, batch, "done"); err == nil {
			break
		}
		var said *ledger.Error
		require.ErrorAs(t, err, &said)
		require.Equal(t, ledger.ErrCancelled, said.Code)
		require.Zero(t, record.RowID)
		imports, err := s.Imports(context.Background(), 0, 10)
		require.NoError(t, err)
		require.Len(t, imports, 1)
		found, err := s.Find(context.Background(), 0, "B0")
		require.NoError(t, err)
		require.Empty(t, found)
	}
	require.NoError(t, err, "at last it comes through")
	require.EqualValues(t, 300, record.Stored)
	after, err := s.VerifyChain(context.Background())
	require.NoError(t, err)
	require.Nil(t, after.Bad)
	require.Equal(t, chain.Entries+1, after.Entries)
}

// ending is a context that is cancelled once it was looked at so many times.
type ending struct {
	context.Context
	left atomic.Int64
	done chan struct{}
}

func (e *ending) look() {
	if e.left.Add(-1) == -1 {
		close(e.done)
	}
}
func (e *ending) Done() <-chan struct{} { e.look(); return e.done }
func (e *ending) Err() error {
	select {
	case <-e.done:
		return context.Canceled
	default:
		return nil
	}
}
