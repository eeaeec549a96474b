package batches

import (
	"context"
	"database/sql"
	"errors"

	"contra/core/store"
)

// Mapping gives how a list with this header was understood the last time, as
// JSON; empty when it never was.
func Mapping(ctx context.Context, q store.Querier, fingerprint string) (text string, err error) {
	err = q.QueryRow(ctx, "SELECT mapping FROM list_mappings WHERE fingerprint = ?", fingerprint).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return text, failed(err)
}

// SaveMapping remembers how a list with this header is understood.
func SaveMapping(ctx context.Context, tx *store.Tx, fingerprint, text string) error {
	return tx.Exec(ctx, "INSERT INTO list_mappings (fingerprint, mapping, used_at) VALUES (?,?,?) ON CONFLICT (fingerprint) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at",
		fingerprint, text, store.Millis(tx.Now()))
}
