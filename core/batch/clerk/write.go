package clerk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/store"
	"contra/core/store/batches"
)

// finish writes the files of a batch that was reserved, as far as they are missing.
func (c *Clerk) finish(ctx context.Context, b batch.Batch) (batch.Batch, []batches.File, error) {
	files, err := batches.FilesOf(ctx, c.Store, b.ID)
	if err != nil {
		return b, nil, err
	}
	rows, err := batches.Rows(ctx, c.Store, b.ID)
	if err != nil {
		return b, nil, err
	}
	for i := range files {
		f := &files[i]
		mine := rowsIn(rows, *f)
		data, err := c.Files.Encode(f.Layout, mine)
		if err == nil {
			if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != f.SHA256 {
				err = ledger.Errorf(ledger.ErrDamaged, "the rows of batch %s do not give the bytes that were recorded for %s", b.Ref(), f.Path).WithHint("withdraw the batch; its file must not be used")
			}
		}
		if err == nil {
			c.at("export: before the file")
			if now, e := batches.Get(ctx, c.Store, b.ID); e != nil || now.State == batch.Withdrawn {
				err = cmp.Or[error](e, wrongState(now, "somebody withdrew it"))
			}
		}
		if err == nil {
			err = c.Files.Put(f.Path, data)
		}
		c.at("export: after the file")
		if err == nil {
			err = c.Files.About(f.File, f.Layout, mine)
		}
		if err != nil {
			if c.unwriteWithdrawn(ctx, b, files) {
				return b, files, err
			}
			return b, files, unwritten(b, err)
		}
		c.at("export: after the sidecar")
	}
	done, err := c.change(context.WithoutCancel(ctx), "noting the export", b.ID, 0, "batch.exported", func(tx *store.Tx, b *batch.Batch) (string, error) {
		if b.State != batch.Exporting {
			return "", wrongState(*b, "somebody else finished or withdrew it")
		}
		detail := ""
		for i := range files {
			files[i].Written = true
			if err := batches.SaveFile(ctx, tx, &files[i]); err != nil {
				return "", err
			}
			detail += files[i].SHA256 + " " + files[i].Path + "\n"
		}
		b.State = batch.Exported
		return detail, nil
	})
	c.at("export: done")
	if err == nil {
		return done, files, nil
	}
	c.unwriteWithdrawn(ctx, b, files)
	return b, files, err
}

// unwriteWithdrawn takes away the files of a batch that was withdrawn while they
// were written: nothing is reserved for them.
func (c *Clerk) unwriteWithdrawn(ctx context.Context, b batch.Batch, files []batches.File) bool {
	now, err := batches.Get(context.WithoutCancel(ctx), c.Store, b.ID)
	if err != nil || now.State != batch.Withdrawn {
		return false
	}
	unwrite(files)
	return true
}

// unwrite takes away files that were written by an export that did not hold.
// Anything else under their names stays.
func unwrite(files []batches.File) {
	for _, f := range files {
		if data, err := os.ReadFile(f.Path); err == nil {
			if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) == f.SHA256 {
				os.Remove(f.Path)
				os.Remove(f.Path + ".json")
			}
		}
	}
}

func unwritten(b batch.Batch, err error) error {
	said := &ledger.Error{Code: ledger.ErrIO, Message: "the rows of batch " + b.Ref() + " are reserved, and the file is not written", Err: err,
		Hint: "mend the cause and export the batch again, which writes the same file; or withdraw it"}
	var known *ledger.Error
	if errors.As(err, &known) {
		said.Code = known.Code
	}
	return said
}
