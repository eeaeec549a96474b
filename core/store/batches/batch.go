package batches

import (
	"context"
	"database/sql"
	"errors"

	"contra/core/batch"
	"contra/core/store"
)

const columns = `id, name, source, state, operator, parent, number, starts_at, owner, why, version, rows, errors, warnings, checked_at, created_at, updated_at`

func scan(r store.Scanner) (b batch.Batch, err error) {
	var starts, checked, created, updated int64
	err = r.Scan(&b.ID, &b.Name, &b.Source, &b.State, &b.Operator, &b.Parent, &b.Number, &starts, &b.Owner, &b.Why, &b.Version,
		&b.Rows, &b.Errors, &b.Warnings, &checked, &created, &updated)
	b.StartsAt, b.CheckedAt, b.CreatedAt, b.UpdatedAt = store.Moment(starts), store.Moment(checked), store.Moment(created), store.Moment(updated)
	return b, err
}

// Add stores a new batch with its rows, which get their numbers here.
func Add(ctx context.Context, tx *store.Tx, b *batch.Batch, rows []batch.Row) error {
	if err := tx.QueryRow(ctx, "SELECT coalesce(max(id), 0) + 1 FROM batches").Scan(&b.ID); err != nil {
		return err
	}
	b.Version, b.Operator, b.CreatedAt, b.UpdatedAt, b.Rows = 1, tx.Operator(), tx.Now(), tx.Now(), int64(len(rows))
	if b.State == "" {
		b.State = batch.Draft
	}
	err := tx.Exec(ctx, `INSERT INTO batches (`+columns+`, next_row) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,1)`,
		b.ID, b.Name, b.Source, string(b.State), b.Operator, b.Parent, b.Number, store.Millis(b.StartsAt), b.Owner, b.Why, b.Version,
		b.Rows, b.Errors, b.Warnings, store.Millis(b.CheckedAt), store.Millis(b.CreatedAt), store.Millis(b.UpdatedAt))
	if err != nil {
		return err
	}
	return AddRows(ctx, tx, b.ID, rows)
}

// Save writes what may change about a batch; its version grows.
func Save(ctx context.Context, tx *store.Tx, b *batch.Batch) error {
	b.Version++
	b.UpdatedAt = tx.Now()
	return tx.Exec(ctx, `UPDATE batches SET name = ?, state = ?, number = ?, starts_at = ?, owner = ?, why = ?, version = ?, rows = ?, errors = ?, warnings = ?, checked_at = ?, updated_at = ? WHERE id = ?`,
		b.Name, string(b.State), b.Number, store.Millis(b.StartsAt), b.Owner, b.Why, b.Version, b.Rows, b.Errors, b.Warnings,
		store.Millis(b.CheckedAt), store.Millis(b.UpdatedAt), b.ID)
}

// Get reads one batch.
func Get(ctx context.Context, q store.Querier, id int64) (batch.Batch, error) {
	b, err := scan(q.QueryRow(ctx, "SELECT "+columns+" FROM batches WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return b, missing(id)
	}
	return b, failed(err)
}

// List gives batches from newest to oldest, starting below an id (0: the newest).
func List(ctx context.Context, q store.Querier, below int64, limit int) ([]batch.Batch, error) {
	rows, err := q.Query(ctx, "SELECT "+columns+" FROM batches WHERE (?1 = 0 OR id < ?1) ORDER BY id DESC LIMIT ?2", below, limit)
	all, err := store.Collect(rows, err, scan)
	return all, failed(err)
}

// SetContent notes what the rows that go out would refund, by batch.Content.
func SetContent(ctx context.Context, tx *store.Tx, id int64, content string) error {
	return tx.Exec(ctx, "UPDATE batches SET content = ? WHERE id = ?", content, id)
}

// Like gives the batches whose rows of this content went out, oldest first; those
// whose sending was stopped before it began did not, nor those that were withdrawn
// whole, with no sign that the platform had them, nor those that failed whole.
func Like(ctx context.Context, q store.Querier, content string) ([]batch.Batch, error) {
	rows, err := q.Query(ctx, "SELECT "+columns+" FROM batches WHERE content = ? AND content <> '' AND state NOT IN ('draft', 'discarded') AND (state <> 'withdrawn' OR EXISTS ("+had+" WHERE r.batch = batches.id AND "+sign+")) AND (state IN ('cooling', 'sending', 'paused') OR EXISTS ("+had+" WHERE r.batch = batches.id AND "+live+")) ORDER BY id", content)
	all, err := store.Collect(rows, err, scan)
	return all, failed(err)
}

// Count is how many batches there are.
func Count(ctx context.Context, q store.Querier) (n int64, err error) {
	err = q.QueryRow(ctx, "SELECT count(*) FROM batches").Scan(&n)
	return n, failed(err)
}

// Moving gives the batches that are on their way to the platform, oldest first.
func Moving(ctx context.Context, q store.Querier) ([]batch.Batch, error) {
	rows, err := q.Query(ctx, "SELECT "+columns+" FROM batches WHERE state IN ('exporting', 'cooling', 'sending', 'paused') ORDER BY id")
	all, err := store.Collect(rows, err, scan)
	return all, failed(err)
}
