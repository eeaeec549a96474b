package purchase

import (
	"context"
	"errors"
	"time"

	"contra/core/ledger"
	"contra/core/owner"
	"contra/core/store"
	"contra/core/store/purchases"
)

// An intent that nobody sent is sent by the next settle while the person who
// confirmed it still expects that; later a person decides.
const (
	abandonedAfter = time.Minute
	intentKeeps    = 15 * time.Minute
)

// paymentShows is how long the payment of an accepted purchase may stay
// invisible before a person is asked.
const paymentShows = 10 * time.Minute

// lateness is how long after the end of the customer's time the platform may
// still learn of a payment, clocks that differ a little included.
const lateness = time.Minute

// Settled is what one look at an open purchase brought.
type Settled struct {
	Purchase ledger.Purchase
	Resent   bool
	Err      error // the platform or the ledger could not be reached; the purchase stays as it is
}

// Settle takes one open purchase a step further, in the documented order: an
// attempt that nobody finished becomes in doubt, the status is asked, and only
// a purchase that the platform does not know after ResendAfter is sent once
// more, with the same bytes.
func (r *Runner) Settle(ctx context.Context, id string) Settled {
	p, err := purchases.Get(ctx, r.Store, id)
	if err != nil {
		return Settled{Err: err}
	}
	if p.State == ledger.PurchasePrepared {
		p, err = r.start(ctx, p)
		return Settled{Purchase: p, Err: err}
	}
	if p.State == ledger.PurchaseSent {
		if p, err = r.takeOver(ctx, p); err != nil {
			return Settled{Purchase: p, Err: err}
		}
	}
	if p.State != ledger.PurchaseWaiting && p.State != ledger.PurchaseInDoubt {
		return Settled{Purchase: p}
	}
	p, resend, err := r.question(ctx, p)
	if err != nil || !resend {
		return Settled{Purchase: p, Err: err}
	}
	if p, err = r.attempt(ctx, id, p.Attempts); errors.Is(err, errFaster) {
		p, err = purchases.Get(ctx, r.Store, id)
		return Settled{Purchase: p, Err: err}
	}
	if err == nil && (p.State == ledger.PurchaseInDoubt || p.State == ledger.PurchaseWaiting) {
		p, _, err = r.question(ctx, p)
	}
	return Settled{Purchase: p, Resent: true, Err: err}
}

// start sends an intent whose process died before its first attempt. One that
// is too old for that is left to a person, also when its process cannot be
// asked or seems to live on: nobody else would ever see it.
func (r *Runner) start(ctx context.Context, p ledger.Purchase) (ledger.Purchase, error) {
	id, age := p.ID, r.Store.Now().Sub(p.CreatedAt)
	mine := p.Owner == string(r.Owner)
	if p.Hold != "" || mine && age < abandonedAfter || !mine && age < intentKeeps && owner.Process(p.Owner).Alive() {
		return p, nil
	}
	p, err := r.change(ctx, "looking at an intent that was never sent", id, "purchase.found", func(w work) (ledger.PurchaseStep, error) {
		if w.purchase.State != ledger.PurchasePrepared {
			return ledger.PurchaseStep{}, store.ErrNothing
		}
		w.purchase.Owner = ""
		if age >= intentKeeps && !over(w.purchase, w.tx.Now()) {
			w.purchase.Hold = "it was never sent: the program stopped first. Send it or withdraw it"
		}
		return ledger.PurchaseStep{Kind: "note", Detail: "the program stopped before it sent anything"}, nil
	})
	if err != nil || p.Hold != "" {
		return p, err
	}
	if p.ID != "" {
		p, err = r.attempt(ctx, id, 0) // when its time is over, it is cancelled there
	}
	switch {
	case p.ID == "" && (err == nil || errors.Is(err, errFaster)):
		return purchases.Get(ctx, r.Store, id)
	case p.State == ledger.PurchaseCancelled: // by a rule
		return p, nil
	}
	return p, err
}

// takeOver waits for the process that is sending, and when that process is
// gone or its time is up, notes that nobody knows what became of the attempt.
func (r *Runner) takeOver(ctx context.Context, p ledger.Purchase) (ledger.Purchase, error) {
	patience := r.Timeout + 5*time.Second
	limit, began := p.SentAt.Add(patience), time.Now()
	// The clock on the wall may have been set back meanwhile, the other one cannot.
	for p.State == ledger.PurchaseSent && owner.Process(p.Owner).Alive() && r.Store.Now().Before(limit) && time.Since(began) < patience {
		if err := pause(ctx, 100*time.Millisecond); err != nil {
			return p, err
		}
		var err error
		if p, err = purchases.Get(ctx, r.Store, p.ID); err != nil {
			return p, err
		}
	}
	if p.State != ledger.PurchaseSent {
		return p, nil
	}
	return r.change(ctx, "noting an attempt without an answer", p.ID, "purchase.in_doubt", func(w work) (ledger.PurchaseStep, error) {
		p := w.purchase
		p.Owner = ""
		if p.State != ledger.PurchaseSent {
			return ledger.PurchaseStep{Kind: "note", Detail: "the answer was recorded meanwhile"}, nil
		}
		p.Message = "the program stopped before it recorded an answer"
		return ledger.PurchaseStep{Kind: "note", Detail: p.Message}, p.Move(ledger.PurchaseInDoubt)
	})
}

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ledger.Errorf(ledger.ErrCancelled, "cancelled while waiting")
	}
}
