package query

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"contra/core/money"
)

// Decimal is a number that a person typed, exactly: Digits × 10^-Places.
type Decimal struct {
	Digits int64 // 0 or more
	Places int
}

// ErrTooLarge means that a number does not fit into 64 bits of minor units.
var ErrTooLarge = errors.New("the number is too large")

// Minor gives the number in minor units of a currency with exp decimals. When
// it falls between two of them, exact is false and minor is the lower one.
func (d Decimal) Minor(exp int) (minor int64, exact bool, err error) {
	minor, exact = d.Digits, true
	for places := d.Places; places < exp; places++ {
		if minor > math.MaxInt64/10 {
			return 0, false, ErrTooLarge
		}
		minor *= 10
	}
	for places := d.Places; places > exp; places-- {
		exact = exact && minor%10 == 0
		minor /= 10
	}
	return minor, exact, nil
}

// String gives the number as it can be typed, with all its places.
func (d Decimal) String() string {
	s := strconv.FormatInt(d.Digits, 10)
	if d.Places == 0 {
		return s
	}
	if len(s) <= d.Places {
		s = strings.Repeat("0", d.Places+1-len(s)) + s
	}
	return s[:len(s)-d.Places] + "." + s[len(s)-d.Places:]
}

func parseDecimal(s string) (Decimal, bool) {
	whole, fraction, point := strings.Cut(s, ".")
	digits := whole + fraction
	if whole == "" || point && fraction == "" || len(digits) > 18 || strings.Trim(digits, "0123456789") != "" {
		return Decimal{}, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return Decimal{n, len(fraction)}, err == nil
}

// Bounds gives the range in minor units of a currency with exp decimals, both
// ends included; ok is false when no amount can lie in it.
func (r NumberRange) Bounds(exp int) (lowest, highest int64, ok bool) {
	lowest, highest = math.MinInt64, math.MaxInt64
	if r.Min != nil {
		minor, exact, err := r.Min.Minor(exp)
		if err != nil {
			return 0, 0, false
		}
		if lowest = minor; !exact || r.MinOpen {
			if minor == math.MaxInt64 {
				return 0, 0, false
			}
			lowest++
		}
	}
	if r.Max != nil {
		minor, exact, err := r.Max.Minor(exp)
		if err == nil {
			if highest = minor; exact && r.MaxOpen {
				highest--
			}
		}
	}
	return lowest, highest, lowest <= highest
}

// String writes the range as it is typed.
func (r NumberRange) String() string {
	c := string(r.Currency)
	switch {
	case r.Min != nil && r.Max != nil && *r.Min == *r.Max:
		return r.Min.String() + c
	case r.Min != nil && r.Max != nil:
		return r.Min.String() + ".." + r.Max.String() + c
	case r.Min != nil && r.MinOpen:
		return ">" + r.Min.String() + c
	case r.Min != nil:
		return ">=" + r.Min.String() + c
	case r.Max != nil && r.MaxOpen:
		return "<" + r.Max.String() + c
	case r.Max != nil:
		return "<=" + r.Max.String() + c
	}
	return ">=0" + c
}

func parseNumbers(p piece, field Field) (*NumberRange, *ParseError) {
	bad := func() *ParseError {
		return fail(p, "%s is not an amount or a range of amounts", shown(p.text)).
			hint("amounts are in major units, such as %s:>50000, %s:12.50EUR or %s:100..200", field, field, field)
	}
	op, rest := comparison(p.text)
	r := &NumberRange{}
	number := func(s string) (*Decimal, bool) {
		if n := len(s) - 3; n > 0 && s[n] > '9' {
			c, err := money.ParseCurrency(strings.ToUpper(s[n:]))
			if err != nil || r.Currency != "" && r.Currency != c {
				return nil, false
			}
			r.Currency, s = c, s[:n]
		}
		d, ok := parseDecimal(s)
		return &d, ok
	}
	if low, high, isRange := strings.Cut(rest, ".."); isRange && op == "" {
		var okLow, okHigh bool
		r.Min, okLow = number(low)
		r.Max, okHigh = number(high)
		if !okLow || !okHigh {
			return nil, bad()
		}
		if _, _, any := r.Bounds(maxPlaces(r)); !any {
			return nil, fail(p, "the range %s ends before it begins", shown(p.text)).hint("write the smaller amount first")
		}
		return r, nil
	}
	d, ok := number(rest)
	if !ok {
		return nil, bad()
	}
	switch op {
	case ">", ">=":
		r.Min, r.MinOpen = d, op == ">"
	case "<", "<=":
		r.Max, r.MaxOpen = d, op == "<"
	default:
		r.Min, r.Max = d, d
	}
	return r, nil
}

// maxPlaces is where both ends of a range can be compared exactly.
func maxPlaces(r *NumberRange) int { return max(r.Min.Places, r.Max.Places) }

// comparison splits a leading >, >=, <, <= or = off.
func comparison(s string) (op, rest string) {
	for _, op := range []string{">=", "<=", ">", "<", "="} {
		if rest, found := strings.CutPrefix(s, op); found {
			return op, rest
		}
	}
	return "", s
}
