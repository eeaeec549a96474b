package refund

import (
	"context"

	"contra/core/intake"
	"contra/core/ledger"
	"contra/core/store"
)

// Discover asks the platform for a payment that the ledger may not know, and
// takes the answer in: the payment with all operations that the platform tells of.
func (r *Runner) Discover(ctx context.Context, project int64, paymentID string) (ledger.Payment, error) {
	found, err := r.Store.Find(ctx, project, paymentID)
	if err != nil {
		return ledger.Payment{}, err
	}
	if len(found) == 1 {
		if err := r.Refresh(ctx, found[0].RowID); err != nil {
			return found[0], err
		}
		account, _, err := r.Store.Account(ctx, found[0].RowID)
		return account.Payment, err
	}
	got, err := r.ask(ctx, project, paymentID)
	if err != nil {
		return ledger.Payment{}, err
	}
	if !got.known || len(got.state.Events()) == 0 {
		why := got.why
		if why == "" {
			why = "the answer names no operation"
		}
		return ledger.Payment{}, ledger.Errorf(ledger.ErrNotFound, "payment %s could not be taken in: %s", paymentID, why).WithHint("check the project and the id in the Dashboard; nothing was changed")
	}
	key := ledger.Key{Project: project, ID: paymentID}
	var p ledger.Payment
	err = r.Store.Write(ctx, "storing the payment", func(tx *store.Tx) error {
		book, err := intake.Open(ctx, tx, []ledger.Key{key})
		if err != nil {
			return err
		}
		for _, e := range got.state.Events() {
			e.Project, e.PaymentID = project, paymentID
			book.Apply(e)
		}
		a := book.Account(key)
		absorb(book, a, got, a.Payment.Version)
		if _, err := book.Save(ctx); err != nil {
			return err
		}
		p = a.Payment
		tx.Record("payment.adopted", p.ID, map[string]any{"project_id": p.Project, "payment_id": p.ID, "status": p.Status, "operations": len(a.Operations), "source": "status"})
		return nil
	})
	return p, err
}
