package local

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"contra/core/recon"
	"contra/core/recon/large"
	"contra/core/store"
	"contra/core/store/scan"
)

// Items reads the operations of a span as items, and the number of the books
// (see store.Books) that they are from. progress may be nil.
func Items(ctx context.Context, s *store.Store, span Span, progress func(done, total int64)) ([]recon.Item, int64, error) {
	conns, books, err := open(ctx, s, max(1, min(4, runtime.GOMAXPROCS(0))))
	if err != nil {
		return nil, 0, err
	}
	defer closeAll(conns)
	packs, err := wanted(ctx, conns[0], span)
	if err != nil || len(packs) == 0 {
		return nil, books, err
	}
	careful, err := doubtful(ctx, conns[0])
	if err != nil {
		return nil, 0, err
	}
	total := int64(0)
	starts := make([]int64, len(packs))
	for i, p := range packs {
		starts[i] = total
		total += p.rows
	}
	items := large.Make[recon.Item](int(total))
	filled := make([]int, len(packs))
	var next, done atomic.Int64
	failures := make([]error, len(conns))
	var all sync.WaitGroup
	for w, c := range conns {
		all.Go(func() {
			buffer := make([]operation, store.PackRows)
			for failures[w] == nil {
				i := int(next.Add(1)) - 1
				if i >= len(packs) {
					return
				}
				var got []operation
				if got, failures[w] = packs[i].read(ctx, c, buffer); failures[w] == nil {
					filled[i] = keep(got, span, careful, items[starts[i]:starts[i]+packs[i].rows])
				}
				if progress != nil {
					progress(done.Add(packs[i].rows), total)
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
	for i := range packs {
		n += copy(items[n:], items[starts[i]:starts[i]+int64(filled[i])])
	}
	return items[:n], books, nil
}

// keep takes the operations of the span over, and flags them.
func keep(all []operation, span Span, careful map[int64]bool, into []recon.Item) (n int) {
	from, to := span.bounds()
	for i := range all {
		o := &all[i]
		at := span.when(o.At, o.begun)
		if at < from || at >= to {
			continue
		}
		into[n] = o.Item
		into[n].At = at
		if span.outside(at) {
			into[n].Flags |= recon.Outside
		}
		if len(careful) > 0 && careful[o.Ref] {
			into[n].Flags |= recon.Careful
		}
		n++
	}
	return n
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
