package money

import "sync"

// Currencies lists every currency whose exponent is known, in alphabetical order.
func Currencies() []Currency { return currencies() }

// currencies asks Exponent for every code of three letters, so that the table stands once.
var currencies = sync.OnceValue(func() (all []Currency) {
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			for c := 'A'; c <= 'Z'; c++ {
				code := Currency([]rune{a, b, c})
				if _, known := code.Exponent(); known {
					all = append(all, code)
				}
			}
		}
	}
	return all
})
