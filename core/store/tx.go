package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"contra/core/ledger"
	"contra/core/store/where"
)

// Tx is a write transaction. It holds the ledger's write lock, so it must be
// short and must never wait for anything outside.
type Tx struct {
	tx     *sql.Tx
	s      *Store
	now    time.Time
	entry  *ledger.Entry
	data   any
	states map[string]ledger.RefundState // of the refunds written
	books  bool                          // operations or refunds were written
	large  bool                          // its checkpoint is made apart
}

// ErrNothing returned by the function given to Write rolls back without an error:
// there was nothing to change, so there is nothing to record.
var ErrNothing = errors.New("store: nothing to change")

// Write runs fn in one write transaction and appends its one audit entry in the
// same transaction. It returns after the commit is synced. An error from fn
// rolls everything back.
func (s *Store) Write(ctx context.Context, doing string, fn func(*Tx) error) error {
	if s.opt.ReadOnly {
		return ledger.Errorf(ledger.ErrReadOnly, "%s: the ledger is open read-only", doing).WithHint("start without --read-only")
	}
	if err := s.turn.wait(ctx); err != nil {
		return wrap(err, doing)
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return wrap(err, doing)
	}
	defer s.turn.held(time.Now())
	defer tx.Rollback()
	t := &Tx{tx: tx, s: s, now: s.Now()}
	defer func() {
		if t.large {
			s.apart.Go(s.checkpoint)
		}
	}()
	switch err := fn(t); {
	case errors.Is(err, ErrNothing):
		return nil
	case err != nil:
		return wrap(err, doing)
	case t.entry == nil:
		return fmt.Errorf("%s: a transaction without an audit entry", doing)
	}
	if t.books {
		if _, err := tx.ExecContext(ctx, "UPDATE books SET version = version + 1"); err != nil {
			return wrap(err, doing)
		}
	}
	if err := t.appendEntry(ctx); err != nil {
		return wrap(err, doing)
	}
	s.at(doing + ": before commit")
	// Once the commit has begun it must not be given up half-way: its outcome would be unknown.
	if err := tx.Commit(); err != nil {
		return wrap(err, doing)
	}
	s.at(doing + ": after commit")
	return nil
}

// checkpoint moves what was committed from the log into the database, and undoes what Frugal set. When it
// fails, a later one does it.
func (s *Store) checkpoint() {
	for _, q := range []string{usualCache, "PRAGMA wal_autocheckpoint = 1000", "PRAGMA wal_checkpoint(PASSIVE)"} {
		s.write.ExecContext(context.Background(), q)
	}
}

func (s *Store) at(point string) {
	if s.opt.Probe != nil {
		s.opt.Probe(point)
	}
}

// Now is the transaction's one time.
func (t *Tx) Now() time.Time { return t.now }

// Operator is who is named in the transaction's audit entry.
func (t *Tx) Operator() string { return t.s.opt.Operator }

func ms(at time.Time) int64 { return where.Millis(at) }

func at(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}

// each scans every row and closes the rows, also on failure: an open reader pins the WAL.
func each(rows *sql.Rows, scan func(*sql.Rows) error) error {
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// collect reads all rows through scan.
func collect[T any](rows *sql.Rows, err error, scan func(scanner) (T, error)) ([]T, error) {
	if err != nil {
		return nil, err
	}
	var all []T
	err = each(rows, func(r *sql.Rows) error {
		v, err := scan(r)
		all = append(all, v)
		return err
	})
	return all, err
}

type scanner interface{ Scan(...any) error }

type querier interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}
