package grid

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"
)

// pending is the one request whose answer is waited for.
type pending struct {
	on  bool
	seq uint64
	dir Dir
}

// chunk is how many rows one request asks for, limit how many are held at most.
func (g *Grid[T, K]) chunk() int { return max(g.visible(), 32) }
func (g *Grid[T, K]) limit() int { return g.visible() + 4*g.chunk() }

// ask sends a request; an earlier one that is not answered yet is forgotten.
func (g *Grid[T, K]) ask(dir Dir, anchor *T, n int) tea.Cmd {
	if g.cfg.Source == nil {
		return nil
	}
	g.seq++
	g.pending = pending{true, g.seq, dir}
	if anchor != nil {
		row := *anchor
		anchor = &row
	}
	return g.cfg.Source.Fetch(Request[T]{Grid: g.cfg.ID, Seq: g.seq, Dir: dir, Anchor: anchor, N: n, Sort: g.sort})
}

// Reload reads again around the cursor: after a change of filter, sort or data.
// Where the cursor's row is gone, the row that took its place gets the cursor.
func (g *Grid[T, K]) Reload() tea.Cmd {
	g.err, g.owed = nil, 0
	if row, ok := g.Current(); ok {
		return g.ask(Around, &row, 2*g.chunk()+g.visible())
	}
	return g.Top()
}

// Refilter is Reload after the filter changed. A selection of everything in the
// old filter is dropped, because it would silently mean other rows; rows that
// were picked one by one stay picked. The total is unknown until SetTotal.
func (g *Grid[T, K]) Refilter() tea.Cmd {
	g.spans.stop()
	if g.sel.all {
		g.sel.clear()
	}
	g.total, g.first = -1, -1
	return g.Reload()
}

// Top reads from the first row and puts the cursor there.
func (g *Grid[T, K]) Top() tea.Cmd {
	g.err, g.owed = nil, 0
	return g.ask(FromStart, nil, 2*g.chunk())
}

// Bottom reads the last rows and puts the cursor on the last one.
func (g *Grid[T, K]) Bottom() tea.Cmd {
	g.err, g.owed = nil, 0
	return g.ask(FromEnd, nil, 2*g.chunk())
}

// GoTo reads around a row, as last seen, and puts the cursor on it: to restore a
// session or to follow a link.
func (g *Grid[T, K]) GoTo(row T) tea.Cmd {
	g.err, g.owed = nil, 0
	g.rows, g.cur, g.top = []T{row}, 0, 0
	g.atStart, g.atEnd, g.first = false, false, -1
	return g.ask(Around, &row, 2*g.chunk()+g.visible())
}

// fill asks for more when less than a screen is left on one side.
func (g *Grid[T, K]) fill() tea.Cmd {
	if g.pending.on || g.err != nil || len(g.rows) == 0 {
		return nil
	}
	vis := max(g.visible(), 1)
	if !g.atEnd && len(g.rows)-(g.top+vis) < vis {
		return g.ask(Forward, &g.rows[len(g.rows)-1], g.chunk())
	}
	if !g.atStart && g.top < vis {
		return g.ask(Backward, &g.rows[0], g.chunk())
	}
	return nil
}

// Update takes the answers of the source. Everything else comes through Do and Mouse.
func (g *Grid[T, K]) Update(msg tea.Msg) tea.Cmd {
	m, ok := msg.(WindowMsg[T])
	if !ok || m.Grid != g.cfg.ID || !g.pending.on || m.Seq != g.pending.seq {
		return nil
	}
	dir := g.pending.dir
	g.pending = pending{}
	if m.Err != nil {
		g.err, g.owed = m.Err, 0
		return nil
	}
	return g.moved(func() tea.Cmd {
		g.sel.renew(m.Rows, g.cfg.Key)
		switch dir {
		case Forward:
			g.extend(m)
		case Backward:
			g.prepend(m)
		default:
			g.replace(m, dir)
		}
		g.follow()
		if steps := g.owed; steps != 0 {
			g.owed = 0
			g.step(steps)
		}
		return g.fill()
	})
}

// replace puts a new window in the place of the old one.
func (g *Grid[T, K]) replace(m WindowMsg[T], dir Dir) {
	offset := g.cur - g.top
	key, had := g.key()
	g.rows = append(g.rows[:0:0], m.Rows...)
	g.atStart, g.atEnd, g.first = m.AtStart, m.AtEnd, m.First
	switch {
	case m.AtStart:
		g.first = 0
	case m.AtEnd && g.first < 0 && g.total >= 0:
		g.first = max(g.total-int64(len(g.rows)), 0)
	}
	switch dir {
	case FromStart:
		g.cur, g.top = 0, 0
	case FromEnd:
		g.cur, g.top = len(g.rows)-1, len(g.rows)
	default:
		g.cur = m.At
		if i := g.find(key); had && i >= 0 {
			g.cur = i
		}
		g.top = g.cur - offset
	}
}

func (g *Grid[T, K]) find(key K) int {
	return slices.IndexFunc(g.rows, func(row T) bool { return g.cfg.Key(row) == key })
}

// fresh leaves out rows that are held already: one whose place in the order
// changed between two reads would otherwise be shown twice.
func (g *Grid[T, K]) fresh(rows []T) []T {
	if !slices.ContainsFunc(rows, func(row T) bool { return g.find(g.cfg.Key(row)) >= 0 }) {
		return rows
	}
	var out []T
	for _, row := range rows {
		if g.find(g.cfg.Key(row)) < 0 {
			out = append(out, row)
		}
	}
	return out
}

func (g *Grid[T, K]) extend(m WindowMsg[T]) {
	g.rows = append(g.rows, g.fresh(m.Rows)...)
	g.atEnd = m.AtEnd || len(m.Rows) == 0
	// Keep a screen before what is visible, so that going back does not flicker.
	drop := min(len(g.rows)-g.limit(), g.top-g.visible())
	if drop <= 0 {
		return
	}
	g.rows = slices.Delete(g.rows, 0, drop)
	g.cur -= drop
	g.top -= drop
	g.atStart = false
	if g.first >= 0 {
		g.first += int64(drop)
	}
}

func (g *Grid[T, K]) prepend(m WindowMsg[T]) {
	rows := g.fresh(m.Rows)
	n := len(rows)
	g.rows = slices.Insert(g.rows, 0, rows...)
	g.cur += n
	g.top += n
	g.atStart = m.AtStart || len(m.Rows) == 0
	switch {
	case g.atStart:
		g.first = 0
	case g.first >= 0:
		g.first = max(g.first-int64(n), 0)
	}
	keep := max(g.limit(), g.top+2*g.visible())
	if len(g.rows) > keep {
		g.rows = slices.Delete(g.rows, keep, len(g.rows))
		g.atEnd = false
	}
}
