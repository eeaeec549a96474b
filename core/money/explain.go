package money

import (
	"fmt"
	"math"
	"strings"
)

// explain finds the words for a text that Parse refused.
func explain(t string, c Currency, exp int) *ParseError {
	e := &ParseError{Text: clip(t), Currency: c}
	say := func(problem, hint string, args ...any) *ParseError {
		e.Problem, e.Hint = problem, fmt.Sprintf(hint, args...)
		return e
	}
	if t == "" {
		return say("the amount is empty", "write it in %s, such as %s", unit(c, exp), sample(exp))
	}
	ascii, wide := narrow(t)
	joined := strings.Map(dropBlank, t)
	switch {
	case wide:
		return say("the digits are not ordinary ones", "write %s", instead(ascii, exp))
	case strings.ContainsAny(t, "+-−–"):
		return say("an amount has no sign", "write %s", instead(strings.Trim(t, "+-−– "), exp))
	case strings.Contains(t, ","):
		return explainComma(say, t, c, exp)
	case joined != t && isNumber(joined):
		return say("an amount has no blanks inside", "write %s", instead(joined, exp))
	case looksScientific(t):
		return say("an amount has no exponent", "write all its digits, such as %s", sample(exp))
	case !isNumber(t):
		number := strings.Trim(t, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ ₩$€£¥")
		if isNumber(number) {
			return say(fmt.Sprintf("the amount is in %s already", unit(c, exp)), "write %s", instead(number, exp))
		}
		return say(fmt.Sprintf("%q is not an amount", e.Text), "write it in %s, such as %s", unit(c, exp), sample(exp))
	}
	whole, fraction, point := strings.Cut(t, ".")
	switch {
	case whole == "":
		return say("a digit is missing before the point", "write %s", instead("0."+fraction, exp))
	case point && fraction == "":
		return say("a digit is missing after the point", "write %s", whole)
	case len(fraction) > exp && exp == 0:
		return say(fmt.Sprintf("%s has no decimals", c), "write %s, not %s", clip(whole), e.Text)
	case len(fraction) > exp:
		return say(fmt.Sprintf("%s has %d decimals", c, exp), "write %s.%s, not %s", clip(whole), fraction[:exp], e.Text)
	}
	return say("the amount is too large", "the most that can be kept is %s", Amount{math.MaxInt64, c})
}

// explainComma tells a decimal comma from a grouping one: three digits after it
// group, unless the currency has three decimals, when both are possible.
func explainComma(say func(problem, hint string, args ...any) *ParseError, t string, c Currency, exp int) *ParseError {
	joined := strings.ReplaceAll(t, ",", "")
	last := t[strings.LastIndex(t, ",")+1:]
	point := strings.Replace(t, ",", ".", 1)
	one := strings.Count(t, ",") == 1 && !strings.Contains(t, ".") && isNumber(point)
	switch {
	case !isNumber(joined):
		return say("the comma is neither for grouping nor for decimals",
			"write the amount in %s, such as %s", unit(c, exp), sample(exp))
	case one && len(last) == 3 && exp == 3:
		return say("the comma could mean thousands or decimals", "write %s or %s", joined, point)
	case one && len(last) > 0 && len(last) <= exp:
		return say("decimals are written after a point", "write %s", point)
	}
	return say("thousands are not separated", "write %s", instead(joined, exp))
}

// instead offers text when Parse would take it with these decimals, else a sample.
func instead(t string, exp int) string {
	whole, fraction, point := strings.Cut(t, ".")
	if !isNumber(t) || whole == "" || point && fraction == "" || len(fraction) > exp || len(t) > 18 {
		return "digits only, such as " + sample(exp)
	}
	return t
}

// unit names the major unit, so that nobody types minor ones.
func unit(c Currency, exp int) string {
	switch exp {
	case 0:
		return fmt.Sprintf("whole %s (no decimals)", c)
	default:
		return fmt.Sprintf("%s with up to %d decimals", c, exp)
	}
}

func sample(exp int) string {
	switch exp {
	case 0:
		return "300"
	default:
		return "300." + "5000"[:exp]
	}
}

// isNumber: ASCII digits with at most one point, and at least one digit.
func isNumber(t string) bool {
	return strings.Trim(t, "0123456789.") == "" && strings.Count(t, ".") <= 1 && strings.ContainsAny(t, "0123456789")
}

func looksScientific(t string) bool {
	m, x, ok := strings.Cut(strings.ToLower(t), "e")
	return ok && isNumber(m) && isNumber(x)
}

func dropBlank(r rune) rune {
	switch r {
	case ' ', '\t', '_', '\'', '\u00a0', '\u2009', '\u202f':
		return -1
	}
	return r
}

// narrow turns full-width digits and points, which a Korean or Japanese
// keyboard gives, into ordinary ones.
func narrow(t string) (ascii string, wide bool) {
	ascii = strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' || r == '．' || r == '，' {
			wide = true
			return r - '０' + '0'
		}
		return r
	}, t)
	return ascii, wide
}
