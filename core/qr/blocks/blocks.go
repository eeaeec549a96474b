// Package blocks draws QR symbols for terminals, in lines of text. The symbol is
// dark on light whatever the terminal's theme, for many readers know no other.
package blocks

import (
	"fmt"

	"contra/core/qr"
)

// leastQuiet is how far the quiet zone may shrink where room is short. Readers
// manage with it as long as the zone is light.
const leastQuiet = 2

// Options say what the terminal can show. The zero value is right for one with
// Unicode and 256 colours.
type Options struct {
	Ink      Ink
	ASCII    bool // no block characters
	Sextants bool // its font has the sextants of Unicode 13: a symbol for which half blocks are too large is drawn with them
}

// Picture is a drawn symbol with its quiet zone.
type Picture struct {
	Lines   []string // from the top, each Columns wide and with its own colours
	Columns int
	Style   Style
	Quiet   int // modules of quiet zone on each side
}

// TooSmall says that there is no room for a symbol, and how much it needs at the least.
type TooSmall struct {
	Columns, Rows         int // needed
	HaveColumns, HaveRows int
}

func (e *TooSmall) Error() string {
	return fmt.Sprintf("the QR code needs %d columns and %d rows; there is room for %d and %d", e.Columns, e.Rows, e.HaveColumns, e.HaveRows)
}

// Draw draws a symbol within so many columns and rows, never beyond: with half
// blocks when they fit, else with sextants when there are any, and with as much
// of the standard's quiet zone as there is room for. The error is a *TooSmall.
func Draw(s qr.Symbol, columns, rows int, o Options) (Picture, error) {
	for _, style := range o.styles() {
		for quiet := qr.Quiet; quiet >= leastQuiet; quiet-- {
			if w, h := style.room(s.Size() + 2*quiet); w <= columns && h <= rows {
				return draw(s, style, quiet, o.Ink), nil
			}
		}
	}
	w, h := Needs(s, o)
	return Picture{}, &TooSmall{Columns: w, Rows: h, HaveColumns: columns, HaveRows: rows}
}

// Needs is the least room in which Draw draws a symbol, and of two such rooms
// the one with fewer rows.
func Needs(s qr.Symbol, o Options) (columns, rows int) {
	styles := o.styles()
	return styles[len(styles)-1].room(s.Size() + 2*leastQuiet)
}

// styles lists what may be tried, the easiest to read first, which is also the largest.
func (o Options) styles() []Style {
	switch {
	case o.ASCII:
		return []Style{ASCII}
	case o.Sextants:
		return []Style{Half, Sextants}
	}
	return []Style{Half}
}

func draw(s qr.Symbol, style Style, quiet int, ink Ink) Picture {
	side := s.Size() + 2*quiet
	columns, rows := style.room(side)
	p := Picture{Lines: make([]string, rows), Columns: columns, Style: style, Quiet: quiet}
	across, down := style.modules()
	for row := range rows {
		line := newLine(style, ink)
		for x := 0; x < side; x += across {
			cell := 0 // its modules, the first in the lowest bit
			for i := range across * down {
				if s.Dark(x+i%across-quiet, row*down+i/across-quiet) {
					cell |= 1 << i
				}
			}
			line.add(cell)
		}
		p.Lines[row] = line.text()
	}
	return p
}
