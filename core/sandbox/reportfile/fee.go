package reportfile

import (
	"contra/core/money"
	"contra/core/sandbox/books"
)

// Fee is what the platform takes in one currency: a fixed part in minor units
// and a share in hundredths of a percent, rounded half up.
type Fee struct {
	Currency money.Currency `json:"currency"`
	Type     string         `json:"type"`
	Fixed    int64          `json:"fixed"`
	Basis    int64          `json:"basis_points"`
}

// Tariff is what the stand-in platform takes of sales. Refunds are free.
func Tariff() []Fee {
	return []Fee{
		{"KRW", books.Sale, 0, 290},
		{"EUR", books.Sale, 25, 140},
		{"JPY", books.Sale, 0, 325},
		{"KWD", books.Sale, 100, 250},
	}
}

// Charge sets the fee and the net of a row by the tariff. A currency that is not
// in it has neither.
func (r *Row) Charge() {
	r.Fee, r.Net = nil, nil
	for _, f := range Tariff() {
		if f.Currency == r.Amount.Currency {
			taken := f.Fixed + (r.Amount.Minor*f.Basis+5_000)/10_000
			r.SetFee(taken, r.Amount.Minor-taken)
		}
	}
}

// SetFee gives the row this fee and this net, in minor units.
func (r *Row) SetFee(fee, net int64) {
	r.Fee = &money.Amount{Minor: fee, Currency: r.Amount.Currency}
	r.Net = &money.Amount{Minor: net, Currency: r.Amount.Currency}
}
