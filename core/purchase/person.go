package purchase

import (
	"context"
	"strings"

	"contra/core/ledger"
	"contra/core/store/purchases"
)

// What a person may decide about a purchase that contra cannot settle alone.

// Resend sends the same bytes once more. It is safe when the first attempt
// arrived, because the platform then answers 3041.
func (r *Runner) Resend(ctx context.Context, id string) (ledger.Purchase, error) {
	p, err := purchases.Get(ctx, r.Store, id)
	if err != nil {
		return p, err
	}
	if p.Via != ledger.ViaGate || p.State != ledger.PurchaseInDoubt && p.State != ledger.PurchasePrepared {
		return p, ledger.Errorf(ledger.ErrState, "purchase %s is %s: only one in doubt, through Gate, can be resent", id, p.State)
	}
	if p, err = r.attempt(ctx, id, p.Attempts); err != nil || !p.State.Open() {
		return p, err
	}
	s := r.Settle(ctx, id)
	return s.Purchase, s.Err
}

// NotTaken notes a person's finding, from the Dashboard or from support, that
// the platform never took the purchase. The note is mandatory and stays in the audit chain.
func (r *Runner) NotTaken(ctx context.Context, id, note string) (ledger.Purchase, error) {
	if strings.TrimSpace(note) == "" {
		return ledger.Purchase{}, ledger.Errorf(ledger.ErrUsage, "a note is needed: where did you see that the platform never took it?")
	}
	return r.change(ctx, "noting that a purchase was not taken", id, "purchase.not_taken", func(w work) (ledger.PurchaseStep, error) {
		p := w.purchase
		if p.Via == ledger.ViaGate && p.State == ledger.PurchaseWaiting && p.Hold != "" { // its payment never showed
			p.State = ledger.PurchaseInDoubt
		}
		if p.State != ledger.PurchaseInDoubt {
			return ledger.PurchaseStep{}, ledger.Errorf(ledger.ErrState, "purchase %s is %s: only one in doubt can be noted as not taken", id, p.State)
		}
		p.Hold, p.Message = "", "not taken, by "+w.tx.Operator()+": "+note
		return ledger.PurchaseStep{Kind: "note", Detail: p.Message}, p.Move(ledger.PurchaseRejected)
	})
}

// Withdraw takes an intent back before anything was sent, or gives up a link. A
// link that is out can still be paid: then the purchase asks for a person.
func (r *Runner) Withdraw(ctx context.Context, id, note string) (ledger.Purchase, error) {
	return r.change(ctx, "withdrawing a purchase", id, "purchase.cancelled", func(w work) (ledger.PurchaseStep, error) {
		p := w.purchase
		switch {
		case r.foreign(p):
			return ledger.PurchaseStep{}, ledger.Errorf(ledger.ErrState, "purchase %s is being sent by another process", id)
		case p.State == ledger.PurchaseWaiting && (p.Via != ledger.ViaLink || w.account != nil):
			return ledger.PurchaseStep{}, ledger.Errorf(ledger.ErrState, "purchase %s is under way at the platform and cannot be taken back", id).
				WithHint("wait for its outcome; refund it if it was paid by mistake")
		}
		p.Hold, p.Owner, p.Message = "", "", "withdrawn by "+w.tx.Operator()
		return ledger.PurchaseStep{Kind: "note", Detail: strings.TrimSpace(p.Message + ". " + note)}, p.Move(ledger.PurchaseCancelled)
	})
}

// Note adds a person's words to a purchase's story.
func (r *Runner) Note(ctx context.Context, id, text string) (ledger.Purchase, error) {
	if strings.TrimSpace(text) == "" {
		return ledger.Purchase{}, ledger.Errorf(ledger.ErrUsage, "the note is empty")
	}
	return r.change(ctx, "adding a note", id, "purchase.note", func(w work) (ledger.PurchaseStep, error) {
		return ledger.PurchaseStep{Kind: "note", Detail: w.tx.Operator() + ": " + text}, nil
	})
}

// Acknowledge clears what a person was asked to look at, once the outcome is known.
func (r *Runner) Acknowledge(ctx context.Context, id, note string) (ledger.Purchase, error) {
	return r.change(ctx, "acknowledging a finding", id, "purchase.acknowledged", func(w work) (ledger.PurchaseStep, error) {
		p := w.purchase
		if p.Hold == "" || p.State.Open() {
			return ledger.PurchaseStep{}, ledger.Errorf(ledger.ErrState, "purchase %s has nothing to acknowledge", id)
		}
		p.Hold = ""
		return ledger.PurchaseStep{Kind: "note", Detail: strings.TrimSpace("seen by " + w.tx.Operator() + ". " + note)}, nil
	})
}
