package run

import (
	"context"
	"fmt"

	"contra/core/intake"
	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/store"
)

// prove carries over to our refunds what the reports prove: one that succeeded
// and is in a report is confirmed; one without an outcome, of which a report has
// the operation, gets it.
func (c *comparison) prove(ctx context.Context, tx *store.Tx) (confirmed, settled int64, err error) {
	shown := map[string]string{} // refunds that were settled just now, and where a report shows them
	for _, p := range c.result.Pairs {
		if p.By != recon.ByRefund || len(p.Report) != 1 || len(p.Local) != 1 {
			continue
		}
		ok, err := c.settle(ctx, tx, &p.Report[0], &p.Local[0])
		if err != nil {
			return 0, 0, err
		}
		if ok {
			settled++
			shown[p.Local[0].RefundID] = c.place(&p.Report[0])
		}
	}
	proofs, err := tx.SucceededRefunds(ctx)
	if err != nil || len(proofs) == 0 {
		return 0, settled, err
	}
	seen := c.seen(proofs)
	for i := range proofs {
		f := &proofs[i].Refund
		words, ok := seen[proofs[i].Operation]
		if !ok {
			words, ok = shown[f.ID]
		}
		if !ok {
			continue
		}
		if err := f.Move(ledger.Confirmed); err != nil {
			return 0, 0, err
		}
		if err := tx.SaveRefund(ctx, f); err != nil {
			return 0, 0, err
		}
		if err := tx.AddStep(ctx, ledger.Step{RefundID: f.ID, Kind: "report", State: f.State, Detail: words}); err != nil {
			return 0, 0, err
		}
		confirmed++
	}
	return confirmed, settled, nil
}

// seen tells for operations of succeeded refunds which row of which report shows them.
func (c *comparison) seen(proofs []store.Proof) map[int64]string {
	wanted := make(map[int64]bool, len(proofs))
	for _, p := range proofs {
		wanted[p.Operation] = true
	}
	at := map[int32]int64{} // local item -> operation
	for i := range c.local {
		if wanted[c.local[i].Ref] {
			at[int32(i)] = c.local[i].Ref
		}
	}
	all := map[int64]string{}
	for i, l := range c.joined.Match {
		if op, ok := at[l]; ok && l >= 0 {
			ref := c.union.items[i].Ref
			s := c.source(ref)
			all[op] = place(s.info.Name, int(s.body.Lines[ref-s.first]))
		}
	}
	for _, p := range c.result.Pairs {
		for _, l := range p.Local {
			if wanted[l.Operation] && len(p.Report) > 0 {
				all[l.Operation] = c.place(&p.Report[0])
			}
		}
	}
	return all
}

// place tells a person where a row stands.
func (c *comparison) place(row *recon.Record) string {
	return place(c.source(row.Item.Ref).info.Name, row.Line)
}

func place(name string, line int) string { return fmt.Sprintf("in the report %s, line %d", name, line) }

// settle takes the operation that a report shows into the ledger as that of our
// refund. A row without an operation id proves the refund to a person, and moves nothing.
func (c *comparison) settle(ctx context.Context, tx *store.Tx, row, ours *recon.Record) (bool, error) {
	if row.OperationID == "" {
		return false, nil
	}
	key := ledger.Key{Project: ours.Project, ID: ours.PaymentID}
	book, err := intake.Open(ctx, tx, []ledger.Key{key})
	if err != nil {
		return false, err
	}
	account := book.Account(key)
	if account == nil {
		return false, nil
	}
	f := book.Refund(account, ours.RefundID)
	if f == nil || !f.State.Open() || f.OperationID != "" {
		return false, nil
	}
	_, effect := book.Apply(ledger.Event{Project: ours.Project, PaymentID: ours.PaymentID, PaymentStatus: account.Payment.Status, Operation: ledger.Operation{
		ID: row.OperationID, Type: row.TypeName, Status: row.StatusName, Amount: row.Money, Date: row.When, CompletedAt: row.When, ProviderPaymentID: row.Refs.Provider}})
	if !effect.New {
		return false, nil // it came in by another door meanwhile
	}
	if f.State != ledger.Exported {
		f.OperationID = row.OperationID
		account.Operations[effect.Operation].RefundID = f.ID
	}
	if _, err := book.Save(ctx); err != nil {
		return false, err
	}
	detail := fmt.Sprintf("operation %s is %s: the only refund of %s on the payment that can be it", row.OperationID, c.place(row), row.Money)
	return f.State == ledger.Succeeded, tx.AddStep(ctx, ledger.Step{RefundID: f.ID, Kind: "report", State: f.State, Detail: detail})
}
