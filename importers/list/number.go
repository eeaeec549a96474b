package list

import (
	"strconv"
	"strings"
)

// shown is how many digits of a number a spreadsheet shows; the rest is noise of its
// binary fractions, as in 12.109999999999999.
const shown = 15

// rewritten tells whether a text may be a number as a workbook stores it and nobody
// writes it: with an exponent, or with more decimals than a spreadsheet shows.
func rewritten(s string) bool {
	if len(s) < 3 || len(s) > 40 || strings.Trim(s, "0123456789.eE+-") != "" {
		return false
	}
	return strings.ContainsAny(s, "eE") || len(s) > shown && strings.Contains(s, ".")
}

// number writes a stored number with all its digits and no exponent: 5.8E+10 is
// 58000000000. What is no number, or would be very long, stays.
func number(s string) string {
	mantissa, exponent, _ := strings.Cut(strings.ToLower(s), "e")
	minus := strings.HasPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(mantissa, "-"), ".")
	shift := 0
	if exponent != "" {
		n, err := strconv.Atoi(exponent)
		if err != nil || n > 30 || n < -30 {
			return s
		}
		shift = n
	}
	digits := whole + fraction
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return s
	}
	point := len(whole) + shift // where the point stands among the digits
	if point <= 0 {
		digits, point = strings.Repeat("0", 1-point)+digits, 1
	}
	if point >= len(digits) {
		digits += strings.Repeat("0", point-len(digits))
	} else {
		digits, point = round(digits, point)
	}
	out := strings.TrimLeft(digits[:point], "0")
	if out == "" {
		out = "0"
	}
	if tail := strings.TrimRight(digits[point:], "0"); tail != "" {
		out += "." + tail
	}
	if minus && out != "0" {
		out = "-" + out
	}
	return out
}

// round keeps as many digits as a spreadsheet shows, but never fewer than stand before the point.
func round(digits string, point int) (string, int) {
	first := len(digits) - len(strings.TrimLeft(digits, "0"))
	keep := max(first+shown, point)
	if keep >= len(digits) {
		return digits, point
	}
	up := digits[keep] >= '5'
	out := []byte(digits[:keep])
	for i := len(out) - 1; up && i >= 0; i-- {
		if up = out[i] == '9'; up {
			out[i] = '0'
		} else {
			out[i]++
		}
	}
	if up {
		return "1" + string(out), point + 1
	}
	return string(out), point
}
