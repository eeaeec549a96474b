package wire

import (
	"encoding/json"
	"net/netip"
	"net/url"
	"time"

	"contra/core/money"
	"contra/core/sandbox/books"
)

// Purchase is a request for a purchase, read strictly by type.
type Purchase struct {
	Request
	Sum        money.Amount
	CustomerID string
	IP         string
	Success    string    // where the customer goes once it is paid
	Decline    string    // where the customer goes when it is not
	Return     string    // where the customer goes in between
	BestBefore time.Time // zero: not given
}

// ParsePurchase reads a request that Parse has taken.
func ParsePurchase(body []byte, r Request) (Purchase, *books.Refusal) {
	s := Purchase{Request: r}
	top := object{}
	if json.Unmarshal(body, &top) != nil {
		return s, books.Refuse(books.CodeBadJSON, "", "the body is not a JSON object")
	}
	p := parser{}
	payment, customer, urls := p.object(top, "payment"), p.object(top, "customer"), p.object(top, "return_url")
	switch {
	case r.Amount == nil:
		p.refuse(books.CodeMissingField, "payment.amount", "")
	case r.Currency == nil:
		p.refuse(books.CodeMissingField, "payment.currency", "")
	default:
		currency, err := money.ParseCurrency(*r.Currency)
		if err != nil {
			p.refuse(books.CodeWrongCurrency, "payment.currency", "")
		}
		s.Sum = money.Amount{Minor: *r.Amount, Currency: currency}
	}
	s.CustomerID = p.needed(customer, "customer.id")
	s.IP = p.needed(customer, "customer.ip_address")
	if _, err := netip.ParseAddr(s.IP); err != nil {
		p.refuse(books.CodeValidation, "customer.ip_address", "it must be an IP address")
	}
	s.Success = p.address(urls, "return_url.success")
	s.Decline = p.address(urls, "return_url.decline")
	s.Return = p.address(urls, "return_url.return")
	if payment["best_before"] != nil {
		at, ok := ParseDate(p.text(payment, "payment.best_before"))
		if !ok {
			p.refuse(books.CodeValidation, "payment.best_before", "it must be a date such as 2026-10-31T18:00:00+00:00")
		}
		s.BestBefore = at
	}
	return s, p.refusal
}

func (p *parser) needed(from object, field string) string {
	text := p.text(from, field)
	if text == "" {
		p.refuse(books.CodeMissingField, field, "")
	}
	return text
}

func (p *parser) address(from object, field string) string {
	text := p.needed(from, field)
	if !IsWebAddress(text) {
		p.refuse(books.CodeValidation, field, "it must be an address that begins with http:// or https://")
	}
	return text
}

// IsWebAddress tells whether a customer can be sent to this address.
func IsWebAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// ParseDate reads a moment in any of the forms that the documents show; one
// without an offset is in UTC.
func ParseDate(text string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339, dateLayout, "2006-01-02T15:04:05-07", "2006-01-02T15:04:05"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}
