package purchase

import (
	"context"
	"fmt"

	"contra/core/intake"
	"contra/core/ledger"
	"contra/core/store"
	"contra/core/store/purchases"
)

// work is what one change of a purchase may touch.
type work struct {
	tx       *store.Tx
	book     *intake.Book
	account  *ledger.Account // nil: the ledger does not know the payment
	purchase *ledger.Purchase
	kind     *string // of the audit entry
}

// change applies fn to a purchase in one transaction, with its step, its audit
// entry and its payment recounted. When it fails, nothing of the purchase is returned.
func (r *Runner) change(ctx context.Context, doing, id, kind string, fn func(work) (ledger.PurchaseStep, error)) (ledger.Purchase, error) {
	var out ledger.Purchase
	err := r.Store.Write(ctx, doing, func(tx *store.Tx) error {
		stored, err := purchases.Get(ctx, tx, id)
		if err != nil {
			return err
		}
		key := stored.Key()
		book, err := intake.Open(ctx, tx, []ledger.Key{key})
		if err != nil {
			return err
		}
		p := book.Purchase(key)
		if p == nil { // it succeeded, so nothing moves it any more
			p = &stored
		}
		before := fate(p)
		step, err := fn(work{tx, book, book.Account(key), p, &kind})
		if err != nil {
			return err
		}
		step.PurchaseID, step.State = id, p.State
		repeats := false
		if step.Kind == "status" { // a story of one answer heard a hundred times helps nobody
			if repeats, err = purchases.Repeats(ctx, tx, step); err != nil {
				return err
			}
		}
		if !repeats {
			if err := purchases.AddStep(ctx, tx, step); err != nil {
				return err
			}
		}
		if a := book.Account(key); a != nil {
			book.Touch(a)
		}
		if _, err := book.Save(ctx); err != nil {
			return err
		}
		if repeats && !book.Wrote() && fate(p) == before {
			out = *p // no news is not worth an entry in the journal
			return store.ErrNothing
		}
		if err := purchases.Save(ctx, tx, p); err != nil {
			return err
		}
		out = *p
		tx.Record(kind, id, snap(p, step.Detail))
		return nil
	})
	if err != nil {
		return ledger.Purchase{}, err
	}
	return out, nil
}

// fate is what may change about a purchase, but for when it was last asked about.
func fate(p *ledger.Purchase) [8]string {
	return [8]string{string(p.State), p.Hold, p.OperationID, p.RequestID, p.Code, p.Message, p.Owner, fmt.Sprint(p.Attempts)}
}
