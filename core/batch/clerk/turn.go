package clerk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/refund"
	"contra/core/store"
	"contra/core/store/batches"
)

// setupCodes say that nothing can be refunded as things are.
var setupCodes = map[string]bool{"303": true, "310": true, "3261": true, "3262": true, "2442": true}

// balanceCodes say that the merchant's money does not suffice: the next rows
// would fail alike.
var balanceCodes = map[string]bool{"3028": true, "504": true, "10504": true}

// doubtsBeforePause is how many refunds in a row may end in doubt: then
// something is wrong with the line, and each further one needs care.
const doubtsBeforePause = 5

// errNotMine: the batch was paused or stopped, or another process sends it.
var errNotMine = ledger.Errorf(ledger.ErrState, "the batch is not being sent by this program any more")

// row gives one row its turn: the rules are asked now, intent and row are linked
// in one transaction, then the request is sent.
func (w *worker) row(ctx context.Context, row batch.Row) error {
	w.next = time.Now().Add(w.gap)
	f, isSent, err := w.attempt(ctx, row)
	if errors.Is(err, errNotMine) {
		return nil // whoever called learns it from the batch
	}
	w.at.Done++
	if !isSent {
		if f.ID != "" { // stored, and not sent: whoever settles leads it on
			w.at.Refused++
			if f.State == ledger.Cancelled { // by a rule, in the instant before it was sent: the next rows may go
				return nil
			}
			return err
		}
		return w.refuse(ctx, row, err)
	}
	w.last[row.Key()] = sent{f.ID, time.Now()}
	switch {
	case f.State == ledger.InDoubt || f.State == ledger.Sent:
		w.at.Doubt++
		w.doubts++
		w.gap = min(max(2*w.gap, time.Second), 30*time.Second)
	case f.State == ledger.Rejected:
		w.at.Rejected++
		w.doubts = 0
	default:
		w.at.Taken++
		w.doubts, w.gap = 0, w.c.gap()
	}
	if err != nil {
		return err
	}
	return w.care(ctx, f)
}

// attempt plans and sends, and looks again when the ledger moved in that instant.
func (w *worker) attempt(ctx context.Context, row batch.Row) (f ledger.Refund, isSent bool, err error) {
	for range 5 {
		var p ledger.Payment
		if p, err = w.c.payment(ctx, row.Key()); err != nil {
			return f, false, err
		}
		var plan refund.Plan
		if plan, err = w.c.Runner.Plan(ctx, p.RowID, &row.Amount, row.Description); err != nil {
			return f, false, err
		}
		if plan.Refused != nil {
			return f, false, plan.Refused
		}
		f, err = w.c.Runner.PrepareWith(ctx, plan, func(ctx context.Context, tx *store.Tx, f ledger.Refund) error {
			if err := w.mine(ctx, tx); err != nil {
				return err
			}
			return batches.Link(ctx, tx, w.id, []int64{row.N}, []string{f.ID})
		})
		var known *ledger.Error
		if errors.As(err, &known) && known.Code == ledger.ErrChanged {
			continue
		}
		if err != nil {
			return ledger.Refund{}, false, err
		}
		w.c.at("send: after the link")
		out, err := w.c.Runner.Send(ctx, f.ID)
		if out.ID == "" {
			out = f
		}
		return out, out.Attempts > 0, err
	}
	return f, false, err
}

// refuse notes why a row was not sent. What is no rule but a failure of this
// machine ends the sending instead, and the row keeps its turn.
func (w *worker) refuse(ctx context.Context, row batch.Row, why error) error {
	if ctx.Err() != nil { // the program is left: the row keeps its turn, and Work pauses the batch
		w.at.Done--
		return nil
	}
	var known *ledger.Error
	if why == nil || !errors.As(why, &known) {
		return why
	}
	switch known.Code {
	case ledger.ErrIO, ledger.ErrBusy, ledger.ErrDamaged, ledger.ErrReadOnly, ledger.ErrNoSecret, ledger.ErrConfig, ledger.ErrCancelled, ledger.ErrNetwork:
		w.at.Done--
		_, err := w.c.Pause(context.WithoutCancel(ctx), w.id, known.Error())
		return errors.Join(why, err)
	}
	w.at.Refused++
	_, err := w.c.change(context.WithoutCancel(ctx), "noting a refused row", w.id, 0, "batch.refused", func(tx *store.Tx, b *batch.Batch) (string, error) {
		if err := w.mine(ctx, tx); err != nil {
			return "", err
		}
		return fmt.Sprintf("row %d: %s", row.N, known.Error()), batches.Refuse(ctx, tx, w.id, row.N, known.Error())
	})
	if errors.Is(err, errNotMine) {
		return nil
	}
	return err
}

// mine makes sure, under the write lock, that the batch is still to be sent by
// this process: one that was stopped before its first row is a draft again.
func (w *worker) mine(ctx context.Context, tx *store.Tx) error {
	b, err := batches.Get(ctx, tx, w.id)
	if err == nil && (b.State != batch.Sending || w.c.busy(b)) {
		err = errNotMine
	}
	return err
}

// care pauses when the next rows would fare no better.
func (w *worker) care(ctx context.Context, f ledger.Refund) error {
	why := ""
	switch {
	case w.doubts >= doubtsBeforePause:
		why = fmt.Sprintf("%d refunds in a row got no clear answer: find out what is wrong, then resume", w.doubts)
	case balanceCodes[f.Code] && (f.State == ledger.Rejected || f.State == ledger.Declined):
		why = fmt.Sprintf("the balance does not suffice (code %s): top it up, then resume", f.Code)
	case setupCodes[f.Code] && f.State == ledger.Rejected:
		why = fmt.Sprintf("Gate refuses this project's refunds (code %s %s): mend that, then resume", f.Code, f.Message)
	default:
		return nil
	}
	_, err := w.c.Pause(context.WithoutCancel(ctx), w.id, why)
	return err
}
