package layout

import (
	"strings"

	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Canvas composes blocks into one frame of exactly w×h cells. What is drawn
// later lies on top. Styles inside a block stay inside it, and a wide character
// that is half covered becomes a blank.
type Canvas struct {
	w, h int
	rows [][]span
}

// span is a styled piece of one row, exactly w columns wide.
type span struct {
	x, w int
	s    string
}

// NewCanvas makes an empty canvas; negative sizes count as zero.
func NewCanvas(w, h int) *Canvas {
	w, h = max(w, 0), max(h, 0)
	return &Canvas{w: w, h: h, rows: make([][]span, h)}
}

// Bounds is the whole canvas.
func (c *Canvas) Bounds() Rect { return New(c.w, c.h) }

// Draw puts block into r: its lines are cut or filled to r's width, missing
// lines are blank, and what sticks out of the canvas is left out.
func (c *Canvas) Draw(r Rect, block string) {
	if r.Empty() {
		return
	}
	for i := range r.H {
		line, rest, _ := strings.Cut(block, "\n")
		block = rest
		if y := r.Y + i; y >= 0 && y < c.h {
			c.line(r.X, y, r.W, line)
		}
	}
}

func (c *Canvas) line(x, y, w int, line string) {
	line = text.Fit(line, w)
	if x < 0 {
		line = text.Cut(line, -x, w)
		x, w = 0, w+x
	}
	if x+w > c.w {
		w = c.w - x
		line = text.Cut(line, 0, w)
	}
	if w <= 0 {
		return
	}
	old := c.rows[y]
	row := make([]span, 0, len(old)+2)
	placed := false
	for _, o := range old {
		if o.x < x {
			n := min(o.w, x-o.x)
			row = append(row, o.part(0, n))
		}
		if !placed && o.x+o.w > x {
			row = append(row, span{x, w, line})
			placed = true
		}
		if end := o.x + o.w; end > x+w {
			from := max(x+w-o.x, 0)
			row = append(row, o.part(from, o.w))
		}
	}
	if !placed {
		row = append(row, span{x, w, line})
	}
	c.rows[y] = row
}

func (s span) part(from, to int) span {
	if from == 0 && to == s.w {
		return s
	}
	return span{s.x + from, to - from, text.Fit(text.Cut(s.s, from, to), to-from)}
}

// Restyle redraws everything so far as plain text in one style: the backdrop of
// a dialog.
func (c *Canvas) Restyle(st theme.Style) {
	for y := range c.rows {
		line := text.Strip(c.row(y))
		c.rows[y] = append(c.rows[y][:0], span{0, c.w, st.Render(line)})
	}
}

func (c *Canvas) row(y int) string {
	var b strings.Builder
	b.Grow(c.w * 2)
	x := 0
	for _, s := range c.rows[y] {
		b.WriteString(text.Spaces(s.x - x))
		b.WriteString(s.s)
		x = s.x + s.w
	}
	b.WriteString(text.Spaces(c.w - x))
	return b.String()
}

// String is the frame: h lines of w columns, without a newline at the end.
func (c *Canvas) String() string {
	var b strings.Builder
	b.Grow((c.w*2 + 1) * c.h)
	for y := range c.rows {
		if y > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(c.row(y))
	}
	return b.String()
}

// Block makes any text exactly w×h.
func Block(s string, w, h int) string {
	c := NewCanvas(w, h)
	c.Draw(c.Bounds(), s)
	return c.String()
}
