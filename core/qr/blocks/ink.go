package blocks

import "strings"

// Ink is how dark and light are made.
type Ink int

// The inks. Without colours the symbol comes out dark on light only where the
// screen is what the name says.
const (
	Ansi256 Ink = iota // the black and the white that no theme changes
	Ansi16             // the theme's black and white
	OnDark             // no colours, light letters on a dark screen
	OnLight            // no colours, dark letters on a light screen, or on paper
)

// colours of an ink: to start a line, and to change the background within it.
type colours struct{ start, dark, light string }

// The 16 colours of a terminal that has but 8 of them end at white: it passes
// over the bright white behind it.
var inks = map[Ink]colours{
	Ansi256: {start: "\x1b[0;38;5;16;48;5;231m", dark: "\x1b[48;5;16m", light: "\x1b[48;5;231m"},
	Ansi16:  {start: "\x1b[0;30;47;107m", dark: "\x1b[40m", light: "\x1b[47;107m"},
}

const reset = "\x1b[0m"

// line is one line being drawn.
type line struct {
	strings.Builder
	style    Style
	colours  colours
	coloured bool
	light    bool // the light modules are what is drawn
	all      int  // a cell with all its bits set
	last     int  // the cell before
}

func newLine(s Style, ink Ink) *line {
	across, down := s.modules()
	c, coloured := inks[ink]
	l := &line{style: s, colours: c, coloured: coloured, light: ink == OnDark, all: 1<<(across*down) - 1}
	l.WriteString(c.start)
	return l
}

// add draws a cell whose dark modules are the set bits.
func (l *line) add(cell int) {
	switch {
	case l.coloured && l.style == ASCII:
		// A letter has gaps; a blank with a background has none.
		if cell != l.last {
			l.WriteString([...]string{l.colours.light, l.colours.dark}[cell])
			l.last = cell
		}
		l.WriteString("  ")
	case l.light:
		l.WriteString(l.style.glyph(l.all &^ cell))
	default:
		l.WriteString(l.style.glyph(cell))
	}
}

func (l *line) text() string {
	if l.coloured {
		l.WriteString(reset)
	}
	return l.String()
}
