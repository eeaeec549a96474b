package batches

import (
	"context"
	"encoding/json"

	"contra/core/batch"
	"contra/core/store"
)

// File is an exported file with what it takes to make it again.
type File struct {
	batch.File
	Last   int64 // its rows are those that became refunds with numbers from First to Last
	Layout batch.Layout
}

const fileColumns = `batch, part, parts, path, sha256, content, bytes, rows, first, last, layout, written, number, operator, exported_at, uploaded_at`

func scanFile(r store.Scanner) (f File, err error) {
	var layout string
	var exported, uploaded int64
	err = r.Scan(&f.Batch, &f.Part, &f.Of, &f.Path, &f.SHA256, &f.Content, &f.Bytes, &f.Rows, &f.First, &f.Last, &layout, &f.Written,
		&f.Number, &f.Operator, &exported, &uploaded)
	f.ExportedAt, f.UploadedAt = store.Moment(exported), store.Moment(uploaded)
	if err == nil {
		err = json.Unmarshal([]byte(layout), &f.Layout)
	}
	return f, err
}

// AddFile notes a file that is about to be written.
func AddFile(ctx context.Context, tx *store.Tx, f *File) error {
	layout, err := json.Marshal(f.Layout)
	if err != nil {
		return err
	}
	f.Operator, f.ExportedAt = tx.Operator(), tx.Now()
	return tx.Exec(ctx, "INSERT INTO batch_files ("+fileColumns+") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
		f.Batch, f.Part, f.Of, f.Path, f.SHA256, f.Content, f.Bytes, f.Rows, f.First, f.Last, string(layout), f.Written, f.Number, f.Operator,
		store.Millis(f.ExportedAt), store.Millis(f.UploadedAt))
}

// SaveFile writes what may change about a file.
func SaveFile(ctx context.Context, tx *store.Tx, f *File) error {
	return tx.Exec(ctx, "UPDATE batch_files SET path = ?, written = ?, number = ?, uploaded_at = ? WHERE batch = ? AND part = ?",
		f.Path, f.Written, f.Number, store.Millis(f.UploadedAt), f.Batch, f.Part)
}

// FilesOf gives the files of a batch by their parts.
func FilesOf(ctx context.Context, q store.Querier, id int64) ([]File, error) {
	return files(ctx, q, "batch = ? ORDER BY part", id)
}

// Signs that the platform had a row of a batch that was withdrawn: it has an
// outcome of its own, or something that fits it was seen.
const (
	had  = "SELECT 1 FROM batch_rows r JOIN refunds f ON f.id = r.refund AND r.refund <> ''"
	sign = "(f.state <> 'cancelled' OR f.hold <> '')"
)

// live is a row that took money, or may still: what failed for certain may be
// wanted again, also when all of a batch did.
const live = "NOT (f.state IN ('declined', 'rejected') AND f.hold = '')"

// FilesLike gives the files whose very bytes, or whose rows, are these, but for
// those that were withdrawn whole, with no sign that the platform had them, and
// of those with the same rows for those that failed whole.
func FilesLike(ctx context.Context, q store.Querier, content, sum string) ([]File, error) {
	return files(ctx, q, "(sha256 = ? OR content = ? AND EXISTS ("+had+" WHERE r.batch = batch_files.batch AND r.n BETWEEN first AND last AND "+live+")) AND (batch NOT IN (SELECT id FROM batches WHERE state = 'withdrawn') OR EXISTS ("+had+
		" WHERE r.batch = batch_files.batch AND r.n BETWEEN first AND last AND "+sign+")) ORDER BY exported_at", sum, content)
}

// Working gives the parts of which the platform is known to have carried out a
// row, with how many rows of each still wait for their outcome.
func Working(ctx context.Context, q store.Querier, id int64) (map[int]int, error) {
	rows, err := q.Query(ctx, `SELECT x.part, sum(f.state IN ('exported', 'uploaded')) FROM batch_files x JOIN batch_rows r ON r.batch = x.batch AND r.n BETWEEN x.first AND x.last
JOIN refunds f ON f.id = r.refund AND r.refund <> '' WHERE x.batch = ? GROUP BY x.part HAVING max(f.operation_id) <> ''`, id)
	all, err := store.Collect(rows, err, func(r store.Scanner) (x [2]int, err error) {
		err = r.Scan(&x[0], &x[1])
		return x, err
	})
	working := map[int]int{}
	for _, x := range all {
		working[x[0]] = x[1]
	}
	return working, failed(err)
}

func files(ctx context.Context, q store.Querier, where string, args ...any) ([]File, error) {
	rows, err := q.Query(ctx, "SELECT "+fileColumns+" FROM batch_files WHERE "+where, args...)
	all, err := store.Collect(rows, err, scanFile)
	return all, failed(err)
}
