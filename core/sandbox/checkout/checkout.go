// Package checkout reads a link to the Payment Page: a query string, signed with
// the project's secret over the values as they are before the URL escapes them.
package checkout

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"contra/core/gate"
	"contra/core/money"
	"contra/core/sandbox/wire"
)

// KakaoPay is the method's name in force_payment_method, and Won all it takes.
const (
	KakaoPay = "kakaopay-wallet"
	Won      = money.Currency("KRW")
)

// longest is how far best_before may lie ahead; what lies further is ignored.
const longest = 30 * 24 * time.Hour

// Largest values of the documents.
const (
	maxAmount = 10_000_000_000_000
	maxText   = 255
)

// Link is what a link asks for.
type Link struct {
	Project     int64
	PaymentID   string
	Amount      money.Amount
	CustomerID  string
	Description string
	Method      string    // force_payment_method; empty: the customer chooses
	CallbackURL string    // instead of the project's
	Success     string    // where the customer goes once it is paid; empty: nowhere
	Decline     string    // where the customer goes when it is not
	BestBefore  time.Time // zero: there is none
}

// Problem is why a link opens no Payment Page.
type Problem struct {
	Parameter string // empty: the link as a whole
	Text      string // a sentence
}

func (p *Problem) Error() string {
	if p.Parameter == "" {
		return p.Text
	}
	return p.Parameter + ": " + p.Text
}

// Read checks the signature of a raw query and then its parameters. secret
// gives a project's, and false for a project that is not there. The error is a
// *Problem.
func Read(query string, secret func(project int64) (string, bool), now time.Time) (Link, error) {
	values, err := parse(query)
	if err != nil {
		return Link{}, err
	}
	project, err := strconv.ParseInt(values["project_id"], 10, 64)
	if err != nil {
		return Link{}, &Problem{"project_id", "It must be a number."}
	}
	key, known := secret(project)
	if !known {
		return Link{}, &Problem{"project_id", "There is no such project."}
	}
	if !signed(key, values) {
		return Link{}, &Problem{"signature", "It does not match the parameters."}
	}
	r := reader{values: values}
	l := Link{
		Project: project, PaymentID: r.needed("payment_id"), CustomerID: r.needed("customer_id"),
		Description: r.text("payment_description"), Method: values["force_payment_method"],
		CallbackURL: r.address("merchant_callback_url"), Amount: r.amount(),
		Success: r.address("redirect_success_url", "merchant_success_url"),
		Decline: r.address("redirect_fail_url", "merchant_fail_url"),
	}
	if l.BestBefore = r.date("best_before"); l.BestBefore.Sub(now) > longest {
		l.BestBefore = time.Time{}
	}
	switch {
	case values["mode"] != "" && values["mode"] != "purchase":
		r.refuse("mode", "The stand-in has purchases only.")
	case l.Method != "" && l.Method != KakaoPay:
		r.refuse("force_payment_method", "The stand-in has "+KakaoPay+" only.")
	case l.Method == KakaoPay && l.Amount.Currency != Won:
		r.refuse("payment_currency", "KakaoPay takes "+string(Won)+" only.")
	}
	if r.problem != nil {
		return l, r.problem
	}
	return l, nil
}

// parse reads the query into single values.
func parse(query string) (map[string]string, error) {
	all, err := url.ParseQuery(query)
	if err != nil {
		return nil, &Problem{"", "The link cannot be read."}
	}
	values := make(map[string]string, len(all))
	for name, list := range all {
		switch text := list[0]; {
		case len(list) > 1:
			return nil, &Problem{name, "It is there more than once."}
		case !utf8.ValidString(name) || !utf8.ValidString(text):
			return nil, &Problem{"", "The link is not in UTF-8."}
		default:
			values[name] = text
		}
	}
	return values, nil
}

// signed tells whether the signature holds. A library that writes true and
// false into the link has signed them as 1 and 0.
func signed(secret string, values map[string]string) bool {
	plain, flags := map[string]any{}, map[string]any{}
	for name, text := range values {
		plain[name], flags[name] = text, text
		if text == "true" || text == "false" {
			flags[name] = text == "true"
		}
	}
	for _, message := range []map[string]any{plain, flags} {
		doc, err := json.Marshal(message)
		if err != nil {
			return false
		}
		if _, err := gate.Verify(secret, doc); err == nil {
			return true
		}
	}
	return false
}

// reader keeps the first thing that is wrong.
type reader struct {
	values  map[string]string
	problem *Problem
}

func (r *reader) refuse(parameter, text string) {
	if r.problem == nil {
		r.problem = &Problem{parameter, text}
	}
}

// text gives a value. The documents forbid the semicolon in all of them.
func (r *reader) text(name string) string {
	text := r.values[name]
	switch {
	case strings.Contains(text, ";"):
		r.refuse(name, "It must not contain a semicolon.")
	case utf8.RuneCountInString(text) > maxText:
		r.refuse(name, "It is longer than 255 characters.")
	case strings.Trim(text, " \t\n\r\v\x00") != text:
		r.refuse(name, "It must not start or end with white space.")
	}
	return text
}

func (r *reader) needed(name string) string {
	if r.values[name] == "" {
		r.refuse(name, "It is missing.")
	}
	return r.text(name)
}

func (r *reader) amount() money.Amount {
	minor, err := strconv.ParseInt(r.needed("payment_amount"), 10, 64)
	if err != nil || minor < 1 || minor > maxAmount {
		r.refuse("payment_amount", "It must be a whole number of the smallest units, above zero.")
	}
	currency, err := money.ParseCurrency(r.needed("payment_currency"))
	if err != nil {
		r.refuse("payment_currency", "It must be a code such as KRW.")
	}
	return money.Amount{Minor: minor, Currency: currency}
}

// address gives the first of the parameters that is there.
func (r *reader) address(names ...string) string {
	for _, name := range names {
		text := r.values[name]
		if text == "" {
			continue
		}
		if !wire.IsWebAddress(text) {
			r.refuse(name, "It must be an address that begins with http:// or https://.")
		}
		return text
	}
	return ""
}

func (r *reader) date(name string) time.Time {
	text := r.values[name]
	if text == "" {
		return time.Time{}
	}
	at, ok := wire.ParseDate(text)
	if !ok {
		r.refuse(name, "It must be a date such as 2026-10-31T18:00:00+00:00.")
	}
	return at
}
