package dashfile

import (
	"fmt"
	"strconv"
	"strings"

	"contra/core/batch"
	"contra/core/money"
	"contra/importers/card"
)

// What people put between digits.
var (
	blanks = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\t", "", "'", "", "_", "")
	points = strings.NewReplacer(".", "", ",", "")
)

// amount reads a whole number of minor units. The currency, as written, is for
// saying what was probably meant.
func amount(r *batch.Row, text, currency string) int64 {
	if text == "" {
		return 0
	}
	if digits(text) && text[0] != '0' {
		if n, err := strconv.ParseInt(text, 10, 64); err == nil && n <= batch.MaxAmount {
			return n
		}
		fault(r, batch.ColAmount, batch.AmountTooLarge, text, "the amount is more than %s, and the platform takes no more: write what is to be refunded, in minor units",
			inUnits(batch.MaxAmount, currency))
		return 0
	}
	fault(r, batch.ColAmount, batch.AmountBad, text, "the amount must be a whole number of minor units, digits only: %s", meant(text, currency))
	return 0
}

// meant says what to write instead of a bad amount.
func meant(text, currency string) string {
	t := strings.TrimSpace(text)
	c := money.Currency(strings.ToUpper(strings.TrimSpace(currency)))
	exp, known := c.Exponent()
	sample := "write 1250 for 12.50 EUR and 300 for 300 KRW"
	if known && exp == 0 {
		sample = fmt.Sprintf("write 300 for 300 %s", c)
	} else if known {
		sample = fmt.Sprintf("write %s for %s", "125"+strings.Repeat("0", exp-1), money.Amount{Minor: 125 * pow10(exp-1), Currency: c})
	}
	bare := blanks.Replace(t)
	switch {
	case t == "":
		return sample
	case strings.Trim(t, "0") == "":
		return "nothing can be refunded with 0; write at least 1 or delete the row"
	case digits(t) && t[0] == '0':
		return "write " + number(strings.TrimLeft(t, "0"), currency) + ", without zeros before it"
	case digits(t):
		return "write " + number(t, currency) + ", without blanks around it"
	case strings.HasPrefix(t, "-") || strings.HasPrefix(t, "+") || strings.HasPrefix(t, "−"):
		if n := strings.TrimLeft(t, "+-− "); digits(n) && n[0] != '0' {
			return "an amount has no sign; write " + number(n, currency)
		}
		return "an amount has no sign; " + sample
	case digits(bare) && bare[0] != '0':
		return "write " + number(bare, currency) + ", without blanks inside"
	case scientific(t):
		return "a spreadsheet has shortened the number; look up the amount and write all its digits, " + sample
	}
	if c, ok := major(bare, c); ok {
		return fmt.Sprintf("if %s is meant, write %d", c, c.Minor)
	}
	if n := strings.ReplaceAll(bare, ",", ""); digits(n) && n[0] != '0' {
		return "write " + number(n, currency) + ", without commas"
	}
	return sample
}

// major reads what looks like major units, also with a decimal comma.
func major(t string, c money.Currency) (money.Amount, bool) {
	if _, known := c.Exponent(); !known {
		return money.Amount{}, false
	}
	if a, err := money.Parse(t, c); err == nil && a.IsPositive() {
		return a, true
	}
	if whole, fraction, ok := strings.Cut(t, "."); ok && strings.Trim(fraction, "0") == "" {
		if a, err := money.Parse(whole, c); err == nil && a.IsPositive() {
			return a, true // 1000.00 KRW
		}
	}
	if whole, fraction, ok := strings.Cut(t, ","); ok && len(fraction) != 3 {
		if a, err := money.Parse(whole+"."+fraction, c); err == nil && a.IsPositive() {
			return a, true
		}
	}
	return money.Amount{}, false
}

// number repeats digits with what they are worth, so that a wrong unit is seen.
func number(t, currency string) string {
	n, err := strconv.ParseInt(t, 10, 64)
	if err != nil || n > batch.MaxAmount || card.MaskText(t) != t {
		return "the amount"
	}
	c := money.Currency(strings.ToUpper(strings.TrimSpace(currency)))
	if _, known := c.Exponent(); !known {
		return t
	}
	return fmt.Sprintf("%s for %s", t, money.Amount{Minor: n, Currency: c})
}

// inUnits names an amount with its currency, or as minor units when there is none to go by.
func inUnits(minor int64, currency string) string {
	c := money.Currency(currency)
	if _, known := c.Exponent(); known {
		return money.Amount{Minor: minor, Currency: c}.String()
	}
	return strconv.FormatInt(minor, 10) + " minor units"
}

func scientific(t string) bool {
	m, x, ok := strings.Cut(strings.ToLower(t), "e")
	m = points.Replace(m)
	return ok && digits(m) && digits(strings.TrimLeft(x, "+-"))
}

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}
