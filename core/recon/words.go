package recon

import "contra/core/money"

// More says how one amount differs from another of the same currency: "1,000 KRW more".
func More(than, other money.Amount) string {
	off, err := than.Sub(other)
	switch {
	case err != nil:
		return "too far apart to count"
	case off.Minor < 0:
		return money.New(-off.Minor, off.Currency).String() + " less"
	}
	return off.String() + " more"
}
