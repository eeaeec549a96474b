package store

import (
	"context"

	"contra/core/ledger"
)

const importColumns = `id, source, operator, started_at, ended_at, state, read, stored, duplicate, rejected`

// SaveImport writes the record of an import; a row id of 0 means a new one and is set here.
func (t *Tx) SaveImport(ctx context.Context, i *ledger.Import) error {
	if i.RowID == 0 {
		if err := t.tx.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) + 1 FROM imports").Scan(&i.RowID); err != nil {
			return err
		}
	}
	_, err := t.tx.ExecContext(ctx, `INSERT INTO imports (`+importColumns+`) VALUES (?,?,?,?,?,?,?,?,?,?)
ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at, state = excluded.state, read = excluded.read, stored = excluded.stored, duplicate = excluded.duplicate, rejected = excluded.rejected`,
		i.RowID, i.Source, i.Operator, ms(i.StartedAt), ms(i.EndedAt), i.State, i.Read, i.Stored, i.Duplicate, i.Rejected)
	return err
}

// Imports gives imports from newest to oldest, starting below row (0: the newest).
func (s *Store) Imports(ctx context.Context, below int64, limit int) ([]ledger.Import, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT "+importColumns+" FROM imports WHERE (?1 = 0 OR id < ?1) ORDER BY id DESC LIMIT ?2", below, limit)
	all, err := collect(rows, err, func(r scanner) (i ledger.Import, err error) {
		var started, ended int64
		err = r.Scan(&i.RowID, &i.Source, &i.Operator, &started, &ended, &i.State, &i.Read, &i.Stored, &i.Duplicate, &i.Rejected)
		i.StartedAt, i.EndedAt = at(started), at(ended)
		return i, err
	})
	return all, wrap(err, "the imports cannot be read")
}
