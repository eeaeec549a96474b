package clerk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/uuid"

	"contra/core/batch"
	"contra/core/intake"
	"contra/core/ledger"
	"contra/core/store"
	"contra/core/store/batches"
)

// Export says how a batch is written.
type Export struct {
	Path     string
	OnlyGood bool   // leave rows with errors out instead of refusing
	MaxRows  int    // in one file; 0: the configuration's
	LF       bool   // lines end with LF, whatever the layout says
	Again    string // why rows that are in a file already are written once more; empty: they are refused
	Version  int64  // of the batch that the person saw; 0: any
}

// part is one file in the making.
type part struct {
	file batches.File
	rows []batch.Row
	data []byte
}

// Export reserves the rows of a draft and writes them into one or more files.
// Once the reservation is stored the batch is exporting; when the writing fails
// or the program dies then, the next call goes on and writes the same bytes.
func (c *Clerk) Export(ctx context.Context, id int64, o Export) (batch.Batch, []batches.File, error) {
	b, err := batches.Get(ctx, c.Store, id)
	if err != nil {
		return b, nil, err
	}
	if c.Files == nil {
		return b, nil, ledger.Errorf(ledger.ErrState, "nothing can be written here")
	}
	if o.Version != 0 && b.Version != o.Version {
		return b, nil, changed(b)
	}
	switch {
	case b.State == batch.Exporting:
		return c.finish(ctx, b)
	case b.State.InFiles():
		e := ledger.Errorf(ledger.ErrExported, "batch %s is %s already", b.Ref(), b.State)
		return b, nil, e.WithHint("a second file would refund the same money twice; withdraw the batch first if the file was never uploaded")
	case b.State != batch.Draft:
		return b, nil, wrongState(b, "only a draft can be exported")
	}
	if o.Path, err = place(o.Path); err != nil {
		return b, nil, err
	}
	parts, err := c.parts(ctx, b, o)
	if err != nil {
		return b, nil, err
	}
	if b, err = c.reserve(ctx, b, parts, o.Again); err != nil {
		return b, nil, err
	}
	c.at("export: after the reservation")
	return c.finish(ctx, b)
}

// place refuses a path where no file could be written, before anything is
// reserved, and makes it hold wherever the next process is started.
func place(path string) (string, error) {
	if !strings.EqualFold(filepath.Ext(path), ".csv") {
		return "", ledger.Errorf(ledger.ErrUsage, "%s does not end in .csv, and the platform takes no other file", path).WithHint("choose another name; nothing was reserved")
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return "", &ledger.Error{Code: ledger.ErrIO, Message: "the current folder is not known", Err: err}
	}
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return "", ledger.Errorf(ledger.ErrIO, "there is no folder %s", filepath.Dir(path)).WithHint("make it first, or choose another one; nothing was reserved")
	}
	return path, nil
}

// parts checks the batch and makes the bytes of its files.
func (c *Clerk) parts(ctx context.Context, b batch.Batch, o Export) ([]part, error) {
	rows, err := batches.Rows(ctx, c.Store, b.ID)
	if err != nil {
		return nil, err
	}
	report, err := c.examine(ctx, b, rows, "")
	if err != nil {
		return nil, err
	}
	good, err := passing(b, rows, report, o.OnlyGood, o.Again != "")
	if err != nil {
		return nil, err
	}
	layout, err := c.Layout(ctx)
	if err != nil {
		return nil, err
	}
	layout.LF = layout.LF || o.LF
	most := o.MaxRows
	if most <= 0 {
		most = max(1, c.Settings.MaxRows)
	}
	of := (len(good) + most - 1) / most
	var parts []part
	for n := 1; len(good) > 0; n++ {
		mine := good[:min(most, len(good))]
		good = good[len(mine):]
		for i := range mine {
			id, err := uuid.NewV7()
			if err != nil {
				return nil, err
			}
			mine[i].RefundID = id.String()
		}
		p := part{rows: mine}
		if p.data, err = c.Files.Encode(layout, mine); err != nil {
			return nil, err
		}
		sum := sha256.Sum256(p.data)
		p.file = batches.File{Layout: layout, Last: mine[len(mine)-1].N, File: batch.File{Batch: b.ID, Part: n, Of: of, Path: c.Files.PartPath(o.Path, n, of),
			SHA256: hex.EncodeToString(sum[:]), Content: batch.Content(mine), Bytes: int64(len(p.data)), Rows: int64(len(mine)), First: mine[0].N}}
		for _, path := range []string{p.file.Path, p.file.Path + ".json"} {
			if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
				return nil, ledger.Errorf(ledger.ErrIO, "%s exists already and is not overwritten", path).WithHint("choose another name; nothing was reserved")
			}
		}
		parts = append(parts, p)
	}
	return parts, nil
}

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

