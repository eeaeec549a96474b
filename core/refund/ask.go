package refund

import (
	"context"

	"contra/core/gate"
	"contra/core/intake"
	"contra/core/ledger"
	"contra/core/store"
)

// asked is what a question about a payment's status brought.
type asked struct {
	known bool // the platform answered, and it knows the payment
	why   string
	reply gate.Reply
	state gate.StatusAnswer
}

// ask puts the question to the platform. Nothing is changed. A signature in the
// answer must hold; an answer without one is believed, because it came over TLS
// from the configured address and not every answer of the platform is signed.
func (r *Runner) ask(ctx context.Context, project int64, paymentID string) (asked, error) {
	secret, err := r.Secret(project)
	if err != nil {
		return asked{}, err
	}
	body, err := gate.StatusRequest(project, paymentID, secret)
	if err != nil {
		return asked{}, err
	}
	r.at("before the question")
	got := asked{reply: r.Gate.Status(ctx, body)}
	r.at("after the question")
	got.state, err = gate.ReadStatus(got.reply, project, paymentID, secret)
	switch {
	case err != nil:
		got.why = err.Error()
	case got.state.Unknown:
		got.why = "the platform does not know payment " + paymentID
	default:
		got.known = true
	}
	return got, nil
}

// absorb takes the operations of a status answer into the book, and what it
// says of the payment itself unless the ledger moved on since the question.
func absorb(book *intake.Book, a *ledger.Account, got asked, askedAt int64) {
	current := a.Payment.Version == askedAt
	for _, e := range got.state.Events() {
		e.Project, e.PaymentID = a.Payment.Project, a.Payment.ID
		book.Apply(e)
	}
	if current && got.state.PaymentStatus != "" {
		a.Payment.Status = got.state.PaymentStatus
		if left := got.state.Left; left != nil && left.Currency == a.Payment.Currency {
			minor := left.Minor
			a.Payment.Left = &minor
		}
	}
	book.Touch(a)
}

// Refresh asks the platform for a payment's status and takes the answer in:
// operations whose callbacks never came, and what is left on the payment.
func (r *Runner) Refresh(ctx context.Context, paymentRow int64) error {
	account, _, err := r.Store.Account(ctx, paymentRow)
	if err != nil {
		return err
	}
	p := account.Payment
	got, err := r.ask(ctx, p.Project, p.ID)
	if err != nil {
		return err
	}
	if !got.known {
		return ledger.Errorf(ledger.ErrNetwork, "the status of payment %s could not be had: %s", p.ID, got.why).WithHint("try again; nothing was changed")
	}
	return r.Store.Write(ctx, "storing the payment's status", func(tx *store.Tx) error {
		book, err := intake.Open(ctx, tx, []ledger.Key{p.Key()})
		if err != nil {
			return err
		}
		a := book.Account(p.Key())
		absorb(book, a, got, p.Version)
		if _, err := book.Save(ctx); err != nil {
			return err
		}
		tx.Record("payment.status", p.ID, map[string]any{"project_id": p.Project, "payment_id": p.ID, "status": a.Payment.Status, "operations": len(a.Operations)})
		return nil
	})
}
