package gate

import (
	"fmt"
	"slices"

	"contra/core/gate/codes"
	"contra/core/ledger"
	"contra/core/money"
)

// StatusAnswer is what the platform says about a payment when asked.
type StatusAnswer struct {
	Project       int64 // 0 when the answer does not say
	PaymentID     string
	PaymentType   string
	PaymentStatus string
	Method        string
	Description   string
	CustomerID    string
	Left          *money.Amount // payment.sum: what is left on the payment
	Operations    []ledger.Operation
	Complete      bool   // the answer lists operations, so one that it lacks is not on the platform
	Code          string // of the first error, empty when there was tree.None
	Message       string
	Errors        []AnswerError
	Unknown       bool  // the platform does not know the payment (3061)
	Order         Order // empty unless a signature was found good
}

// ParseStatus reads the answer to a status request. Its operations may carry sum
// or sum_initial, and ids that are numbers or strings. A signature is not looked
// at; see ReadStatus. The error is a *JSONError or a *FieldError.
func ParseStatus(body []byte) (StatusAnswer, error) {
	d, err := Decode(body)
	if err != nil {
		return StatusAnswer{}, err
	}
	return d.status()
}

func (d *Doc) status() (StatusAnswer, error) {
	a, err := d.answer()
	if err != nil {
		return StatusAnswer{}, err
	}
	r := reader{d: d}
	e := r.payment(r.object(0, "", "payment"), a.Project)
	s := StatusAnswer{
		Project:       a.Project,
		PaymentID:     e.PaymentID,
		PaymentType:   e.PaymentType,
		PaymentStatus: e.PaymentStatus,
		Method:        e.Method,
		Description:   e.Description,
		CustomerID:    e.CustomerID,
		Left:          e.Left,
		Operations:    r.list(),
		Message:       a.Message,
		Errors:        a.Errors,
		Order:         d.order,
	}
	if s.Complete = len(s.Operations) > 0; !s.Complete {
		s.Operations = r.single()
	}
	if s.PaymentID == "" {
		s.PaymentID = a.PaymentID
	}
	if a.Code != "0" {
		s.Code = a.Code
	}
	if r.err != nil {
		return StatusAnswer{}, r.err
	}
	for i := range s.Operations {
		s.Operations[i].Project = s.Project
	}
	all := a.Codes()
	s.Unknown = len(s.Operations) == 0 && slices.Contains(all, codes.PaymentUnknown) && ofRefund.decisive(all).Definite()
	if !s.Unknown && s.Code == "" && s.PaymentStatus == "" && len(s.Operations) == 0 {
		r.missing("", "payment")
	}
	return s, r.result()
}

// Events gives one event for each operation that the answer lists.
func (s StatusAnswer) Events() []ledger.Event {
	events := make([]ledger.Event, 0, len(s.Operations))
	for _, o := range s.Operations {
		events = append(events, ledger.Event{
			Project:       s.Project,
			PaymentID:     s.PaymentID,
			PaymentType:   s.PaymentType,
			PaymentStatus: s.PaymentStatus,
			Method:        s.Method,
			Description:   s.Description,
			CustomerID:    s.CustomerID,
			Left:          s.Left,
			Operation:     o,
			SignedOrder:   string(s.Order),
		})
	}
	return events
}

// ReadStatus judges the reply to a status request. It succeeds only for a
// whole answer about our payment whose signature, if any, is good; then
// Unknown can be relied on, and project and payment id are filled in when the
// answer leaves them out. The error is a *ledger.Error.
func ReadStatus(r Reply, project int64, paymentID, secret string) (StatusAnswer, error) {
	d, _, err := read(r, project, paymentID, secret)
	if err != nil {
		return StatusAnswer{}, statusError(sentence(err.Error()), err)
	}
	s, err := d.status()
	if err != nil {
		return StatusAnswer{}, statusError("Gate's answer about the payment cannot be understood.", err)
	}
	if err := ours(s.Project, s.PaymentID, project, paymentID); err != nil {
		return StatusAnswer{}, statusError(sentence(err.Error()), err)
	}
	if s.Code != "" && !s.Unknown && len(s.Operations) == 0 {
		code := LookupCode(s.Code)
		e := ledger.Errorf(ledger.ErrNetwork, "Gate did not say how the payment stands (code %s): %s.", code.Code, code.Meaning)
		if code.Class == codes.Configuration {
			e.Code = ledger.ErrConfig
		}
		return s, e.WithHint("%s", code.Next)
	}
	if !s.Unknown && len(s.Operations) == 0 {
		// Every payment has at least the operation that made it.
		return StatusAnswer{}, statusError("Gate's answer about the payment lists no operation.", &FieldError{"operations", ledger.MissingField, "it is missing or empty"})
	}
	s.complete(project, paymentID)
	return s, nil
}

func (s *StatusAnswer) complete(project int64, paymentID string) {
	if s.PaymentID == "" {
		s.PaymentID = paymentID
	}
	s.Project = project
	for i := range s.Operations {
		s.Operations[i].Project = project
	}
}

func statusError(message string, err error) error {
	e := ledger.Errorf(ledger.ErrNetwork, "%s", message)
	e.Hint = "ask again; the refund keeps its amount reserved until the platform answers"
	e.Err = fmt.Errorf("status: %w", err)
	return e
}
