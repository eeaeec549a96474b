package grid

import (
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Column is one column, as data. Their order is the order on the screen.
type Column[T any] struct {
	ID    string
	Title string
	Min   int // columns of the terminal that it needs
	Max   int // what it can use when there is room; below Min means Min
	Flex  int // its share of what is left once every column has its Max
	Align text.Align
	// Priority 0 is always shown; the greatest is hidden first when it is narrow.
	Priority int
	Frozen   bool // stays when the others scroll sideways
	Sortable bool
	Middle   bool // what is too long loses its middle instead of its end
	Cell     func(T) Cell
}

// Cell is what one column shows of a row. The grid cleans the text.
type Cell struct {
	Text string
	Tone theme.Tone
}

// slot is a column that is on the screen.
type slot struct {
	col  int
	x, w int
}

const (
	gutter = 3 // cursor, picked, blank
	gap    = 1
)

// slots places the columns that fit into w; more tells whether some lie to the
// left or right of what is shown.
func (g *Grid[T, K]) slots(w int) (out []slot, moreLeft, moreRight bool) {
	room := w - gutter - 1 // the last column is the scrollbar
	if room <= 0 {
		return nil, false, false
	}
	shown := g.fitting(room)
	need := -gap
	for _, i := range shown {
		need += g.min(i) + gap
	}
	if need > room {
		shown, moreLeft, moreRight = g.scrolled(shown, room)
	}
	widths := g.widths(shown, room)
	x := gutter
	for n, i := range shown {
		out = append(out, slot{i, x, widths[n]})
		x += widths[n] + gap
	}
	return out, moreLeft, moreRight
}

func (g *Grid[T, K]) min(i int) int { return max(g.cfg.Columns[i].Min, 1) }

// fitting drops columns by priority until the rest fits.
func (g *Grid[T, K]) fitting(room int) []int {
	shown := make([]int, 0, len(g.cfg.Columns))
	need := -gap
	for i := range g.cfg.Columns {
		shown = append(shown, i)
		need += g.min(i) + gap
	}
	for need > room && !g.wide {
		worst := -1
		for n, i := range shown {
			p := g.cfg.Columns[i].Priority
			if p > 0 && (worst < 0 || p >= g.cfg.Columns[shown[worst]].Priority) {
				worst = n
			}
		}
		if worst < 0 {
			break
		}
		need -= g.min(shown[worst]) + gap
		shown = append(shown[:worst], shown[worst+1:]...)
	}
	return shown
}

// scrolled keeps the frozen columns and, of the others, those that fit behind
// the ones that were scrolled away.
func (g *Grid[T, K]) scrolled(shown []int, room int) (out []int, moreLeft, moreRight bool) {
	var loose []int
	used := 0
	for _, i := range shown {
		if g.cfg.Columns[i].Frozen && used+g.min(i) <= room {
			used += g.min(i) + gap
		} else {
			loose = append(loose, i)
		}
	}
	off := max(0, min(g.hoff, len(loose)-1))
	keep := map[int]bool{}
	last := off
	for n := off; n < len(loose); n++ {
		i := loose[n]
		if used+g.min(i) > room && n > off {
			break
		}
		used += g.min(i) + gap
		keep[i] = true
		last = n
	}
	for _, i := range shown {
		isLoose := false
		for _, l := range loose {
			isLoose = isLoose || l == i
		}
		if !isLoose || keep[i] {
			out = append(out, i)
		}
	}
	return out, off > 0, last < len(loose)-1
}

// widths gives every column its minimum, then up to its maximum, then its share
// of the rest. A column that is too wide for the room alone is cut.
func (g *Grid[T, K]) widths(shown []int, room int) []int {
	out := make([]int, len(shown))
	left, weights := room-gap*(len(shown)-1), 0
	for n, i := range shown {
		out[n] = max(0, min(g.min(i), left))
		left -= out[n]
		weights += g.cfg.Columns[i].Flex
	}
	for n, i := range shown {
		more := max(0, min(g.cfg.Columns[i].Max-out[n], left))
		out[n] += more
		left -= more
	}
	for n, i := range shown {
		if f := g.cfg.Columns[i].Flex; f > 0 && left > 0 {
			more := left * f / weights
			out[n] += more
			left -= more
			weights -= f
		}
	}
	return out
}

// turn moves the focus to the next column that is not hidden, and scrolls until
// it is on the screen.
func (g *Grid[T, K]) turn(d int) {
	shown := g.fitting(max(g.w-gutter-1, 1))
	at := -1
	for n, i := range shown {
		if i == g.col || at < 0 && i > g.col {
			at = n
		}
	}
	to := at + d
	if to < 0 || to >= len(shown) {
		return
	}
	g.col = shown[to]
	for range shown {
		slots, _, _ := g.slots(g.w)
		first, on := -1, false
		for _, s := range slots {
			if !g.cfg.Columns[s.col].Frozen && first < 0 {
				first = s.col
			}
			on = on || s.col == g.col
		}
		if on {
			return
		}
		if g.col < first {
			g.hoff = max(g.hoff-1, 0)
		} else {
			g.hoff++
		}
	}
}
