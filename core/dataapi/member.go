package dataapi

import (
	"strconv"
	"strings"
	"time"

	"contra/core/gate"
	"contra/core/gate/tree"
	"contra/core/ledger"
	"contra/core/money"
)

// members reads typed values out of one object and keeps the first fault. What
// is absent, null or empty says nothing.
type members struct {
	d    *tree.Doc
	zone *time.Location // of dates that do not say
	err  *gate.FieldError
}

func (m *members) fault(field string, reason ledger.Reason, problem string) {
	if m.err == nil {
		m.err = &gate.FieldError{Field: field, Reason: reason, Problem: problem}
	}
}

func (m *members) bad(field, problem string) { m.fault(field, ledger.BadField, problem) }

func (m *members) missing(field string) {
	m.fault(field, ledger.MissingField, "it is missing or empty")
}

// scalar is the text of a string or of a number as it is written.
func (m *members) scalar(at int32, field string) string {
	if m.d.Empty(at) {
		return ""
	}
	switch n := &m.d.Nodes[at]; n.Kind {
	case tree.String, tree.Number:
		return n.Text
	default:
		m.bad(field, "it is "+n.Kind.String()+", not text")
		return ""
	}
}

func (m *members) text(key string) string { return m.scalar(m.d.Child(0, key), key) }

// words is text that is only shown: what is no text is left out.
func (m *members) words(key string) string {
	at := m.d.Child(0, key)
	if at == tree.None {
		return ""
	}
	return m.d.Nodes[at].Text
}

// id is an identifier of the platform, a number or text; both give the same digits.
func (m *members) id(key string) string {
	s := m.text(key)
	if at := m.d.Child(0, key); at != tree.None && m.d.Nodes[at].Kind == tree.Number && !digits(s) {
		m.bad(key, "it is the number "+clip(s)+", not an id")
		return ""
	}
	if len(s) > 1 && s[0] == '0' && digits(s) {
		s = strings.TrimLeft(s[:len(s)-1], "0") + s[len(s)-1:]
	}
	return s
}

// project is a project's number; 0 when it says nothing.
func (m *members) project(key string) int64 {
	s := m.text(key)
	if s == "" {
		return 0
	}
	n, err := strconv.ParseUint(s, 10, 32)
	if err != nil || n == 0 || !digits(s) {
		m.bad(key, "it is no project's number: "+clip(s))
		return 0
	}
	return int64(n)
}

// sum is an object of minor units and currency; nil when it says nothing.
func (m *members) sum(key string) *money.Amount {
	at := m.d.Child(0, key)
	if m.d.Empty(at) {
		return nil
	}
	if k := m.d.Nodes[at].Kind; k != tree.Object {
		m.bad(key, "it is "+k.String()+", not an object of amount and currency")
		return nil
	}
	return m.money(m.d.Child(at, "amount"), m.d.Child(at, "currency"), key+".amount", key+".currency")
}

// money reads an amount with its currency; nil when neither says anything.
func (m *members) money(amount, currency int32, amountField, currencyField string) *money.Amount {
	if m.d.Empty(amount) && m.d.Empty(currency) {
		return nil
	}
	text, code := m.scalar(amount, amountField), m.scalar(currency, currencyField)
	switch {
	case text == "":
		m.missing(amountField)
	case code == "":
		m.missing(currencyField)
	case strings.HasPrefix(text, "-"):
		m.bad(amountField, "it is negative: "+clip(text))
	}
	minor := m.minor(text, amountField)
	return &money.Amount{Minor: minor, Currency: m.currency(code, currencyField)}
}

// minor is a count of minor units: digits, with or without a minus.
func (m *members) minor(text, field string) int64 {
	if text == "" {
		return 0
	}
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case !digits(strings.TrimPrefix(text, "-")):
		m.bad(field, "it is not a whole number of minor units: "+clip(text))
	case err != nil:
		m.bad(field, "it is too large: "+clip(text))
	}
	return n
}

func (m *members) currency(code, field string) money.Currency {
	if code == "" {
		return ""
	}
	c, err := money.ParseCurrency(code)
	if err == nil {
		if _, known := c.Exponent(); known {
			return c
		}
	}
	m.bad(field, "it is no known currency: "+clip(code))
	return ""
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// clip quotes a piece of an answer, short enough for a sentence.
func clip(s string) string {
	const most = 40
	for i := range s {
		if i >= most {
			return strconv.QuoteToGraphic(s[:i] + "…")
		}
	}
	return strconv.QuoteToGraphic(s)
}
