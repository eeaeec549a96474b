package grid

import (
	tea "github.com/charmbracelet/bubbletea"
)

// Verb is something a person does to a grid.
type Verb uint8

// The verbs.
const (
	Up Verb = iota
	Down
	PageUp
	PageDown
	HalfUp
	HalfDown
	Home
	End
	Left
	Right
	Toggle
	SelectUp
	SelectDown
	SelectPageUp
	SelectPageDown
	Range
	SelectAll
	Invert
	Clear
	SortColumn
	Refresh
	Open
	Wide
)

// Do carries out a verb.
func (g *Grid[T, K]) Do(v Verb) tea.Cmd {
	if v > HalfDown && v != SelectPageUp && v != SelectPageDown {
		g.owed = 0
	}
	return g.moved(func() tea.Cmd { return g.do(v) })
}

func (g *Grid[T, K]) do(v Verb) tea.Cmd {
	vis := max(g.visible(), 1)
	switch v {
	case Up:
		return g.walk(-1, false)
	case Down:
		return g.walk(1, false)
	case PageUp:
		return g.page(-vis, false)
	case PageDown:
		return g.page(vis, false)
	case HalfUp:
		return g.page(-max(vis/2, 1), false)
	case HalfDown:
		return g.page(max(vis/2, 1), false)
	case SelectUp:
		return g.walk(-1, true)
	case SelectDown:
		return g.walk(1, true)
	case SelectPageUp:
		return g.page(-vis, true)
	case SelectPageDown:
		return g.page(vis, true)
	case Home, End:
		return g.jump(v)
	case Left:
		g.turn(-1)
	case Right:
		g.turn(1)
	case Toggle:
		return g.toggle()
	case Range:
		if g.spans.on && g.spans.sticky {
			g.spans.stop()
		} else {
			g.startRange(true)
		}
	case SelectAll:
		g.ClearSelection()
		g.sel.all = true
	case Invert:
		g.spans.stop()
		g.sel.all = !g.sel.all
	case Clear:
		g.ClearSelection()
	case SortColumn:
		return g.SortBy(g.Column())
	case Refresh:
		return g.Reload()
	case Wide:
		g.wide = !g.wide
		g.hoff = 0
	case Open:
		if row, ok := g.Current(); ok && g.cfg.OnOpen != nil {
			return g.cfg.OnOpen(row)
		}
	}
	return nil
}

// walk moves the cursor by n rows and keeps or ends a range.
func (g *Grid[T, K]) walk(n int, selecting bool) tea.Cmd {
	if selecting && !g.spans.on {
		g.startRange(false)
	}
	if !selecting && !g.spans.sticky {
		g.spans.stop()
	}
	g.step(n)
	return g.fill()
}

// page is walk with the screen moving along.
func (g *Grid[T, K]) page(n int, selecting bool) tea.Cmd {
	g.top = max(0, g.top+n)
	return g.walk(n, selecting)
}

// step moves the cursor as far as rows are held; what is left waits for rows.
func (g *Grid[T, K]) step(n int) {
	if g.owed != 0 && (g.owed > 0) != (n > 0) {
		g.owed = 0
	}
	to := max(0, min(g.cur+n, len(g.rows)-1))
	if g.spans.on && len(g.rows) > 0 {
		for i := g.cur; i != to; {
			j := i + 1
			if to < i {
				j = i - 1
			}
			g.stretch(i, j)
			i = j
		}
	}
	left := g.cur + n - to
	if len(g.rows) > 0 && (left > 0 && !g.atEnd || left < 0 && !g.atStart) {
		most := 4 * max(g.visible(), 1)
		g.owed = max(-most, min(g.owed+left, most))
	}
	g.cur = to
	g.follow()
}

// jump goes to the first or last row of all, which may need reading. A range
// cannot follow over rows that are not held.
func (g *Grid[T, K]) jump(v Verb) tea.Cmd {
	there, n := g.atStart, -len(g.rows)
	if v == End {
		there, n = g.atEnd, len(g.rows)
	}
	if there {
		return g.walk(n, g.spans.sticky)
	}
	g.spans.stop()
	if v == End {
		return g.Bottom()
	}
	return g.Top()
}

func (g *Grid[T, K]) toggle() tea.Cmd {
	row, ok := g.Current()
	if !ok {
		return nil
	}
	g.spans.stop()
	k := g.cfg.Key(row)
	g.sel.set(k, row, !g.sel.has(k))
	return g.walk(1, false)
}

// SortBy orders by a column, or turns the order round when it is that already.
// A column that cannot be sorted changes nothing.
func (g *Grid[T, K]) SortBy(column string) tea.Cmd {
	for _, c := range g.cfg.Columns {
		if c.ID != column || !c.Sortable {
			continue
		}
		return g.SetSort(Sort{column, g.sort.Column == column && !g.sort.Desc})
	}
	return nil
}

// SetSort orders anew and reads again around the cursor.
func (g *Grid[T, K]) SetSort(s Sort) tea.Cmd {
	g.sort = s
	g.first = -1
	g.spans.stop()
	return g.Reload()
}

// scroll moves the screen and takes the cursor along only when it would leave.
func (g *Grid[T, K]) scroll(n int) tea.Cmd {
	vis := max(g.visible(), 1)
	g.top = max(0, min(g.top+n, len(g.rows)-vis))
	g.cur = max(g.top, min(g.cur, g.top+vis-1))
	g.follow()
	return g.fill()
}
