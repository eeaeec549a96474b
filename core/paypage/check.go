package paypage

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"contra/core/ledger"
)

// longest is how long a page may stay open by the platform's documentation.
const longest = 30 * 24 * time.Hour

// Problem is one thing that is wrong with the parameters of a link.
type Problem struct {
	Field   string // the parameter's name at the platform, e.g. "payment_amount"
	Code    ledger.Code
	Text    string // a sentence without a full stop
	Warning bool   // a person should look; the link may go out
}

// Check lists everything that is wrong with a purchase by method m before its
// link is made, in the order of a link. The zero Method stands for any method.
// Whether the payment id was used before, the ledger knows; for the time, see
// CheckTime.
func Check(p Params, m ledger.Method) []Problem {
	list := slices.Concat(missing(p), malformed(p), unsuitable(p, m))
	slices.SortStableFunc(list, func(x, y Problem) int {
		return cmp.Or(cmp.Compare(rank(x.Field), rank(y.Field)), cmp.Compare(x.Field, y.Field))
	})
	return list
}

// rank puts the parameters with a field of their own before the others.
func rank(name string) int {
	if i := place(name); i >= 0 {
		return i
	}
	return len(fields)
}

// CheckTime tells whether the page would be open at all, and no longer than the
// platform allows. A link without an end is no problem.
func CheckTime(p Params, now time.Time) []Problem {
	switch left := p.BestBefore.Sub(now); {
	case p.BestBefore.IsZero() || left > 0 && left <= longest:
		return nil
	case left <= 0:
		return []Problem{{Field: bestBefore, Code: ledger.ErrUsage, Text: "best_before has passed: nobody could pay"}}
	}
	return []Problem{{Field: bestBefore, Code: ledger.ErrUsage, Text: fmt.Sprintf("best_before is more than %d days away, which the platform does not allow", longest/(24*time.Hour))}}
}

// missing looks for what any purchase needs.
func missing(p Params) (list []Problem) {
	for _, f := range fields {
		if f.need && f.get(&p) == "" {
			list = append(list, Problem{Field: f.name, Code: f.code, Text: f.name + " is missing"})
		}
	}
	return list
}

// malformed looks at each parameter by itself.
func malformed(p Params) (list []Problem) {
	for _, f := range fields {
		if value := f.get(&p); value != "" {
			for _, text := range wrongs(value, f.check) {
				list = append(list, Problem{Field: f.name, Code: f.code, Text: f.name + " " + text})
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.Extra)) {
		list = append(list, malformedExtra(name, p.Extra[name])...)
	}
	if c := p.Amount.Currency; c != "" && currency(string(c)) == "" {
		if _, known := c.Exponent(); !known {
			list = append(list, Problem{Field: paymentCurrency, Code: ledger.ErrCurrency, Warning: true,
				Text: fmt.Sprintf("%s is not in the table of ISO 4217, so how many minor units it has is not known", c)})
		}
	}
	return list
}

func malformedExtra(name, value string) (list []Problem) {
	add := func(text string) { list = append(list, Problem{Field: name, Code: ledger.ErrUsage, Text: text}) }
	reason, no := forbidden[strings.ToLower(name)]
	check, known := documented(name)
	switch {
	case no:
		add(name + " " + reason)
		return list
	case place(strings.ToLower(name)) >= 0:
		add(name + " has a field of its own")
		return list
	case !validName(name):
		add(fmt.Sprintf("%q is no parameter's name: use A-Z, a-z, 0-9 and _", name))
	case !known:
		if right := respelled(name); right != "" {
			add(fmt.Sprintf("%s is spelled %s", name, right))
		} else {
			list = append(list, Problem{Field: name, Code: ledger.ErrUsage, Text: name + " is not among the documented parameters", Warning: true})
		}
	}
	for _, text := range wrongs(value, check) {
		add(name + " " + text)
	}
	return list
}

// respelled finds the documented parameter that differs in its capitals only.
func respelled(name string) string {
	for _, right := range Documented() {
		if strings.EqualFold(name, right) {
			return right
		}
	}
	return ""
}

// wrongs is everything that is wrong with a value.
func wrongs(value string, check rule) (list []string) {
	if value == "" {
		return []string{"is empty: leave it out"}
	}
	for _, r := range append(slices.Clone(general), check) {
		if text := r(value); text != "" {
			list = append(list, text)
		}
	}
	return list
}

// unsuitable looks at what the method allows.
func unsuitable(p Params, m ledger.Method) (list []Problem) {
	if p.Method != "" && m.Name != "" && p.Method != m.PayPage {
		list = append(list, Problem{Field: paymentMethod, Code: ledger.ErrUnknownMethod,
			Text: fmt.Sprintf("%s opens %s, but %s is %s on the Payment Page", paymentMethod, p.Method, cmp.Or(m.Title, m.Name), cmp.Or(m.PayPage, "not known"))})
	}
	if c := p.Amount.Currency; c != "" && len(m.Currencies) > 0 && !slices.Contains(m.Currencies, c) {
		list = append(list, Problem{Field: paymentCurrency, Code: ledger.ErrCurrency,
			Text: fmt.Sprintf("%s takes %s only, not %s", cmp.Or(m.Title, m.Name), currencies(m), c)})
	}
	return list
}

func currencies(m ledger.Method) string {
	var list []string
	for _, c := range m.Currencies {
		list = append(list, string(c))
	}
	return strings.Join(list, ", ")
}
