package batches

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"contra/core/batch"
	"contra/core/store"
)

// Edit is a change of rows that can be taken back: the rows as they were and as
// they became. A row that is in one list only was added or removed.
type Edit struct {
	Seq           int64
	What          string
	Before, After []batch.Row
	Undone        bool
}

// AddEdit remembers an edit. Those that were undone before it are forgotten.
func AddEdit(ctx context.Context, tx *store.Tx, id int64, e *Edit) error {
	if err := tx.Exec(ctx, "DELETE FROM batch_edits WHERE batch = ? AND undone = 1", id); err != nil {
		return err
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if err := json.NewEncoder(z).Encode([2][]batch.Row{e.Before, e.After}); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	if err := tx.QueryRow(ctx, "SELECT coalesce(max(seq), 0) + 1 FROM batch_edits WHERE batch = ?", id).Scan(&e.Seq); err != nil {
		return err
	}
	return tx.Exec(ctx, "INSERT INTO batch_edits (batch, seq, at, what, change, undone) VALUES (?,?,?,?,?,0)", id, e.Seq, store.Millis(tx.Now()), e.What, packed.Bytes())
}

// LastEdit gives the edit that undo takes back, or with redo the one that it
// brings again; ok is false when there is none.
func LastEdit(ctx context.Context, q store.Querier, id int64, redo bool) (e Edit, ok bool, err error) {
	which := "undone = 0 ORDER BY seq DESC"
	if redo {
		which = "undone = 1 ORDER BY seq"
	}
	var packed []byte
	err = q.QueryRow(ctx, "SELECT seq, what, change, undone FROM batch_edits WHERE batch = ? AND "+which+" LIMIT 1", id).Scan(&e.Seq, &e.What, &packed, &e.Undone)
	if errors.Is(err, sql.ErrNoRows) {
		return e, false, nil
	}
	if err != nil {
		return e, false, failed(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return e, false, failed(err)
	}
	var change [2][]batch.Row
	err = json.NewDecoder(z).Decode(&change)
	e.Before, e.After = change[0], change[1]
	return e, err == nil, failed(err)
}

// MarkEdit notes that an edit was undone, or done again.
func MarkEdit(ctx context.Context, tx *store.Tx, id, seq int64, undone bool) error {
	return tx.Exec(ctx, "UPDATE batch_edits SET undone = ? WHERE batch = ? AND seq = ?", undone, id, seq)
}
