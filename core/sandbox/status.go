package sandbox

import (
	"contra/core/sandbox/books"
	"contra/core/sandbox/faults"
	"contra/core/sandbox/wire"
)

// status answers at once, signed at the top level. A payment that is not there
// is no failure of the request: HTTP 200, payment.status "error", code 3061.
func (x *exchange) status() {
	p := x.p
	payment, found := p.books.Payment(x.req.Project, x.req.PaymentID)
	newest := newestByGate(payment)
	x.befall(p.picker.Status(x.req.Project, x.req.PaymentID, newest >= 0))
	if x.hits.Has(faults.StatusBlind) {
		payment.Operations = append(payment.Operations[:newest], payment.Operations[newest+1:]...)
		found = len(payment.Operations) > 0
	}
	var body []byte
	if found {
		if x.hits.Answer == faults.StatusWrongPayment {
			payment.ID = p.otherPayment(payment.ID)
		}
		body = wire.Status(payment, p.o.EchoRefundID)
	} else {
		why := books.Refuse(books.CodeNotFound, "general.payment_id", "no such payment in this project")
		x.entry.set(func(r *Request) { r.Code = why.Code })
		body = wire.StatusError(x.req, why)
	}
	if x.hits.Answer == faults.StatusWrongSignature {
		body = signed(wrongSecret, body)
	} else {
		body = p.sign(x.req.Project, body)
	}
	x.answer(200, body)
}

// newestByGate is the index of the newest refund made through Gate, of the
// purchase while there is nothing else, or -1.
func newestByGate(p books.Payment) int {
	for i := len(p.Operations) - 1; i >= 0; i-- {
		if o := p.Operations[i]; o.Origin == books.ByGate && (o.GivesBack() || len(p.Operations) == 1) {
			return i
		}
	}
	return -1
}
