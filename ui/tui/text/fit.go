package text

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Align says where the free columns go.
type Align uint8

// Left puts the text first, Right last, Center in the middle.
const (
	Left Align = iota
	Right
	Center
)

const blanks = "                                                                                                                                "

// Spaces gives n blanks, none when n is not positive.
func Spaces(n int) string {
	if n <= 0 {
		return ""
	}
	if n <= len(blanks) {
		return blanks[:n]
	}
	return strings.Repeat(" ", n)
}

// Truncate shortens s to at most w columns and ends it with … when something
// was cut. It never splits a wide character or an escape sequence.
func Truncate(s string, w int) string { return TruncateWith(s, w, "…") }

// TruncateWith is Truncate with another ending; one that does not fit is left out.
func TruncateWith(s string, w int, tail string) string {
	if w <= 0 {
		return ""
	}
	if len(s) <= w && ascii(s) || Width(s) <= w {
		return s
	}
	if Width(tail) > w {
		tail = ""
	}
	if ascii(s) {
		return s[:w-Width(tail)] + tail
	}
	return ansi.Truncate(s, w, tail)
}

// Pad makes s exactly w columns wide: it truncates what is longer and fills
// what is shorter.
func Pad(s string, w int, a Align) string {
	if w <= 0 {
		return ""
	}
	s = Truncate(s, w)
	free := w - Width(s)
	if free <= 0 {
		return s
	}
	switch a {
	case Right:
		return Spaces(free) + s
	case Center:
		return Spaces(free/2) + s + Spaces(free-free/2)
	}
	return s + Spaces(free)
}

// AppendPad appends what Pad gives to b, without allocating for ASCII that fits.
func AppendPad(b []byte, s string, w int, a Align) []byte {
	if w <= 0 {
		return b
	}
	n := Width(s)
	if n > w {
		if ascii(s) {
			b = append(b, s[:w-1]...)
			return append(b, "…"...)
		}
		s = Truncate(s, w)
		n = Width(s)
	}
	before, after := 0, w-n
	switch a {
	case Right:
		before, after = after, 0
	case Center:
		before = after / 2
		after -= before
	}
	b = append(b, Spaces(before)...)
	b = append(b, s...)
	return append(b, Spaces(after)...)
}

// Fit makes a styled line exactly w columns wide: cut without an ellipsis, or
// filled with blanks. Escape sequences behind the cut are kept, so that a style
// is always closed.
func Fit(line string, w int) string {
	if w <= 0 {
		return ""
	}
	n := Width(line)
	if n > w {
		line = ansi.Truncate(line, w, "")
		n = Width(line)
	}
	return line + Spaces(w-n)
}

// Cut takes the columns [from, to) of a styled line. A wide character that is
// split at either end becomes blanks, so the result is to-from columns wide as
// far as the line reaches.
func Cut(line string, from, to int) string {
	from = max(from, 0)
	if to <= from {
		return ""
	}
	total := Width(line)
	if from >= total {
		return ""
	}
	want := min(to, total) - from
	head := ansi.Truncate(line, to, "")
	if from == 0 {
		return head + Spaces(want-Width(head))
	}
	lostRight := min(to, total) - Width(head) // a wide character across the right edge is missing
	rest := ansi.TruncateLeft(head, from, "")
	lostLeft := 0
	if Width(rest) > want-lostRight { // one across the left edge is still there
		rest = ansi.TruncateLeft(head, from+1, "")
		lostLeft = want - lostRight - Width(rest)
	}
	return Spaces(lostLeft) + rest + Spaces(lostRight)
}

// Strip removes escape sequences and keeps the rest.
func Strip(s string) string { return ansi.Strip(s) }
