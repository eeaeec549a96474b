package runs

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"contra/core/recon/archive"
	"contra/core/store"
)

const columns = `id, fingerprint, month, from_at, to_at, zone, basis, rules, books, matched, breaks, expected, summary, operator, started_at, ended_at`

func scan(r store.Scanner) (x archive.Run, err error) {
	var from, to, started, ended, matched int64
	var basis string
	var rules, summary []byte
	err = r.Scan(&x.ID, &x.Fingerprint, &x.Month, &from, &to, &x.Zone, &basis, &rules, &x.Books, &matched, &x.Breaks, &x.Expected, &summary, &x.Operator, &started, &ended)
	x.Period.From, x.Period.To, x.StartedAt, x.EndedAt = store.Moment(from), store.Moment(to), store.Moment(started), store.Moment(ended)
	x.Begun = basis == begun
	if err == nil {
		err = errors.Join(json.Unmarshal(rules, &x.Rules), json.Unmarshal(summary, &x.Summary))
	}
	x.Period.CutOff = x.Summary.CutOff
	return x, err
}

// The ways to date operations.
const (
	begun = "begun"
	ended = "ended"
)

// Add stores a run and gives it its id.
func Add(ctx context.Context, tx *store.Tx, x *archive.Run) error {
	rules, err := json.Marshal(x.Rules)
	if err != nil {
		return err
	}
	summary, err := json.Marshal(x.Summary)
	if err != nil {
		return err
	}
	if err := tx.QueryRow(ctx, "SELECT coalesce(max(id), 0) + 1 FROM runs").Scan(&x.ID); err != nil {
		return err
	}
	basis := ended
	if x.Begun {
		basis = begun
	}
	x.Operator, x.EndedAt = tx.Operator(), tx.Now()
	err = tx.Exec(ctx, "INSERT INTO runs ("+columns+") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", x.ID, x.Fingerprint, x.Month,
		store.Millis(x.Period.From), store.Millis(x.Period.To), x.Zone, basis, string(rules), x.Books, x.Summary.Matched, x.Breaks, x.Expected, string(summary),
		x.Operator, store.Millis(x.StartedAt), store.Millis(x.EndedAt))
	if err != nil {
		return err
	}
	for n, s := range x.Summary.Reports {
		if err := tx.Exec(ctx, "INSERT INTO run_reports (run, n, report, first) VALUES (?,?,?,?)", x.ID, n, s.ID, s.First); err != nil {
			return err
		}
	}
	return nil
}

// Get reads one run without its findings.
func Get(ctx context.Context, q store.Querier, id int64) (archive.Run, error) {
	x, err := scan(q.QueryRow(ctx, "SELECT "+columns+" FROM runs WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return x, missing(id)
	}
	return x, failed(err)
}

// Same gives the newest run with this fingerprint; ok is false when there is none, and
// when its month was compared otherwise since: what is shown, signed and handed over is
// the newest of a month, so an older one cannot stand for it again.
func Same(ctx context.Context, q store.Querier, fingerprint string) (x archive.Run, ok bool, err error) {
	x, err = scan(q.QueryRow(ctx, "SELECT "+columns+" FROM runs WHERE fingerprint = ? AND (month = '' OR id = (SELECT max(n.id) FROM runs n WHERE n.month = runs.month)) ORDER BY id DESC LIMIT 1", fingerprint))
	if errors.Is(err, sql.ErrNoRows) {
		return x, false, nil
	}
	return x, err == nil, failed(err)
}

// Latest gives the newest run of a month; ok is false when there is none.
func Latest(ctx context.Context, q store.Querier, month string) (x archive.Run, ok bool, err error) {
	x, err = scan(q.QueryRow(ctx, "SELECT "+columns+" FROM runs WHERE month = ? AND month <> '' ORDER BY id DESC LIMIT 1", month))
	if errors.Is(err, sql.ErrNoRows) {
		return x, false, nil
	}
	return x, err == nil, failed(err)
}

// List gives runs from newest to oldest, starting below an id (0: the newest).
func List(ctx context.Context, q store.Querier, below int64, limit int) ([]archive.Run, error) {
	rows, err := q.Query(ctx, "SELECT "+columns+" FROM runs WHERE (?1 = 0 OR id < ?1) ORDER BY id DESC LIMIT ?2", below, limit)
	all, err := store.Collect(rows, err, scan)
	return all, failed(err)
}

// Count tells how many runs there are.
func Count(ctx context.Context, q store.Querier) (n int64, err error) {
	err = q.QueryRow(ctx, "SELECT count(*) FROM runs").Scan(&n)
	return n, failed(err)
}
