package layout

import (
	"strings"

	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Frame describes the border of a pane.
type Frame struct {
	Title string // cleaned by the caller if it comes from outside
	Foot  string // in the bottom border, right
	Focus bool
	Inner theme.Style // of the blanks inside, for panels
}

// Draw puts a border around content and gives exactly w×h cells. The content is
// cut to (w−2)×(h−2); below 2×2 only the content is left.
func (f Frame) Draw(st *theme.Styles, w, h int, content string) string {
	if w < 2 || h < 2 {
		return Block(content, w, h)
	}
	border, title := st.Border, st.Title
	if f.Focus {
		border, title = st.BorderFocus, st.TitleFocus
	}
	var b strings.Builder
	b.Grow(w * h * 2)
	b.WriteString(f.edge(st, border, title, w))
	side := border.Render(st.V)
	for range h - 2 {
		line, rest, _ := strings.Cut(content, "\n")
		content = rest
		b.WriteByte('\n')
		b.WriteString(side)
		b.WriteString(fitInner(f.Inner, line, w-2))
		b.WriteString(side)
	}
	b.WriteByte('\n')
	foot := text.Truncate(f.Foot, max(w-4, 0))
	if foot != "" {
		foot = " " + foot + " "
	}
	n := text.Width(foot)
	if n > w-2 {
		foot, n = "", 0
	}
	b.WriteString(border.Render(st.BL + strings.Repeat(st.H, w-2-n)))
	b.WriteString(title.Render(foot))
	b.WriteString(border.Render(st.BR))
	return b.String()
}

func (f Frame) edge(st *theme.Styles, border, title theme.Style, w int) string {
	name := text.Truncate(f.Title, max(w-4, 0))
	if name != "" {
		name = " " + name + " "
	}
	n := text.Width(name)
	if n > w-2 {
		name, n = "", 0
	}
	return border.Render(st.TL) + title.Render(name) + border.Render(strings.Repeat(st.H, w-2-n)+st.TR)
}

// fitInner fits a line and gives the blanks after it the inner style.
func fitInner(inner theme.Style, line string, w int) string {
	n := text.Width(line)
	if n >= w {
		return text.Fit(line, w)
	}
	return line + inner.Render(text.Spaces(w-n))
}
