// Package qr makes QR symbols (ISO/IEC 18004, model 2) of text, as a matrix of
// dark and light modules. Drawing them is the business of others.
package qr

import (
	"rsc.io/qr/coding"

	"contra/core/ledger"
)

// Level is how much of a symbol may be damaged without losing its text.
type Level int

// The levels, weakest first: about 7, 15, 25 and 30 % of a symbol may be lost.
const (
	L Level = iota
	M
	Q
	H
)

// String gives the level's letter.
func (l Level) String() string { return coding.Level(l).String() }

// Quiet is the width in modules of the light border that the standard asks for.
const Quiet = 4

// MaxBytes is the longest text in bytes that a symbol holds, at level L.
const MaxBytes = 2953

// Symbol is one QR symbol. Its quiet zone is not part of it.
type Symbol struct {
	version coding.Version
	level   Level
	mask    coding.Mask
	size    int
	dark    []bool // row by row
}

// Encode makes the smallest symbol that holds the text at the given level or a
// stronger one: when a symbol of that size has room to spare, the level rises.
// Text in capitals or digits alone takes less room than other text, which is
// held as UTF-8. The error is a *ledger.Error: no text, or too much.
func Encode(text string, least Level) (Symbol, error) {
	if text == "" {
		return Symbol{}, ledger.Errorf(ledger.ErrUsage, "there is nothing to put into a QR code")
	}
	data := encoding(text)
	version, level, ok := smallest(data, least)
	if !ok {
		return Symbol{}, ledger.Errorf(ledger.ErrUsage, "a text of %d bytes is too long for a QR code", len(text)).
			WithHint("a QR code holds up to %d bytes", MaxBytes)
	}
	var best Symbol
	lowest := -1
	for mask := coding.Mask(0); mask < masks; mask++ {
		s, err := build(data, version, level, mask)
		if err != nil {
			return Symbol{}, &ledger.Error{Code: ledger.ErrUsage, Message: "the QR code cannot be made", Err: err}
		}
		if p := s.penalty(); lowest < 0 || p < lowest {
			best, lowest = s, p
		}
	}
	return best, nil
}

// encoding picks the mode that takes the fewest bits.
func encoding(text string) coding.Encoding {
	for _, e := range []coding.Encoding{coding.Num(text), coding.Alpha(text)} {
		if e.Check() == nil {
			return e
		}
	}
	return coding.String(text)
}

// smallest finds the version for a level, and then the strongest level that the version holds.
func smallest(data coding.Encoding, least Level) (coding.Version, Level, bool) {
	fits := func(v coding.Version, l Level) bool { return data.Bits(v) <= 8*v.DataBytes(coding.Level(l)) }
	for v := coding.Version(coding.MinVersion); v <= coding.MaxVersion; v++ {
		if !fits(v, least) {
			continue
		}
		level := least
		for level < H && fits(v, level+1) {
			level++
		}
		return v, level, true
	}
	return 0, 0, false
}

func build(data coding.Encoding, version coding.Version, level Level, mask coding.Mask) (Symbol, error) {
	plan, err := coding.NewPlan(version, coding.Level(level), mask)
	if err != nil {
		return Symbol{}, err
	}
	code, err := plan.Encode(data)
	if err != nil {
		return Symbol{}, err
	}
	s := Symbol{version: version, level: level, mask: mask, size: code.Size, dark: make([]bool, 0, code.Size*code.Size)}
	for y := range code.Size {
		for x := range code.Size {
			s.dark = append(s.dark, code.Black(x, y))
		}
	}
	return s, nil
}

// Version is 1 to 40.
func (s Symbol) Version() int { return int(s.version) }

// Level is the level that the symbol has, which may be stronger than was asked for.
func (s Symbol) Level() Level { return s.level }

// Size is the number of modules on a side, 17 + 4 × version; 0 for the zero Symbol.
func (s Symbol) Size() int { return s.size }

// Dark tells the colour of the module in column x of row y, from 0 at the top
// left. Everything outside of the symbol is light.
func (s Symbol) Dark(x, y int) bool {
	return 0 <= x && x < s.size && 0 <= y && y < s.size && s.dark[y*s.size+x]
}
