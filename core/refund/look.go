package refund

import (
	"context"
	"fmt"
	"time"

	"contra/core/ledger"
)

// operationShows is how long the operation of an accepted refund may stay
// invisible before a person is asked.
const operationShows = 10 * time.Minute

// look reads a refund's fate from the account after a status answer, in words.
// Only an answer that lists all operations can say that ours is not there.
func (r *Runner) look(ctx context.Context, w work, complete bool) (detail string, resend bool, err error) {
	f := w.refund
	for i := range w.account.Operations {
		if o := &w.account.Operations[i]; ledger.Carries(o, f) {
			return fmt.Sprintf("the platform has it: operation %s, %s %s", o.ID, o.Type, o.Status), false, nil
		}
	}
	if f.Via == ledger.ViaFile {
		return waitsForFile(f), false, nil
	}
	if f.State != ledger.InDoubt {
		if complete && w.tx.Now().Sub(f.SentAt) > operationShows {
			f.Hold = "Gate accepted it as request " + f.RequestID + ", but shows no operation of that request: look in the Dashboard"
		}
		return "the platform does not show its operation yet", false, nil
	}
	exists := f.Code == ledger.CodeExists
	byDate := false
	if !exists { // then one of them must be ours, whatever its date
		if byDate, err = w.tx.ClocksAgree(ctx); err != nil {
			return "", false, err
		}
	}
	fits := ledger.Candidates(w.account, f, byDate)
	rivals := 0
	for _, g := range w.book.Refunds(w.account) {
		if g.ID != f.ID && g.State.Open() && g.OperationID == "" && g.RequestID == "" && g.Amount == f.Amount && (g.Attempts > 0 || g.Via == ledger.ViaFile) {
			rivals++
		}
	}
	switch {
	case len(fits) == 1 && rivals == 0 && !refused(fits[0]):
		f.OperationID = fits[0].ID
		return fmt.Sprintf("operation %s is the only new refund of %s on the payment: it is ours", fits[0].ID, f.Amount), false, nil
	case len(fits) > 1 || len(fits) == 1 && rivals > 0:
		f.Hold = fmt.Sprintf("%s and %s: choose which is which", ledger.Counted(len(fits), "operation of "+f.Amount.String()+" fits", "operations of "+f.Amount.String()+" fit"),
			ledger.Counted(rivals+1, "refund of ours waits for one", "refunds of ours wait for one"))
		return f.Hold, false, nil
	case exists && len(fits) == 1:
		f.Hold = fmt.Sprintf("the platform has it (code 3230), and operation %s of %s was declined, but nothing proves that they are the same: look in the Dashboard, then adopt it", fits[0].ID, f.Amount)
		return f.Hold, false, nil
	case exists:
		return "the platform has it (code 3230) but does not show its operation yet", false, nil
	case !complete:
		return "the answer does not list the payment's operations, so it cannot say that ours is not there", false, nil
	case f.Attempts >= 2:
		if f.Hold == "" {
			f.Hold = "it was resent once and the platform still does not show it: look in the Dashboard, then resend it or note that it was not taken"
		}
		return "the platform does not know it", false, nil
	}
	maybe := ""
	if len(fits) == 1 {
		maybe = "; operation " + fits[0].ID + " was declined and may be this refund, which only a resend can tell"
	}
	due := f.SentAt.Add(r.ResendAfter)
	if w.tx.Now().Before(due) {
		return "the platform does not know it yet; one resend with the same id is due at " + due.Format("15:04:05") + " UTC" + maybe, false, nil
	}
	if w.account.Payment.Flags.Has(ledger.Disputed) {
		f.Hold = "the payment is disputed meanwhile, so it is not resent: look in the Dashboard whether the first attempt arrived"
		return f.Hold, false, nil
	}
	return "the platform does not know it; resending once with the same id and bytes" + maybe, true, nil
}

// waitsForFile says how the row of a file stands while no operation is surely its own.
func waitsForFile(f *ledger.Refund) string {
	if f.Hold != "" {
		return f.Hold
	}
	return "the platform shows no refund that fits the row yet"
}

// refused tells whether an operation is a final no. Adopting one releases the
// reservation, so that is never done on a guess.
func refused(o *ledger.Operation) bool {
	final, success := ledger.OperationFinal(o.Status)
	return final && !success
}
