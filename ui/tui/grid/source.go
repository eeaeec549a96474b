package grid

import (
	tea "github.com/charmbracelet/bubbletea"
)

// Dir says where the wanted rows lie.
type Dir uint8

// Where rows can be asked for.
const (
	FromStart Dir = iota // the first N rows
	FromEnd              // the last N rows
	Forward              // the N rows after the anchor
	Backward             // the N rows before the anchor
	Around               // N rows, the anchor's place in the middle
)

// Request asks a source for a window of rows. A window is found by key, never by
// offset: the anchor is a row as it was last seen, from which the source takes
// whatever its present order needs. So an anchor stays good when the sort or
// the filter changes, and when the row itself has gone.
type Request[T any] struct {
	Grid   string // the grid that asks
	Seq    uint64 // grows with every request; answers to older ones are dropped
	Dir    Dir
	Anchor *T // nil for FromStart and FromEnd
	N      int
	Sort   Sort
}

// Sort is the order that the person chose. The source breaks ties by id, so that
// the order is total.
type Sort struct {
	Column string // id of the column, empty for the source's own order
	Desc   bool
}

// Source gives rows. Fetch returns a command that reads in the background and
// answers with Request.Window or Request.Fail; it must not read in Fetch itself.
// Rows come in display order, whatever the direction.
type Source[T any] interface {
	Fetch(req Request[T]) tea.Cmd
}

// SourceFunc is a Source made of a function.
type SourceFunc[T any] func(Request[T]) tea.Cmd

// Fetch calls the function.
func (f SourceFunc[T]) Fetch(req Request[T]) tea.Cmd { return f(req) }

// WindowMsg answers a Request.
type WindowMsg[T any] struct {
	Grid    string
	Seq     uint64
	Rows    []T
	AtStart bool  // no row lies before Rows[0]
	AtEnd   bool  // no row lies after the last
	At      int   // Around: index of the anchor, or of the first row at or after its place
	First   int64 // index of Rows[0] among all rows, −1 when not known
	Err     error
}

// Window makes the answer to r.
func (r Request[T]) Window(rows []T, atStart, atEnd bool) WindowMsg[T] {
	return WindowMsg[T]{Grid: r.Grid, Seq: r.Seq, Rows: rows, AtStart: atStart, AtEnd: atEnd, First: -1}
}

// Fail makes the answer to r when the rows could not be read.
func (r Request[T]) Fail(err error) WindowMsg[T] {
	return WindowMsg[T]{Grid: r.Grid, Seq: r.Seq, Err: err, First: -1}
}
