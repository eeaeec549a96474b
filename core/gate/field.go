package gate

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"contra/core/gate/tree"
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

// object is a member that must be an object when it is there; tree.None when it says nothing.
func (r *reader) object(parent int32, where, key string) int32 {
	at := r.d.Child(parent, key)
	if r.d.Empty(at) {
		return tree.None
	}
	if k := r.d.Nodes[at].Kind; k != tree.Object {
		r.bad(where, key, "it is "+k.String()+", not an object")
		return tree.None
	}
	return at
}

// text is a string, or a whole number as written; empty when it says nothing.
func (r *reader) text(parent int32, where, key string) string {
	at := r.d.Child(parent, key)
	if r.d.Empty(at) {
		return ""
	}
	n := &r.d.Nodes[at]
	switch {
	case n.Kind == tree.String:
		return n.Text
	case n.Kind != tree.Number:
		r.bad(where, key, "it is "+n.Kind.String()+", not a string")
	case !allDigits(strings.TrimPrefix(n.Text, "-")):
		r.bad(where, key, "it is the number "+clip(n.Text)+", not a string or a whole number")
	default:
		return n.Text
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
	at := r.d.Child(parent, key)
	if at == tree.None {
		return ""
	}
	return r.d.Nodes[at].Text
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
	at := r.d.Child(parent, key)
	if r.d.Empty(at) {
		return 0, false
	}
	n := &r.d.Nodes[at]
	switch {
	case n.Kind != tree.Number && n.Kind != tree.String:
		r.bad(where, key, "it is "+n.Kind.String()+", not a whole number")
	case strings.HasPrefix(n.Text, "-"):
		r.bad(where, key, "it is negative: "+clip(n.Text))
	case !allDigits(n.Text):
		r.bad(where, key, "it is not a whole number: "+clip(n.Text))
	default:
		v, err := strconv.ParseInt(n.Text, 10, 64)
		if err == nil {
			return v, true
		}
		r.bad(where, key, "it is larger than "+strconv.Itoa(math.MaxInt64)+": "+clip(n.Text))
	}
	return 0, false
}

// amount is an object of minor units and currency; ok is false when it says nothing.
func (r *reader) amount(parent int32, where, key string) (a money.Amount, ok bool) {
	at := r.object(parent, where, key)
	if at == tree.None || r.d.Empty(r.d.Child(at, "amount")) && r.d.Empty(r.d.Child(at, "currency")) {
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

func isDigit(c byte) bool { return c-'0' < 10 }

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
