package local

import (
	"context"
	"errors"

	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/store"
	"contra/core/store/scan"
)

// part is one pack's worth of operations.
type part struct {
	n      int64
	rows   int64 // how many it has; where it is not packed, how many it may have
	packed bool
}

// wanted lists the packs that may have operations of a span. What is not packed is always wanted.
func wanted(ctx context.Context, c *scan.Conn, span Span) ([]part, error) {
	from, to := span.bounds()
	last := int64(0)
	if err := c.Each(ctx, "SELECT coalesce(max(id), 0) FROM operations", nil, func(r scan.Row) error {
		last = r.Int(0)
		return nil
	}); err != nil || last == 0 {
		return nil, err
	}
	all := make([]part, (last-1)/store.PackRows+1)
	for i := range all {
		all[i] = part{n: int64(i), rows: min(store.PackRows, last-int64(i)*store.PackRows)}
	}
	err := c.Each(ctx, "SELECT pack, rows, first, last FROM operation_packs", nil, func(r scan.Row) error {
		n := r.Int(0)
		if n < 0 || n >= int64(len(all)) {
			return nil
		}
		all[n].packed, all[n].rows = true, r.Int(1)
		if r.Int(3) != 0 && (r.Int(3) < from || r.Int(2) >= to) {
			all[n].rows = 0
		}
		return nil
	})
	some := all[:0]
	for _, p := range all {
		if p.rows > 0 {
			some = append(some, p)
		}
	}
	return some, err
}

// read gives the operations of a part, from its pack or from the table.
func (p part) read(ctx context.Context, c *scan.Conn, buffer []operation) ([]operation, error) {
	if !p.packed {
		return p.scan(ctx, c, buffer)
	}
	if p.rows > int64(len(buffer)) {
		return nil, store.Wrap(errPack, "the ledger cannot be read")
	}
	into := buffer[:p.rows]
	clear(into)
	err := c.Each(ctx, "SELECT data FROM operation_packs WHERE pack = ?", []int64{p.n}, func(r scan.Row) error { return decode(r.Text(0), into) })
	if errors.Is(err, errPack) {
		if into, err = p.scan(ctx, c, buffer); err == nil && int64(len(into)) != p.rows {
			err = store.Wrap(errPack, "the ledger cannot be read")
		}
	}
	return into, err
}

func (p part) scan(ctx context.Context, c *scan.Conn, buffer []operation) ([]operation, error) {
	var types, statuses lastCode
	n := 0
	err := c.Each(ctx, `SELECT o.id, o.operation_id, o.type, o.status, o.amount, o.currency, o.date, o.completed_at, o.created_at, o.project, p.payment_key
FROM operations o CROSS JOIN payments p ON p.id = o.payment WHERE o.id > ? AND o.id <= ?`, []int64{p.n * store.PackRows, (p.n + 1) * store.PackRows}, func(r scan.Row) error {
		o := &buffer[n]
		n++
		*o = operation{}
		o.Ref, o.Op = r.Int(0), recon.OpKey(r.Text(1))
		o.Type, o.Status = types.of(r.Text(2), recon.TypeCode), statuses.of(r.Text(3), recon.StatusCode)
		o.Amount, o.Currency = r.Int(4), recon.CurOf(string(r.Text(5)))
		o.At, o.begun = ended(r.Int(6), r.Int(7)), r.Int(8)
		o.Project, o.Pay = uint32(r.Int(9)), recon.PayKey(r.Text(10))
		return nil
	})
	return buffer[:n], err
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

// refreshAtOnce is how many packs one transaction writes.
const refreshAtOnce = 16

// Refresh packs the operations that are not packed, so that the next comparison
// reads them at once. It only saves time: whatever it does not reach is read from the table.
func Refresh(ctx context.Context, s *store.Store) error {
	if s.ReadOnly() {
		return nil
	}
	for {
		more, err := RefreshSome(ctx, s)
		if err != nil || !more {
			return err
		}
	}
}

// RefreshSome is a part of Refresh that nobody notices; more tells whether something is left.
func RefreshSome(ctx context.Context, s *store.Store) (more bool, err error) {
	type made struct {
		part
		first, last int64
		data        []byte
	}
	conns, books, err := open(ctx, s, 1)
	if err != nil {
		return false, err
	}
	defer closeAll(conns)
	parts, err := wanted(ctx, conns[0], Span{})
	if err != nil {
		return false, err
	}
	var all []made
	buffer := make([]operation, store.PackRows)
	for _, p := range parts {
		if p.packed {
			continue
		}
		if more = len(all) == refreshAtOnce; more {
			break
		}
		got, err := p.scan(ctx, conns[0], buffer)
		if err != nil {
			return false, err
		}
		m := made{part: p, data: encode(got)}
		m.rows = int64(len(got))
		m.first, m.last = dates(got)
		all = append(all, m)
	}
	if len(all) == 0 {
		return false, nil
	}
	return more, s.Derive(ctx, "packing operations", func(tx *store.Tx) error {
		now, err := store.Books(ctx, tx)
		if err != nil || now != books {
			return err // somebody wrote meanwhile: the next refresh packs them
		}
		return tx.Feed(ctx, len(all), func(row, col int) any {
			m := all[row]
			return []any{m.n, m.rows, m.first, m.last, m.data}[col]
		}, "INSERT OR REPLACE INTO operation_packs (pack, rows, first, last, data) SELECT c0, c1, c2, c3, c4 FROM bulk")
	})
}
