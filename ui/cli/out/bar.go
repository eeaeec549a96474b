package out

import (
	"fmt"
	"io"
	"strings"
	"time"

	"contra/ui/tui/text"
)

// Bar is one line of progress that is drawn over itself. The zero Bar is
// silent, as it is when stderr is no terminal.
type Bar struct {
	w     io.Writer
	began time.Time
	drawn time.Time
	width int
}

// barEvery keeps a fast import from spending its time on the terminal.
const barEvery = 100 * time.Millisecond

// NewBar begins a progress line on w.
func NewBar(w io.Writer) *Bar { return &Bar{w: w, began: time.Now()} }

// Show draws how far the work has come: done things of the named kind, and the
// share of the whole in bytes; whole 0 means that it is not known.
func (b *Bar) Show(kind string, done, part, whole int64) {
	if b == nil || b.w == nil || time.Since(b.drawn) < barEvery {
		return
	}
	b.drawn = time.Now()
	b.draw(line(kind, done, part, whole, b.drawn.Sub(b.began)))
}

// Note draws a state that will last a while, however long ago the line was drawn.
func (b *Bar) Note(s string) {
	if b == nil || b.w == nil {
		return
	}
	b.drawn = time.Now()
	b.draw(s)
}

func (b *Bar) draw(s string) {
	n := text.Width(s)
	fmt.Fprintf(b.w, "\r%s%s", s, text.Spaces(b.width-n))
	b.width = n
}

// Clear takes the line away.
func (b *Bar) Clear() {
	if b == nil || b.w == nil || b.width == 0 {
		return
	}
	fmt.Fprintf(b.w, "\r%s\r", text.Spaces(b.width))
	b.width = 0
}

// line is the text of the progress after some time.
func line(kind string, done, part, whole int64, after time.Duration) string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s %s", Group(done), kind)
	if ms := after.Milliseconds(); ms > 0 {
		fmt.Fprintf(&s, "  %s/s", Group(done*1000/ms))
	}
	if whole <= 0 {
		return s.String()
	}
	part = min(part, whole)
	filled := int(part * 20 / whole)
	fmt.Fprintf(&s, "  [%s%s] %d %%", strings.Repeat("#", filled), strings.Repeat(".", 20-filled), part*100/whole)
	if part > 0 && part < whole && after > time.Second {
		// Divided before it is multiplied, so that days of bytes do not overflow.
		left := time.Duration(int64(after) / part * (whole - part)).Round(time.Second)
		fmt.Fprintf(&s, "  %s left", left)
	}
	return s.String()
}

// Group writes a count with separated thousands.
func Group(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
