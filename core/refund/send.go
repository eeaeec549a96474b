package refund

import (
	"context"
	"fmt"

	"contra/core/gate"
	"contra/core/ledger"
)

// Send makes one attempt: it records that the bytes are about to leave, sends
// them, and records what came back. Once begun it is not given up when ctx
// ends, because an answer that nobody records leaves a doubt for no reason.
// The error is about the ledger; what the platform said is in the refund.
func (r *Runner) Send(ctx context.Context, id string) (ledger.Refund, error) {
	ctx = context.WithoutCancel(ctx)
	r.at("before the attempt")
	f, err := r.change(ctx, "recording the attempt", id, "refund.sent", func(w work) (ledger.Step, error) {
		f := w.refund
		if f.Owner != "" && f.Owner != string(r.Owner) && Owner(f.Owner).Alive() {
			return ledger.Step{}, ledger.Errorf(ledger.ErrState, "refund %s is being sent by another process", f.ID).WithHint("wait for its answer")
		}
		if err := f.Move(ledger.Sent); err != nil {
			return ledger.Step{}, err
		}
		f.Attempts++
		f.SentAt, f.Owner, f.Hold = w.tx.Now(), string(r.Owner), ""
		return ledger.Step{Kind: "send", Detail: fmt.Sprintf("attempt %d, %d bytes to %s", f.Attempts, len(f.Body), f.Path)}, nil
	})
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
	f, err = r.change(ctx, "recording the answer", id, "refund.answer", func(w work) (ledger.Step, error) {
		w.refund.Owner = ""
		if judged.Code.Code == codeDisputed {
			w.account.Payment.Flags |= ledger.Disputed
		}
		step := ledger.Step{Kind: "answer", HTTP: reply.HTTP, Raw: reply.Body, Detail: judged.Why}
		return step, answered(w.refund, judged)
	})
	r.at("after recording the answer")
	return f, err
}

// codeDisputed: the payment is disputed, so a refund would pay the customer twice.
const codeDisputed = "3288"

// answered moves the refund by Gate's synchronous answer. A callback may have
// finished it already; then the answer only adds the request id.
func answered(f *ledger.Refund, j gate.Judgement) error {
	if j.Verdict == gate.TookIt && f.RequestID == "" {
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
