package refund

import (
	"context"
	"fmt"

	"contra/core/intake"
	"contra/core/ledger"
	"contra/core/store"
)

// work is what one change of a refund may touch.
type work struct {
	tx      *store.Tx
	book    *intake.Book
	account *ledger.Account
	refund  *ledger.Refund
	kind    *string // of the audit entry
}

// change applies fn to a refund in one transaction, with its step, its audit
// entry and its payment recounted. When it fails, nothing of the refund is returned.
func (r *Runner) change(ctx context.Context, doing, id, kind string, fn func(work) (ledger.Step, error)) (ledger.Refund, error) {
	var out ledger.Refund
	err := r.Store.Write(ctx, doing, func(tx *store.Tx) error {
		stored, err := tx.Refund(ctx, id)
		if err != nil {
			return err
		}
		key := ledger.Key{Project: stored.Project, ID: stored.PaymentID}
		book, err := intake.Open(ctx, tx, []ledger.Key{key})
		if err != nil {
			return err
		}
		a := book.Account(key)
		f := book.Refund(a, id)
		before := fate(f)
		step, err := fn(work{tx, book, a, f, &kind})
		if err != nil {
			return err
		}
		step.RefundID, step.State = id, f.State
		repeats := false
		if step.Kind == "status" { // a story of one answer heard a hundred times helps nobody
			if repeats, err = tx.Repeats(ctx, step); err != nil {
				return err
			}
		}
		if !repeats {
			if err := tx.AddStep(ctx, step); err != nil {
				return err
			}
		}
		book.Touch(a)
		if _, err := book.Save(ctx); err != nil {
			return err
		}
		if repeats && !book.Wrote() && fate(f) == before {
			out = *f // no news is not worth an entry in the journal
			return store.ErrNothing
		}
		if err := tx.SaveRefund(ctx, f); err != nil {
			return err
		}
		out = *f
		tx.Record(kind, id, snap(f, step.Detail))
		return nil
	})
	if err != nil {
		return ledger.Refund{}, err
	}
	return out, nil
}

// fate is what may change about a refund, but for when it was last asked about.
func fate(f *ledger.Refund) [8]string {
	return [8]string{string(f.State), f.Hold, f.OperationID, f.RequestID, f.Code, f.Message, f.Owner, fmt.Sprint(f.Attempts)}
}
