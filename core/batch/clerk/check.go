package clerk

import (
	"context"
	"slices"

	"contra/core/batch"
	"contra/core/batch/check"
	"contra/core/batch/facts"
	"contra/core/store"
	"contra/core/store/batches"
)

// Check looks at all rows of a batch at once. What it finds about a draft is
// kept, so that lists can show it.
func (c *Clerk) Check(ctx context.Context, id int64) (Built, error) {
	for {
		b, err := batches.Get(ctx, c.Store, id)
		if err != nil {
			return Built{}, err
		}
		rows, err := batches.Rows(ctx, c.Store, id)
		if err != nil {
			return Built{}, err
		}
		report, err := c.examine(ctx, b, rows, "")
		if err != nil || c.Store.ReadOnly() || !b.State.Editable() {
			return Built{b, report}, err
		}
		kept, err := c.keep(ctx, b, report)
		if err == nil {
			return Built{kept, report}, nil
		}
		if now, again := batches.Get(ctx, c.Store, id); again != nil || now.Version == b.Version {
			return Built{}, err
		}
	}
}

// keep stores what a check found, unless nothing is new.
func (c *Clerk) keep(ctx context.Context, b batch.Batch, report batch.Report) (batch.Batch, error) {
	out := b
	err := c.Store.Write(ctx, "keeping the check", func(tx *store.Tx) error {
		now, err := batches.Get(ctx, tx, b.ID)
		if err != nil {
			return err
		}
		if now.Version != b.Version {
			return changed(now)
		}
		last, err := batches.Findings(ctx, tx, b.ID, -1, -1)
		if err != nil {
			return err
		}
		if !b.CheckedAt.IsZero() && b.Rows == report.Rows && b.Errors == report.Errors && b.Warnings == report.Warnings && slices.Equal(last, report.Findings) {
			return store.ErrNothing
		}
		if err := batches.SaveFindings(ctx, tx, b.ID, report.Findings); err != nil {
			return err
		}
		now.Rows, now.Errors, now.Warnings, now.CheckedAt = report.Rows, report.Errors, report.Warnings, tx.Now()
		if err := batches.Save(ctx, tx, &now); err != nil {
			return err
		}
		tx.Record("batch.checked", now.Ref(), map[string]any{"batch": now.Ref(), "rows": report.Rows, "errors": report.Errors, "warnings": report.Warnings})
		out = now
		return nil
	})
	return out, err
}

// CheckFile checks the rows of a file that may have been made elsewhere. more is
// what reading it found; sum is the SHA-256 of its bytes. The values of a line
// that could not be split rightly stand in the wrong columns, so nothing is said
// of them.
func (c *Clerk) CheckFile(ctx context.Context, rows []batch.Row, more []batch.Finding, sum string) (batch.Report, error) {
	split := map[int]bool{}
	for _, f := range more {
		if f.Severity == batch.Error && (f.Code == batch.FieldCount || f.Code == batch.FieldQuoted) {
			split[f.Line] = true
		}
	}
	readable := rows
	if len(split) > 0 {
		readable = slices.DeleteFunc(slices.Clone(rows), func(r batch.Row) bool { return split[r.Line] })
	}
	report, err := c.examine(ctx, batch.Batch{}, readable, sum)
	if err != nil {
		return report, err
	}
	report.Rows = int64(len(rows))
	report.Add(more)
	return report, nil
}

// examine checks rows against what the ledger knows of them.
func (c *Clerk) examine(ctx context.Context, b batch.Batch, rows []batch.Row, sum string) (batch.Report, error) {
	source := facts.Source{Store: c.Store, Methods: c.Methods, Projects: map[int64]bool{}, MaxRows: c.Settings.MaxRows}
	for _, p := range c.Projects {
		source.Projects[p.ID] = true
	}
	var err error
	if source.Layout, err = c.Layout(ctx); err != nil {
		return batch.Report{}, err
	}
	known, err := source.Gather(ctx, b, rows, sum)
	if err != nil {
		return batch.Report{}, err
	}
	report := check.Check(rows, known)
	if err := c.funds(ctx, &report); err != nil {
		return batch.Report{}, err
	}
	return report, ctx.Err()
}
