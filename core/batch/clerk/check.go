package clerk

import (
	"context"
	"slices"

	"contra/core/batch"
	"contra/core/batch/check"
	"contra/core/ledger"
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

// examine gathers what the ledger knows of the rows and checks them against it.
func (c *Clerk) examine(ctx context.Context, b batch.Batch, rows []batch.Row, sum string) (batch.Report, error) {
	facts := check.Facts{Methods: c.Methods, Projects: map[int64]bool{}, MaxRows: c.Settings.MaxRows, Now: c.Store.Now(), Draft: b.State == batch.Draft}
	for _, p := range c.Projects {
		facts.Projects[p.ID] = true
	}
	var err error
	if facts.Layout, err = c.Layout(ctx); err != nil {
		return batch.Report{}, err
	}
	keys := make([]ledger.Key, 0, len(rows))
	for i := range rows {
		if rows[i].PaymentID != "" {
			keys = append(keys, rows[i].Key())
		}
	}
	known, err := c.Store.PaymentsByKeys(ctx, keys)
	if err != nil {
		return batch.Report{}, err
	}
	if facts.Payments, err = c.payments(ctx, known); err != nil {
		return batch.Report{}, err
	}
	if err := c.elsewhere(ctx, &facts, rows); err != nil {
		return batch.Report{}, err
	}
	if err := c.own(ctx, &facts, b, rows, sum); err != nil {
		return batch.Report{}, err
	}
	if b.Parent != 0 {
		if err := c.unproven(ctx, &facts, b.Parent); err != nil {
			return batch.Report{}, err
		}
	}
	return check.Check(rows, facts), ctx.Err()
}

// payments adds to each payment the refunds of ours that are on their way.
func (c *Clerk) payments(ctx context.Context, known map[ledger.Key]ledger.Payment) (map[ledger.Key]*check.Payment, error) {
	all := make(map[ledger.Key]*check.Payment, len(known))
	values := make([]check.Payment, len(known))
	var busy, given []int64
	n := 0
	for k, p := range known {
		values[n].Payment = p
		all[k] = &values[n]
		n++
		if p.Reserved > 0 {
			busy = append(busy, p.RowID)
		}
		if p.Refunded > 0 {
			given = append(given, p.RowID)
		}
	}
	if err := c.before(ctx, all, given); err != nil {
		return nil, err
	}
	if len(busy) == 0 {
		return all, nil
	}
	refunds, err := c.Store.RefundsOfPayments(ctx, busy)
	if err != nil {
		return nil, err
	}
	var inFiles []string
	for _, list := range refunds {
		for _, f := range list {
			inFiles = append(inFiles, f.ID)
		}
	}
	holders, err := batches.Holders(ctx, c.Store, inFiles)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		for _, f := range refunds[p.RowID] {
			r := check.Rival{ID: f.ID, Who: f.Operator, Amount: f.Amount, Via: f.Via, State: f.State, Since: f.CreatedAt}
			if id := holders[f.ID]; id != 0 {
				r.Batch = batch.Ref(id)
			}
			p.Rivals = append(p.Rivals, r)
		}
	}
	return all, nil
}

// before adds what was refunded of the payments in these rows.
func (c *Clerk) before(ctx context.Context, all map[ledger.Key]*check.Payment, given []int64) error {
	if len(given) == 0 {
		return nil
	}
	operations, err := c.Store.OperationsOfPayments(ctx, given)
	if err != nil {
		return err
	}
	for _, p := range all {
		for _, o := range operations[p.RowID] {
			if _, success := ledger.OperationFinal(o.Status); success && ledger.IsRefundType(o.Type) {
				p.Before = append(p.Before, check.Past{Amount: o.Amount, At: o.Date})
			}
		}
	}
	return nil
}

// elsewhere looks for payments that are unknown in their project in the other ones.
func (c *Clerk) elsewhere(ctx context.Context, facts *check.Facts, rows []batch.Row) error {
	var ids []string
	for i := range rows {
		if key := rows[i].Key(); key.ID != "" && facts.Payments[key] == nil {
			ids = append(ids, key.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	found, err := c.Store.PaymentsByIDs(ctx, ids)
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
func (c *Clerk) own(ctx context.Context, facts *check.Facts, b batch.Batch, rows []batch.Row, sum string) error {
	files, err := batches.FilesLike(ctx, c.Store, batch.Content(rows), sum)
	if err != nil {
		return err
	}
	mine := map[string]bool{}
	if b.ID != 0 {
		for i := range rows {
			mine[rows[i].RefundID] = true
		}
	}
	gone, err := batches.Like(ctx, c.Store, batch.Content(rows))
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
			theirs, err := batches.Rows(ctx, c.Store, f.Batch)
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
func (c *Clerk) unproven(ctx context.Context, facts *check.Facts, parent int64) error {
	views, err := batches.Views(ctx, c.Store, parent, batches.Window{Which: batches.Failed, Limit: -1})
	if err != nil {
		return err
	}
	b, err := batches.Get(ctx, c.Store, parent)
	if err != nil {
		return err
	}
	for _, v := range views {
		if p := facts.Payments[v.Key()]; p != nil && b.State.InFiles() && v.State == ledger.Declined {
			p.Unproven = true
		}
	}
	return nil
}
