package check

import "contra/core/money"

// cent is about how many minor units are worth 0.01 USD, 0 where one is worth
// more. Rates move, so it is good for a warning and no more.
func cent(c money.Currency) int64 {
	switch c {
	case "JPY", "ISK", "XPF", "DJF", "VUV":
		return 2
	case "KMF", "XAF", "XOF":
		return 6
	case "CLP":
		return 10
	case "KRW", "RWF":
		return 15
	case "BIF":
		return 30
	case "UGX":
		return 38
	case "TWD", "THB", "TRY":
		return 40
	case "PHP", "PYG":
		return 80
	case "GNF", "INR", "RUB":
		return 90
	case "BDT", "KES", "NPR":
		return 150
	case "VND":
		return 260
	case "LKR", "PKR":
		return 300
	case "AMD", "HUF", "KZT", "CRC":
		return 500
	case "ARS", "NGN":
		return 1_500
	case "MMK", "TZS":
		return 2_500
	case "COP", "KHR", "MNT":
		return 4_000
	case "UZS":
		return 13_000
	case "IDR":
		return 16_500
	case "LAK":
		return 22_000
	}
	return 0
}
