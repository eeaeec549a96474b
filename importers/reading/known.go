package reading

import (
	"context"
	"os"

	corereport "contra/core/report"
	"contra/core/store/reports"
	"contra/importers/table"
)

// known looks whether the ledger has a file already, read in the same way. To
// know that takes its hash, and a file of a size that no report has needs none.
func (f *Files) known(ctx context.Context, r *opened) (info corereport.Info, ok bool, err error) {
	if !r.twice {
		return info, false, nil
	}
	if r.Source.Name == r.path { // the file itself, and not a member of an archive
		if may, err := f.maybe(ctx, r.path); err != nil || !may {
			return info, false, err
		}
	}
	sum, err := r.Source.Chunks(ctx, r.Look, 1, f.Progress, func(table.Chunk) error { return nil })
	if err != nil {
		return info, false, err
	}
	return f.Desk.Runs.Known(ctx, sum.SHA256, r.Profile)
}

// maybe tells whether the ledger may have a file, by its size. A packed file has
// another size than its table; it counts as unknown, and is read.
func (f *Files) maybe(ctx context.Context, path string) (bool, error) {
	info, err := os.Stat(path)
	if err != nil {
		return false, nil // reading it says what is wrong
	}
	return reports.OfSize(ctx, f.Desk.Store, info.Size())
}
