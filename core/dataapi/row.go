package dataapi

import (
	"fmt"
	"time"

	"contra/core/gate"
	"contra/core/gate/tree"
	"contra/core/ledger"
	"contra/core/money"
)

// Row is one element of an answer's list: an operation, or the fault for which
// it is none.
type Row struct {
	Operation Operation // with a fault: as far as it could be read
	Raw       []byte    // as it came, card data hidden
	Fault     *gate.FieldError
}

// Key tells rows of one list apart: the operation and its status, or the bytes
// of a row that names no operation.
func (r *Row) Key() string {
	if r.Operation.ID == "" {
		return "#" + string(r.Raw)
	}
	return r.Operation.ID + "/" + r.Operation.Status
}

// ReadRow reads one row. Members that contra does not know are left alone. zone is
// that of dates that name none. raw is kept.
func ReadRow(kind Kind, raw []byte, zone *time.Location) Row {
	r := Row{Raw: raw}
	d, err := tree.Parse(raw)
	if err != nil {
		r.Fault = &gate.FieldError{Field: "row", Reason: ledger.BadJSON, Problem: err.Error()}
		return r
	}
	if k := d.Nodes[0].Kind; k != tree.Object {
		r.Fault = &gate.FieldError{Field: "row", Reason: ledger.BadField, Problem: "it is " + k.String() + ", not an object"}
		return r
	}
	m := members{d: &d, zone: zone}
	r.Operation = m.operation()
	m.complete(kind, &r.Operation)
	r.Fault = m.err
	return r
}

func (m *members) operation() Operation {
	o := Operation{
		ID: m.id("operation_id"), PaymentID: m.text("payment_id"), Project: m.project("project_id"),
		Type: m.text("operation_type"), Status: m.text("operation_status"), PaymentStatus: m.text("transaction_status"),
		Method: m.text("payment_method_type"), MethodName: m.words("payment_method_name"),
		Description: m.words("payment_description"), CustomerID: m.text("customer_id"), ProviderPaymentID: m.text("provider_payment_id"),
		Converted: m.sum("sum_converted"), Fee: m.fee(),
		CreatedAt: m.time("operation_created_at"), CompletedAt: m.time("operation_completed_at"),
		ARN: m.text("arn"), RRN: m.text("rrn"), BalanceID: m.text("balance_id"), Rate: m.text("currency_rate"),
	}
	amount := m.sum("sum_initial")
	if amount == nil { // the operations of a single payment have plain names
		amount = m.plain("amount", "currency")
	}
	if amount != nil {
		o.Amount = *amount
	}
	return o
}

func (m *members) plain(amount, currency string) *money.Amount {
	return m.money(m.d.Child(0, amount), m.d.Child(0, currency), amount, currency)
}

// fee is what the platform took, under any of the names that it may have.
func (m *members) fee() *money.Amount {
	for _, key := range []string{"operation_fee", "fee", "sum_fee"} {
		if at := m.d.Child(0, key); at != tree.None && m.d.Nodes[at].Kind == tree.Object {
			return m.sum(key)
		}
	}
	return m.plain("fee_amount", "fee_currency")
}

// complete says what a row of this kind cannot do without.
func (m *members) complete(kind Kind, o *Operation) {
	need := func(value, field string) {
		if value == "" {
			m.missing(field)
		}
	}
	switch kind {
	case byPayment:
		need(o.ID, "operation_id")
		return
	case Financial:
		if o.ID == "" {
			need(o.PaymentID, "operation_id")
		}
	default:
		if o.Project == 0 {
			m.missing("project_id")
		}
		need(o.PaymentID, "payment_id")
		need(o.ID, "operation_id")
		need(o.Status, "operation_status")
	}
	need(o.Type, "operation_type")
	if o.Amount.Currency == "" && (kind == Financial || movesMoney(o.Type, o.Status)) {
		m.missing("sum_initial")
	}
}

// byPayment are the rows about a single payment, which say less.
const byPayment Kind = "by payment"

// movesMoney tells whether an operation has moved money, may still, or is of a
// kind of which that is not known.
func movesMoney(kind, status string) bool {
	if final, success := ledger.OperationFinal(status); final && !success {
		return false
	}
	switch ledger.Normal(kind) {
	case ledger.Auth, ledger.RefundReverse:
		return true
	}
	return ledger.IsCaptureType(kind) || ledger.IsRefundType(kind) || !ledger.KnownType(kind)
}

// Where names a row in words, for a person who has to find it.
func (r *Row) Where() string {
	switch o := &r.Operation; {
	case o.ID != "" && o.PaymentID != "":
		return fmt.Sprintf("operation %s of payment %s", clip(o.ID), clip(o.PaymentID))
	case o.ID != "":
		return "operation " + clip(o.ID)
	case o.PaymentID != "":
		return "payment " + clip(o.PaymentID)
	}
	return "an operation without ids"
}
