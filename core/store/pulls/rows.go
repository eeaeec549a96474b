package pulls

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"contra/core/dataapi"
	"contra/core/report/pack"
	"contra/core/store"
)

// Row is one operation as the platform wrote it.
type Row struct {
	Project int64
	ID      string    // of the operation; empty: it is known by its text
	At      time.Time // by which it is asked for
	Raw     []byte    // card data hidden
}

func (r *Row) key() string {
	if r.ID != "" {
		return r.ID
	}
	return "#" + hex.EncodeToString(r.digest())
}

func (r *Row) digest() []byte {
	sum := sha256.Sum256(r.Raw)
	return sum[:16]
}

// Keep stores rows as what the platform said last of their operations. It tells
// how many say something new.
func Keep(ctx context.Context, tx *store.Tx, kind dataapi.Kind, rows []Row) (fresh int64, err error) {
	known, err := digests(ctx, tx, kind, rows)
	if err != nil {
		return 0, err
	}
	var text []byte
	type place struct {
		row         *Row
		digest      []byte
		start, size int
	}
	var places []place
	for i := range rows {
		r := &rows[i]
		name, digest := named{r.Project, r.key()}, r.digest()
		if bytes.Equal(known[name], digest) {
			continue
		}
		known[name] = digest
		places = append(places, place{r, digest, len(text), len(r.Raw)})
		text = append(append(text, r.Raw...), '\n')
	}
	if len(places) == 0 {
		return 0, nil
	}
	var block int64
	if err := tx.QueryRow(ctx, "SELECT coalesce(max(id), 0) + 1 FROM pulled_blocks").Scan(&block); err != nil {
		return 0, err
	}
	if err := tx.Exec(ctx, "INSERT INTO pulled_blocks (id, size, data) VALUES (?,?,?)", block, len(text), pack.Compress(nil, text)); err != nil {
		return 0, err
	}
	value := func(row, col int) any {
		p := &places[row]
		return [...]any{string(kind), p.row.Project, p.row.key(), p.digest, store.Millis(p.row.At), block, p.start, p.size}[col]
	}
	return int64(len(places)), tx.Feed(ctx, len(places), value, `INSERT INTO pulled_rows (kind, project, id, digest, at, block, start, size)
SELECT c0, c1, c2, c3, c4, c5, c6, c7 FROM bulk WHERE true
ON CONFLICT (kind, project, id) DO UPDATE SET digest = excluded.digest, at = excluded.at, block = excluded.block, start = excluded.start, size = excluded.size`)
}

// named is the name of a row within its kind.
type named struct {
	project int64
	id      string
}

// digests gives what is kept of the rows already.
func digests(ctx context.Context, tx *store.Tx, kind dataapi.Kind, rows []Row) (map[named][]byte, error) {
	ids := make([]string, len(rows))
	for i := range rows {
		ids[i] = rows[i].key()
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return nil, err
	}
	known := map[named][]byte{}
	projects := map[int64]bool{}
	for i := range rows {
		if projects[rows[i].Project] {
			continue
		}
		projects[rows[i].Project] = true
		found, err := tx.Query(ctx, "SELECT r.project, r.id, r.digest FROM json_each(?) j CROSS JOIN pulled_rows r ON r.kind = ? AND r.project = ? AND r.id = j.value",
			string(list), string(kind), rows[i].Project)
		if _, err = store.Collect(found, err, func(s store.Scanner) (n named, err error) {
			var digest []byte
			err = s.Scan(&n.project, &n.id, &digest)
			known[n] = digest
			return n, err
		}); err != nil {
			return nil, err
		}
	}
	return known, nil
}

// Each hands the rows dated in [from, to) to take, of these projects and of those
// that do not say theirs, in the order in which they were pulled.
func Each(ctx context.Context, q store.Querier, kind dataapi.Kind, projects []int64, from, to time.Time, take func(raw []byte) error) error {
	list, err := json.Marshal(append([]int64{0}, projects...))
	if err != nil {
		return err
	}
	type place struct{ block, start, size int64 }
	found, err := q.Query(ctx, `SELECT block, start, size FROM pulled_rows
WHERE kind = ? AND at >= ? AND at < ? AND project IN (SELECT value FROM json_each(?)) ORDER BY block, start`, string(kind), store.Millis(from), store.Millis(to), string(list))
	places, err := store.Collect(found, err, func(r store.Scanner) (p place, err error) {
		err = r.Scan(&p.block, &p.start, &p.size)
		return p, err
	})
	if err != nil {
		return failed(err)
	}
	open, text := int64(0), []byte(nil)
	for _, p := range places {
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
