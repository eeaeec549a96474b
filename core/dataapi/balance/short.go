// Package balance holds what is about to be refunded against what the platform
// holds for the merchant.
package balance

import (
	"fmt"
	"time"

	"contra/core/batch"
	"contra/core/dataapi"
	"contra/core/money"
)

// Warning is a currency in which the balances may not suffice.
type Warning struct {
	Needs money.Amount
	Has   money.Amount // what all balances in the currency add up to, as of At
	At    time.Time    // when the platform was asked; zero: it named no balance in the currency
}

func (w Warning) String() string {
	if w.At.IsZero() {
		return fmt.Sprintf("%s are to be refunded, and the platform named no balance in %s: refunds may be declined for lack of funds", w.Needs, w.Needs.Currency)
	}
	return fmt.Sprintf("%s are to be refunded, and the balances in %s held %s at %s UTC: some refunds may be declined for lack of funds",
		w.Needs, w.Needs.Currency, w.Has, w.At.UTC().Format("2006-01-02 15:04"))
}

// Short gives the currencies in which the totals of a batch are more than the
// balances hold. Nothing is said when no balance is known at all. Fees are not counted, nor is
// from which of several balances a payment is refunded: enough here is no promise.
func Short(totals []batch.Total, balances []dataapi.Balance) []Warning {
	if len(balances) == 0 {
		return nil
	}
	var all []Warning
	for _, t := range totals {
		w := Warning{Needs: money.New(t.Amount, t.Currency), Has: money.New(0, t.Currency)}
		enough := false
		for _, b := range balances {
			if b.Amount.Currency != t.Currency {
				continue
			}
			sum, ok := money.AddMinor(w.Has.Minor, b.Amount.Minor)
			if !ok { // more than any batch can need
				enough = b.Amount.Minor > 0
				break
			}
			w.Has.Minor = sum
			if w.At.IsZero() || b.At.Before(w.At) {
				w.At = b.At
			}
		}
		if !enough && w.Has.Minor < t.Amount {
			all = append(all, w)
		}
	}
	return all
}
