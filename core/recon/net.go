package recon

import (
	"fmt"
	"slices"
	"strings"

	"contra/core/money"
)

// Net adds up, in one currency, the rows that say what the platform took and
// what was left. Rows whose net does not follow from the rest are the Other.
type Net struct {
	Currency money.Currency `json:"currency"`
	Rows     int64          `json:"rows"`
	Gross    int64          `json:"gross"`   // what came in
	Refunds  int64          `json:"refunds"` // what went out
	Fees     int64          `json:"fees"`    // what was taken; negative: given back
	Other    int64          `json:"other"`   // what the rows with NET_DIFF have too much
	Net      int64          `json:"net"`
}

// Nets adds the rows of a result up. It is empty when no report has fees and nets.
func (r *Result) Nets() ([]Net, error) {
	sums := map[money.Currency]*Net{}
	ok := true
	take := func(rows []Record, wrong bool) {
		for i := range rows {
			ok = rows[i].addTo(sums, wrong) && ok
		}
	}
	for i := range r.Pairs {
		take(r.Pairs[i].Report, false)
	}
	for i := range r.Breaks {
		if b := &r.Breaks[i]; b.Code != DupInReport && b.Code != RowRejected {
			take(b.Report, b.Code == NetDiff)
		}
	}
	all := make([]Net, 0, len(sums))
	for _, n := range sums {
		all = append(all, *n)
	}
	slices.SortFunc(all, func(a, b Net) int { return strings.Compare(string(a.Currency), string(b.Currency)) })
	if !ok {
		return nil, money.ErrOverflow
	}
	return all, nil
}

// addTo adds a row that has a fee and a net in its own currency and moved money.
func (r *Record) addTo(sums map[money.Currency]*Net, wrong bool) bool {
	sign := r.Signed()
	if r.Fee == nil || r.Net == nil || r.Fee.Currency != r.Money.Currency || r.Net.Currency != r.Money.Currency || sign == 0 || r.Flags&Outside != 0 {
		return true
	}
	n := sums[r.Money.Currency]
	if n == nil {
		n = &Net{Currency: r.Money.Currency}
		sums[n.Currency] = n
	}
	net := r.Net.Minor
	if sign < 0 && net > 0 {
		net = -net // what was given back, written without its sign
	}
	ok := true
	add := func(to *int64, minor int64) {
		sum, fits := money.AddMinor(*to, minor)
		*to, ok = sum, ok && fits
	}
	n.Rows++
	if sign > 0 {
		add(&n.Gross, sign)
	} else {
		add(&n.Refunds, -sign)
	}
	add(&n.Net, net)
	taken, fits := money.AddMinor(sign, -net)
	if ok = ok && fits; wrong {
		add(&n.Other, r.Fee.Minor)
		add(&n.Other, -taken)
		taken = r.Fee.Minor
	}
	add(&n.Fees, taken)
	return ok
}

// Check works the fifth identity out.
func (n Net) Check() Check {
	f := func(minor int64) string { return money.New(minor, n.Currency).Format() }
	right := n.Gross - n.Refunds - n.Fees + n.Other
	return check("net", n.Currency, n.Net, right, fmt.Sprintf("net %s = gross %s − refunds %s − fees %s + other %s", f(n.Net), f(n.Gross), f(n.Refunds), f(n.Fees), f(n.Other)))
}
