package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"modernc.org/sqlite"
)

// What the rooms below this folder work with, so that each subject's SQL can
// stand in a folder of its own. Nobody outside the store speaks SQL.

// Scanner is a row that can be read.
type Scanner = scanner

// Querier reads inside a transaction or outside of one.
type Querier interface {
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRow(ctx context.Context, query string, args ...any) *sql.Row
}

// Query reads inside the transaction.
func (t *Tx) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return t.tx.QueryContext(ctx, query, args...)
}

// QueryRow reads one row inside the transaction.
func (t *Tx) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	return t.tx.QueryRowContext(ctx, query, args...)
}

// Exec changes something.
func (t *Tx) Exec(ctx context.Context, query string, args ...any) error {
	_, err := t.tx.ExecContext(ctx, query, args...)
	return err
}

// Feed runs one statement in which the table "bulk" has n rows, whose columns
// are c0, c1, … up to c23.
func (t *Tx) Feed(ctx context.Context, n int, value func(row, col int) any, query string, args ...any) error {
	_, err := t.FeedCounted(ctx, n, value, query, args...)
	return err
}

// FeedCounted is Feed; it tells how many rows the statement changed.
func (t *Tx) FeedCounted(ctx context.Context, n int, value func(row, col int) any, query string, args ...any) (int64, error) {
	if n == 0 {
		return 0, nil
	}
	result, err := t.feed(ctx, n, value, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// Query reads what was committed last.
func (s *Store) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return s.read.QueryContext(ctx, query, args...)
}

// QueryRow reads one row of what was committed last.
func (s *Store) QueryRow(ctx context.Context, query string, args ...any) *sql.Row {
	return s.read.QueryRowContext(ctx, query, args...)
}

// Collect reads all rows through scan.
func Collect[T any](rows *sql.Rows, err error, scan func(Scanner) (T, error)) ([]T, error) {
	return collect(rows, err, scan)
}

// Millis is how a moment is kept: Unix milliseconds, 0 for none.
func Millis(at time.Time) int64 { return ms(at) }

// Moment reads what Millis wrote.
func Moment(ms int64) time.Time { return at(ms) }

// Wrap puts an SQLite failure into words with a next step.
func Wrap(err error, doing string) error { return wrap(err, doing) }

// Changed runs a statement and tells how many rows it changed.
func (t *Tx) Changed(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := t.tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

// Refused tells whether a trigger of the ledger refused a change with these words.
func Refused(err error, words string) bool {
	var se *sqlite.Error
	return errors.As(err, &se) && strings.Contains(se.Error(), words)
}

// Frugal lets the transaction hold few pages in memory, for one that writes
// much and reads little of it again. What it wrote is moved from the log into the
// database behind the back of whoever waits for the commit.
func (t *Tx) Frugal(ctx context.Context, fn func() error) error {
	t.large = true
	for _, q := range []string{"PRAGMA cache_size = -4096", "PRAGMA wal_autocheckpoint = 0"} {
		if err := t.Exec(ctx, q); err != nil {
			return err
		}
	}
	return errors.Join(fn(), t.Exec(context.WithoutCancel(ctx), usualCache))
}

const usualCache = "PRAGMA cache_size = -65536"
