package gate

import (
	"contra/core/gate/tree"
	"contra/core/ledger"
)

// Project is the message's project: project_id at the top level, or else in
// general. The error is a *FieldError.
func (d *Doc) Project() (int64, error) {
	r := reader{d: d}
	p, found := r.project()
	if !found {
		r.missing("", "project_id")
	}
	return p, r.result()
}

func (r *reader) project() (int64, bool) {
	where, p, found := "", int64(0), false
	if p, found = r.whole(0, where, "project_id"); !found {
		where = "general"
		p, found = r.whole(r.d.Child(0, "general"), where, "project_id")
	}
	if found && p == 0 {
		r.bad(where, "project_id", "it is 0, which is no project")
	}
	return p, found && p > 0
}

// Events reads a callback: one event for its operation, or one for each of its
// operations. After Verify they carry the order under which the signature held.
// A message about no payment (card tokens, recurring registrations, redirects)
// misses the field "payment". The error is a *FieldError.
func (d *Doc) Events() ([]ledger.Event, error) {
	r := reader{d: d}
	e := r.event()
	if e.PaymentID == "" {
		r.missing("payment", "id")
	}
	ops := r.single()
	if len(ops) == 0 {
		ops = r.list()
	}
	if len(ops) == 0 {
		r.missing("", "operation")
	}
	if r.err != nil {
		return nil, r.err
	}
	echoed := r.text(d.Child(0, "payment"), "payment", "merchant_refund_id")
	events := make([]ledger.Event, len(ops))
	for i, o := range ops {
		e.Display = r.display(e.PaymentStatus, o.Status)
		o.Project = e.Project
		if o.MerchantRefundID == "" && len(ops) == 1 {
			o.MerchantRefundID = echoed
		}
		if o.Code == "" && OutcomeOf(o.Status) == No && len(ops) == 1 {
			o.Code, o.Message = r.firstError(o.Message)
		}
		events[i] = e
		events[i].Operation = o
	}
	if r.err != nil {
		return nil, r.err
	}
	return events, nil
}

// event reads what a callback says about its payment.
func (r *reader) event() ledger.Event {
	project, found := r.project()
	if !found {
		r.missing("", "project_id")
	}
	at := r.object(0, "", "payment")
	if at == tree.None {
		r.missing("", "payment")
	}
	return r.payment(at, project)
}

// payment reads the payment at a node, which may be tree.None.
func (r *reader) payment(at int32, project int64) ledger.Event {
	const where = "payment"
	e := ledger.Event{
		Project:       project,
		PaymentID:     r.text(at, where, "id"),
		PaymentType:   r.text(at, where, "type"),
		PaymentStatus: r.text(at, where, "status"),
		Method:        r.text(at, where, "method"),
		Description:   r.words(at, "description"),
		SignedOrder:   string(r.d.order),
	}
	if e.PaymentID == "" {
		e.PaymentID = r.text(r.d.Child(0, "general"), "general", "payment_id")
	}
	if c := r.object(0, "", "customer"); c != tree.None {
		e.CustomerID = r.text(c, "customer", "id")
	}
	if left, ok := r.amount(at, where, "sum"); ok {
		e.Left = &left
	}
	return e
}

// firstError is the code and the message of the first listed error that has a code.
func (r *reader) firstError(message string) (string, string) {
	for _, e := range r.errors() {
		if e.Code != "" {
			if message == "" {
				message = e.Message
			}
			return e.Code, message
		}
	}
	return "", message
}
