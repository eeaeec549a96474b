package gate

import (
	"contra/core/gate/tree"
	"contra/core/ledger"
)

// OpOutcome is what an operation's status means for its money.
type OpOutcome int

const (
	Pending OpOutcome = iota // still running, also every status never seen before
	Success                  // done
	No                       // finally not done
)

func (o OpOutcome) String() string { return [...]string{"pending", "success", "no"}[o] }

// OutcomeOf reads operation.status. What it does not know is pending, so that an
// unknown word never releases money.
func OutcomeOf(operationStatus string) OpOutcome {
	switch final, success := ledger.OperationFinal(operationStatus); {
	case success:
		return Success
	case final:
		return No
	}
	return Pending
}

// countsMoney tells whether an operation cannot be booked without its amount: it
// has moved money, or is a refund on its way. Error messages may lack the amount.
func countsMoney(operationType string, o OpOutcome) bool {
	switch ledger.Normal(operationType) {
	case ledger.RefundOp, ledger.Reversal:
		return o != No
	case ledger.Sale, ledger.Capture, ledger.Recurring, ledger.RefundReverse:
		return o == Success
	}
	return false
}

// operation reads one operation. Its id may be missing, as it is in some error
// callbacks; its type and status may not.
func (r *reader) operation(at int32, where string) ledger.Operation {
	o := ledger.Operation{
		ID:               r.id(at, where, "id"),
		Type:             r.need(at, where, "type"),
		Status:           r.need(at, where, "status"),
		RequestID:        r.text(at, where, "request_id"),
		MerchantRefundID: r.text(at, where, "merchant_refund_id"),
		Code:             r.text(at, where, "code"),
		Message:          r.words(at, "message"),
		CreatedAt:        r.time(at, where, "created_date"),
		Date:             r.time(at, where, "date"),
	}
	if p := r.object(at, where, "provider"); p != tree.None {
		o.ProviderPaymentID = r.text(p, path(where, "provider"), "payment_id")
	}
	// Callbacks say sum_initial, the answer about a payment's status may say sum.
	// What was asked for counts, not what a provider's channel converted it to.
	var ok bool
	if o.Amount, ok = r.amount(at, where, "sum_initial"); !ok {
		o.Amount, ok = r.amount(at, where, "sum")
	}
	outcome := OutcomeOf(o.Status)
	if !ok && countsMoney(o.Type, outcome) {
		r.missing(where, "sum_initial")
	}
	if outcome != Pending {
		o.CompletedAt = o.Date
	}
	return o
}

// single reads the one operation that a callback is about.
func (r *reader) single() []ledger.Operation {
	at := r.object(0, "", "operation")
	if at == tree.None {
		return nil
	}
	return []ledger.Operation{r.operation(at, "operation")}
}

// list reads the operations of a status answer and of some custom callbacks.
func (r *reader) list() []ledger.Operation {
	at := r.d.Child(0, "operations")
	if r.d.Empty(at) {
		return nil
	}
	n := r.d.Nodes[at]
	if n.Kind != tree.Array {
		r.bad("", "operations", "it is "+n.Kind.String()+", not a list")
		return nil
	}
	var all []ledger.Operation
	for i := at + 1; i < n.Next && r.err == nil; i = r.d.Nodes[i].Next {
		where := itemPath("operations", len(all))
		if k := r.d.Nodes[i].Kind; k != tree.Object {
			r.bad("", where, "it is "+k.String()+", not an object")
		}
		all = append(all, r.operation(i, where))
	}
	return all
}
