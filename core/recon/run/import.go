package run

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"contra/core/ledger"
	"contra/core/report"
	"contra/core/store"
	"contra/core/store/reports"
)

// imported is what the audit entry of an import records.
type imported struct {
	Report   int64  `json:"report"`
	Name     string `json:"name"`
	SHA256   string `json:"sha256"`
	Reading  string `json:"reading"`
	Read     int64  `json:"read"`
	Accepted int64  `json:"accepted"`
	Rejected int64  `json:"rejected"`
	Ignored  int64  `json:"ignored"`
	Known    int64  `json:"known"`
	Changed  int64  `json:"changed"`
	Mends    int64  `json:"mends,omitempty"`
}

// Import stores a report without comparing it. again tells that the ledger has
// it already, read in the same way; then nothing is stored.
func (r *Runner) Import(ctx context.Context, b *report.Body) (info report.Info, again bool, err error) {
	info = Describe(b)
	if stored, ok, err := reports.Find(ctx, r.Store, info.SHA256, info.Reading); err != nil || ok {
		return stored, ok, err
	}
	return info, false, r.add(ctx, &info, b, nil)
}

// Mend stores rejected rows of a report that were mended, as a report of their own.
func (r *Runner) Mend(ctx context.Context, id int64, b *report.Body) (report.Info, error) {
	info := Describe(b)
	info.Mends = id
	if len(b.Items) == 0 {
		return info, ledger.Errorf(ledger.ErrUsage, "none of the mended rows can be read").WithHint("look at what is still wrong with them")
	}
	lines := make([]int, len(b.Lines))
	for i, line := range b.Lines {
		lines[i] = int(line)
	}
	of, err := reports.Get(ctx, r.Store, id)
	if err != nil {
		return info, err
	}
	info.SHA256 = ownHash(of, lines, b)
	if _, ok, err := reports.Find(ctx, r.Store, info.SHA256, info.Reading); err != nil {
		return info, err
	} else if ok {
		return info, reports.ErrMended()
	}
	b.Rejects = nil // they wait where they were
	info.Rejected, info.Read = 0, info.Accepted+info.Ignored
	return info, r.add(ctx, &info, b, lines)
}

// ownHash tells mended rows from others that say the same but stand elsewhere: they are not the same rows read anew.
func ownHash(of report.Info, lines []int, b *report.Body) string {
	hash := sha256.New()
	fmt.Fprintln(hash, of.SHA256, of.Reading, lines, b.SHA256)
	return hex.EncodeToString(hash.Sum(nil))
}

func (r *Runner) add(ctx context.Context, info *report.Info, b *report.Body, mended []int) error {
	familiar, err := r.familiar(ctx, b)
	if err != nil {
		return err
	}
	return r.Store.Write(ctx, "storing the report", func(tx *store.Tx) error {
		if err := r.keep(ctx, tx, info, b, familiar); err != nil {
			return err
		}
		if mended != nil {
			if err := reports.Mend(ctx, tx, info.Mends, mended, info.ID); err != nil {
				return err
			}
		}
		tx.Record("report.import", fmt.Sprintf("report %d", info.ID), imported{info.ID, info.Name, info.SHA256, info.Reading,
			info.Read, info.Accepted, info.Rejected, info.Ignored, info.Known, info.Changed, info.Mends})
		return ctx.Err()
	})
}

// Known gives the report with these bytes and this way of reading, if the
// ledger has it, so that a large file need not be read again.
func (r *Runner) Known(ctx context.Context, sha256 string, p report.Profile) (report.Info, bool, error) {
	return reports.Find(ctx, r.Store, sha256, p.Reading())
}
