package money

import "fmt"

// Slip is the suspicion that an amount was typed with a zero too many or too
// few, or in the wrong unit.
type Slip struct {
	Typed    Amount
	Meant    Amount // what was probably meant
	Factor   int    // 10, 100 or 1000
	TooLarge bool   // typed is Factor times Meant; otherwise Meant is Factor times typed
}

// String is a question for the person who typed.
func (s Slip) String() string {
	if s.TooLarge {
		return fmt.Sprintf("%s is %d times %s. Did you mean %s?", s.Typed, s.Factor, s.Meant, s.Meant)
	}
	return fmt.Sprintf("%s is only 1/%d of the %s that can be refunded. Is that what you mean?", s.Typed, s.Factor, s.Meant)
}

// LooksLikeSlip compares a typed amount with what can be refunded and with
// amounts that would be no surprise: what was captured, earlier refunds, the
// price of an item.
//
// Two cases are worth a question, and no more, for a warning that is mostly
// wrong is soon not read:
//   - the amount is more than can be refunded and, divided by 10, 100 or 1000, is
//     exactly all that can be refunded or one of the earlier amounts. It would be refused
//     anyhow; the slip says what to type instead;
//   - all that can be refunded is exactly 10, 100 or 1000 times the amount. It would pass,
//     and the customer would get a tenth or, with minor and major units mixed
//     up, a hundredth of the money.
//
// Amounts in another currency, and zero or negative ones, are passed over.
func LooksLikeSlip(typed, refundable Amount, earlier []Amount) (Slip, bool) {
	if !typed.IsPositive() || !refundable.IsPositive() || typed.Currency != refundable.Currency {
		return Slip{}, false
	}
	for factor := 10; factor <= 1000; factor *= 10 {
		f := int64(factor)
		switch {
		case typed.Minor < refundable.Minor:
			if refundable.Minor%f == 0 && refundable.Minor/f == typed.Minor {
				return Slip{typed, refundable, factor, false}, true
			}
		case typed.Minor > refundable.Minor && typed.Minor%f == 0:
			meant := Amount{typed.Minor / f, typed.Currency}
			if meant == refundable {
				return Slip{typed, meant, factor, true}, true
			}
			for _, e := range earlier {
				if e == meant && e.Minor <= refundable.Minor {
					return Slip{typed, meant, factor, true}, true
				}
			}
		}
	}
	return Slip{}, false
}
