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

// place is a row with the name under which it is kept, and where it is in its block.
type place struct {
	project int64
	id      string
	digest  []byte
	at      int64
	start   int
	size    int
}

// name is the row's name within its kind.
type name struct {
	project int64
	id      string
}

// named gives the rows their names. Rows of one operation that come at once are no
// change of it: the first has its name, and each other one has more to it.
func named(rows []Row) []place {
	all, first := make([]place, len(rows)), map[name][]byte{}
	for i := range rows {
		r := &rows[i]
		sum := sha256.Sum256(r.Raw)
		p := place{project: r.Project, id: r.ID, digest: sum[:16], at: store.Millis(r.At), size: len(r.Raw)}
		if p.id == "" {
			p.id = "#" + hex.EncodeToString(p.digest)
		}
		n := name{p.project, p.id}
		if digest, again := first[n]; again && !bytes.Equal(digest, p.digest) {
			p.id += "#" + hex.EncodeToString(p.digest[:4])
		} else {
			first[n] = p.digest
		}
		all[i] = p
	}
	return all
}

// Keep stores rows as what the platform said last of their operations. It tells
// how many say something new.
func Keep(ctx context.Context, tx *store.Tx, kind dataapi.Kind, rows []Row) (fresh int64, err error) {
	all := named(rows)
	known, err := digests(ctx, tx, kind, all)
	if err != nil {
		return 0, err
	}
	var text []byte
	var places []place
	for i, p := range all {
		n := name{p.project, p.id}
		if bytes.Equal(known[n], p.digest) {
			continue
		}
		known[n] = p.digest
		p.start = len(text)
		places = append(places, p)
		text = append(append(text, rows[i].Raw...), '\n')
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
		return [...]any{string(kind), p.project, p.id, p.digest, p.at, block, p.start, p.size}[col]
	}
	return int64(len(places)), tx.Feed(ctx, len(places), value, `INSERT INTO pulled_rows (kind, project, id, digest, at, block, start, size)
SELECT c0, c1, c2, c3, c4, c5, c6, c7 FROM bulk WHERE true
ON CONFLICT (kind, project, id) DO UPDATE SET digest = excluded.digest, at = excluded.at, block = excluded.block, start = excluded.start, size = excluded.size`)
}

// digests gives what is kept of the rows already.
func digests(ctx context.Context, tx *store.Tx, kind dataapi.Kind, all []place) (map[name][]byte, error) {
	ids := map[int64][]string{}
	for i := range all {
		ids[all[i].project] = append(ids[all[i].project], all[i].id)
	}
	known := map[name][]byte{}
	for project, list := range ids {
		text, err := json.Marshal(list)
		if err != nil {
			return nil, err
		}
		found, err := tx.Query(ctx, "SELECT r.id, r.digest FROM json_each(?) j CROSS JOIN pulled_rows r ON r.kind = ? AND r.project = ? AND r.id = j.value", string(text), string(kind), project)
		if _, err = store.Collect(found, err, func(s store.Scanner) (none struct{}, err error) {
			var id string
			var digest []byte
			err = s.Scan(&id, &digest)
			known[name{project, id}] = digest
			return none, err
		}); err != nil {
			return nil, err
		}
	}
	return known, nil
}
