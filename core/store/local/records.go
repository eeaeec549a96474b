package local

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
	"contra/core/store"
	"contra/core/store/scan"
)

const recordColumns = "o.id, o.operation_id, o.type, o.status, o.amount, o.currency, o.date, o.completed_at, o.created_at, o.project, p.payment_id, p.id, o.provider_payment_id, coalesce(f.id, ''), coalesce(f.state, ''), coalesce(f.via, ''), coalesce(f.hold <> '', 0)"

const recordTables = "operations o CROSS JOIN payments p ON p.id = o.payment LEFT JOIN refunds f ON f.id = CASE o.refund WHEN '' THEN NULL ELSE o.refund END"

// asked is how many rows one query names.
const asked = 500

// Records reads operations, named by their rows, with everything that the rules
// look at. They come in the order of their rows; what is outside of the span is marked.
func Records(ctx context.Context, s *store.Store, span Span, rows []int64) ([]recon.Record, error) {
	rows = slices.Clone(rows)
	slices.Sort(rows)
	rows = slices.Compact(rows)
	records := make([]recon.Record, len(rows))
	parts := slices.Collect(slices.Chunk(rows, asked))
	readers := min(len(parts), runtime.GOMAXPROCS(0), 4)
	if readers == 0 {
		return nil, nil
	}
	conns, _, err := open(ctx, s, readers)
	if err != nil {
		return nil, err
	}
	defer closeAll(conns)
	failures, found := make([]error, readers), make([]int, len(parts))
	var all sync.WaitGroup
	for w, c := range conns {
		all.Go(func() {
			for i := w; i < len(parts) && failures[w] == nil; i += readers {
				into := records[i*asked : i*asked+len(parts[i])]
				query := "SELECT " + recordColumns + " FROM " + recordTables + " WHERE o.id IN (" + numbers(parts[i]) + ") ORDER BY o.id"
				failures[w] = c.Each(ctx, query, nil, func(r scan.Row) error {
					into[found[i]] = record(r, span)
					found[i]++
					return nil
				})
			}
		})
	}
	all.Wait()
	for _, err := range failures {
		if err != nil {
			return nil, err
		}
	}
	n := 0
	for i := range parts {
		n += copy(records[n:], records[i*asked:i*asked+found[i]])
	}
	return records[:n], nil
}

func numbers(rows []int64) string {
	var b strings.Builder
	for i, n := range rows {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprint(&b, n)
	}
	return b.String()
}

func record(r scan.Row, span Span) recon.Record {
	text := func(i int) string { return string(r.Text(i)) }
	rec := recon.Record{
		Operation: r.Int(0), OperationID: text(1), TypeName: text(2), StatusName: text(3),
		Money:   money.New(r.Int(4), money.Currency(text(5))),
		When:    moment(span.when(ended(r.Int(6), r.Int(7)), r.Int(8))),
		Project: r.Int(9), PaymentID: text(10), Payment: r.Int(11), Refs: recon.Refs{Provider: text(12)},
		RefundID: text(13), RefundState: ledger.RefundState(text(14)), Via: ledger.Via(text(15)), Held: r.Int(16) != 0,
	}
	rec.Seal()
	rec.Item.Ref = rec.Operation
	if span.outside(rec.Item.At) {
		rec.Item.Flags |= recon.Outside
	}
	return rec
}

// ended is when an operation ended, or what it was last heard of.
func ended(date, completed int64) int64 {
	if completed != 0 {
		return completed
	}
	return date
}

func moment(ms int64) time.Time { return store.Moment(ms) }

// Refunds reads our refunds that have no operation yet and were begun before
// the span's end: whatever is open, and what waits for a person.
func Refunds(ctx context.Context, s *store.Store, span Span) ([]recon.Record, error) {
	c, err := scan.Open(s.Path())
	if err != nil {
		return nil, err
	}
	defer c.Close()
	_, to := Span{To: span.To}.bounds()
	var all []recon.Record
	err = c.Each(ctx, `SELECT id, payment, project, payment_id, amount, currency, state, via, hold <> '', created_at FROM refunds
WHERE operation_id = '' AND created_at < ?1 AND (state IN ('prepared', 'sent', 'accepted', 'in_doubt', 'exported', 'uploaded') OR hold <> '' AND state <> 'cancelled') ORDER BY created_at, id`, []int64{to}, func(r scan.Row) error {
		text := func(i int) string { return string(r.Text(i)) }
		rec := recon.Record{
			RefundID: text(0), Payment: r.Int(1), Project: r.Int(2), PaymentID: text(3), TypeName: ledger.RefundOp,
			Money: money.New(r.Int(4), money.Currency(text(5))), RefundState: ledger.RefundState(text(6)), Via: ledger.Via(text(7)), Held: r.Int(8) != 0,
			When: moment(r.Int(9)),
		}
		rec.Seal()
		all = append(all, rec)
		return nil
	})
	return all, err
}
