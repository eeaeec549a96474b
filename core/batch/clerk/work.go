package clerk

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/store"
	"contra/core/store/batches"
)

// Sending is how far a batch has come on its way through Gate.
type Sending struct {
	Batch                           batch.Batch
	Rows, Done                      int64 // rows that had their turn
	Taken, Doubt, Rejected, Refused int64 // of those in this run: accepted or ended, in doubt, refused by Gate, refused by a rule
	Cooling                         time.Duration
	PerSecond                       float64
	Left                            time.Duration
	Current                         string // the payment whose turn it is
}

// worker sends one batch.
type worker struct {
	c       *Clerk
	id      int64
	report  func(Sending)
	at      Sending
	started time.Time
	next    time.Time     // not before then the next request
	gap     time.Duration // grows while answers are missing
	doubts  int
	last    map[ledger.Key]sent // the latest refund of each payment in this run
}

type sent struct {
	refund string
	at     time.Time
}

// working holds the batches that this process sends, so that two windows of it
// do not send one twice as fast.
var working sync.Map

// Work sends a batch that was started or resumed, row by row, until every row
// had its turn, or somebody pauses or stops it, or ctx ends, which pauses it.
// report may be nil.
func (c *Clerk) Work(ctx context.Context, id int64, report func(Sending)) (Sending, error) {
	key := fmt.Sprint(c.Store.Path(), "#", id)
	if _, twice := working.LoadOrStore(key, true); twice {
		return Sending{}, ledger.Errorf(ledger.ErrState, "batch %s is being sent by this program already", batch.Ref(id))
	}
	defer working.Delete(key)
	w := &worker{c: c, id: id, report: report, gap: c.gap(), last: map[ledger.Key]sent{}}
	if w.report == nil {
		w.report = func(Sending) {}
	}
	err := w.run(ctx)
	if ctx.Err() != nil {
		w.giveUp(ctx, "the program was left")
		if err == nil {
			err = ledger.Errorf(ledger.ErrCancelled, "paused; %d of %d rows had their turn", w.at.Done, w.at.Rows)
		}
	} else if err != nil {
		w.giveUp(ctx, err.Error()) // else it would seem to be sent while nobody does
	}
	if b, e := batches.Get(context.WithoutCancel(ctx), c.Store, id); e == nil {
		w.at.Batch = b
	}
	return w.at, err
}

// giveUp pauses a batch that this process sends and cannot go on with.
func (w *worker) giveUp(ctx context.Context, why string) {
	ctx = context.WithoutCancel(ctx)
	b, err := batches.Get(ctx, w.c.Store, w.id)
	if err == nil && (b.State == batch.Sending || b.State == batch.Cooling) && !w.c.busy(b) {
		w.c.Pause(ctx, w.id, why)
	}
}

func (w *worker) run(ctx context.Context) error {
	if err := w.cool(ctx); err != nil {
		return err
	}
	if err := w.leftovers(ctx); err != nil {
		return err
	}
	w.started, w.next = time.Now(), time.Now()
	for n := int64(0); ; {
		on, err := w.mayGoOn(ctx)
		if err != nil || !on {
			return err
		}
		row, ok, err := batches.Next(ctx, w.c.Store, w.id, n)
		if err != nil {
			return err
		}
		if !ok {
			return w.finish(ctx)
		}
		w.at.Current = row.PaymentID
		w.report(w.at)
		if on, err = w.pace(ctx, row); err != nil || !on {
			return err
		}
		if err := w.row(ctx, row); err != nil {
			return err
		}
		n = row.N
		w.measure()
		w.report(w.at)
	}
}

// mayGoOn looks whether somebody paused or stopped the batch.
func (w *worker) mayGoOn(ctx context.Context) (bool, error) {
	if ctx.Err() != nil {
		return false, nil
	}
	b, err := batches.Get(ctx, w.c.Store, w.id)
	if err != nil {
		return false, err
	}
	w.at.Batch = b
	if w.c.busy(b) {
		return false, ledger.Errorf(ledger.ErrState, "batch %s is being sent by another process", b.Ref())
	}
	return b.State == batch.Sending, nil
}

