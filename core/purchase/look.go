package purchase

import (
	"context"
	"time"

	"contra/core/ledger"
)

// question asks the platform about a purchase and applies what it says. It tells
// whether the one resend is due.
func (r *Runner) question(ctx context.Context, p ledger.Purchase) (ledger.Purchase, bool, error) {
	askedAt, err := r.version(ctx, p.Key())
	if err != nil {
		return p, false, err
	}
	began := r.Store.Now()
	got, err := r.ask(ctx, &p)
	if err != nil {
		return p, false, err
	}
	r.asked.Store(p.ID, r.Store.Now())
	if ctx.Err() != nil {
		return p, false, ledger.Errorf(ledger.ErrCancelled, "cancelled while asking for the status of purchase %s", p.ID)
	}
	resend := false
	p, err = r.change(context.WithoutCancel(ctx), "recording the status", p.ID, "purchase.status", func(w work) (step ledger.PurchaseStep, err error) {
		p := w.purchase
		p.CheckedAt = w.tx.Now()
		step = ledger.PurchaseStep{Kind: "status", HTTP: got.reply.HTTP, Raw: got.reply.Body, Detail: got.why}
		switch {
		case got.known:
			step.Detail = "the platform knows the payment"
			if absorb(w, got, askedAt); got.state.PaymentStatus != "" {
				step.Detail += ": it is " + got.state.PaymentStatus
			}
		case got.unknown && (p.State == ledger.PurchaseWaiting || p.State == ledger.PurchaseInDoubt) && !p.SentAt.After(began):
			step.Detail, resend, err = r.missing(w, began)
		}
		return step, err
	})
	r.at("after recording the status")
	return p, resend && p.State == ledger.PurchaseInDoubt, err
}

// version is that of the payment, 0 when the ledger does not know it.
func (r *Runner) version(ctx context.Context, key ledger.Key) (int64, error) {
	found, err := r.Store.Find(ctx, key.Project, key.ID)
	if err != nil || len(found) == 0 {
		return 0, err
	}
	return found[0].Version, nil
}

// missing reads the fate of a purchase whose payment the platform did not know
// when it was asked, in words. Only then can the end of the customer's time end
// it: a request or a link that is too late makes no payment any more.
func (r *Runner) missing(w work, asked time.Time) (detail string, resend bool, err error) {
	p := w.purchase
	tooLate := !p.ExpiresAt.IsZero() && asked.After(p.ExpiresAt.Add(lateness))
	switch {
	case w.account != nil: // by a callback, which the platform's answer seems to have missed
		return "the platform does not know the payment, although it told of it", false, nil
	case p.Via == ledger.ViaLink && tooLate:
		p.Message = "nobody opened the link in time"
		return "the platform does not know the payment, and the link is too old to be opened", false, p.Move(ledger.PurchaseExpired)
	case p.Via == ledger.ViaLink:
		return "nobody chose to pay by the link yet", false, nil
	case p.State == ledger.PurchaseWaiting:
		if asked.Sub(p.SentAt) > paymentShows {
			p.Hold = "Gate accepted it as request " + p.RequestID + ", but does not show the payment: look in the Dashboard"
		}
		return "Gate accepted it, but does not show the payment yet", false, nil
	case p.Code == ledger.CodePaymentExists:
		if p.Hold == "" && asked.Sub(p.SentAt) > paymentShows {
			p.Hold = "Gate says that a payment with this id exists (code 3041), but does not show it: look in the Dashboard, then note that it was not taken"
		}
		return "the platform has a payment with this id (code 3041) but does not show it yet", false, nil
	case tooLate && asked.Sub(p.SentAt) > max(r.ResendAfter, lateness):
		p.Message = "the platform never knew it, and its time is over"
		return "the platform does not know it, and its time is over", false, p.Move(ledger.PurchaseExpired)
	case over(p, asked):
		return "the platform does not know it, and its time is over; it is asked once more soon", false, nil
	case p.Attempts >= 2:
		if p.Hold == "" {
			p.Hold = "it was resent once and the platform still does not show it: look in the Dashboard, then resend it or note that it was not taken"
		}
		return "the platform does not know it", false, nil
	}
	due := p.SentAt.Add(r.ResendAfter)
	if asked.Before(due) {
		return "the platform does not know it yet; one resend of the same bytes is due at " + due.Format("15:04:05") + " UTC", false, nil
	}
	return "the platform does not know it; resending once with the same bytes", true, nil
}
