// Package text measures, fits and cleans the text that the desktop draws. It is
// the only place that decides how many terminal columns a string takes.
package text

import "github.com/charmbracelet/x/ansi"

// Width is the number of terminal columns of s on one line. Escape sequences
// count as nothing. Printable ASCII, Hangul syllables and the common Han block
// are counted without a table; anything else asks the grapheme tables that the
// renderer also uses, so that the two never disagree.
func Width(s string) int {
	w := 0
	for _, r := range s {
		switch {
		case r >= 0x20 && r < 0x7f:
			w++
		case r >= 0xac00 && r <= 0xd7a3, r >= 0x4e00 && r <= 0x9fff:
			w += 2
		default:
			return ansi.StringWidth(s)
		}
	}
	return w
}

// ascii tells whether s is printable ASCII only, so that bytes are columns.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}
