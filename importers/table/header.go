package table

import (
	"strings"
	"unicode"
)

// The grades of a row as a header.
const (
	none  = iota
	near  // one cell more or less than the rows have, as when only they end with a delimiter
	wordy // as wide as the rows, with a few names
	clean // … and all of it names
)

// lastHeader is how many rows may be looked at as headers.
const lastHeader = 50

// find takes the first row of the best grade that has rows of its width below it.
func (f *finding) find(width int) {
	for i, r := range f.rows[:min(len(f.rows), lastHeader)] {
		if g := r.grade(width, f.delimiter); g > f.quality && wide(f.rows[i+1:], width) {
			f.header, f.quality = i, g
		}
	}
}

// fix takes the row in a line.
func (f *finding) fix(line int) {
	for i, r := range f.rows {
		if r.line == line && len(r.cells) > 1 {
			f.header, f.quality = i, clean
		}
	}
}

func wide(rows []row, width int) bool {
	for _, r := range rows {
		if r.whole && len(r.cells) == width {
			return true
		}
	}
	return false
}

// named tells whether the row could be the header of rows as wide as itself.
func (r *row) named(delimiter byte) bool { return r.grade(len(r.cells), delimiter) == clean }

// grade tells how much the row is like the header of rows of that width.
func (r *row) grade(width int, delimiter byte) int {
	names, numbers, cut := 0, 0, false
	seen := map[string]bool{}
	for _, c := range r.cells {
		c = strings.TrimSpace(c)
		switch {
		case c == "":
		case number(c):
			numbers++
		case !seen[c]:
			seen[c] = true
			names++
			cut = cut || strings.ContainsFunc(c, func(r rune) bool { return strings.ContainsRune(";\t|", r) && byte(r) != delimiter })
		}
	}
	switch n := len(r.cells); {
	case n < 2 || names < min(3, n) || n < width-1 || n > width+1:
		return none
	case n != width:
		return near
	case numbers > 0 || cut || 4*names < 3*n:
		return wordy
	}
	return clean
}

// number tells whether a cell is a number, an amount, a date or a time.
func number(cell string) bool {
	digits := false
	for _, r := range cell {
		if digits = digits || unicode.IsDigit(r); unicode.IsLetter(r) && r != 'T' && r != 'Z' {
			return false
		}
	}
	return digits
}
