package pulls

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"

	"contra/core/store"
)

// Resolve ends the waiting of rejected messages with the very bytes of rows that
// were accepted now.
func Resolve(ctx context.Context, tx *store.Tx, accepted []Row) error {
	var waiting int64
	switch err := tx.QueryRow(ctx, "SELECT id FROM rejections WHERE resolved_at = 0 LIMIT 1").Scan(&waiting); {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	value := func(row, _ int) any {
		sum := sha256.Sum256(accepted[row].Raw)
		return sum[:]
	}
	return tx.Feed(ctx, len(accepted), value, "UPDATE rejections SET resolved_at = ? WHERE resolved_at = 0 AND raw_hash IN (SELECT c0 FROM bulk)", store.Millis(tx.Now()))
}