// cool waits for the end of the cool-off, then begins.
func (w *worker) cool(ctx context.Context) error {
	for {
		b, err := batches.Get(ctx, w.c.Store, w.id)
		if err != nil {
			return err
		}
		w.at.Batch = b
		if w.at.Rows == 0 {
			if w.at.Rows, err = w.turns(ctx); err != nil {
				return err
			}
		}
		switch {
		case b.State == batch.Sending:
			return nil
		case b.State != batch.Cooling:
			return nil
		case w.c.busy(b):
			return ledger.Errorf(ledger.ErrState, "batch %s is being sent by another process", b.Ref())
		}
		left := b.StartsAt.Sub(w.c.Store.Now())
		if left <= 0 {
			_, err := w.c.change(ctx, "beginning the batch", w.id, b.Version, "batch.sending", func(_ *store.Tx, b *batch.Batch) (string, error) {
				b.State, b.StartsAt, b.Owner = batch.Sending, time.Time{}, string(w.c.Runner.Owner)
				return "", nil
			})
			var known *ledger.Error
			if errors.As(err, &known) && known.Code == ledger.ErrChanged {
				continue // somebody stopped it in this moment
			}
			return err
		}
		w.at.Cooling = left
		w.report(w.at)
		if err := rest(ctx, min(left, 250*time.Millisecond)); err != nil {
			return nil
		}
	}
}

// turns counts the rows that have their turn, or had it.
func (w *worker) turns(ctx context.Context) (int64, error) {
	p, err := batches.Progress(ctx, w.c.Store, w.id)
	if err != nil {
		return 0, err
	}
	w.at.Done = p.Rows - p.Wait
	return p.Rows, nil
}

// leftovers leads refunds on whose process died between intent and answer.
func (w *worker) leftovers(ctx context.Context) error {
	w.at.Cooling = 0
	ids, err := batches.RefundIDs(ctx, w.c.Store, w.id, ledger.Prepared, ledger.Sent)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if on, err := w.mayGoOn(ctx); err != nil || !on {
			return err
		}
		if s := w.c.Runner.Settle(ctx, id); s.Err != nil && ctx.Err() == nil {
			return s.Err
		}
	}
	w.at.Done, err = w.turned(ctx)
	return err
}

func (w *worker) turned(ctx context.Context) (int64, error) {
	p, err := batches.Progress(ctx, w.c.Store, w.id)
	return p.Rows - p.Wait, err
}

// pace waits until the next request may go, and, when the payment had a refund
// in this batch already, until that one has ended and its time is over.
func (w *worker) pace(ctx context.Context, row batch.Row) (bool, error) {
	until := w.next
	earlier, repeated := w.last[row.Key()]
	if repeated {
		if at := earlier.at.Add(w.c.Settings.Again); at.After(until) {
			until = at
		}
	}
	for time.Now().Before(until) {
		if err := rest(ctx, min(time.Until(until), 250*time.Millisecond)); err != nil {
			return false, nil
		}
		if on, err := w.mayGoOn(ctx); err != nil || !on {
			return false, err
		}
	}
	if repeated {
		w.watch(ctx, earlier.refund)
	}
	return w.mayGoOn(ctx)
}

// watch waits for the end of a refund, a minute at most, and no longer than the
// batch is to be sent.
func (w *worker) watch(ctx context.Context, id string) {
	ctx, end := context.WithCancel(ctx)
	looked := make(chan struct{})
	go func() {
		defer close(looked)
		for rest(ctx, 250*time.Millisecond) == nil {
			if on, err := w.mayGoOn(ctx); err != nil || !on {
				end()
			}
		}
	}()
	_, _ = w.c.Runner.Watch(ctx, id, time.Minute) // whatever it found is in the ledger
	end()
	<-looked
}

// measure estimates rate and time left.
func (w *worker) measure() {
	took := time.Since(w.started).Seconds()
	did := w.at.Taken + w.at.Doubt + w.at.Rejected + w.at.Refused
	if took > 0 && did > 0 {
		w.at.PerSecond = float64(did) / took
		w.at.Left = time.Duration(float64(max(0, w.at.Rows-w.at.Done)) / w.at.PerSecond * float64(time.Second))
	}
}

func (w *worker) finish(ctx context.Context) error {
	w.at.Current = ""
	b, err := w.c.change(ctx, "ending the batch", w.id, 0, "batch.sent", func(_ *store.Tx, b *batch.Batch) (string, error) {
		if b.State != batch.Sending {
			return "", wrongState(*b, "somebody paused or stopped it")
		}
		b.State, b.Owner = batch.Sent, ""
		return "", nil
	})
	w.at.Batch = b
	w.report(w.at)
	return err
}

func rest(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
