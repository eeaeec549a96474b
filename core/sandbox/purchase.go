package sandbox

import (
	"net/http"
	"time"

	"contra/core/sandbox/books"
	"contra/core/sandbox/faults"
	"contra/core/sandbox/massfile"
	"contra/core/sandbox/wire"
)

const kakaopay, won = "kakaopay", "KRW"

// payTime is how long a customer has to confirm a purchase unless the options or
// the request say otherwise. The documents name no time.
const payTime = 15 * time.Minute

// purchase is a sale on its way: what the customer scans, and until when.
type purchase struct {
	operation int64
	ride      *ride
	ticket    string
	data      string    // what the QR code says: the address of the wallet's page
	shown     bool      // on the Payment Page; else a callback brings the QR code
	until     time.Time // when the time to confirm it is over; zero: never
	success   string    // where the customer goes once it is paid; empty: nowhere
	decline   string    // where the customer goes when it is not
}

// purchase serves one purchase request.
func (x *exchange) purchase(endpoint wire.Endpoint, body []byte) {
	p := x.p
	req, refusal := wire.ParsePurchase(body, x.req)
	if refusal == nil {
		refusal = p.sellable(endpoint, req)
	}
	if refusal != nil {
		x.reject(p.o.RuleErrorStatus, p.books.RequestID(), refusal)
		return
	}
	description := ""
	if req.Description != nil {
		description = *req.Description
	}
	x.befall(p.picker.Purchase(req.Project, req.PaymentID))
	x.carryOut(
		func() (books.Event, *books.Refusal) {
			return p.books.Purchase(books.PurchaseRequest{
				Project: req.Project, PaymentID: req.PaymentID, Method: endpoint.Wallet(), Amount: req.Sum,
				CustomerID: req.CustomerID, CustomerIP: req.IP, Description: description, Origin: books.ByGate, At: p.o.Now(),
			})
		},
		func(began books.Event, answered <-chan struct{}) {
			s := &purchase{ride: p.ride(req.Request, x.hits), until: req.BestBefore, success: req.Success, decline: req.Decline}
			p.open(began, s, x.r)
			p.launchPurchase(s, answered)
		},
	)
}

// sellable applies the rules that a purchase through Gate has. The stand-in
// gives every wallet a QR code.
func (p *Platform) sellable(endpoint wire.Endpoint, req wire.Purchase) *books.Refusal {
	switch wallet := endpoint.Wallet(); {
	case wallet == "" || !massfile.Known(string(endpoint)):
		return books.Refuse(books.CodeUnknownMethod, "", "purchases are made at the paths of wallets")
	case wallet == kakaopay && req.Sum.Currency != won:
		return books.Refuse(books.CodeChannel, "payment.currency", "KakaoPay takes "+won+" only")
	case !req.BestBefore.IsZero() && !req.BestBefore.After(p.o.Now()):
		return books.Refuse(books.CodeValidation, "payment.best_before", "it is over")
	}
	return nil
}

// open gives a purchase its QR code, which leads back to where the request came
// in, and its time.
func (p *Platform) open(began books.Event, s *purchase, r *http.Request) {
	o := began.Operation
	s.operation, s.ticket = o.ID, p.books.Ticket()
	s.data = originOf(r) + "/wallet/" + s.ticket
	switch hits := s.ride.hits; {
	case hits.Has(faults.Pending):
		s.until = time.Time{}
	case hits.Has(faults.Expires):
		s.until = o.CreatedAt.Add(p.o.Delay/2 + hits.Wait(faults.Expires, p.rest()))
	case s.until.IsZero():
		s.until = o.CreatedAt.Add(p.o.PayTime)
	}
	p.board(s.operation, s.ride)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.purchases[s.operation], p.tickets[s.ticket] = s, s
}

func originOf(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// launchPurchase starts an accepted purchase on its way: a callback with the QR
// code, the end after the customer's deed, a callback with the end.
func (p *Platform) launchPurchase(s *purchase, answered <-chan struct{}) {
	if s.ride.hits.Has(faults.CallbackFirst) {
		p.await(s)
		return
	}
	p.schedule.Go(p.o.Delay/2, func() {
		select {
		case <-answered:
		case <-p.stopping:
			return
		}
		p.await(s)
	})
}

// await has the purchase wait for its customer, and tells so unless the Payment
// Page does. Somebody may have settled it before.
func (p *Platform) await(s *purchase) {
	r, display := s.ride, s.data
	if s.shown {
		display = ""
	}
	r.turn.Lock()
	defer r.turn.Unlock()
	e, err := p.books.Await(s.operation, display, p.o.Now())
	if err != nil {
		return
	}
	switch left := s.until.Sub(p.o.Now()); {
	case r.hits.Has(faults.Pending):
	case r.hits.Has(faults.Declined):
		p.schedule.Go(p.rest(), func() { p.finish(r, s.operation, books.CodeDecline) })
	case r.hits.Has(faults.Expires):
		p.schedule.Go(left, func() { p.expire(s) })
	default:
		p.schedule.Later(left, func() { p.expire(s) })
	}
	switch {
	case s.shown:
	case r.hits.Has(faults.CallbackMixed) && !r.hits.Has(faults.Pending):
		r.behind = append(r.behind, e)
	default:
		p.tell(r, e)
	}
}

// rest is what the platform's delay leaves after the first callback.
func (p *Platform) rest() time.Duration { return p.o.Delay - p.o.Delay/2 }

// expire ends a purchase whose time is over, unless the customer was in time. The
// documents of this method show no such end. Payments by link that run out of
// time are "expired" there, and 20602 is the code of a time-out; a purchase that
// is declined with it instead is the script decline=20602.
func (p *Platform) expire(s *purchase) {
	e, err := p.books.Expire(s.operation, p.o.Now())
	if err == nil {
		p.alight(s.operation)
		p.tellEnd(s.ride, e)
	}
}