// reserve makes a refund of every row, in one transaction in which the rules are
// asked again: from here on the money is spoken for.
func (c *Clerk) reserve(ctx context.Context, b batch.Batch, parts []part, again string) (batch.Batch, error) {
	return c.change(ctx, "reserving the batch", b.ID, b.Version, "batch.reserved", func(tx *store.Tx, b *batch.Batch) (string, error) {
		var all []batch.Row
		for k := range parts {
			if again == "" {
				if err := unknownFile(ctx, tx, parts[k].file); err != nil {
					return "", err
				}
			}
			if err := c.reservePart(ctx, tx, &parts[k]); err != nil {
				return "", err
			}
			all = append(all, parts[k].rows...)
		}
		content := batch.Content(all)
		if again == "" {
			if err := unknown(ctx, tx, b.ID, content); err != nil {
				return "", err
			}
		}
		if err := batches.SetContent(ctx, tx, b.ID, content); err != nil {
			return "", err
		}
		b.State, b.Why = batch.Exporting, again
		return strings.TrimSpace(fmt.Sprintf("%d rows in %d files %s", len(all), len(parts), again)), nil
	})
}

// reservePart makes the refunds of one file. The next part sees what it reserved.
func (c *Clerk) reservePart(ctx context.Context, tx *store.Tx, p *part) error {
	keys := make([]ledger.Key, len(p.rows))
	for i := range p.rows {
		keys[i] = p.rows[i].Key()
	}
	book, err := intake.Open(ctx, tx, keys)
	if err != nil {
		return err
	}
	refunds, err := c.refunds(tx, book, p.rows)
	if err != nil {
		return err
	}
	if err := tx.AddFileRefunds(ctx, refunds); err != nil {
		return err
	}
	if err := link(ctx, tx, p.file.Batch, p.rows); err != nil {
		return err
	}
	if err := batches.AddFile(ctx, tx, &p.file); err != nil {
		return err
	}
	detail := fmt.Sprintf("row of batch %s, file %d of %d", batch.Ref(p.file.Batch), p.file.Part, p.file.Of)
	if err := tx.AddSteps(ctx, refunds, "intent", detail); err != nil {
		return err
	}
	_, err = book.Save(ctx)
	return err
}

// refunds makes the rows' refunds and reserves them in the book.
func (c *Clerk) refunds(tx *store.Tx, book *intake.Book, rows []batch.Row) ([]*ledger.Refund, error) {
	held := map[*ledger.Account]int64{} // of payments that have several rows
	refunds := make([]*ledger.Refund, len(rows))
	for i := range rows {
		r := &rows[i]
		a := book.Account(r.Key())
		if a == nil {
			return nil, ledger.Errorf(ledger.ErrChanged, "payment %s is not in this ledger any more", r.PaymentID)
		}
		p := a.Payment
		p.Reserved += held[a]
		method, known := c.Methods.Lookup(p.Method)
		if err := ledger.CheckRefund(p, method, known, r.Amount, tx.Now()); err != nil {
			return nil, &ledger.Error{Code: ledger.ErrChanged, Message: fmt.Sprintf("the ledger changed since the check, at row %d", r.N), Hint: "check the batch again", Err: err}
		}
		held[a] += r.Amount.Minor
		refunds[i] = &ledger.Refund{ID: r.RefundID, Via: ledger.ViaFile, Project: p.Project, PaymentID: p.ID, PaymentRow: p.RowID, Amount: r.Amount,
			Description: r.Description, State: ledger.Exported, Operator: tx.Operator()}
		book.Reserve(a, refunds[i])
	}
	return refunds, nil
}

func link(ctx context.Context, tx *store.Tx, id int64, rows []batch.Row) error {
	ns, ids := make([]int64, len(rows)), make([]string, len(rows))
	for i := range rows {
		ns[i], ids[i] = rows[i].N, rows[i].RefundID
	}
	return batches.Link(ctx, tx, id, ns, ids)
}

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
