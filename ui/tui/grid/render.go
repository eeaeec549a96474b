package grid

import (
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// View draws the grid in exactly w×h cells.
func (g *Grid[T, K]) View(w, h int) string {
	if w <= 0 || h <= 0 {
		return ""
	}
	if w != g.w || h != g.h {
		g.resize(w, h)
	}
	slots, moreLeft, moreRight := g.slots(w)
	g.buf = g.buf[:0]
	if h >= 2 {
		g.header(w, slots, moreLeft, moreRight)
		g.buf = append(g.buf, '\n')
	}
	vis := g.visible()
	from, to := g.thumb(vis)
	for y := range vis {
		if y > 0 {
			g.buf = append(g.buf, '\n')
		}
		switch i := g.top + y; {
		case i < len(g.rows):
			g.row(i, w-1, slots)
		default:
			tone, note := g.note(i - len(g.rows))
			g.buf = g.cfg.Styles.Tone(tone).Append(g.buf, text.Pad(note, w-1, text.Left))
		}
		g.bar(y, from, to)
	}
	return string(g.buf)
}

func (g *Grid[T, K]) header(w int, slots []slot, moreLeft, moreRight bool) {
	st := g.cfg.Styles
	start := len(g.buf)
	g.buf = append(g.buf, st.Header.Open()...)
	mark := " "
	if moreLeft {
		mark = st.Left
	}
	g.buf = text.AppendPad(g.buf, "  "+mark, min(gutter, w), text.Left)
	x := gutter
	for n, s := range slots {
		c := g.cfg.Columns[s.col]
		title := c.Title
		if g.sort.Column == c.ID && c.ID != "" {
			arrow := st.Up
			if g.sort.Desc {
				arrow = st.Down
			}
			title = text.Truncate(title, s.w-2) + " " + arrow
		}
		if n > 0 {
			g.buf = append(g.buf, ' ')
			x += gap
		}
		if s.col == g.col && g.focused {
			g.buf = append(g.buf, st.Header.Close()...)
			g.buf = append(g.buf, st.HeaderOn.Open()...)
			g.buf = text.AppendPad(g.buf, title, s.w, c.Align)
			g.buf = append(g.buf, st.HeaderOn.Close()...)
			g.buf = append(g.buf, st.Header.Open()...)
		} else {
			g.buf = text.AppendPad(g.buf, title, s.w, c.Align)
		}
		x += s.w
	}
	mark = " "
	if moreRight {
		mark = st.Right
	}
	g.buf = append(g.buf, text.Spaces(w-1-x)...)
	g.buf = append(g.buf, mark...)
	g.buf = append(g.buf, st.Header.Close()...)
	if w <= gutter {
		g.buf = append(g.buf[:start], text.Spaces(w)...)
	}
}

// row draws one row in w columns. The row under the cursor has one style from
// end to end, so that a coloured cell cannot break it.
func (g *Grid[T, K]) row(i, w int, slots []slot) {
	st := g.cfg.Styles
	row := g.rows[i]
	on, picked := i == g.cur, g.sel.has(g.cfg.Key(row))
	var line theme.Style
	if on {
		line = st.CursorIdle
		if g.focused {
			line = st.Cursor
		}
	}
	g.buf = append(g.buf, line.Open()...)
	g.gutter(w, on, picked)
	x := gutter
	for n, s := range slots {
		c := g.cfg.Columns[s.col].Cell(row)
		if n > 0 {
			g.buf = append(g.buf, ' ')
			x += gap
		}
		cell := text.Clean(c.Text)
		if g.cfg.Columns[s.col].Middle {
			cell = text.TruncateMiddle(cell, s.w)
		}
		if on {
			g.buf = text.AppendPad(g.buf, cell, s.w, g.cfg.Columns[s.col].Align)
		} else {
			tone := st.Tone(c.Tone)
			g.buf = append(g.buf, tone.Open()...)
			g.buf = text.AppendPad(g.buf, cell, s.w, g.cfg.Columns[s.col].Align)
			g.buf = append(g.buf, tone.Close()...)
		}
		x += s.w
	}
	g.buf = append(g.buf, text.Spaces(w-max(x, gutter))...)
	g.buf = append(g.buf, line.Close()...)
}

func (g *Grid[T, K]) gutter(w int, on, picked bool) {
	st := g.cfg.Styles
	signs := [gutter]string{" ", " ", " "}
	if on {
		signs[0] = st.Glyphs.Cursor
	}
	if picked {
		signs[1] = st.Glyphs.Picked
	}
	for n := range min(gutter, w) {
		if n == 1 && picked && !on {
			g.buf = st.Picked.Append(g.buf, signs[n])
			continue
		}
		g.buf = append(g.buf, signs[n]...)
	}
}

// note is what stands below the last row.
func (g *Grid[T, K]) note(below int) (theme.Tone, string) {
	if below > 0 {
		return theme.Plain, ""
	}
	switch {
	case g.err != nil:
		return theme.Bad, "   ! " + text.Clean(g.err.Error())
	case g.pending.on && (len(g.rows) == 0 || g.pending.dir == Forward):
		return theme.Muted, "   Loading…"
	case len(g.rows) == 0:
		return theme.Muted, "   " + g.cfg.Empty
	}
	return theme.Plain, ""
}

// thumb is the part of the scrollbar that stands for the screen, none when it
// is not known where the screen is, or when everything is on it.
func (g *Grid[T, K]) thumb(vis int) (from, to int) {
	_, total := g.Position()
	if g.first < 0 || total <= int64(vis) || vis < 2 {
		return 0, 0
	}
	size := max(1, int(int64(vis)*int64(vis)/total))
	at := g.first + int64(g.top)
	from = int(at * int64(vis-size) / max(total-int64(vis), 1))
	from = max(0, min(from, vis-size))
	return from, from + size
}

func (g *Grid[T, K]) bar(y, from, to int) {
	st := g.cfg.Styles
	switch {
	case from == to:
		g.buf = append(g.buf, ' ')
	case y >= from && y < to:
		g.buf = st.Border.Append(g.buf, st.Thumb)
	default:
		g.buf = st.Border.Append(g.buf, st.Track)
	}
}
