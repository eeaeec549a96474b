// Package theme turns a small palette of meanings into styles. A style is the
// pair of escape sequences around a text, computed once, so that drawing a cell
// is a concatenation. Nothing here is global: a *Styles is passed to who draws.
package theme

import "strings"

// Style is what is written before and after a text. The zero Style changes nothing.
type Style struct {
	on  string
	off string
}

// Render puts s, one line of it, into the style. Style plain text only: an inner
// reset would end the outer style.
func (s Style) Render(text string) string {
	if s.on == "" || text == "" {
		return text
	}
	return s.on + text + s.off
}

// RenderLines styles every line of a block on its own.
func (s Style) RenderLines(block string) string {
	if s.on == "" {
		return block
	}
	lines := strings.Split(block, "\n")
	for i, l := range lines {
		lines[i] = s.Render(l)
	}
	return strings.Join(lines, "\n")
}

// Append adds the styled text to b.
func (s Style) Append(b []byte, text string) []byte {
	b = append(b, s.on...)
	b = append(b, text...)
	return append(b, s.off...)
}

// Open and Close are the two halves, for who builds a line in a buffer.
func (s Style) Open() string { return s.on }

// Close ends what Open began.
func (s Style) Close() string { return s.off }

// With lays another style over this one: what the other does not set stays.
func (s Style) With(over Style) Style {
	switch {
	case over.on == "":
		return s
	case s.on == "":
		return over
	}
	return Style{on: s.on + over.on, off: "\x1b[0m"}
}
