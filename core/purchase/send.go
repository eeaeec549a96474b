package purchase

import (
	"context"
	"errors"
	"fmt"
	"time"

	"contra/core/gate"
	"contra/core/ledger"
	"contra/core/owner"
)

// errFaster: another settle, person or process led the purchase on meanwhile.
var errFaster = errors.New("somebody else was faster")

// Send makes a new intent's first attempt. A purchase that comes back without an
// attempt was not sent; without an id, nothing about it could be recorded
// either. The error is about the ledger or the rules; what the platform said is
// in the purchase.
func (r *Runner) Send(ctx context.Context, id string) (ledger.Purchase, error) {
	return r.attempt(ctx, id, 0)
}

// attempt makes one attempt if exactly so many were made before: it records
// that the bytes are about to leave, sends them, and records what came back.
// Once begun it is not given up when ctx ends, because an answer that nobody
// records leaves a doubt for no reason.
func (r *Runner) attempt(ctx context.Context, id string, before int) (ledger.Purchase, error) {
	ctx = context.WithoutCancel(ctx)
	r.at("before the attempt")
	var forbidden error
	p, err := r.change(ctx, "recording the attempt", id, "purchase.sent", func(w work) (ledger.PurchaseStep, error) {
		p := w.purchase
		if p.Via != ledger.ViaGate {
			return ledger.PurchaseStep{}, ledger.Errorf(ledger.ErrState, "purchase %s is a link and is not sent through Gate", id)
		}
		if p.Attempts != before || p.State == ledger.PurchaseSent || r.foreign(p) {
			return ledger.PurchaseStep{}, &ledger.Error{Code: ledger.ErrState, Message: "purchase " + id + " is not sent", Hint: "it is " + string(p.State) + "; wait for its outcome", Err: errFaster}
		}
		if forbidden = allowed(w); before == 0 && p.State == ledger.PurchasePrepared && forbidden != nil {
			*w.kind = "purchase.cancelled"
			p.Owner, p.Hold, p.Message = "", "", forbidden.Error()
			return ledger.PurchaseStep{Kind: "note", Detail: "never sent, and not allowed any more: " + p.Message}, p.Move(ledger.PurchaseCancelled)
		}
		forbidden = nil
		if err := p.Move(ledger.PurchaseSent); err != nil {
			return ledger.PurchaseStep{}, err
		}
		p.Attempts++
		p.SentAt, p.Owner, p.Hold = w.tx.Now(), string(r.Owner), ""
		return ledger.PurchaseStep{Kind: "send", Detail: fmt.Sprintf("attempt %d, %d bytes to %s", p.Attempts, len(p.Body), p.Path)}, nil
	})
	if err == nil {
		err = forbidden
	}
	if err != nil {
		return p, err
	}
	r.at("before the first byte")
	reply := r.Gate.Sale(ctx, p.Path, p.Body)
	r.at("after the answer")
	secret, err := r.Secret(p.Project)
	if err != nil {
		secret = "" // the answer's signature, if it has one, will not hold: in doubt, as it should be
	}
	judged := gate.JudgeSale(reply, gate.SaleRequest{Project: p.Project, PaymentID: p.PaymentID}, secret)
	answer, err := r.change(ctx, "recording the answer", id, "purchase.answer", func(w work) (ledger.PurchaseStep, error) {
		step := ledger.PurchaseStep{Kind: "answer", HTTP: reply.HTTP, Raw: reply.Body, Detail: judged.Why}
		if w.purchase.Attempts == p.Attempts {
			w.purchase.Owner = ""
		} else if judged.Verdict != gate.TookIt {
			return step, nil // too late: it says nothing about the attempt that is under way
		}
		return step, answered(w.purchase, judged)
	})
	r.at("after recording the answer")
	if err != nil {
		return p, err
	}
	return answer, nil
}

// foreign tells whether another process that lives is sending the purchase.
func (r *Runner) foreign(p *ledger.Purchase) bool {
	return p.Owner != "" && p.Owner != string(r.Owner) && owner.Process(p.Owner).Alive()
}

// allowed asks once more, just before the first attempt, what may have changed
// since the plan: the payment id, and whether there is time left.
func allowed(w work) error {
	switch p := w.purchase; {
	case w.account != nil:
		return exists(w.account.Payment)
	case over(p, w.tx.Now()):
		return ledger.Errorf(ledger.ErrState, "the customer's time was over at %s UTC", p.ExpiresAt.Format("15:04:05")).WithHint("start a new purchase")
	}
	return nil
}

// over tells whether the customer's time has passed.
func over(p *ledger.Purchase, now time.Time) bool {
	return !p.ExpiresAt.IsZero() && !now.Before(p.ExpiresAt)
}

// answered moves the purchase by Gate's synchronous answer. A callback may have
// led it further already; then the answer only adds the request id.
func answered(p *ledger.Purchase, j gate.Judgement) error {
	if j.Verdict == gate.TookIt && p.RequestID == "" && p.Code != ledger.CodePaymentExists {
		p.RequestID = j.Answer.RequestID
	}
	if p.State != ledger.PurchaseSent {
		return nil
	}
	p.Code, p.Message = j.Answer.Code, j.Answer.Message
	if j.Code.Code != "" {
		p.Code = j.Code.Code
	}
	if p.Message == "" {
		p.Message = j.Why
	}
	switch {
	case j.Verdict == gate.TookIt:
		return p.Move(ledger.PurchaseWaiting)
	case j.Verdict == gate.Refused && p.Attempts == 1:
		return p.Move(ledger.PurchaseRejected)
	case j.Verdict == gate.Refused:
		// A second attempt may be refused because of what the first one did.
		p.Hold = "the resend was refused (" + j.Code.Code + "), the first attempt may still have arrived"
	}
	return p.Move(ledger.PurchaseInDoubt)
}
