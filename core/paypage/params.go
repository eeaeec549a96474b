// Package paypage builds, checks and reads links to the platform's Payment Page:
// addresses whose signed parameters open the page for one purchase.
package paypage

import (
	"maps"
	"slices"
	"time"

	"contra/core/money"
)

// DefaultURL is the platform's Payment Page.
const DefaultURL = "https://paymentpage.ecommpay.com/payment"

// Params is what a link says of a purchase. The zero value of a field leaves its
// parameter out.
type Params struct {
	Project       int64
	PaymentID     string // of the merchant, never used before in the project
	Amount        money.Amount
	CustomerID    string
	Method        string // the method that is open at once, by its name on the page: ledger.Method.PayPage
	Description   string // shown to the customer
	Language      string // of the page, e.g. "ko"
	CustomerEmail string
	BestBefore    time.Time // when the page closes, to the second
	SuccessURL    string    // where the page's links lead the customer …
	FailURL       string
	ReturnURL     string
	CallbackURL   string            // where callbacks go instead of to the project's address
	Extra         map[string]string // other parameters by their names; a boolean is 0 or 1, or else true or false
}

// pair is a parameter as it stands in a link before it is escaped.
type pair struct{ name, value string }

// pairs lists the parameters in the order of a link: first those with a field of
// their own, then the others by name.
func (p *Params) pairs() []pair {
	list := make([]pair, 0, len(fields)+len(p.Extra))
	for _, f := range fields {
		if value := f.get(p); value != "" {
			list = append(list, pair{f.name, value})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.Extra)) {
		list = append(list, pair{name, p.Extra[name]})
	}
	return list
}
