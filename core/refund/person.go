package refund

import (
	"context"
	"strings"

	"contra/core/ledger"
	"contra/core/owner"
)

// What a person may decide about a refund that contra cannot settle alone.

// Resend sends the same id and bytes once more. It is safe when the first
// attempt arrived, because the platform then answers 3230.
func (r *Runner) Resend(ctx context.Context, id string) (ledger.Refund, error) {
	f, err := r.Store.Refund(ctx, id)
	if err != nil {
		return f, err
	}
	if f.Via == ledger.ViaFile {
		return f, ledger.Errorf(ledger.ErrState, "refund %s is a row of a file, which has no request to send again", id).
			WithHint("choose the operation that carries it out, or note that it was not taken")
	}
	if f.State != ledger.InDoubt && f.State != ledger.Prepared {
		return f, ledger.Errorf(ledger.ErrState, "refund %s is %s: only one in doubt can be resent", id, f.State)
	}
	if f, err = r.attempt(ctx, id, f.Attempts); err != nil || f.State.Final() {
		return f, err
	}
	s := r.Settle(ctx, id)
	return s.Refund, s.Err
}

// Adopt notes that an operation of the platform carries out the refund.
func (r *Runner) Adopt(ctx context.Context, id, operationID, note string) (ledger.Refund, error) {
	return r.change(ctx, "adopting an operation", id, "refund.adopted", func(w work) (ledger.Step, error) {
		f := w.refund
		if f.State != ledger.InDoubt && f.State != ledger.Accepted && f.State != ledger.Uploaded {
			return ledger.Step{}, ledger.Errorf(ledger.ErrState, "refund %s is %s: only one without an outcome can adopt an operation", id, f.State)
		}
		for _, o := range ledger.Candidates(w.account, f, false) {
			if o.ID == operationID {
				release(w.account, f)
				f.OperationID, f.Hold = o.ID, ""
				if refused(o) { // a person may know what is no proof
					o.RefundID, f.Code, f.Message = f.ID, o.Code, o.Message
					f.State = ledger.Declined
				}
				return ledger.Step{Kind: "adopt", Detail: strings.TrimSpace("by " + w.tx.Operator() + ": operation " + o.ID + ". " + note)}, nil
			}
		}
		return ledger.Step{}, ledger.Errorf(ledger.ErrState, "operation %s does not fit refund %s", operationID, id).
			WithHint("it must be a refund of %s on payment %s that no other refund claims", f.Amount, f.PaymentID)
	})
}

// release lets the operation go that a row of a file was taken to be until now,
// by its amount alone.
func release(a *ledger.Account, f *ledger.Refund) {
	for i := range a.Operations {
		if o := &a.Operations[i]; f.Via == ledger.ViaFile && o.RefundID == f.ID {
			o.RefundID = ""
		}
	}
}

// NotTaken notes a person's finding, from the Dashboard or from support, that
// the platform never took the refund. It releases the reservation, so the note
// is mandatory and stays in the audit chain.
func (r *Runner) NotTaken(ctx context.Context, id, note string) (ledger.Refund, error) {
	if strings.TrimSpace(note) == "" {
		return ledger.Refund{}, ledger.Errorf(ledger.ErrUsage, "a note is needed: where did you see that the platform never took it?")
	}
	return r.change(ctx, "noting that a refund was not taken", id, "refund.not_taken", func(w work) (ledger.Step, error) {
		f := w.refund
		if f.State == ledger.Accepted && f.Hold != "" && f.OperationID == "" { // its operation never showed
			f.State = ledger.InDoubt
		}
		if f.State != ledger.InDoubt && f.State != ledger.Uploaded {
			return ledger.Step{}, ledger.Errorf(ledger.ErrState, "refund %s is %s: only one in doubt, or in an uploaded file, can be noted as not taken", id, f.State)
		}
		f.Hold, f.Message = "", "not taken, by "+w.tx.Operator()+": "+note
		return ledger.Step{Kind: "note", Detail: f.Message}, f.Move(ledger.Rejected)
	})
}

// Withdraw takes an intent back before anything was sent.
func (r *Runner) Withdraw(ctx context.Context, id, note string) (ledger.Refund, error) {
	return r.change(ctx, "withdrawing a refund", id, "refund.cancelled", func(w work) (ledger.Step, error) {
		f := w.refund
		if f.Via == ledger.ViaFile {
			return ledger.Step{}, ledger.Errorf(ledger.ErrState, "refund %s is a row of a file", id).WithHint("withdraw its batch, which says what that risks")
		}
		if f.Owner != "" && f.Owner != string(r.Owner) && owner.Process(f.Owner).Alive() {
			return ledger.Step{}, ledger.Errorf(ledger.ErrState, "refund %s is being sent by another process", id)
		}
		f.Hold, f.Owner, f.Message = "", "", "withdrawn by "+w.tx.Operator()
		return ledger.Step{Kind: "note", Detail: strings.TrimSpace(f.Message + ". " + note)}, f.Move(ledger.Cancelled)
	})
}

// Note adds a person's words to a refund's story.
func (r *Runner) Note(ctx context.Context, id, text string) (ledger.Refund, error) {
	if strings.TrimSpace(text) == "" {
		return ledger.Refund{}, ledger.Errorf(ledger.ErrUsage, "the note is empty")
	}
	return r.change(ctx, "adding a note", id, "refund.note", func(w work) (ledger.Step, error) {
		return ledger.Step{Kind: "note", Detail: w.tx.Operator() + ": " + text}, nil
	})
}

// Acknowledge clears what a person was asked to look at on a final refund,
// such as one that was taken back after it had succeeded.
func (r *Runner) Acknowledge(ctx context.Context, id, note string) (ledger.Refund, error) {
	return r.change(ctx, "acknowledging a finding", id, "refund.acknowledged", func(w work) (ledger.Step, error) {
		f := w.refund
		if f.Hold == "" || !f.State.Final() {
			return ledger.Step{}, ledger.Errorf(ledger.ErrState, "refund %s has nothing to acknowledge", id)
		}
		f.Hold = ""
		return ledger.Step{Kind: "note", Detail: strings.TrimSpace("seen by " + w.tx.Operator() + ". " + note)}, nil
	})
}
