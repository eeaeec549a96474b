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

// FilesLike gives the files whose rows, or whose very bytes, are these, of
// batches that were not withdrawn.
func FilesLike(ctx context.Context, q store.Querier, content, sum string) ([]File, error) {
	return files(ctx, q, "(content = ? OR sha256 = ?) AND batch NOT IN (SELECT id FROM batches WHERE state = 'withdrawn') ORDER BY exported_at", content, sum)
}

func files(ctx context.Context, q store.Querier, where string, args ...any) ([]File, error) {
	rows, err := q.Query(ctx, "SELECT "+fileColumns+" FROM batch_files WHERE "+where, args...)
	all, err := store.Collect(rows, err, scanFile)
	return all, failed(err)
}
