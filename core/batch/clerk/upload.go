package clerk

import (
	"context"
	"fmt"
	"strings"

	"contra/core/batch"
	"contra/core/intake"
	"contra/core/ledger"
	"contra/core/store"
	"contra/core/store/batches"
)

// MarkUploaded notes that a file, or all of a batch (part 0), was handed to the
// platform, under the number that the Dashboard gave it. From then on refunds
// that appear on the payments are taken for the rows that they fit.
func (c *Clerk) MarkUploaded(ctx context.Context, id int64, part int, number string) (batch.Batch, error) {
	return c.change(ctx, "noting the upload", id, 0, "batch.uploaded", func(tx *store.Tx, b *batch.Batch) (string, error) {
		if b.State != batch.Exported && b.State != batch.Uploaded {
			return "", wrongState(*b, "only an exported batch can be marked as uploaded")
		}
		files, err := batches.FilesOf(ctx, tx, id)
		if err != nil {
			return "", err
		}
		rows, err := batches.Rows(ctx, tx, id)
		if err != nil {
			return "", err
		}
		left, marked := 0, 0
		for i := range files {
			f := &files[i]
			switch {
			case part != 0 && f.Part != part:
				if f.UploadedAt.IsZero() {
					left++
				}
				continue
			case !f.UploadedAt.IsZero() && (number == "" || f.Number == number):
				continue
			}
			marked++
			if number != "" {
				f.Number = number
			}
			if f.UploadedAt.IsZero() {
				f.UploadedAt = tx.Now()
				err := c.move(ctx, tx, rowsIn(rows, *f), "the file was uploaded", func(r *ledger.Refund) error {
					if r.State != ledger.Exported {
						return nil
					}
					r.Attempts, r.SentAt, r.Hold = 1, tx.Now(), ""
					return r.Move(ledger.Uploaded)
				})
				if err != nil {
					return "", err
				}
			}
			if err := batches.SaveFile(ctx, tx, f); err != nil {
				return "", err
			}
		}
		if marked == 0 {
			return "", wrongState(*b, "it is marked as uploaded already").WithHint("give another number to correct it")
		}
		if number != "" {
			b.Number = number
		}
		if left == 0 {
			b.State = batch.Uploaded
		}
		return fmt.Sprintf("%d of %d files, number %q", marked, len(files), number), nil
	})
}

// Withdraw lets go of the reservations of a batch that was exported. It says that
// no file of it was, or ever will be, uploaded; when that is wrong, customers can
// be paid twice. So the reason is mandatory and stays in the journal. A file of which
// the platform carried out a row was uploaded, whatever the person says: all of
// its rows keep what they have.
func (c *Clerk) Withdraw(ctx context.Context, id int64, reason string) (batch.Batch, error) {
	if strings.TrimSpace(reason) == "" {
		return batch.Batch{}, ledger.Errorf(ledger.ErrUsage, "a reason is needed: how do you know that the file was not uploaded?")
	}
	var unfinished []batches.File
	b, err := c.change(ctx, "withdrawing the batch", id, 0, "batch.withdrawn", func(tx *store.Tx, b *batch.Batch) (string, error) {
		if !b.State.InFiles() {
			return "", wrongState(*b, "only an exported batch can be withdrawn")
		}
		files, err := batches.FilesOf(ctx, tx, id)
		if err != nil {
			return "", err
		}
		if b.State == batch.Exporting {
			unfinished = files
		}
		rows, err := batches.Rows(ctx, tx, id)
		if err != nil {
			return "", err
		}
		working, err := batches.Working(ctx, tx, id)
		if err != nil {
			return "", err
		}
		let, kept := 0, 0
		for _, f := range files {
			if n, began := working[f.Part]; began {
				kept += n
				continue
			}
			err := c.move(ctx, tx, rowsIn(rows, f), "withdrawn by "+tx.Operator()+": "+reason, func(r *ledger.Refund) error {
				if r.State != ledger.Exported && r.State != ledger.Uploaded {
					return nil
				}
				let++
				r.Hold, r.Message = "", "withdrawn by "+tx.Operator()+": "+reason
				return r.Move(ledger.Cancelled)
			})
			if err != nil {
				return "", err
			}
		}
		switch {
		case let == 0 && kept > 0:
			return "", wrongState(*b, "the platform carries its file out already, so it was uploaded").
				WithHint("follow the batch; of a row that the Dashboard says was never taken, note that it was not taken")
		case let == 0:
			return "", wrongState(*b, "no row of it is still reserved, so there is nothing to let go")
		case kept > 0: // what is left of it is uploaded
			b.State = batch.Uploaded
		default:
			b.State = batch.Withdrawn
		}
		b.Why = reason
		return fmt.Sprintf("%d rows let go: %s", let, reason), nil
	})
	if err == nil {
		unwrite(unfinished) // nobody was told of them yet
	}
	return b, err
}

// rowsIn gives those of a batch's rows that are in one of its files.
func rowsIn(rows []batch.Row, f batches.File) (mine []batch.Row) {
	for i := range rows {
		if r := &rows[i]; r.RefundID != "" && r.N >= f.First && r.N <= f.Last {
			mine = append(mine, *r)
		}
	}
	return mine
}

// move leads the refunds of rows on, with their payments recounted. Those that
// fn leaves as they are have nothing noted.
func (c *Clerk) move(ctx context.Context, tx *store.Tx, rows []batch.Row, why string, fn func(*ledger.Refund) error) error {
	keys := make([]ledger.Key, len(rows))
	mine := make(map[string]ledger.Key, len(rows))
	for i := range rows {
		keys[i] = rows[i].Key()
		mine[rows[i].RefundID] = keys[i]
	}
	book, err := intake.Open(ctx, tx, keys)
	if err != nil {
		return err
	}
	var moved []*ledger.Refund
	for id, key := range mine {
		a := book.Account(key)
		if a == nil {
			continue
		}
		r := book.Refund(a, id)
		if r == nil {
			continue
		}
		before := r.State
		if err := fn(r); err != nil {
			return err
		}
		if r.State != before {
			moved = append(moved, r)
			book.Touch(a)
		}
	}
	if err := tx.AddSteps(ctx, moved, "note", why); err != nil {
		return err
	}
	if err := tx.SaveRefunds(ctx, moved); err != nil {
		return err
	}
	_, err = book.Save(ctx)
	return err
}
