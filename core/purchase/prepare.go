package purchase

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/google/uuid"

	"contra/core/intake"
	"contra/core/ledger"
	"contra/core/paypage"
	"contra/core/store"
	"contra/core/store/purchases"
)

// Prepare turns a plan into a stored intent: the id and the exact bytes are
// committed and synced when it returns. It refuses when a rule forbids the
// purchase, or when its payment id was used meanwhile. Nothing is sent.
func (r *Runner) Prepare(ctx context.Context, plan Plan) (ledger.Purchase, error) {
	if plan.Refused == nil && plan.Wish.Via != ledger.ViaGate {
		return ledger.Purchase{}, ledger.Errorf(ledger.ErrUsage, "a purchase by link is not sent through Gate")
	}
	return r.store(ctx, plan, "intent", func(p *ledger.Purchase, secret string) (err error) {
		p.State, p.Path, p.Owner = ledger.PurchasePrepared, plan.Method.SalePath(), string(r.Owner)
		p.Body, err = plan.request().Bytes(secret)
		return err
	})
}

// PrepareLink turns a plan into a link to the Payment Page, which is the
// purchase's Body. The purchase is stored and waits for its customer; we send nothing.
func (r *Runner) PrepareLink(ctx context.Context, plan Plan) (ledger.Purchase, error) {
	if plan.Refused == nil && plan.Wish.Via != ledger.ViaLink {
		return ledger.Purchase{}, ledger.Errorf(ledger.ErrUsage, "a purchase through Gate has no link")
	}
	return r.store(ctx, plan, "link", func(p *ledger.Purchase, secret string) error {
		link, err := paypage.Link(plan.params(), r.PageURL, secret)
		p.State, p.Body = ledger.PurchaseWaiting, []byte(link)
		return err
	})
}

// store records the intent of a plan, after the rules were checked again in the
// same transaction. The customer's time begins now, not when the plan was made.
func (r *Runner) store(ctx context.Context, plan Plan, kind string, fill func(*ledger.Purchase, string) error) (ledger.Purchase, error) {
	if plan.Refused != nil {
		return ledger.Purchase{}, plan.Refused
	}
	secret, err := r.Secret(plan.Wish.Project)
	if err != nil {
		return ledger.Purchase{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return ledger.Purchase{}, err
	}
	w := plan.Wish
	plan.ExpiresAt = expiry(w, r.Store.Now())
	p := ledger.Purchase{ID: id.String(), Via: w.Via, Project: w.Project, PaymentID: w.PaymentID, Amount: w.Amount, Method: plan.Method.Name,
		CustomerID: w.CustomerID, Description: w.Description, ExpiresAt: plan.ExpiresAt}
	if err := fill(&p, secret); err != nil {
		return ledger.Purchase{}, err
	}
	r.at("before the intent")
	err = r.Store.Write(ctx, "preparing the purchase", func(tx *store.Tx) error {
		if err := unused(ctx, tx, p.Key()); err != nil {
			return err
		}
		if err := purchases.Add(ctx, tx, &p); err != nil {
			return err
		}
		detail := fmt.Sprintf("%s by %s", p.Amount, plan.Method.Title)
		if !p.ExpiresAt.IsZero() {
			detail += ", until " + p.ExpiresAt.UTC().Format("2 Jan 2006 15:04:05") + " UTC"
		}
		if err := purchases.AddStep(ctx, tx, ledger.PurchaseStep{PurchaseID: p.ID, Kind: kind, State: p.State, Detail: detail}); err != nil {
			return err
		}
		sum := sha256.Sum256(p.Body)
		s := snap(&p, detail)
		s.BodyHash = hex.EncodeToString(sum[:])
		tx.Record("purchase."+map[string]string{"intent": "prepared", "link": "link"}[kind], p.ID, s)
		return nil
	})
	r.at("after the intent")
	if err != nil {
		return ledger.Purchase{}, err
	}
	return p, nil
}

// unused refuses a payment id that the ledger knows, under the write lock.
func unused(ctx context.Context, tx *store.Tx, key ledger.Key) error {
	earlier, found, err := purchases.OfPayment(ctx, tx, key)
	switch {
	case err != nil:
		return err
	case found:
		return used(earlier)
	}
	return notThere(ctx, tx, key)
}

// notThere refuses a payment id that the ledger knows a payment of.
func notThere(ctx context.Context, tx *store.Tx, key ledger.Key) error {
	book, err := intake.Open(ctx, tx, []ledger.Key{key})
	if err != nil {
		return err
	}
	if a := book.Account(key); a != nil {
		return exists(a.Payment)
	}
	return nil
}
