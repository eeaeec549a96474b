package runs

import (
	"context"
	"encoding/binary"
	"fmt"

	"contra/core/report/pack"
	"contra/core/store"
)

const pairsPerPart = 1 << 18

// PackedPairs are pairs as they will be stored.
type PackedPairs struct {
	rows  int
	parts [][]byte
}

// PackPairs prepares, for each row of a run, the operation that it was joined with, or 0.
func PackPairs(rows int, local func(row int) uint32) PackedPairs {
	p := PackedPairs{rows: rows}
	for from := 0; from < rows; from += pairsPerPart {
		to := min(rows, from+pairsPerPart)
		text := make([]byte, 0, 4*(to-from))
		for i := from; i < to; i++ {
			text = binary.LittleEndian.AppendUint32(text, local(i))
		}
		p.parts = append(p.parts, pack.Compress(nil, text))
	}
	return p
}

// AddPairs stores the pairs of a run.
func AddPairs(ctx context.Context, tx *store.Tx, run int64, p PackedPairs) error {
	for part, data := range p.parts {
		rows := min(pairsPerPart, p.rows-part*pairsPerPart)
		if err := tx.Exec(ctx, "INSERT INTO run_pairs (run, part, rows, data) VALUES (?,?,?,?)", run, part, rows, data); err != nil {
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
