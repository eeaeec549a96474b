package runs

import (
	"context"
	"encoding/binary"
	"fmt"

	"contra/core/report/pack"
	"contra/core/store"
)

const pairsPerPart = 1 << 18

// AddPairs stores, for each row of a run, the operation that it was joined with, or 0.
func AddPairs(ctx context.Context, tx *store.Tx, run int64, rows int, local func(row int) uint32) error {
	for part := 0; part*pairsPerPart < rows; part++ {
		from, to := part*pairsPerPart, min(rows, (part+1)*pairsPerPart)
		text := make([]byte, 0, 4*(to-from))
		for i := from; i < to; i++ {
			text = binary.LittleEndian.AppendUint32(text, local(i))
		}
		if err := tx.Exec(ctx, "INSERT INTO run_pairs (run, part, rows, data) VALUES (?,?,?,?)", run, part, to-from, pack.Compress(nil, text)); err != nil {
			return err
		}
	}
	return nil
}

// Pairs gives, for each row of a run, the ledger's row of the operation that it
// was joined with, or 0.
func Pairs(ctx context.Context, q store.Querier, run int64) ([]uint32, error) {
	rows, err := q.Query(ctx, "SELECT rows, data FROM run_pairs WHERE run = ? ORDER BY part", run)
	if err != nil {
		return nil, failed(err)
	}
	defer rows.Close()
	var all []uint32
	for rows.Next() {
		var n int
		var data []byte
		if err := rows.Scan(&n, &data); err != nil {
			return nil, failed(err)
		}
		text, err := pack.Expand(nil, data, 4*n)
		if err != nil {
			return nil, failed(fmt.Errorf("pairs of run %d: %w", run, err))
		}
		for i := range n {
			all = append(all, binary.LittleEndian.Uint32(text[4*i:]))
		}
	}
	return all, failed(rows.Err())
}
