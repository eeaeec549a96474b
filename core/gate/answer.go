package gate

import (
	"encoding/json"

	"contra/core/gate/tree"
	"contra/core/ledger"
)

// Answer is what Gate says at once about a request.
type Answer struct {
	Status    string // of the request: "success" means accepted, nothing more
	RequestID string
	Project   int64 // 0 when the answer does not say
	PaymentID string
	Code      string // the answer's own code, or else that of its first error
	Message   string
	Errors    []AnswerError
	Extra     map[string]json.RawMessage // members with no place above
	Order     Order                      // empty unless a signature was found good
}

// AnswerError is one entry of an answer's errors.
type AnswerError struct{ Code, Field, Message, Description string }

// Codes are the distinct response codes of the answer, at the top and in errors.
func (a Answer) Codes() []string {
	var all []string
	add := func(code string) {
		for _, c := range all {
			if c == code {
				return
			}
		}
		if code != "" {
			all = append(all, code)
		}
	}
	add(a.Code)
	for _, e := range a.Errors {
		add(e.Code)
	}
	return all
}

// ParseAnswer reads the body of an answer to a request, whatever its HTTP code.
// Ids and codes may be numbers or strings. The error is a *JSONError or a *FieldError.
func ParseAnswer(body []byte) (Answer, error) {
	d, err := Decode(body)
	if err != nil {
		return Answer{}, err
	}
	return d.answer()
}

func (d *Doc) answer() (Answer, error) {
	if k := d.Nodes[0].Kind; k != tree.Object {
		return Answer{}, &FieldError{"answer", ledger.BadField, "it is " + k.String() + ", not an object"}
	}
	r := reader{d: d}
	general := r.object(0, "", "general")
	a := Answer{
		Status:    r.text(0, "", "status"),
		RequestID: r.text(0, "", "request_id"),
		PaymentID: r.text(0, "", "payment_id"),
		Code:      r.text(0, "", "code"),
		Message:   r.words(0, "message"),
		Errors:    r.errors(),
	}
	a.Project, _ = r.project()
	if a.PaymentID == "" {
		a.PaymentID = r.text(general, "general", "payment_id")
	}
	if a.Code == "" {
		a.Code, a.Message = r.firstError(a.Message)
	}
	for i := int32(1); i < d.Nodes[0].Next; i = d.Nodes[i].Next {
		switch key := d.Nodes[i].Key; key {
		case "status", "request_id", "payment_id", "project_id", "code", "message", "errors", "signature":
		default:
			if a.Extra == nil {
				a.Extra = map[string]json.RawMessage{}
			}
			a.Extra[key] = json.RawMessage(d.Bytes(i))
		}
	}
	return a, r.result()
}

// errors reads the list of errors. Custom formats also send nothing, an empty
// list, a single object or a plain string.
func (r *reader) errors() []AnswerError {
	at := r.d.Child(0, "errors")
	if r.d.Empty(at) {
		return nil
	}
	n := r.d.Nodes[at]
	if n.Kind != tree.Array {
		return r.answerError(nil, at, "errors")
	}
	var all []AnswerError
	for i := at + 1; i < n.Next; i = r.d.Nodes[i].Next {
		all = r.answerError(all, i, itemPath("errors", len(all)))
	}
	return all
}

// answerError adds one error; text alone is its message.
func (r *reader) answerError(all []AnswerError, at int32, where string) []AnswerError {
	switch n := r.d.Nodes[at]; {
	case n.Kind == tree.Object:
		return append(all, AnswerError{
			Code:        r.text(at, where, "code"),
			Field:       r.words(at, "field"),
			Message:     r.words(at, "message"),
			Description: r.words(at, "description"),
		})
	case n.Text != "":
		return append(all, AnswerError{Message: n.Text})
	}
	return all
}
