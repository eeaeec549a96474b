package blocks

// Style is what a symbol is drawn with.
type Style int

// The styles.
const (
	Half     Style = iota // ▀▄█: a column and half a row for each module
	Sextants              // 🬀 to 🬻: half a column and a third of a row; needs a font of Unicode 13
	ASCII                 // two columns and a row
)

// modules is how many modules across and down one cell of the style holds.
func (s Style) modules() (across, down int) {
	switch s {
	case Half:
		return 1, 2
	case Sextants:
		return 2, 3
	}
	return 1, 1
}

// width is how many columns a cell of the style takes.
func (s Style) width() int {
	if s == ASCII {
		return 2
	}
	return 1
}

// room is what a square of so many modules takes.
func (s Style) room(side int) (columns, rows int) {
	across, down := s.modules()
	return (side + across - 1) / across * s.width(), (side + down - 1) / down
}

// glyph is the text of a cell in which the modules of the set bits are drawn.
func (s Style) glyph(cell int) string {
	switch s {
	case Half:
		return [...]string{" ", "▀", "▄", "█"}[cell]
	case Sextants:
		return sextant(cell)
	}
	return [...]string{"  ", "##"}[cell]
}

// sextant finds the character. The four that Unicode had before are not among
// the sextants, which otherwise follow each other in the order of their bits.
func sextant(cell int) string {
	const left, right, all = 0b010101, 0b101010, 0b111111
	switch {
	case cell == 0:
		return " "
	case cell == left:
		return "▌"
	case cell == right:
		return "▐"
	case cell == all:
		return "█"
	case cell > right:
		cell--
	}
	if cell > left {
		cell--
	}
	return string(rune(0x1FB00 + cell - 1))
}
