package clerk

import (
	"context"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/store"
	"contra/core/store/batches"
)

// unknown refuses rows of this content that went out with another batch, in files
// or through Gate. It is asked under the write lock, where two batches of the same
// rows meet that are exported or started at once.
func unknown(ctx context.Context, tx *store.Tx, id int64, content string) error {
	like, err := batches.Like(ctx, tx, content)
	for _, k := range like {
		if k.ID != id {
			return twice("the same rows went out with batch %s already, made by %s on %s UTC, which is %s", k.Ref(), k.Operator, k.CreatedAt.Format("2 Jan 2006 15:04"), k.State)
		}
	}
	return err
}

func twice(format string, args ...any) error {
	return ledger.Errorf(ledger.ErrExported, format, args...).
		WithHint("that would refund the same money twice; withdraw the other batch first if its file was never uploaded, or say why the money is owed once more")
}

// unknownFile refuses a file whose rows are in another one already.
func unknownFile(ctx context.Context, tx *store.Tx, f batches.File) error {
	known, err := batches.FilesLike(ctx, tx, f.Content, "")
	for _, k := range known {
		if k.Batch == f.Batch {
			continue
		}
		return twice("the same rows are in batch %s already, exported by %s on %s UTC to %s", batch.Ref(k.Batch), k.Operator, k.ExportedAt.Format("2 Jan 2006 15:04"), k.Path)
	}
	return err
}

// passing gives the rows that may go out. Rows that went out before are a finding
// about the batch as a whole; again says that somebody answered for that.
func passing(b batch.Batch, rows []batch.Row, report batch.Report, onlyGood, again bool) ([]batch.Row, error) {
	bad := map[int64]bool{}
	for i := range report.Findings {
		f := &report.Findings[i]
		if f.Severity != batch.Error {
			continue
		}
		if f.N == 0 {
			switch known := f.Code == batch.FileKnown || f.Code == batch.FileUploaded; {
			case known && again:
				continue
			case known:
				return nil, ledger.Errorf(ledger.ErrExported, "%s", f.Message)
			}
			return nil, ledger.Errorf(ledger.ErrFindings, "%s", f.Message)
		}
		bad[f.N] = true
	}
	if len(bad) > 0 && !onlyGood {
		return nil, ledger.Errorf(ledger.ErrFindings, "%s of batch %s have errors", rowsOf(len(bad)), b.Ref()).
			WithHint("mend or remove them, or export only the good ones")
	}
	good := make([]batch.Row, 0, len(rows))
	for i := range rows {
		if !bad[rows[i].N] {
			good = append(good, rows[i])
		}
	}
	if len(good) == 0 {
		return nil, ledger.Errorf(ledger.ErrFindings, "batch %s has no row without an error", b.Ref())
	}
	return good, nil
}
