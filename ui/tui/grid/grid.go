// Package grid is a virtual table: it holds a few screens of rows around its
// cursor and asks a Source for more, so that it costs the same whatever lies
// behind. Cursor and selection are row ids and survive refresh, sort and filter.
package grid

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/theme"
)

// Config says what a grid shows.
type Config[T any, K comparable] struct {
	ID      string // names the grid in its messages; unique in the program
	Columns []Column[T]
	Key     func(T) K // the row's identity
	Source  Source[T]
	Styles  *theme.Styles
	Sort    Sort            // the first order
	Empty   string          // said when there is no row
	OnOpen  func(T) tea.Cmd // Enter, or a click on the row that has the cursor
	OnMove  func(T) tea.Cmd // the cursor came to another row
}

// Grid is the table. Make it with New, start it with Reload.
type Grid[T any, K comparable] struct {
	cfg Config[T, K]

	w, h    int
	focused bool

	rows    []T // a contiguous piece of the source, in display order
	atStart bool
	atEnd   bool
	first   int64 // index of rows[0] among all rows, −1 when not known
	total   int64 // all rows, −1 when not known

	cur  int // index into rows
	top  int // index of the first row on the screen
	sort Sort
	col  int  // the focused column
	hoff int  // columns scrolled away, not counting frozen ones
	wide bool // show every column and scroll

	seq     uint64
	pending pending
	owed    int // steps of a move that still wait for rows
	err     error

	sel   selection[T, K]
	spans rangeSelect[T, K]

	buf []byte // scratch of View
}

// New makes a grid that has asked for nothing yet.
func New[T any, K comparable](cfg Config[T, K]) *Grid[T, K] {
	g := &Grid[T, K]{cfg: cfg, w: 80, h: 24, focused: true, first: -1, total: -1, sort: cfg.Sort}
	g.sel.clear()
	return g
}

// SetSize tells the grid how large it will be drawn; paging depends on it.
func (g *Grid[T, K]) SetSize(w, h int) tea.Cmd {
	g.resize(w, h)
	return g.fill()
}

func (g *Grid[T, K]) resize(w, h int) {
	g.w, g.h = max(w, 0), max(h, 0)
	g.follow()
}

// SetFocused tells whether the keys go to this grid.
func (g *Grid[T, K]) SetFocused(on bool) { g.focused = on }

// SetTotal says how many rows there are in all, −1 when that is not known yet.
func (g *Grid[T, K]) SetTotal(n int64) { g.total = n }

// ID is the grid's name.
func (g *Grid[T, K]) ID() string { return g.cfg.ID }

// Sort is the order that was chosen.
func (g *Grid[T, K]) Sort() Sort { return g.sort }

// Column is the id of the focused column.
func (g *Grid[T, K]) Column() string {
	if g.col < len(g.cfg.Columns) {
		return g.cfg.Columns[g.col].ID
	}
	return ""
}

// Current is the row under the cursor.
func (g *Grid[T, K]) Current() (T, bool) {
	if g.cur < 0 || g.cur >= len(g.rows) {
		var none T
		return none, false
	}
	return g.rows[g.cur], true
}

// CellText is the text of the focused cell of the current row, for copying.
func (g *Grid[T, K]) CellText() string {
	row, ok := g.Current()
	if !ok || g.col >= len(g.cfg.Columns) {
		return ""
	}
	return g.cfg.Columns[g.col].Cell(row).Text
}

// Loaded is the rows that are held now; not to be changed.
func (g *Grid[T, K]) Loaded() []T { return g.rows }

// Loading tells whether rows are on their way.
func (g *Grid[T, K]) Loading() bool { return g.pending.on }

// Err is why the last read failed, nil when it did not.
func (g *Grid[T, K]) Err() error { return g.err }

// Position is the cursor's index among all rows, from 0, and how many rows there
// are; each is −1 when it is not known.
func (g *Grid[T, K]) Position() (index, total int64) {
	index, total = -1, g.total
	if g.first >= 0 && len(g.rows) > 0 {
		index = g.first + int64(g.cur)
	}
	if g.atStart && g.atEnd {
		total = int64(len(g.rows))
	}
	return index, total
}

// visible is how many rows fit on the screen.
func (g *Grid[T, K]) visible() int {
	if g.h < 2 {
		return g.h
	}
	return g.h - 1
}

// follow keeps the cursor inside the rows and on the screen.
func (g *Grid[T, K]) follow() {
	n, vis := len(g.rows), max(g.visible(), 1)
	g.cur = max(0, min(g.cur, n-1))
	if g.cur < g.top {
		g.top = g.cur
	}
	if g.cur >= g.top+vis {
		g.top = g.cur - vis + 1
	}
	g.top = max(0, min(g.top, n-vis))
}

// Ranging tells whether a range is being selected with v: moves extend it.
func (g *Grid[T, K]) Ranging() bool { return g.spans.on && g.spans.sticky }

// key is the identity of the row under the cursor.
func (g *Grid[T, K]) key() (K, bool) {
	row, ok := g.Current()
	if !ok {
		var none K
		return none, false
	}
	return g.cfg.Key(row), true
}

// moved runs f and tells the owner when the cursor is on another row afterwards.
func (g *Grid[T, K]) moved(f func() tea.Cmd) tea.Cmd {
	before, had := g.key()
	cmd := f()
	after, has := g.key()
	if !has || had && before == after || g.cfg.OnMove == nil {
		return cmd
	}
	row, _ := g.Current()
	return tea.Batch(cmd, g.cfg.OnMove(row))
}
