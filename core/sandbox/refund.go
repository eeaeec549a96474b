package sandbox

import (
	"sync"

	"contra/core/sandbox/books"
	"contra/core/sandbox/faults"
	"contra/core/sandbox/wire"
)

// befall notes what the script has for this call.
func (x *exchange) befall(hits faults.Hits) {
	x.hits = hits
	x.entry.set(func(r *Request) { r.Faults = hits.Names() })
}

// refund serves one refund request.
func (x *exchange) refund(endpoint wire.Endpoint) {
	p := x.p
	x.befall(p.picker.Refund(x.req.Project, x.req.PaymentID))
	if x.hits.Has(faults.Dashboard) {
		p.meanwhile(x.req)
	}
	x.carryOut(
		func() (books.Event, *books.Refusal) { return p.apply(books.ByGate, endpoint, x.req, x.hits) },
		func(began books.Event, answered <-chan struct{}) { p.launch(began, x.req, x.hits, answered) },
	)
}

// carryOut applies a request and answers it. What is applied is applied before
// the first byte of the answer; callbacks follow the answer unless a script says
// otherwise.
func (x *exchange) carryOut(apply func() (books.Event, *books.Refusal), launch func(books.Event, <-chan struct{})) {
	p := x.p
	if !x.hits.Answer.Applies() {
		code := x.hits.Code(faults.Error, books.CodeValidation)
		if x.hits.Answer == faults.Error {
			x.reject(p.o.RuleErrorStatus, p.books.RequestID(), books.Refuse(code, "", "refused by the fault script"))
			return
		}
		x.answer(p.o.RuleErrorStatus, nil)
		return
	}
	event, refusal := apply()
	if refusal != nil {
		x.reject(p.o.RuleErrorStatus, p.books.RequestID(), refusal)
		return
	}
	gone := make(chan struct{})
	x.sent = sync.OnceFunc(func() { close(gone) })
	defer x.left()
	launch(event, gone)
	x.entry.set(func(r *Request) { r.Applied = true }) // it is on its way from here on

	requestID, paymentID := event.Operation.RequestID, event.Payment.ID
	switch x.hits.Answer {
	case faults.WrongRequestID:
		requestID = p.books.RequestID()
	case faults.WrongPayment:
		paymentID = p.otherPayment(paymentID)
	}
	body := wire.Accepted(requestID, x.req.Project, paymentID)
	if x.hits.Answer == faults.WrongSignature {
		body = signed(wrongSecret, body)
	}
	x.answer(200, body)
}

const wrongSecret = "not the project's secret"

// apply looks at the rules that need the payment, then at the books' own.
func (p *Platform) apply(origin string, endpoint wire.Endpoint, req wire.Request, hits faults.Hits) (books.Event, *books.Refusal) {
	payment, found := p.books.Payment(req.Project, req.PaymentID)
	if found && !endpoint.Serves(payment.Method) {
		return books.Event{}, books.Refuse(books.CodeUnknownMethod, "", "a "+payment.Method+" payment is not refunded at this path")
	}
	description := ""
	if req.Description != nil {
		description = *req.Description
	}
	if found && payment.Method == kakaopay && description == "" {
		return books.Event{}, books.Refuse(books.CodeMissingField, "payment.description", "")
	}
	return p.books.Refund(books.Request{
		Project: req.Project, PaymentID: req.PaymentID, Amount: req.Amount, Currency: req.Currency,
		MerchantRefundID: req.MerchantRefundID, Description: description, Origin: origin, At: p.o.Now(),
		Reversal: hits.Has(faults.Reversal), Block: p.o.Block, LateCheck: hits.Has(faults.LateDuplicate),
	})
}

// meanwhile has somebody refund the same amount in the Dashboard. Whether the
// books allow it is not the request's concern, nor is what befalls the request its.
func (p *Platform) meanwhile(req wire.Request) {
	payment, found := p.books.Payment(req.Project, req.PaymentID)
	if !found {
		return
	}
	amount := payment.Remainder()
	if req.Amount != nil {
		amount = *req.Amount
	}
	if err := p.single(req.Project, req.PaymentID, amount, faults.Hits{}); err != nil {
		p.o.Log("no refund in the Dashboard: %v", err)
	}
}

// otherPayment gives the id of a payment that is not the one asked for.
func (p *Platform) otherPayment(id string) string {
	for _, payment := range p.books.Payments() {
		if payment.ID != id {
			return payment.ID
		}
	}
	return id + "-other"
}
