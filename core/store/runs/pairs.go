package runs

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"contra/core/report/pack"
	"contra/core/store"
)

const pairsPerPart = 1 << 17

// PackedPairs are pairs as they will be stored.
type PackedPairs struct {
	rows  int
	parts [][]byte
}

// PackPairs prepares, for each row of a run, the operation that it was joined with, or 0.
func PackPairs(rows int, local func(row int) uint32) PackedPairs {
	p := PackedPairs{rows, make([][]byte, (rows+pairsPerPart-1)/pairsPerPart)}
	var all sync.WaitGroup
	for part := range p.parts {
		all.Go(func() {
			numbers := make([]uint64, min(pairsPerPart, rows-part*pairsPerPart))
			most := uint64(0)
			for i := range numbers {
				numbers[i] = uint64(local(part*pairsPerPart + i))
				most = max(most, numbers[i])
			}
			width := pack.Width(most)
			p.parts[part] = pack.Seal(pack.AppendBits([]byte{byte(width)}, numbers, 0, width), 0)
		})
	}
	all.Wait()
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
		if all, err = unpackPairs(all, data, n); err != nil {
			return nil, failed(fmt.Errorf("pairs of run %d: %w", run, err))
		}
	}
	return all, failed(rows.Err())
}

// compressed begins pairs that are compressed, as older ledgers have them; no number is that wide.
const compressed = 0x28

func unpackPairs(all []uint32, data []byte, n int) ([]uint32, error) {
	if len(data) > 0 && data[0] == compressed {
		text, err := pack.Expand(nil, data, 4*n)
		for i := 0; err == nil && i < n; i++ {
			all = append(all, binary.LittleEndian.Uint32(text[4*i:]))
		}
		return all, err
	}
	data, ok := pack.Unseal(data)
	if !ok || len(data) == 0 || data[0] > 32 {
		return nil, errPairs
	}
	numbers, rest, ok := pack.CutBits(data[1:], n, uint(data[0]))
	if !ok || len(rest) > 0 {
		return nil, errPairs
	}
	for i := range n {
		all = append(all, uint32(numbers.At(i)))
	}
	return all, nil
}

var errPairs = errors.New("they are damaged")
