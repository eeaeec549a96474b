// Package input is a line of text that a person edits: Hangul, paste and all,
// with a caret that is always seen.
package input

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"contra/ui/tui/action"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Line is an editable line. The zero value is ready.
type Line struct {
	Placeholder string
	Limit       int             // characters at most, 0 for 4096
	Accept      func(rune) bool // nil takes everything that can be seen

	left  string // before the caret
	right string // from the caret on
}

// Value is the text.
func (l *Line) Value() string { return l.left + l.right }

// SetValue replaces the text and puts the caret at its end.
func (l *Line) SetValue(s string) {
	l.left, l.right = "", ""
	l.Insert(s)
}

// Insert types s at the caret. Line breaks and tabs become blanks; what cannot
// be seen, what Accept refuses and what is over the limit is left out.
func (l *Line) Insert(s string) {
	limit := l.Limit
	if limit <= 0 {
		limit = 4096
	}
	s = strings.TrimRight(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	n := len([]rune(l.Value()))
	for _, r := range s {
		if r == '\n' || r == '\t' || r == '\r' {
			r = ' '
		}
		if n >= limit || r == unicode.ReplacementChar || !unicode.IsGraphic(r) || l.Accept != nil && !l.Accept(r) {
			continue
		}
		l.left += string(r)
		n++
	}
}

// Update takes a key and tells whether it was one for editing.
func (l *Line) Update(k action.KeyPress) bool {
	if k.Paste || k.Text != "" {
		l.Insert(k.Text)
		return true
	}
	switch k.Key {
	case "left", "ctrl+b":
		l.back(1)
	case "right", "ctrl+f":
		l.ahead(1)
	case "home", "ctrl+a":
		l.left, l.right = "", l.Value()
	case "end", "ctrl+e":
		l.left, l.right = l.Value(), ""
	case "ctrl+left", "alt+left", "alt+b":
		l.back(len(l.left) - wordStart(l.left))
	case "ctrl+right", "alt+right", "alt+f":
		l.ahead(wordEnd(l.right))
	case "backspace":
		l.left = l.left[:len(l.left)-lastCluster(l.left)]
	case "delete", "ctrl+d":
		l.right = l.right[firstCluster(l.right):]
	case "ctrl+w", "alt+backspace", "ctrl+backspace":
		l.left = l.left[:wordStart(l.left)]
	case "ctrl+u":
		l.left = ""
	case "ctrl+k":
		l.right = ""
	default:
		return false
	}
	return true
}

// back moves the caret by whole characters until at least n bytes were passed.
func (l *Line) back(n int) {
	for n > 0 && l.left != "" {
		c := lastCluster(l.left)
		l.right = l.left[len(l.left)-c:] + l.right
		l.left = l.left[:len(l.left)-c]
		n -= c
	}
}

func (l *Line) ahead(n int) {
	for n > 0 && l.right != "" {
		c := firstCluster(l.right)
		l.left += l.right[:c]
		l.right = l.right[c:]
		n -= c
	}
}

// View draws the line in exactly w columns, scrolled so that the caret is seen.
func (l *Line) View(st *theme.Styles, w int, focused bool) string {
	if w <= 0 {
		return ""
	}
	if !focused {
		if l.Value() == "" {
			return st.Field.Render(text.Pad(l.Placeholder, w, text.Left))
		}
		return st.Field.Render(text.Pad(text.Clean(l.Value()), w, text.Left))
	}
	n := firstCluster(l.right)
	at := text.Clean(l.right[:n])
	if at == "" {
		at = " "
	}
	head, tail := text.Clean(l.left), text.Clean(l.right[n:])
	if l.Value() == "" {
		tail = text.Truncate(l.Placeholder, w-1)
	}
	if text.Width(at) > w {
		at = " "
	}
	room := w - text.Width(at)
	if over := text.Width(head) - room; over > 0 {
		head = text.Cut(head, over, over+room)
	}
	tail = text.Pad(tail, room-text.Width(head), text.Left)
	return st.FieldOn.Render(head) + st.Caret.Render(at) + st.FieldOn.Render(tail)
}

func firstCluster(s string) int {
	if s == "" {
		return 0
	}
	c, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	return len(c)
}

func lastCluster(s string) int {
	n := 0
	for rest := s; rest != ""; {
		n = firstCluster(rest)
		rest = rest[n:]
	}
	return n
}

// wordStart is where the last word of s begins.
func wordStart(s string) int {
	s = strings.TrimRight(s, " ")
	return strings.LastIndexByte(s, ' ') + 1
}

// wordEnd is where the first word of s ends.
func wordEnd(s string) int {
	n := len(s) - len(strings.TrimLeft(s, " "))
	if i := strings.IndexByte(s[n:], ' '); i >= 0 {
		return n + i
	}
	return len(s)
}
