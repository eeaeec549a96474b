// Package status draws the lines at the edges of the screen: what is true now,
// and what can be done next. They always fit: what matters least goes first.
package status

import (
	"contra/ui/tui/action"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Part is one piece of a line.
type Part struct {
	Text  string
	Style theme.Style // the zero style means that of the line
	Drop  int         // 0 never goes; the greatest goes first when it is narrow
	Right bool        // stands at the right edge
}

// Line draws parts in exactly w columns of a base style.
func Line(base theme.Style, w int, parts ...Part) string {
	if w <= 0 {
		return ""
	}
	kept := make([]Part, 0, len(parts))
	for _, p := range parts {
		if p.Text != "" {
			kept = append(kept, p)
		}
	}
	for width(kept) > w {
		worst := -1
		for i, p := range kept {
			if p.Drop > 0 && (worst < 0 || p.Drop >= kept[worst].Drop) {
				worst = i
			}
		}
		if worst < 0 {
			break
		}
		kept = append(kept[:worst], kept[worst+1:]...)
	}
	var left, right []byte
	used, free := 0, w-width(kept)
	for _, p := range kept {
		s := " " + text.Clean(p.Text) + " "
		n := text.Width(s)
		if used+n > w {
			s = text.Truncate(s, w-used)
			n = text.Width(s)
		}
		used += n
		style := p.Style
		if style == (theme.Style{}) {
			style = base
		}
		if n == 0 {
			continue
		}
		if p.Right {
			right = style.Append(right, s)
		} else {
			left = style.Append(left, s)
		}
	}
	if free > 0 {
		left = base.Append(left, text.Spaces(free))
	}
	return string(append(left, right...))
}

func width(parts []Part) int {
	n := 0
	for _, p := range parts {
		n += text.Width(text.Clean(p.Text)) + 2
	}
	return n
}

// Hints draws the footer in exactly w columns; hints that do not fit are left
// out from the end, but the last one (help) stays.
func Hints(st *theme.Styles, hints []action.Hint, w int) string {
	if w <= 0 {
		return ""
	}
	size := func(h action.Hint) int { return text.Width(h.Key) + text.Width(h.Text) + 3 }
	room := w - 1
	if n := len(hints); n > 0 {
		room -= size(hints[n-1])
	}
	line, used := []byte(" "), 1
	for i, h := range hints {
		n := size(h)
		if i < len(hints)-1 {
			if n > room {
				continue
			}
			room -= n
		} else if used+n > w {
			break
		}
		used += n
		if h.Off {
			line = st.Hint.Append(line, h.Key+" "+h.Text)
		} else {
			line = st.Key.Append(line, h.Key)
			line = append(line, ' ')
			line = append(line, h.Text...)
		}
		line = append(line, "  "...)
	}
	return text.Fit(string(line), w)
}
