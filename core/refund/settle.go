package refund

import (
	"context"
	"errors"
	"time"

	"contra/core/ledger"
	"contra/core/owner"
	"contra/core/store"
)

// An intent that nobody sent is sent by the next settle while the person who
// confirmed it still expects that; later a person decides.
const (
	abandonedAfter = time.Minute
	intentKeeps    = 15 * time.Minute
)

// Settled is what one look at an open refund brought.
type Settled struct {
	Refund ledger.Refund
	Resent bool
	Err    error // the platform or the ledger could not be reached; the refund stays as it is
}

// Settle takes one open refund a step further, in the documented order: an
// attempt that nobody finished becomes in doubt, the status is asked, and only
// a refund that the platform does not know after ResendAfter is sent once more,
// with the same id and the same bytes.
func (r *Runner) Settle(ctx context.Context, id string) Settled {
	f, err := r.Store.Refund(ctx, id)
	if err != nil {
		return Settled{Err: err}
	}
	if f.State == ledger.Prepared {
		f, err = r.start(ctx, f)
		return Settled{Refund: f, Err: err}
	}
	if f.State == ledger.Sent {
		if f, err = r.takeOver(ctx, f); err != nil {
			return Settled{Refund: f, Err: err}
		}
	}
	if f.State != ledger.Accepted && f.State != ledger.InDoubt && f.State != ledger.Uploaded {
		return Settled{Refund: f}
	}
	f, resend, err := r.question(ctx, f)
	if err != nil || !resend {
		return Settled{Refund: f, Err: err}
	}
	if f, err = r.attempt(ctx, id, f.Attempts); errors.Is(err, errFaster) {
		f, err = r.Store.Refund(ctx, id)
		return Settled{Refund: f, Err: err}
	}
	if err == nil && (f.State == ledger.InDoubt || f.State == ledger.Accepted) {
		f, _, err = r.question(ctx, f)
	}
	return Settled{Refund: f, Resent: true, Err: err}
}

// start sends an intent whose process died before its first attempt. One that
// is too old for that is left to a person, also when its process cannot be
// asked or seems to live on: nobody else would ever see it.
func (r *Runner) start(ctx context.Context, f ledger.Refund) (ledger.Refund, error) {
	id, age := f.ID, r.Store.Now().Sub(f.CreatedAt)
	mine := f.Owner == string(r.Owner)
	if f.Hold != "" || mine && age < abandonedAfter || !mine && age < intentKeeps && owner.Process(f.Owner).Alive() {
		return f, nil
	}
	f, err := r.change(ctx, "looking at an intent that was never sent", id, "refund.found", func(w work) (ledger.Step, error) {
		if w.refund.State != ledger.Prepared {
			return ledger.Step{}, store.ErrNothing
		}
		w.refund.Owner = ""
		if age >= intentKeeps {
			w.refund.Hold = "it was never sent: the program stopped first. Send it or withdraw it"
		}
		return ledger.Step{Kind: "note", Detail: "the program stopped before it sent anything"}, nil
	})
	if err != nil || f.Hold != "" {
		return f, err
	}
	if f.ID != "" {
		f, err = r.attempt(ctx, id, 0)
	}
	switch {
	case f.ID == "" && (err == nil || errors.Is(err, errFaster)):
		return r.Store.Refund(ctx, id)
	case f.State == ledger.Cancelled: // by a rule
		return f, nil
	}
	return f, err
}

// takeOver waits for the process that is sending, and when that process is
// gone or its time is up, notes that nobody knows what became of the attempt.
func (r *Runner) takeOver(ctx context.Context, f ledger.Refund) (ledger.Refund, error) {
	patience := r.Timeout + 5*time.Second
	limit, began := f.SentAt.Add(patience), time.Now()
	// The clock on the wall may have been set back meanwhile, the other one cannot.
	for f.State == ledger.Sent && owner.Process(f.Owner).Alive() && r.Store.Now().Before(limit) && time.Since(began) < patience {
		if err := pause(ctx, 100*time.Millisecond); err != nil {
			return f, err
		}
		var err error
		if f, err = r.Store.Refund(ctx, f.ID); err != nil {
			return f, err
		}
	}
	if f.State != ledger.Sent {
		return f, nil
	}
	return r.change(ctx, "noting an attempt without an answer", f.ID, "refund.in_doubt", func(w work) (ledger.Step, error) {
		f := w.refund
		f.Owner = ""
		if f.State != ledger.Sent {
			return ledger.Step{Kind: "note", Detail: "the answer was recorded meanwhile"}, nil
		}
		f.Message = "the program stopped before it recorded an answer"
		return ledger.Step{Kind: "note", Detail: f.Message}, f.Move(ledger.InDoubt)
	})
}

// question asks the platform about a refund and applies what it says. It tells
// whether the one resend is due.
func (r *Runner) question(ctx context.Context, f ledger.Refund) (ledger.Refund, bool, error) {
	account, _, err := r.Store.Account(ctx, f.PaymentRow)
	if err != nil {
		return f, false, err
	}
	askedAt := account.Payment.Version
	got, err := r.ask(ctx, f.Project, f.PaymentID)
	if err != nil {
		return f, false, err
	}
	r.asked.Store(f.ID, r.Store.Now())
	if ctx.Err() != nil {
		return f, false, ledger.Errorf(ledger.ErrCancelled, "cancelled while asking for the status of refund %s", f.ID)
	}
	resend := false
	f, err = r.change(context.WithoutCancel(ctx), "recording the status", f.ID, "refund.status", func(w work) (ledger.Step, error) {
		f := w.refund
		f.CheckedAt = w.tx.Now()
		step := ledger.Step{Kind: "status", HTTP: got.reply.HTTP, Raw: got.reply.Body, Detail: got.why}
		if !got.known {
			return step, nil
		}
		absorb(w.book, w.account, got, askedAt)
		step.Detail, resend, err = r.look(ctx, w, got.state.Complete)
		return step, err
	})
	r.at("after recording the status")
	return f, resend && f.State == ledger.InDoubt, err
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
