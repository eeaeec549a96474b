package money

import (
	"fmt"
	"math"
	"strings"
)

// ParseError says what is wrong with a typed amount and what to type instead.
type ParseError struct {
	Text     string   // as typed, shortened when it is very long
	Currency Currency // the currency that it was to be in
	Problem  string   // what is wrong, naming the currency and its decimals
	Hint     string   // what to type instead
}

func (e *ParseError) Error() string { return e.Problem + ": " + e.Hint }

// Parse reads what a person types, in major units: ASCII digits with at most
// one point and at most the currency's decimals, such as "300" or "12.50".
// Blanks around it do not matter. Nothing else is taken: no sign, no grouping, no
// exponent, no currency. Zero is read as zero; where it makes no sense the
// caller refuses it with IsPositive. Every error is a *ParseError.
func Parse(text string, c Currency) (Amount, error) {
	exp, known := c.Exponent()
	if !known {
		return Amount{}, &ParseError{clip(text), c,
			fmt.Sprintf("the decimals of %q are not known", clip(string(c))),
			"only a currency of ISO 4217 can be typed, in capitals, such as KRW or EUR"}
	}
	t := strings.Trim(text, " \t\r\n")
	var minor uint64
	digits, decimals, point := 0, 0, false
	for i := 0; i < len(t); i++ {
		switch b := t[i]; {
		case b == '.' && !point && digits > 0:
			point = true
		case b >= '0' && b <= '9':
			d := uint64(b - '0')
			if minor > (math.MaxInt64-d)/10 {
				return Amount{}, explain(t, c, exp)
			}
			minor = minor*10 + d
			digits++
			if point {
				decimals++
			}
		default:
			return Amount{}, explain(t, c, exp)
		}
	}
	if digits == 0 || point && decimals == 0 || decimals > exp {
		return Amount{}, explain(t, c, exp)
	}
	for ; decimals < exp; decimals++ {
		if minor > math.MaxInt64/10 {
			return Amount{}, explain(t, c, exp)
		}
		minor *= 10
	}
	return Amount{int64(minor), c}, nil
}
