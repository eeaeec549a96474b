// Package clerk holds what can be done with mass refunds: build, check, edit,
// export, upload, send row by row, follow, withdraw. Both doors call it.
//
// What keeps money safe:
//   - A row becomes a refund of ours, with its amount reserved, in the
//     transaction that notes the row's refund id, and only once. For a file that
//     happens before the file is written; through Gate, before the request is sent.
//   - Under the write lock the rules are asked again, for each row.
//   - The same rows are not exported twice: their content is compared with that
//     of every file before.
//   - An outcome comes from the platform's word about an operation, never from
//     the Dashboard's "Done" and never from time.
package clerk

import (
	"context"

	"contra/core/batch"
	"contra/core/config"
	"contra/core/ledger"
	"contra/core/refund"
	"contra/core/store"
	"contra/core/store/batches"
)

// Clerk works on the mass refunds of one ledger.
type Clerk struct {
	Store    *store.Store
	Runner   *refund.Runner
	Methods  ledger.Methods
	Projects []config.Project
	Settings config.Batch
	// Description is used where none is given.
	Description string
	// Files writes; nil where nothing can be exported.
	Files batch.Files
	// Probe is called between the steps, so that tests can kill the process there.
	Probe func(point string)
}

func (c *Clerk) at(point string) {
	if c.Probe != nil {
		c.Probe(point)
	}
}

// snapshot is what the audit chain keeps of a batch.
type snapshot struct {
	Batch  string      `json:"batch"`
	State  batch.State `json:"state"`
	Rows   int64       `json:"rows"`
	Source string      `json:"source,omitempty"`
	Detail string      `json:"detail,omitempty"`
	Files  []string    `json:"files,omitempty"` // SHA-256 of each
	Totals []string    `json:"totals,omitempty"`
}

func snap(b batch.Batch, detail string) snapshot {
	return snapshot{Batch: b.Ref(), State: b.State, Rows: b.Rows, Source: b.Source, Detail: detail}
}

// change reads a batch, lets fn change it and saves it, in one transaction with
// one entry in the journal. expect is the version that the person saw; 0: any.
func (c *Clerk) change(ctx context.Context, doing string, id, expect int64, kind string, fn func(tx *store.Tx, b *batch.Batch) (detail string, err error)) (batch.Batch, error) {
	var out batch.Batch
	err := c.Store.Write(ctx, doing, func(tx *store.Tx) error {
		b, err := batches.Get(ctx, tx, id)
		if err != nil {
			return err
		}
		if expect != 0 && b.Version != expect {
			return changed(b)
		}
		detail, err := fn(tx, &b)
		if err != nil {
			return err
		}
		if err := batches.Save(ctx, tx, &b); err != nil {
			return err
		}
		tx.Record(kind, b.Ref(), snap(b, detail))
		out = b
		return nil
	})
	return out, err
}

func changed(b batch.Batch) error {
	return ledger.Errorf(ledger.ErrChanged, "batch %s changed since you looked; it is %s", b.Ref(), b.State).WithHint("look again and decide")
}

func wrongState(b batch.Batch, what string) *ledger.Error {
	return ledger.Errorf(ledger.ErrState, "batch %s is %s: %s", b.Ref(), b.State, what)
}
