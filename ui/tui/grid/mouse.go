package grid

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
)

// Mouse takes an event in the grid's own coordinates: a click puts the cursor on
// a row, a second one opens it, Ctrl+click or a click in the margin picks it, a
// click on a title sorts, the wheel scrolls.
func (g *Grid[T, K]) Mouse(m action.Mouse) tea.Cmd {
	return g.moved(func() tea.Cmd {
		switch m.Kind {
		case action.WheelUp:
			return g.scroll(-3)
		case action.WheelDown:
			return g.scroll(3)
		case action.WheelLeft:
			g.turn(-1)
		case action.WheelRight:
			g.turn(1)
		case action.Press:
			if m.Button == action.LeftButton {
				return g.click(m)
			}
		}
		return nil
	})
}

func (g *Grid[T, K]) click(m action.Mouse) tea.Cmd {
	y := m.Y
	if g.h >= 2 {
		if y == 0 {
			return g.clickTitle(m.X)
		}
		y--
	}
	i := g.top + y
	if y < 0 || y >= g.visible() || i >= len(g.rows) {
		return nil
	}
	g.owed = 0
	same := i == g.cur
	g.spans.stop()
	g.cur = i
	g.follow()
	switch row := g.rows[i]; {
	case m.Ctrl || m.X < gutter:
		k := g.cfg.Key(row)
		g.sel.set(k, row, !g.sel.has(k))
	case same && g.cfg.OnOpen != nil:
		return g.cfg.OnOpen(row)
	}
	return g.fill()
}

func (g *Grid[T, K]) clickTitle(x int) tea.Cmd {
	slots, _, _ := g.slots(g.w)
	for _, s := range slots {
		if x >= s.x && x < s.x+s.w {
			g.col = s.col
			return g.SortBy(g.cfg.Columns[s.col].ID)
		}
	}
	return nil
}
