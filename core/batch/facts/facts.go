// Package facts gathers what the ledger knows of the rows of a mass refund, all
// of them at once, so that they can be judged without asking again.
package facts

import (
	"context"

	"contra/core/batch"
	"contra/core/batch/check"
	"contra/core/ledger"
	"contra/core/store"
)

// Source is where facts come from.
type Source struct {
	Store    *store.Store
	Methods  ledger.Methods
	Projects map[int64]bool // those of the configuration
	MaxRows  int            // of one file
	Layout   batch.Layout
}

// Gather reads all that a check of these rows needs. b is the batch that they
// are of, or none; sum is the SHA-256 of the file that they were read from.
func (s Source) Gather(ctx context.Context, b batch.Batch, rows []batch.Row, sum string) (check.Facts, error) {
	facts := check.Facts{Methods: s.Methods, Projects: s.Projects, MaxRows: s.MaxRows, Layout: s.Layout, Now: s.Store.Now(), Draft: b.State == batch.Draft}
	keys := make([]ledger.Key, 0, len(rows))
	for i := range rows {
		if rows[i].PaymentID != "" {
			keys = append(keys, rows[i].Key())
		}
	}
	var err error
	if facts.Payments, err = s.payments(ctx, keys); err != nil {
		return facts, err
	}
	if err := s.elsewhere(ctx, &facts, rows); err != nil {
		return facts, err
	}
	if err := s.own(ctx, &facts, b, rows, sum); err != nil {
		return facts, err
	}
	if b.Parent == 0 {
		return facts, nil
	}
	return facts, s.unproven(ctx, &facts, b.Parent)
}
