package clerk

import (
	"context"
	"time"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/query"
	"contra/core/store"
	"contra/core/store/batches"
)

// Built is a batch with what its check found.
type Built struct {
	Batch  batch.Batch
	Report batch.Report
}

// New says what a new batch is called and what its rows have in common.
type New struct {
	Name        string
	Source      string // where the rows come from, for people
	Description string // of rows that have none
	Parent      int64
}

// BuildList makes a batch of the rows of a list.
func (c *Clerk) BuildList(ctx context.Context, wishes []batch.Wish, n New) (Built, error) {
	rows, err := c.Resolve(ctx, wishes, n.Description)
	if err != nil {
		return Built{}, err
	}
	return c.BuildRows(ctx, rows, n)
}

// Resolve understands the rows of a list with what the ledger knows.
func (c *Clerk) Resolve(ctx context.Context, wishes []batch.Wish, description string) ([]batch.Row, error) {
	if description == "" {
		description = c.Description
	}
	ids := make([]string, 0, len(wishes))
	for i := range wishes {
		if wishes[i].PaymentID != "" {
			ids = append(ids, wishes[i].PaymentID)
		}
	}
	found, err := c.Store.PaymentsByIDs(ctx, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]batch.Row, len(wishes))
	for i := range wishes {
		rows[i] = batch.Resolve(wishes[i], found[ledger.Key{ID: wishes[i].PaymentID}.Fold().ID], c.Methods, description)
	}
	return rows, nil
}

// BuildFilter makes a batch of all that can be refunded of the payments that a
// filter finds, in the order of their dates.
func (c *Clerk) BuildFilter(ctx context.Context, f query.Filter, n New) (Built, error) {
	const page = 2000
	var payments []ledger.Payment
	w := store.Window{Filter: f, Sort: query.Sort{Field: query.Date}, Limit: page}
	for {
		got, err := c.Store.Payments(ctx, w)
		if err != nil {
			return Built{}, err
		}
		payments = append(payments, got...)
		if len(got) < page {
			break
		}
		w.Anchor = &got[len(got)-1]
	}
	if n.Source == "" {
		n.Source = "filter " + f.String()
	}
	return c.BuildRows(ctx, c.Wanted(payments, n.Description), n)
}

// BuildPayments makes a batch of all that can be refunded of some payments.
func (c *Clerk) BuildPayments(ctx context.Context, paymentRows []int64, n New) (Built, error) {
	payments, err := c.Store.PaymentsByRow(ctx, paymentRows)
	if err != nil {
		return Built{}, err
	}
	if n.Source == "" {
		n.Source = "selection"
	}
	return c.BuildRows(ctx, c.Wanted(payments, n.Description), n)
}

// Wanted makes a row for all that can be refunded of each payment. Their lines
// are those that they will have in a file.
func (c *Clerk) Wanted(payments []ledger.Payment, description string) []batch.Row {
	if description == "" {
		description = c.Description
	}
	rows := make([]batch.Row, len(payments))
	for i, p := range payments {
		wish := batch.Wish{Line: i + 2, PaymentID: p.ID}
		rows[i] = batch.Resolve(wish, []ledger.Payment{p}, c.Methods, description)
	}
	return rows
}

// BuildRows stores a new draft and checks it. Nothing is reserved.
func (c *Clerk) BuildRows(ctx context.Context, rows []batch.Row, n New) (Built, error) {
	if len(rows) == 0 {
		return Built{}, ledger.Errorf(ledger.ErrNotFound, "%s has no rows to refund", n.Source).WithHint("choose other payments, or another list")
	}
	b := batch.Batch{Name: n.Name, Source: n.Source, Parent: n.Parent, State: batch.Draft}
	err := c.Store.Write(ctx, "storing the batch", func(tx *store.Tx) error {
		if err := batches.Add(ctx, tx, &b, rows); err != nil {
			return err
		}
		tx.Record("batch.built", b.Ref(), snap(b, ""))
		return nil
	})
	if err != nil {
		return Built{}, err
	}
	return c.Check(ctx, b.ID)
}

// BuildFailed makes the next batch of the rows that were declined, rejected or
// had no turn. The platform is asked about their payments first, so that what it
// did meanwhile is known; those that it cannot be asked about are checked as
// they are and marked.
func (c *Clerk) BuildFailed(ctx context.Context, id int64, n New) (Built, error) {
	b, err := batches.Get(ctx, c.Store, id)
	if err != nil {
		return Built{}, err
	}
	if b.State.Editable() || b.State == batch.Exporting || b.State == batch.Cooling || b.State == batch.Sending {
		return Built{}, wrongState(b, "its rows are not done yet")
	}
	rows, err := c.failed(ctx, b)
	if err != nil {
		return Built{}, err
	}
	if len(rows) == 0 {
		return Built{}, ledger.Errorf(ledger.ErrNotFound, "no row of batch %s was declined or left out", b.Ref())
	}
	n.Parent = b.ID
	if n.Source == "" {
		n.Source = "failed rows of " + b.Ref()
	}
	return c.BuildRows(ctx, rows, n)
}

