package gate

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"contra/core/ledger"
	"contra/core/money"
)

// FieldError names the field that makes a well-formed message unusable.
type FieldError struct {
	Field   string        // its path, e.g. "operation.sum_initial.amount"
	Reason  ledger.Reason // ledger.MissingField or ledger.BadField
	Problem string
}

func (e *FieldError) Error() string { return e.Field + ": " + e.Problem }

// ReasonOf translates an error of Decode, Verify, Project or Events into the
// reason under which the message is rejected; empty for any other error.
func ReasonOf(err error) ledger.Reason {
	var syntax *JSONError
	var field *FieldError
	switch {
	case errors.As(err, &syntax):
		return ledger.BadJSON
	case errors.As(err, &field):
		return field.Reason
	case errors.Is(err, ErrNoSignature):
		return ledger.NoSignature
	case errors.Is(err, ErrBadSignature):
		return ledger.BadSignature
	case errors.Is(err, ErrEmptySecret):
		return ledger.NoSecret
	}
	return ""
}

// reader takes typed values out of a Doc and keeps the first error. Methods get
// the parent node, its path for the error message, and the key.
type reader struct {
	d   *Doc
	err *FieldError
}

// result keeps a nil *FieldError from becoming a non-nil error.
func (r *reader) result() error {
	if r.err == nil {
		return nil
	}
	return r.err
}

func (r *reader) missing(where, key string) {
	if r.err == nil {
		r.err = &FieldError{path(where, key), ledger.MissingField, "it is missing or empty"}
	}
}

func (r *reader) bad(where, key, problem string) {
	if r.err == nil {
		r.err = &FieldError{path(where, key), ledger.BadField, problem}
	}
}

// object is a member that must be an object when it is there; none when it says nothing.
func (r *reader) object(parent int32, where, key string) int32 {
	at := r.d.child(parent, key)
	if r.d.empty(at) {
		return none
	}
	if k := r.d.nodes[at].kind; k != kObject {
		r.bad(where, key, "it is "+k.String()+", not an object")
		return none
	}
	return at
}

// text is a string, or a whole number as written; empty when it says nothing.
func (r *reader) text(parent int32, where, key string) string {
	at := r.d.child(parent, key)
	if r.d.empty(at) {
		return ""
	}
	n := &r.d.nodes[at]
	switch {
	case n.kind == kString:
		return n.text
	case n.kind != kNumber:
		r.bad(where, key, "it is "+n.kind.String()+", not a string")
	case !allDigits(strings.TrimPrefix(n.text, "-")):
		r.bad(where, key, "it is the number "+clip(n.text)+", not a string or a whole number")
	default:
		return n.text
	}
	return ""
}

// need is text that must be there.
func (r *reader) need(parent int32, where, key string) string {
	s := r.text(parent, where, key)
	if s == "" {
		r.missing(where, key)
	}
	return s
}

// words is text that is only shown to people: whatever is not a string or a
// number is left out rather than making the message unusable.
func (r *reader) words(parent int32, key string) string {
	at := r.d.child(parent, key)
	if at == none {
		return ""
	}
	return r.d.nodes[at].text
}

// id is an identifier that the platform writes as a number or as a string; both
// give the same decimal text.
func (r *reader) id(parent int32, where, key string) string {
	s := r.text(parent, where, key)
	switch {
	case strings.HasPrefix(s, "-"):
		r.bad(where, key, "it is negative")
	case len(s) > 1 && s[0] == '0' && allDigits(s):
		if s = strings.TrimLeft(s, "0"); s == "" {
			return "0"
		}
	}
	return s
}

// whole is a count that is a number without fraction and exponent, or a string of
// digits; ok is false when it says nothing or is bad.
func (r *reader) whole(parent int32, where, key string) (v int64, ok bool) {
	at := r.d.child(parent, key)
	if r.d.empty(at) {
		return 0, false
	}
	n := &r.d.nodes[at]
	switch {
	case n.kind != kNumber && n.kind != kString:
		r.bad(where, key, "it is "+n.kind.String()+", not a whole number")
	case strings.HasPrefix(n.text, "-"):
		r.bad(where, key, "it is negative: "+clip(n.text))
	case !allDigits(n.text):
		r.bad(where, key, "it is not a whole number: "+clip(n.text))
	default:
		v, err := strconv.ParseInt(n.text, 10, 64)
		if err == nil {
			return v, true
		}
		r.bad(where, key, "it is larger than "+strconv.Itoa(math.MaxInt64)+": "+clip(n.text))
	}
	return 0, false
}

// amount is an object of minor units and currency; ok is false when it says nothing.
func (r *reader) amount(parent int32, where, key string) (a money.Amount, ok bool) {
	at := r.object(parent, where, key)
	if at == none || r.d.empty(r.d.child(at, "amount")) && r.d.empty(r.d.child(at, "currency")) {
		return a, false
	}
	failed := r.err != nil
	minor, ok := r.whole(at, "", "amount")
	if !ok {
		r.missing("", "amount")
	}
	code := r.need(at, "", "currency")
	currency, err := money.ParseCurrency(code)
	if err != nil {
		r.bad("", "currency", "it is not a currency code of three capital letters: "+clip(code))
	}
	if !failed && r.err != nil {
		r.err.Field = path(path(where, key), r.err.Field)
	}
	return money.Amount{Minor: minor, Currency: currency}, true
}

// time is a moment in UTC, zero when it says nothing.
func (r *reader) time(parent int32, where, key string) time.Time {
	s := r.text(parent, where, key)
	if s == "" {
		return time.Time{}
	}
	t, ok := parseTime(s)
	if !ok {
		r.bad(where, key, "it is not a date and time such as 2026-01-31T23:59:59+0000: "+clip(s))
	}
	return t
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// clip quotes a piece of input, short enough for a sentence.
func clip(s string) string {
	const most = 40
	for i := range s {
		if i >= most {
			return strconv.QuoteToGraphic(s[:i] + "…")
		}
	}
	return strconv.QuoteToGraphic(s)
}
