package store

import (
	"context"
	"time"

	"contra/core/ledger"
)

// PackRows is how many operations one pack holds: see table operation_packs.
const PackRows = 1 << 14

// unpack throws the packs away that do not hold what was written.
func (t *Tx) unpack(ctx context.Context, operations []*ledger.Operation) error {
	last := int64(-1)
	for _, o := range operations {
		if n := (o.RowID - 1) / PackRows; n != last {
			last = n
			if _, err := t.tx.ExecContext(ctx, "DELETE FROM operation_packs WHERE pack = ?", n); err != nil {
				return err
			}
		}
	}
	return nil
}

// Derive writes what can be made again at any time from what the ledger
// holds, and so needs no entry in the journal. fn must write nothing else.
func (s *Store) Derive(ctx context.Context, doing string, fn func(*Tx) error) error {
	if err := s.turn.wait(ctx); err != nil {
		return wrap(err, doing)
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return wrap(err, doing)
	}
	defer s.turn.held(time.Now())
	defer tx.Rollback()
	if err := fn(&Tx{tx: tx, s: s, now: s.Now()}); err != nil {
		return wrap(err, doing)
	}
	return wrap(tx.Commit(), doing)
}
