package refund

import (
	"context"
	"errors"
	"fmt"

	"contra/core/gate"
	"contra/core/ledger"
	"contra/core/owner"
)

// errFaster: another settle, person or process led the refund on meanwhile.
var errFaster = errors.New("somebody else was faster")

// Send makes a new intent's first attempt. A refund that comes back without an
// attempt was not sent; without an id, nothing about it could be recorded
// either. The error is about the ledger or the rules; what the platform said is
// in the refund.
func (r *Runner) Send(ctx context.Context, id string) (ledger.Refund, error) {
	return r.attempt(ctx, id, 0)
}

// attempt makes one attempt if exactly so many were made before: it records
// that the bytes are about to leave, sends them, and records what came back.
// Before the first one the rules are asked once more, in the same transaction.
// Once begun it is not given up when ctx ends, because an answer that nobody
// records leaves a doubt for no reason.
func (r *Runner) attempt(ctx context.Context, id string, before int) (ledger.Refund, error) {
	ctx = context.WithoutCancel(ctx)
	r.at("before the attempt")
	var forbidden error
	f, err := r.change(ctx, "recording the attempt", id, "refund.sent", func(w work) (ledger.Step, error) {
		f := w.refund
		if f.Via == ledger.ViaFile { // it has no bytes: the file is what was sent
			return ledger.Step{}, ledger.Errorf(ledger.ErrState, "refund %s is a row of a file and is not sent through Gate", id)
		}
		if f.Attempts != before || f.State == ledger.Sent || f.Owner != "" && f.Owner != string(r.Owner) && owner.Process(f.Owner).Alive() {
			return ledger.Step{}, &ledger.Error{Code: ledger.ErrState, Message: "refund " + id + " is not sent", Hint: "it is " + string(f.State) + "; wait for its outcome", Err: errFaster}
		}
		if forbidden = r.allowed(w); before == 0 && forbidden != nil {
			*w.kind = "refund.cancelled"
			f.Owner, f.Hold, f.Message = "", "", forbidden.Error()
			return ledger.Step{Kind: "note", Detail: "never sent, and not allowed any more: " + f.Message}, f.Move(ledger.Cancelled)
		}
		forbidden = nil
		if err := f.Move(ledger.Sent); err != nil {
			return ledger.Step{}, err
		}
		f.Attempts++
		f.SentAt, f.Owner, f.Hold = w.tx.Now(), string(r.Owner), ""
		return ledger.Step{Kind: "send", Detail: fmt.Sprintf("attempt %d, %d bytes to %s", f.Attempts, len(f.Body), f.Path)}, nil
	})
	if err == nil {
		err = forbidden
	}
	if err != nil {
		return f, err
	}
	r.at("before the first byte")
	reply := r.Gate.Refund(ctx, f.Path, f.Body)
	r.at("after the answer")
	secret, err := r.Secret(f.Project)
	if err != nil {
		secret = "" // the answer's signature, if it has one, will not hold: in doubt, as it should be
	}
	judged := gate.Judge(reply, r.request(&f), secret)
	answer, err := r.change(ctx, "recording the answer", id, "refund.answer", func(w work) (ledger.Step, error) {
		if judged.Code.Code == codeDisputed {
			w.account.Payment.Flags |= ledger.Disputed
		}
		step := ledger.Step{Kind: "answer", HTTP: reply.HTTP, Raw: reply.Body, Detail: judged.Why}
		if w.refund.Attempts == f.Attempts {
			w.refund.Owner = ""
		} else if judged.Verdict != gate.TookIt {
			return step, nil // too late: it says nothing about the attempt that is under way
		}
		return step, answered(w.refund, judged)
	})
	r.at("after recording the answer")
	if err != nil {
		return f, err
	}
	return answer, nil
}

// allowed asks the rules again, as if the refund itself were not reserved yet.
func (r *Runner) allowed(w work) error {
	p := w.account.Payment
	p.Reserved -= w.refund.Amount.Minor
	method, known := r.Methods.Lookup(p.Method)
	return ledger.CheckRefund(p, method, known, w.refund.Amount, w.tx.Now())
}

// codeDisputed: the payment is disputed, so a refund would pay the customer twice.
const codeDisputed = "3288"

// answered moves the refund by Gate's synchronous answer. A callback may have
// finished it already; then the answer only adds the request id.
func answered(f *ledger.Refund, j gate.Judgement) error {
	if j.Verdict == gate.TookIt && f.RequestID == "" && f.Code != ledger.CodeExists {
		f.RequestID = j.Answer.RequestID
	}
	if f.State != ledger.Sent {
		return nil
	}
	f.Code, f.Message = j.Answer.Code, j.Answer.Message
	if f.Message == "" {
		f.Message = j.Why
	}
	switch {
	case j.Verdict == gate.TookIt:
		return f.Move(ledger.Accepted)
	case j.Verdict == gate.Refused && f.Attempts == 1:
		return f.Move(ledger.Rejected)
	case j.Verdict == gate.Refused:
		// A second attempt may be refused because of what the first one did.
		f.Hold = "the resend was refused (" + j.Code.Code + "), the first attempt may still have arrived"
	}
	return f.Move(ledger.InDoubt)
}
