package clerk

import (
	"context"
	"fmt"
	"strings"

	"contra/core/batch"
	"contra/core/intake"
	"contra/core/ledger"
	"contra/core/store"
	"contra/core/store/batches"
)

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
