package pulls

import (
	"context"
	"encoding/json"
	"time"

	"contra/core/dataapi"
	"contra/core/report/pack"
	"contra/core/store"
)

// Each hands the rows dated in [from, to) to take, of these projects and of those
// that do not say theirs, in the order in which they were pulled.
func Each(ctx context.Context, q store.Querier, kind dataapi.Kind, projects []int64, from, to time.Time, take func(raw []byte) error) error {
	list, err := json.Marshal(append([]int64{0}, projects...))
	if err != nil {
		return err
	}
	type piece struct{ block, start, size int64 }
	found, err := q.Query(ctx, `SELECT block, start, size FROM pulled_rows
WHERE kind = ? AND at >= ? AND at < ? AND project IN (SELECT value FROM json_each(?)) ORDER BY block, start`, string(kind), store.Millis(from), store.Millis(to), string(list))
	pieces, err := store.Collect(found, err, func(r store.Scanner) (p piece, err error) {
		err = r.Scan(&p.block, &p.start, &p.size)
		return p, err
	})
	if err != nil {
		return failed(err)
	}
	open, text := int64(0), []byte(nil)
	for _, p := range pieces {
		if p.block != open {
			if text, err = blockText(ctx, q, p.block); err != nil {
				return err
			}
			open = p.block
		}
		if p.start < 0 || p.size < 0 || p.start+p.size > int64(len(text)) {
			return damaged(p.block)
		}
		if err := take(text[p.start : p.start+p.size]); err != nil {
			return err
		}
	}
	return nil
}

func blockText(ctx context.Context, q store.Querier, id int64) ([]byte, error) {
	var size int
	var data []byte
	if err := q.QueryRow(ctx, "SELECT size, data FROM pulled_blocks WHERE id = ?", id).Scan(&size, &data); err != nil {
		return nil, failed(err)
	}
	text, err := pack.Expand(nil, data, size)
	if err != nil {
		return nil, damaged(id)
	}
	return text, nil
}
