package local

import (
	"context"
	"fmt"
	"math"
	"time"

	"contra/core/store"
	"contra/core/store/scan"
)

// Span says which operations are read: those dated in [From, To). A zero bound
// is none. Around them Margin more are read and marked as outside.
type Span struct {
	From, To time.Time
	Margin   time.Duration
	// Begun dates operations by when they began, as reports without a date of completion do.
	Begun bool
}

func (s Span) bounds() (from, to int64) {
	from, to = math.MinInt64, math.MaxInt64
	if !s.From.IsZero() {
		from = s.From.Add(-s.Margin).UnixMilli()
	}
	if !s.To.IsZero() {
		to = s.To.Add(s.Margin).UnixMilli()
	}
	return from, to
}

// outside tells whether a moment lies only in the margin.
func (s Span) outside(at int64) bool {
	return at != 0 && (!s.From.IsZero() && at < s.From.UnixMilli() || !s.To.IsZero() && at >= s.To.UnixMilli())
}

// slice is a part of the operations that one reader reads, with room for most rows.
type slice struct {
	where string
	args  []int64
	most  int64
}

// slices splits the operations of the span: by row when most of them are
// wanted, else by date through its index.
func (s Span) slices(ctx context.Context, c *scan.Conn, n int64) ([]slice, error) {
	var rows, first, last int64
	err := c.Each(ctx, "SELECT coalesce(max(id), 0), (SELECT min(date) FROM operations), (SELECT max(date) FROM operations) FROM operations", nil, func(r scan.Row) error {
		rows, first, last = r.Int(0), r.Int(1), r.Int(2)
		return nil
	})
	if err != nil || rows == 0 {
		return nil, err
	}
	from, to := s.bounds()
	from, to = max(from, first), min(to, last+1)
	var all []slice
	if (to-from)/2 > (last-first)/5 || rows < 1000 {
		step := (rows + n - 1) / n
		for at := int64(1); at <= rows; at += step {
			all = append(all, slice{"o.id >= ?1 AND o.id < ?2 AND o.date >= ?3 AND o.date < ?4", []int64{at, at + step, from, to}, min(step, rows-at+1)})
		}
		return all, nil
	}
	step := max(1, (to-from+n-1)/n)
	for at := from; at < to; at += step {
		all = append(all, slice{where: "o.date >= ?1 AND o.date < ?2", args: []int64{at, min(at+step, to)}})
	}
	for i := range all {
		err := c.Each(ctx, "SELECT count(*) FROM operations o WHERE "+all[i].where, all[i].args, func(r scan.Row) error {
			all[i].most = r.Int(0)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// version reads the number of the books that a connection sees.
func version(ctx context.Context, c *scan.Conn) (v int64, err error) {
	err = c.Each(ctx, "SELECT version FROM books", nil, func(r scan.Row) error {
		v = r.Int(0)
		return nil
	})
	return v, err
}

// open connects readers that all see the ledger as of one instant.
func open(ctx context.Context, s *store.Store, n int) ([]*scan.Conn, int64, error) {
	for range 100 {
		conns := make([]*scan.Conn, 0, n)
		same, first := true, int64(0)
		for i := range n {
			c, err := scan.Open(s.Path())
			if err != nil {
				closeAll(conns)
				return nil, 0, err
			}
			conns = append(conns, c)
			v, err := version(ctx, c)
			if err != nil {
				closeAll(conns)
				return nil, 0, err
			}
			if i == 0 {
				first = v
			}
			same = same && v == first
		}
		if same {
			return conns, first, nil
		}
		closeAll(conns)
	}
	return nil, 0, store.Wrap(fmt.Errorf("it changes all the time"), "the ledger cannot be read")
}

func closeAll(conns []*scan.Conn) {
	for _, c := range conns {
		c.Close()
	}
}
