package purchase

import (
	"context"

	"contra/core/gate"
	"contra/core/ledger"
)

// asked is what a question about a payment's status brought.
type asked struct {
	known   bool // the platform answered, and it knows the payment
	unknown bool // the platform answered, and it does not
	why     string
	reply   gate.Reply
	state   gate.StatusAnswer
}

// ask puts the question to the platform. Nothing is changed. A signature in the
// answer must hold; an answer without one is believed, because it came over TLS
// from the configured address and not every answer of the platform is signed.
func (r *Runner) ask(ctx context.Context, p *ledger.Purchase) (asked, error) {
	secret, err := r.Secret(p.Project)
	if err != nil {
		return asked{}, err
	}
	body, err := gate.StatusRequest(p.Project, p.PaymentID, secret)
	if err != nil {
		return asked{}, err
	}
	r.at("before the question")
	got := asked{reply: r.Gate.Status(ctx, body)}
	r.at("after the question")
	got.state, err = gate.ReadStatus(got.reply, p.Project, p.PaymentID, secret)
	switch {
	case err != nil:
		got.why = err.Error()
	case got.state.Unknown:
		got.unknown, got.why = true, "the platform does not know payment "+p.PaymentID
	default:
		got.known = true
	}
	return got, nil
}

// absorb takes the operations of a status answer into the book, and what it
// says of the payment itself unless the ledger moved on since the question.
func absorb(w work, got asked, askedAt int64) *ledger.Account {
	p, a := w.purchase, w.account
	current := a == nil || a.Payment.Version == askedAt
	for _, e := range got.state.Events() {
		e.Project, e.PaymentID = p.Project, p.PaymentID
		a, _ = w.book.Apply(e)
	}
	if a == nil {
		return nil
	}
	if current && got.state.PaymentStatus != "" {
		a.Payment.Status = got.state.PaymentStatus
		if left := got.state.Left; left != nil && left.Currency == a.Payment.Currency {
			minor := left.Minor
			a.Payment.Left = &minor
		}
	}
	w.book.Touch(a)
	return a
}
