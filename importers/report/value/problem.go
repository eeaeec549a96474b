package value

import (
	"fmt"

	"contra/core/money"
)

// Problem is why an amount was not taken.
type Problem uint8

const (
	Fine       Problem = iota
	Blank              // there is nothing
	NoNumber           // it is no number
	OtherMark          // a mark that the profile does not name
	Misgrouped         // thousands marks, not in threes
	Fraction           // decimals, where whole minor units are written
	TooFine            // more decimals than the currency has
	TooLarge           // more than 64 bits of minor units
	NoUnit             // nothing says whether it is minor or major units
	NoDecimals         // the currency's decimals are not known, and major units are written
)

// Words says in one sentence what is wrong with an amount. The text is as written, fit for a sentence.
func (p Problem) Words(text string, c money.Currency) string {
	exp, _ := c.Exponent()
	switch p {
	case Blank:
		return "there is no amount"
	case OtherMark:
		return fmt.Sprintf("%q has a mark that is neither the profile's decimal mark nor its thousands mark: it could be read in two ways", text)
	case Misgrouped:
		return fmt.Sprintf("the thousands of %q are not in threes", text)
	case Fraction:
		return fmt.Sprintf("%q has decimals, and the profile says whole minor units: the report may be in major units", text)
	case TooFine:
		return fmt.Sprintf("%q has more decimals than the %d of %s, and nothing is rounded", text, exp, c)
	case TooLarge:
		return fmt.Sprintf("%q is too large", text)
	case NoUnit:
		return fmt.Sprintf("nothing says whether %q is in minor or in major units of %s", text, c)
	case NoDecimals:
		return fmt.Sprintf("the decimals of %s are not known, so its major units cannot be read", c)
	}
	return fmt.Sprintf("%q is no amount", text)
}
