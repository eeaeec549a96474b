// Package wire reads what merchants send to the stand-in platform and writes
// what it sends back, in the shapes of the platform's documents.
package wire

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"contra/core/sandbox/books"
)

// Request is what refunds, purchases and questions for a payment's status have in
// common, read strictly by type.
type Request struct {
	Project          int64
	PaymentID        string
	Signature        string // general.signature; empty when it stands elsewhere
	CallbackURL      string // overrides the project's for this operation
	Amount           *int64
	Currency         *string
	Description      *string
	MerchantRefundID string
	CallbackDelay    time.Duration
	CallbackOff      bool
}

// Largest values of the platform's request schema.
const (
	maxAmount  = 10_000_000_000_000
	maxProject = 4_294_967_295
	maxText    = 255
	maxDelay   = 600
)

type object map[string]json.RawMessage

// Parse reads a request. It gives what could be read also beside a refusal, so
// that the answer can name the payment.
func Parse(body []byte) (Request, *books.Refusal) {
	var r Request
	if !json.Valid(body) {
		return r, books.Refuse(books.CodeBadJSON, "", "the body is not JSON")
	}
	top := object{}
	if json.Unmarshal(body, &top) != nil {
		return r, books.Refuse(books.CodeBadJSON, "", "the body is not a JSON object")
	}
	p := parser{}
	general, payment, callback := p.object(top, "general"), p.object(top, "payment"), p.object(top, "callback")

	r.Project = p.integer(general, "general.project_id", 1, maxProject)
	if r.Project == 0 && p.refusal == nil {
		p.refuse(books.CodeNoProject, "general.project_id", "")
	}
	r.PaymentID = p.text(general, "general.payment_id")
	if r.PaymentID == "" {
		p.refuse(books.CodeMissingField, "general.payment_id", "")
	}
	if strings.Trim(r.PaymentID, " \t\n\r\v\x00") != r.PaymentID {
		p.refuse(books.CodeValidation, "general.payment_id", "it must not start or end with white space")
	}
	r.Signature = p.text(general, "general.signature")
	r.CallbackURL = p.text(general, "general.merchant_callback_url")
	if payment["amount"] != nil {
		n := p.integer(payment, "payment.amount", 1, maxAmount)
		r.Amount = &n
	}
	if payment["currency"] != nil {
		c := p.text(payment, "payment.currency")
		r.Currency = &c
	}
	if payment["description"] != nil {
		d := p.text(payment, "payment.description")
		r.Description = &d
	}
	r.MerchantRefundID = p.text(payment, "payment.merchant_refund_id")
	r.CallbackDelay = time.Duration(p.integer(callback, "callback.delay", 0, maxDelay)) * time.Second
	r.CallbackOff = p.integer(callback, "callback.force_disable", 0, 1) == 1
	return r, p.refusal
}

// parser keeps the first thing that is wrong.
type parser struct{ refusal *books.Refusal }

func (p *parser) refuse(code, field, detail string) {
	if p.refusal == nil {
		p.refusal = books.Refuse(code, field, detail)
	}
}

func (p *parser) object(from object, name string) object {
	raw, there := from[name]
	if !there {
		return nil
	}
	var o object
	if json.Unmarshal(raw, &o) != nil {
		p.refuse(books.CodeValidation, name, "it must be an object")
	}
	return o
}

// value finds a dotted field's last part in its object.
func value(from object, field string) json.RawMessage {
	return bytes.TrimSpace(from[field[strings.LastIndexByte(field, '.')+1:]])
}

func (p *parser) text(from object, field string) string {
	raw := value(from, field)
	if raw == nil {
		return ""
	}
	var s string
	if raw[0] != '"' || json.Unmarshal(raw, &s) != nil {
		p.refuse(books.CodeValidation, field, "it must be a string")
		return ""
	}
	address := field == "general.merchant_callback_url" || strings.HasPrefix(field, "return_url.")
	if len([]rune(s)) > maxText && !address {
		p.refuse(books.CodeValidation, field, "it is longer than 255 characters")
	}
	return s
}

func (p *parser) integer(from object, field string, least, most int64) int64 {
	raw := value(from, field)
	if raw == nil {
		return 0
	}
	n, err := strconv.ParseInt(string(raw), 10, 64)
	if err != nil {
		p.refuse(books.CodeValidation, field, "it must be an integer")
		return 0
	}
	if n < least || n > most {
		p.refuse(books.CodeValidation, field, "it is out of range")
	}
	return n
}