// failed gives the rows that may be wanted once more, after the platform was
// asked about their payments.
func (c *Clerk) failed(ctx context.Context, b batch.Batch) ([]batch.Row, error) {
	all := batches.Window{Which: batches.All, Limit: -1}
	views, err := batches.Views(ctx, c.Store, b.ID, all)
	if err != nil {
		return nil, err
	}
	for _, v := range views {
		if !again(b, v) || v.RefundID == "" {
			continue
		}
		if p, err := c.payment(ctx, v.Key()); err == nil {
			c.Runner.Refresh(ctx, p.RowID) // without an answer the check says that the decline is not proved
			rest(ctx, min(c.gap()/2, 100*time.Millisecond))
		}
		if ctx.Err() != nil {
			return nil, ledger.Errorf(ledger.ErrCancelled, "cancelled while the platform was asked about the failed rows; nothing was built")
		}
	}
	if views, err = batches.Views(ctx, c.Store, b.ID, all); err != nil {
		return nil, err
	}
	paid, err := c.paid(ctx, views)
	if err != nil {
		return nil, err
	}
	var rows []batch.Row
	for _, v := range views {
		if again(b, v) && !paid[v.RefundID] {
			row := v.Row
			row.N, row.RefundID, row.Refusal = 0, "", ""
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// paid gives the refunds, of rows that count as failed, of which the platform
// says that they succeeded: a no may be followed by a late yes, and a person who has seen that
// has no reason to pay the row once more.
func (c *Clerk) paid(ctx context.Context, views []batches.View) (map[string]bool, error) {
	var keys []ledger.Key
	for _, v := range views {
		if v.State == ledger.Declined || v.State == ledger.Rejected {
			keys = append(keys, v.Key())
		}
	}
	if len(keys) == 0 {
		return nil, nil
	}
	var rows []int64
	err := c.Store.EachPayment(ctx, keys, func(_ ledger.Key, p *ledger.Payment) { rows = append(rows, p.RowID) })
	if err != nil {
		return nil, err
	}
	operations, err := c.Store.OperationsOfPayments(ctx, rows)
	if err != nil {
		return nil, err
	}
	paid := map[string]bool{}
	for _, list := range operations {
		for _, o := range list {
			if _, success := ledger.OperationFinal(o.Status); success && ledger.IsRefundType(o.Type) && o.RefundID != "" {
				paid[o.RefundID] = true
			}
		}
	}
	return paid, nil
}

// again tells whether a row may be wanted once more.
func again(b batch.Batch, v batches.View) bool {
	switch v.State {
	case ledger.Declined, ledger.Rejected:
		return v.Hold == "" // else nobody knows yet whether it really was
	case ledger.Cancelled:
		return !b.State.ThroughGate() && v.Hold == ""
	case "":
		return b.State != batch.Paused && b.State != batch.Discarded || v.Refusal != ""
	}
	return false
}

func (c *Clerk) payment(ctx context.Context, key ledger.Key) (ledger.Payment, error) {
	found, err := c.Store.Find(ctx, key.Project, key.ID)
	if err != nil {
		return ledger.Payment{}, err
	}
	if len(found) != 1 {
		return ledger.Payment{}, ledger.Errorf(ledger.ErrNotFound, "payment %s is not in this ledger", key.ID).WithHint("import its callbacks first")
	}
	return found[0], nil
}

// Discard puts a draft away. It stays in the ledger, out of the way.
func (c *Clerk) Discard(ctx context.Context, id int64) (batch.Batch, error) {
	return c.change(ctx, "discarding the batch", id, 0, "batch.discarded", func(_ *store.Tx, b *batch.Batch) (string, error) {
		if b.State != batch.Draft {
			return "", wrongState(*b, "only a draft can be discarded").WithHint("withdraw an exported batch, stop one that is being sent")
		}
		b.State = batch.Discarded
		return "", nil
	})
}

// Rename gives a batch another name.
func (c *Clerk) Rename(ctx context.Context, id int64, name string) (batch.Batch, error) {
	return c.change(ctx, "naming the batch", id, 0, "batch.named", func(_ *store.Tx, b *batch.Batch) (string, error) {
		b.Name = name
		return name, nil
	})
}
