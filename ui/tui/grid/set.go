package grid

// SetEmpty changes what is said when there is no row.
func (g *Grid[T, K]) SetEmpty(s string) { g.cfg.Empty = s }

// FocusColumn puts the focus on a column.
func (g *Grid[T, K]) FocusColumn(id string) {
	for i, c := range g.cfg.Columns {
		if c.ID == id {
			g.col = i
		}
	}
}
