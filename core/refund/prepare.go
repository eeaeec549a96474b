package refund

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/google/uuid"

	"contra/core/gate"
	"contra/core/intake"
	"contra/core/ledger"
	"contra/core/store"
)

// Prepare turns a plan into a stored intent: the id, the exact bytes and the
// reservation are committed and synced when it returns. It refuses when a rule
// forbids the refund, or when the payment changed since the plan was made.
// Nothing is sent.
func (r *Runner) Prepare(ctx context.Context, plan Plan) (ledger.Refund, error) {
	return r.PrepareWith(ctx, plan, nil)
}

// PrepareWith is Prepare with one more thing done in the same transaction, such
// as noting which row of a batch the refund is. An error from it undoes all.
func (r *Runner) PrepareWith(ctx context.Context, plan Plan, also func(context.Context, *store.Tx, ledger.Refund) error) (ledger.Refund, error) {
	if plan.Refused != nil {
		return ledger.Refund{}, plan.Refused
	}
	f, err := r.intent(plan)
	if err != nil {
		return ledger.Refund{}, err
	}
	r.at("before the intent")
	err = r.Store.Write(ctx, "preparing the refund", func(tx *store.Tx) error {
		book, err := intake.Open(ctx, tx, []ledger.Key{plan.Payment.Key()})
		if err != nil {
			return err
		}
		a := book.Account(plan.Payment.Key())
		if a == nil {
			return ledger.Errorf(ledger.ErrNotFound, "payment %s is not in this ledger any more", plan.Payment.ID)
		}
		if err := r.stillAllowed(a, book.Refunds(a), plan, tx.Now()); err != nil {
			return err
		}
		f.PaymentRow, f.Operator = a.Payment.RowID, tx.Operator()
		if err := tx.AddRefund(ctx, &f); err != nil {
			return err
		}
		book.Reserve(a, &f)
		if _, err := book.Save(ctx); err != nil {
			return err
		}
		detail := fmt.Sprintf("%s of %s, leaves %s", f.Amount, plan.Payment.Amount(a.Payment.Captured), plan.Leaves)
		if err := tx.AddStep(ctx, ledger.Step{RefundID: f.ID, Kind: "intent", State: f.State, Detail: detail}); err != nil {
			return err
		}
		sum := sha256.Sum256(f.Body)
		s := snap(&f, detail)
		s.BodyHash = hex.EncodeToString(sum[:])
		tx.Record("refund.prepared", f.ID, s)
		if also != nil {
			return also(ctx, tx, f)
		}
		return nil
	})
	r.at("after the intent")
	if err != nil {
		return ledger.Refund{}, err
	}
	return f, nil
}

func (r *Runner) intent(plan Plan) (ledger.Refund, error) {
	secret, err := r.Secret(plan.Payment.Project)
	if err != nil {
		return ledger.Refund{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return ledger.Refund{}, err
	}
	f := ledger.Refund{ID: id.String(), Via: ledger.ViaGate, Project: plan.Payment.Project, PaymentID: plan.Payment.ID, Amount: plan.Amount,
		Description: plan.Description, State: ledger.Prepared, Path: plan.Method.RefundPath(), Owner: string(r.Owner)}
	f.Body, err = r.request(&f).Bytes(secret)
	return f, err
}

func (r *Runner) request(f *ledger.Refund) gate.RefundRequest {
	return gate.RefundRequest{Project: f.Project, PaymentID: f.PaymentID, Description: f.Description,
		MerchantRefundID: f.ID, CustomerIP: r.CustomerIP, Amount: f.Amount}
}

// stillAllowed checks the rules against the ledger under the write lock. Two
// people with the same screen meet here: the second is told who was first.
func (r *Runner) stillAllowed(a *ledger.Account, refunds []*ledger.Refund, plan Plan, now time.Time) error {
	method, known := r.Methods.Lookup(a.Payment.Method)
	list := make([]ledger.Refund, len(refunds))
	for i, f := range refunds {
		list[i] = *f
	}
	refused := check(a, list, method, known, plan.Amount, now)
	if a.Payment.Version == plan.Payment.Version {
		return refused
	}
	first, found := newest(list)
	raced := found && !plan.seen[first.ID]
	left := a.Payment.Amount(a.Payment.Refundable())
	switch {
	case refused != nil && raced:
		return &ledger.Error{Code: ledger.ErrLostRace, Message: "another refund took the money first: " + who(first),
			Hint: fmt.Sprintf("%s is refundable now; nothing was sent for you", left), Err: refused}
	case refused != nil:
		return refused
	case raced:
		return ledger.Errorf(ledger.ErrChanged, "the payment changed since you looked: %s", who(first)).
			WithHint("%s is refundable now; look again and decide", left)
	}
	return ledger.Errorf(ledger.ErrChanged, "the payment changed since you looked: it is %s", a.Payment.Status).
		WithHint("%s is refundable now; look again and decide", left)
}
