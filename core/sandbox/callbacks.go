package sandbox

import (
	"sync"
	"time"

	"contra/core/sandbox/books"
	"contra/core/sandbox/faults"
	"contra/core/sandbox/outbox"
	"contra/core/sandbox/wire"
)

// lateBy is when a late callback comes: the last moment of the documented retries.
const lateBy = outbox.MaxSpan

// ride is how one operation's callbacks travel.
type ride struct {
	url   string
	delay time.Duration // asked for by the request
	hits  faults.Hits

	turn   sync.Mutex    // held while a callback makes its first attempt
	behind []books.Event // told after the end, by the script; guarded by turn
}

// ride tells where the callbacks of a request's operation go.
func (p *Platform) ride(req wire.Request, hits faults.Hits) *ride {
	r := &ride{url: req.CallbackURL, delay: req.CallbackDelay, hits: hits}
	if r.url == "" {
		r.url = p.callbackURL()
	}
	if req.CallbackOff || hits.Has(faults.CallbackLost) {
		r.url = ""
	}
	return r
}

// board has an operation's callbacks travel so until it ends.
func (p *Platform) board(operation int64, r *ride) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.rides[operation] = r
}

// launch starts an accepted refund on its way: a callback that it runs, its
// end after the platform's delay, a callback with the end.
func (p *Platform) launch(began books.Event, req wire.Request, hits faults.Hits, answered <-chan struct{}) {
	r := p.ride(req, hits)
	p.board(began.Operation.ID, r)
	pending := hits.Has(faults.Pending)
	mixed := hits.Has(faults.CallbackMixed) && !pending
	if mixed {
		r.behind = append(r.behind, began)
	}
	if hits.Has(faults.CallbackFirst) {
		if pending {
			p.tell(r, began)
		} else {
			p.finish(r, began.Operation.ID, books.CodeSuccess)
		}
		return
	}
	p.schedule.Go(p.o.Delay/2, func() {
		select {
		case <-answered:
		case <-p.stopping:
			return
		}
		r.turn.Lock()
		defer r.turn.Unlock()
		if !pending {
			p.schedule.Go(p.rest(), func() { p.finish(r, began.Operation.ID, books.CodeSuccess) })
		}
		if !mixed {
			p.tell(r, began)
		}
	})
}

// finish ends a running operation with the code, or as its script says, and
// tells of it. Somebody may have settled it before.
func (p *Platform) finish(r *ride, operation int64, code string) {
	if r.hits.Has(faults.Declined) {
		code = r.hits.Code(faults.Declined, books.CodeDecline)
	}
	if ended, err := p.end(operation, code); err == nil {
		p.tellEnd(r, ended)
	}
}

// tellEnd tells of an operation's end, and then of what is behind its time.
func (p *Platform) tellEnd(r *ride, ended books.Event) {
	r.turn.Lock()
	defer r.turn.Unlock()
	for _, e := range append([]books.Event{ended}, r.behind...) {
		p.tell(r, e)
	}
}

// alight takes the ride of an operation that has ended.
func (p *Platform) alight(operation int64) *ride {
	p.mu.Lock()
	defer p.mu.Unlock()
	r := p.rides[operation]
	delete(p.rides, operation)
	return r
}

// end settles an operation in the books and sets its later undoing.
func (p *Platform) end(operation int64, code string) (books.Event, error) {
	ended, err := p.books.Settle(operation, code, p.o.Now())
	if err != nil {
		return ended, err
	}
	r := p.alight(operation)
	if r != nil && r.hits.Has(faults.RefundReverse) && ended.Operation.Status == books.Success {
		undo := func() {
			if err := p.ReverseRefund(operation); err != nil {
				p.o.Log("refund not taken back: %v", err)
			}
		}
		if wait := r.hits.Wait(faults.RefundReverse, 0); wait > 0 {
			p.schedule.Later(wait, undo)
		} else {
			p.schedule.Go(p.o.Delay, undo)
		}
	}
	return ended, nil
}

// tell delivers one event, with all that the script does to callbacks.
func (p *Platform) tell(r *ride, e books.Event) {
	if r.url == "" {
		return
	}
	final := !e.Operation.Running()
	if final && r.hits.Has(faults.CallbackForged) {
		forged := e
		forged.Operation.Status, forged.Operation.Code, forged.Operation.Message = books.Success, books.CodeSuccess, "Success"
		p.outbox.Send(outbox.Message{URL: r.url, Body: signed(wrongSecret, wire.Callback(forged, p.o.EchoRefundID)), Once: true})
	}
	wait := r.delay
	if final && r.hits.Has(faults.CallbackLate) {
		wait += r.hits.Wait(faults.CallbackLate, lateBy)
	}
	p.post(r.url, wait, e)
	if r.hits.Has(faults.CallbackDup) {
		p.post(r.url, wait, e)
		e.Operation.Date = e.Operation.Date.Add(time.Second)
		p.post(r.url, wait, e)
	}
}

func (p *Platform) post(url string, wait time.Duration, e books.Event) {
	m := outbox.Message{URL: url, Body: p.callback(e)}
	if wait > 0 {
		p.outbox.SendLater(wait, m)
		return
	}
	p.outbox.Send(m)
}

func (p *Platform) callback(e books.Event) []byte {
	return p.sign(e.Payment.Project, wire.Callback(e, p.o.EchoRefundID))
}

// spread sends events that no request started, in their order, to the project's URL.
func (p *Platform) spread(events ...books.Event) {
	r := &ride{url: p.callbackURL()}
	p.schedule.Go(0, func() {
		for _, e := range events {
			p.tell(r, e)
		}
	})
}

// Callbacks gives the signed callbacks of a payment's whole history, oldest
// first, of every project that has a payment with this id.
func (p *Platform) Callbacks(paymentID string) [][]byte {
	var bodies [][]byte
	for _, payment := range p.books.Find(paymentID) {
		for _, e := range p.books.History(payment.Project, payment.ID) {
			bodies = append(bodies, p.callback(e))
		}
	}
	return bodies
}

// AllCallbacks yields the signed callbacks of every payment, payment by payment.
func (p *Platform) AllCallbacks(yield func([]byte) bool) {
	for _, payment := range p.books.Payments() {
		for _, e := range p.books.History(payment.Project, payment.ID) {
			if !yield(p.callback(e)) {
				return
			}
		}
	}
}
