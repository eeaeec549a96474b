package grid

import (
	"cmp"
	"slices"
)

// Selection is what the person picked. With All it is every row of the present
// filter except Rows; otherwise it is exactly Rows, in the order of picking.
type Selection[T any] struct {
	All  bool
	Rows []T
}

// Empty tells whether nothing is picked.
func (s Selection[T]) Empty() bool { return !s.All && len(s.Rows) == 0 }

type pick[T any] struct {
	row T
	n   int // order of picking
}

type selection[T any, K comparable] struct {
	all  bool // everything is picked, except picks
	rows map[K]pick[T]
	n    int
}

func (s *selection[T, K]) clear() {
	s.all = false
	s.rows = map[K]pick[T]{}
}

func (s *selection[T, K]) has(k K) bool {
	_, ok := s.rows[k]
	return ok != s.all
}

func (s *selection[T, K]) set(k K, row T, on bool) {
	if on == s.all {
		delete(s.rows, k)
		return
	}
	if _, ok := s.rows[k]; !ok {
		s.n++
		s.rows[k] = pick[T]{row, s.n}
	}
}

// renew puts the newest state of rows that were read again into the selection.
func (s *selection[T, K]) renew(rows []T, key func(T) K) {
	if len(s.rows) == 0 {
		return
	}
	for _, row := range rows {
		k := key(row)
		if p, ok := s.rows[k]; ok {
			s.rows[k] = pick[T]{row, p.n}
		}
	}
}

func (s *selection[T, K]) list() Selection[T] {
	picks := make([]pick[T], 0, len(s.rows))
	for _, p := range s.rows {
		picks = append(picks, p)
	}
	slices.SortFunc(picks, func(a, b pick[T]) int { return cmp.Compare(a.n, b.n) })
	out := Selection[T]{All: s.all, Rows: make([]T, len(picks))}
	for i, p := range picks {
		out.Rows[i] = p.row
	}
	return out
}

// Selection is what is picked.
func (g *Grid[T, K]) Selection() Selection[T] { return g.sel.list() }

// SelectedOrCurrent is the selection, or the current row when nothing is picked.
func (g *Grid[T, K]) SelectedOrCurrent() Selection[T] {
	if s := g.sel.list(); !s.Empty() {
		return s
	}
	if row, ok := g.Current(); ok {
		return Selection[T]{Rows: []T{row}}
	}
	return Selection[T]{}
}

// Selected is how many rows are picked; −1 when all are and their number is not known.
func (g *Grid[T, K]) Selected() int64 {
	n := int64(len(g.sel.rows))
	if !g.sel.all {
		return n
	}
	if _, total := g.Position(); total >= 0 {
		return total - n
	}
	return -1
}

// IsSelected tells whether a row is picked.
func (g *Grid[T, K]) IsSelected(k K) bool { return g.sel.has(k) }

// ClearSelection picks nothing and ends a range.
func (g *Grid[T, K]) ClearSelection() {
	g.sel.clear()
	g.spans.stop()
}

// rangeSelect is a range that grows from where it began. It counts steps instead
// of holding an index, because the row where it began may have left the window.
type rangeSelect[T any, K comparable] struct {
	on     bool
	sticky bool // begun with v: plain moves extend it too
	span   int  // the cursor's distance from the start, signed
	before map[K]struct{}
}

func (r *rangeSelect[T, K]) stop() { *r = rangeSelect[T, K]{} }

func (g *Grid[T, K]) startRange(sticky bool) {
	row, ok := g.Current()
	if !ok {
		return
	}
	g.spans = rangeSelect[T, K]{on: true, sticky: sticky, before: make(map[K]struct{}, len(g.sel.rows))}
	for k := range g.sel.rows {
		g.spans.before[k] = struct{}{}
	}
	g.sel.set(g.cfg.Key(row), row, true)
}

// stretch moves the end of the range by one row, from index i to index j.
func (g *Grid[T, K]) stretch(i, j int) {
	d := j - i
	away := g.spans.span == 0 || (g.spans.span > 0) == (d > 0)
	g.spans.span += d
	if away {
		g.sel.set(g.cfg.Key(g.rows[j]), g.rows[j], true)
		return
	}
	k := g.cfg.Key(g.rows[i])
	_, was := g.spans.before[k]
	g.sel.set(k, g.rows[i], was != g.sel.all)
}
