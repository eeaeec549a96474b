package local

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/store"
	"contra/core/store/scan"
)

// Sliced is into how many parts the operations are cut for the readers.
const sliced = 32

// Items reads the operations of a span as items, and the number of the books
// (see store.Books) that they are from.
func Items(ctx context.Context, s *store.Store, span Span, progress func(done, total int64)) ([]recon.Item, int64, error) {
	conns, books, err := open(ctx, s, max(1, min(4, runtime.GOMAXPROCS(0))))
	if err != nil {
		return nil, 0, err
	}
	defer closeAll(conns)
	slices, err := span.slices(ctx, conns[0], sliced)
	if err != nil || len(slices) == 0 {
		return nil, books, err
	}
	careful, err := doubtful(ctx, conns[0])
	if err != nil {
		return nil, 0, err
	}
	starts, total := make([]int64, len(slices)), int64(0)
	for i := range slices {
		starts[i], total = total, total+slices[i].most
	}
	items := make([]recon.Item, total)
	filled := make([]int, len(slices))
	var next, done atomic.Int64
	failures := make([]error, len(conns))
	var all sync.WaitGroup
	for w, c := range conns {
		all.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(slices) || failures[w] != nil {
					return
				}
				filled[i], failures[w] = read(ctx, c, span, slices[i], careful, items[starts[i]:starts[i]+slices[i].most])
				if progress != nil {
					progress(done.Add(slices[i].most), total)
				}
			}
		})
	}
	all.Wait()
	for _, err := range failures {
		if err != nil {
			return nil, 0, err
		}
	}
	n := 0
	for i := range slices {
		n += copy(items[n:], items[starts[i]:starts[i]+int64(filled[i])])
	}
	return items[:n], books, nil
}

const itemColumns = "o.id, o.operation_id, o.type, o.status, o.amount, o.currency, o.date, o.completed_at, o.created_at, o.project, "

// An operation carries a hash of its payment's id, unless an older version wrote it.
var itemQueries = []string{
	"SELECT " + itemColumns + "o.pay FROM operations o WHERE o.pay <> 0 AND ",
	"SELECT " + itemColumns + "p.payment_key FROM operations o INDEXED BY operations_without_pay CROSS JOIN payments p ON p.id = o.payment WHERE o.pay = 0 AND ",
}

func read(ctx context.Context, c *scan.Conn, span Span, part slice, careful map[int64]bool, into []recon.Item) (n int, err error) {
	var types, statuses lastCode
	for old, query := range itemQueries {
		err = c.Each(ctx, query+part.where, part.args, func(r scan.Row) error {
			i := &into[n]
			n++
			i.Ref, i.Op = r.Int(0), recon.OpKey(r.Text(1))
			i.Type, i.Status = types.of(r.Text(2), recon.TypeCode), statuses.of(r.Text(3), recon.StatusCode)
			i.Amount, i.Currency = r.Int(4), currency(r.Text(5))
			i.At = span.when(r.Int(6), r.Int(7), r.Int(8))
			i.Project = uint32(r.Int(9))
			if old == 0 {
				i.Pay = uint32(r.Int(10))
			} else {
				i.Pay = recon.PayKey(r.Text(10))
			}
			if span.outside(i.At) {
				i.Flags |= recon.Outside
			}
			if len(careful) > 0 && careful[i.Ref] {
				i.Flags |= recon.Careful
			}
			return nil
		})
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// when is the moment of an operation: its end, else its latest news; or its beginning.
func (s Span) when(date, completed, created int64) int64 {
	switch {
	case s.Begun && created != 0:
		return created
	case completed != 0:
		return completed
	}
	return date
}

func currency(c []byte) recon.Cur {
	if len(c) != 3 {
		return 0
	}
	return recon.CurOf(string(c))
}

// lastCode spares the look-up of a word that is the same as on the row before.
type lastCode struct {
	word string
	code uint8
}

func (l *lastCode) of(word []byte, code func(string) uint8) uint8 {
	if string(word) != l.word {
		l.word = string(word)
		l.code = code(ledger.Normal(l.word))
	}
	return l.code
}

// doubtful gives the operations of refunds of ours whose state says something
// else than the operation does, or at which a person must look: an item does not tell that.
func doubtful(ctx context.Context, c *scan.Conn) (map[int64]bool, error) {
	all := map[int64]bool{}
	err := c.Each(ctx, `SELECT o.id FROM refunds f CROSS JOIN operations o ON o.payment = f.payment AND (o.operation_id = f.operation_id OR o.refund = f.id)
WHERE f.hold <> '' OR f.state IN ('succeeded', 'confirmed') AND o.status <> 'success'`, nil, func(r scan.Row) error {
		all[r.Int(0)] = true
		return nil
	})
	return all, err
}
