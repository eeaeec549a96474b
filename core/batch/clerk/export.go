package clerk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/uuid"

	"contra/core/batch"
	"contra/core/ledger"
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
