// Package money holds amounts as whole minor units of one currency.
//
// There is no floating point anywhere, no sum across currencies, and an
// overflow is an error. It imports the standard library only.
package money

// Currency is an ISO 4217 alphabetic code in capitals, such as "KRW".
type Currency string

// Amount is a count of the currency's minor units: 1000 KRW is {1000, "KRW"},
// 12.50 EUR is {1250, "EUR"}, 150.155 KWD is {150155, "KWD"}.
type Amount struct {
	Minor    int64
	Currency Currency
}
