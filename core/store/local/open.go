package local

import (
	"context"
	"fmt"

	"contra/core/store"
	"contra/core/store/scan"
)

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
