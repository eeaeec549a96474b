package reports

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"contra/core/report"
	"contra/core/store"
)

const columns = `id, name, sha256, bytes, reading, profile, header, read, accepted, rejected, ignored, known, changed, first_at, last_at, mends, replaced, operator, imported_at`

func scan(r store.Scanner) (i report.Info, err error) {
	var profile, header []byte
	var first, last, imported int64
	err = r.Scan(&i.ID, &i.Name, &i.SHA256, &i.Bytes, &i.Reading, &profile, &header, &i.Read, &i.Accepted, &i.Rejected, &i.Ignored, &i.Known, &i.Changed,
		&first, &last, &i.Mends, &i.Replaced, &i.Operator, &imported)
	i.FirstAt, i.LastAt, i.ImportedAt = store.Moment(first), store.Moment(last), store.Moment(imported)
	if err == nil {
		err = errors.Join(json.Unmarshal(profile, &i.Profile), json.Unmarshal(header, &i.Header))
	}
	return i, err
}

// Add stores a report with the text of its rows and gives it its id. The same
// bytes that were read in another way before are marked as replaced, with the rows of theirs that were mended.
func Add(ctx context.Context, tx *store.Tx, i *report.Info, b *report.Body, changes []report.Change) error {
	profile, err := json.Marshal(i.Profile)
	if err != nil {
		return err
	}
	header, err := json.Marshal(i.Header)
	if err != nil {
		return err
	}
	if err := tx.QueryRow(ctx, "SELECT coalesce(max(id), 0) + 1 FROM reports").Scan(&i.ID); err != nil {
		return err
	}
	i.Operator, i.ImportedAt = tx.Operator(), tx.Now()
	if err := tx.Exec(ctx, "UPDATE reports SET replaced = ?1 WHERE replaced = 0 AND (sha256 = ?2 OR mends IN (SELECT id FROM reports WHERE sha256 = ?2))", i.ID, i.SHA256); err != nil {
		return err
	}
	err = tx.Exec(ctx, "INSERT INTO reports ("+columns+", low, high) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", i.ID, i.Name, i.SHA256, i.Bytes, i.Reading, string(profile), string(header),
		i.Read, i.Accepted, i.Rejected, i.Ignored, i.Known, i.Changed, store.Millis(i.FirstAt), store.Millis(i.LastAt), i.Mends, i.Replaced, i.Operator, store.Millis(i.ImportedAt), b.Range.Low, b.Range.High)
	if err != nil {
		return err
	}
	if err := addText(ctx, tx, i.ID, b); err != nil {
		return err
	}
	if err := addRejects(ctx, tx, i.ID, b); err != nil {
		return err
	}
	err = tx.Feed(ctx, len(changes), func(row, col int) any {
		return []any{i.ID, changes[row].Row, changes[row].Earlier, changes[row].Was}[col]
	}, "INSERT INTO report_changes (report, row, earlier, was) SELECT c0, c1, c2, c3 FROM bulk")
	return err
}

// Get reads one report.
func Get(ctx context.Context, q store.Querier, id int64) (report.Info, error) {
	i, err := scan(q.QueryRow(ctx, "SELECT "+columns+" FROM reports WHERE id = ?", id))
	if errors.Is(err, sql.ErrNoRows) {
		return i, missing(id)
	}
	return i, failed(err)
}

// Find gives the report with these bytes, read in this way; ok is false when there is none.
func Find(ctx context.Context, q store.Querier, sha256, reading string) (i report.Info, ok bool, err error) {
	i, err = scan(q.QueryRow(ctx, "SELECT "+columns+" FROM reports WHERE sha256 = ? AND reading = ?", sha256, reading))
	if errors.Is(err, sql.ErrNoRows) {
		return i, false, nil
	}
	return i, err == nil, failed(err)
}

// OfSize tells whether any report has this many bytes, which is cheaper to know
// than the hash of a large file.
func OfSize(ctx context.Context, q store.Querier, bytes int64) (bool, error) {
	var n int
	err := q.QueryRow(ctx, "SELECT count(*) FROM reports WHERE bytes = ?", bytes).Scan(&n)
	return n > 0, failed(err)
}

// List gives reports from newest to oldest, starting below an id (0: the newest).
func List(ctx context.Context, q store.Querier, below int64, limit int) ([]report.Info, error) {
	rows, err := q.Query(ctx, "SELECT "+columns+" FROM reports WHERE (?1 = 0 OR id < ?1) ORDER BY id DESC LIMIT ?2", below, limit)
	all, err := store.Collect(rows, err, scan)
	return all, failed(err)
}

// Between gives the reports in force with rows dated in [from, to), oldest
// first. A zero bound is none.
func Between(ctx context.Context, q store.Querier, from, to int64) ([]report.Info, error) {
	rows, err := q.Query(ctx, "SELECT "+columns+" FROM reports WHERE replaced = 0 AND accepted + rejected > 0 AND (?1 = 0 OR last_at = 0 OR last_at >= ?1) AND (?2 = 0 OR first_at < ?2) ORDER BY id", from, to)
	all, err := store.Collect(rows, err, scan)
	return all, failed(err)
}

// Counts tells how many reports there are.
func Counts(ctx context.Context, q store.Querier) (n int64, err error) {
	err = q.QueryRow(ctx, "SELECT count(*) FROM reports").Scan(&n)
	return n, failed(err)
}
