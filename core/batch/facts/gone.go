package facts

import (
	"context"
	"slices"

	"contra/core/batch"
	"contra/core/batch/check"
	"contra/core/ledger"
	"contra/core/store/batches"
)

// elsewhere looks for payments that are unknown in their project in the other ones.
func (s Source) elsewhere(ctx context.Context, facts *check.Facts, rows []batch.Row) error {
	var ids []string
	for i := range rows {
		if key := rows[i].Key(); key.ID != "" && facts.Payments[key] == nil {
			ids = append(ids, key.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	found, err := s.Store.PaymentsByIDs(ctx, ids)
	if err != nil {
		return err
	}
	facts.Elsewhere = map[string][]int64{}
	for id, list := range found {
		for _, p := range list {
			facts.Elsewhere[id] = append(facts.Elsewhere[id], p.Project)
		}
	}
	return nil
}

// own finds the files that hold these rows already. What the rows themselves
// reserved when they were exported does not count against them.
func (s Source) own(ctx context.Context, facts *check.Facts, b batch.Batch, rows []batch.Row, sum string) error {
	files, err := batches.FilesLike(ctx, s.Store, batch.Content(rows), sum)
	if err != nil {
		return err
	}
	mine := map[string]bool{}
	if b.ID != 0 {
		for i := range rows {
			mine[rows[i].RefundID] = true
		}
	}
	gone, err := batches.Like(ctx, s.Store, batch.Content(rows))
	if err != nil {
		return err
	}
	for _, k := range gone {
		if k.ID != b.ID && k.State.ThroughGate() {
			facts.Known = append(facts.Known, check.KnownFile{Ref: k.Ref(), Gate: true, Operator: k.Operator, ExportedAt: k.UpdatedAt, UploadedAt: k.UpdatedAt})
		}
	}
	for _, f := range files {
		if f.Batch == b.ID {
			continue
		}
		facts.Known = append(facts.Known, check.KnownFile{Ref: batch.Ref(f.Batch), Path: f.Path, Operator: f.Operator, ExportedAt: f.ExportedAt, UploadedAt: f.UploadedAt})
		if b.ID == 0 { // a file that was made here is looked at: its rows are those
			theirs, err := batches.Rows(ctx, s.Store, f.Batch)
			if err != nil {
				return err
			}
			for i := range theirs {
				if theirs[i].N >= f.First && theirs[i].N <= f.Last {
					mine[theirs[i].RefundID] = true
				}
			}
		}
	}
	delete(mine, "")
	if len(mine) == 0 {
		return nil
	}
	for _, p := range facts.Payments {
		p.Rivals = slices.DeleteFunc(p.Rivals, func(r check.Rival) bool {
			if mine[r.ID] {
				p.Own += r.Amount.Minor
			}
			return mine[r.ID]
		})
	}
	return nil
}

// unproven marks payments whose row in an earlier file was taken for declined by
// its amount alone.
func (s Source) unproven(ctx context.Context, facts *check.Facts, parent int64) error {
	views, err := batches.Views(ctx, s.Store, parent, batches.Window{Which: batches.Failed, Limit: -1})
	if err != nil {
		return err
	}
	b, err := batches.Get(ctx, s.Store, parent)
	if err != nil {
		return err
	}
	for _, v := range views {
		if p := facts.Payments[v.Key()]; p != nil && !b.State.ThroughGate() && v.State == ledger.Declined {
			p.Unproven = true
		}
	}
	return nil
}
