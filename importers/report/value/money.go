package value

import (
	"bytes"
	"fmt"
	"math"

	"contra/core/report"
)

// Money says how the amounts of a report are written.
type Money struct {
	Unit     report.Unit
	Decimal  string // the decimal mark
	Grouping string // the thousands mark; empty: none
}

// NewMoney gives the way a profile writes amounts.
func NewMoney(p *report.Profile) Money {
	m := Money{Unit: p.Unit, Decimal: p.Decimal, Grouping: p.Grouping}
	if m.Decimal == "" {
		m.Decimal = "."
	}
	return m
}

// Number is an amount as it was read.
type Number struct {
	Minor int64 // never negative
	Sign  int8  // as written: -1 or +1, 0 for none
}

// Signed gives the number with its sign.
func (n Number) Signed() int64 {
	if n.Sign < 0 {
		return -n.Minor
	}
	return n.Minor
}

// NoExponent stands for the decimals of a currency that are not known.
const NoExponent = -1

// Parse reads an amount in a currency with exp decimals. In minor units only whole
// numbers are taken. In major units decimals beyond the currency's own must be zero.
// While the unit is not known, only amounts that mean the same either way are taken:
// those of currencies without decimals.
func (m *Money) Parse(text []byte, exp int) (Number, Problem) {
	text = Trim(text)
	if len(text) == 0 {
		return Number{}, Blank
	}
	var n Number
	n.Sign, text = sign(text)
	keep := exp // decimals that count
	switch {
	case m.Unit == report.UnitMinor:
		keep = 0
	case exp == NoExponent && m.Unit == report.UnitMajor:
		return Number{}, NoDecimals
	case m.Unit == report.UnitUnknown && exp != 0:
		return Number{}, NoUnit
	}
	minor, decimals, p := m.digits(text, keep)
	if p == TooFine && m.Unit == report.UnitMinor || p == Fine && decimals >= 0 && m.Unit == report.UnitMinor {
		p = Fraction
	}
	for max(decimals, 0) < keep && p == Fine {
		if decimals = max(decimals, 0) + 1; minor > math.MaxInt64/10 {
			p = TooLarge
		}
		minor *= 10
	}
	if p != Fine {
		return Number{}, p
	}
	n.Minor = int64(minor)
	return n, Fine
}

// digits reads digits with marks. decimals counts those behind the decimal mark,
// at most keep of them; it is -1 when there is no such mark.
func (m *Money) digits(text []byte, keep int) (n uint64, decimals int, p Problem) {
	whole, group, grouped := 0, 0, false
	decimals = -1
	fine := Fine
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c-'0' <= 9:
			i++
			if decimals >= 0 {
				if decimals >= keep {
					if c != '0' {
						fine = TooFine
					}
					group++
					continue
				}
				decimals++
			}
			group++
			whole++
			d := uint64(c - '0')
			if n > (math.MaxInt64-d)/10 {
				return 0, decimals, TooLarge
			}
			n = n*10 + d
		case decimals < 0 && whole > 0 && bytes.HasPrefix(text[i:], []byte(m.Decimal)):
			if grouped && group != 3 {
				return 0, decimals, Misgrouped
			}
			decimals, group, grouped = 0, 0, false
			i += len(m.Decimal)
		case decimals < 0 && m.Grouping != "" && bytes.HasPrefix(text[i:], []byte(m.Grouping)):
			if grouped && group != 3 || group == 0 || group > 3 {
				return 0, decimals, Misgrouped
			}
			group, grouped = 0, true
			i += len(m.Grouping)
		default:
			return 0, decimals, m.other(text[i:])
		}
	}
	switch {
	case whole == 0, decimals >= 0 && group == 0:
		return 0, decimals, NoNumber
	case grouped && group != 3:
		return 0, decimals, Misgrouped
	}
	return n, decimals, fine
}

// Plain writes an amount without a sign and thousands marks and with a decimal point, as
// it stands there. It takes any number of decimals.
func (m *Money) Plain(text []byte) (string, Problem) {
	text = Trim(text)
	if len(text) == 0 {
		return "", Blank
	}
	_, text = sign(text)
	const most = 18
	n, decimals, p := m.digits(text, most)
	if p != Fine {
		return "", p
	}
	plain := fmt.Sprintf("%0*d", max(decimals, 0)+1, n)
	if decimals > 0 {
		plain = plain[:len(plain)-decimals] + "." + plain[len(plain)-decimals:]
	}
	return plain, Fine
}

// sign takes a sign off.
func sign(text []byte) (int8, []byte) {
	const minus = "\u2212" // what typesetters write
	switch {
	case text[0] == '-':
		return -1, text[1:]
	case text[0] == '+':
		return +1, text[1:]
	case text[0] == minus[0] && bytes.HasPrefix(text, []byte(minus)):
		return -1, text[len(minus):]
	}
	return 0, text
}

// other tells what stands where a digit was to be.
func (m *Money) other(rest []byte) Problem {
	for _, mark := range [...]string{",", ".", " ", "'", "’", "\u00a0", "\u202f"} {
		if behind, ok := bytes.CutPrefix(rest, []byte(mark)); ok && mark != m.Decimal && len(behind) > 0 && behind[0]-'0' <= 9 {
			return OtherMark
		}
	}
	return NoNumber
}

// Trim takes blanks and tabs off both ends.
func Trim(text []byte) []byte {
	for len(text) > 0 && (text[0] == ' ' || text[0] == '\t') {
		text = text[1:]
	}
	for n := len(text); n > 0 && (text[n-1] == ' ' || text[n-1] == '\t'); n-- {
		text = text[:n-1]
	}
	return text
}
