package page

import (
	"contra/ui/tui/grid"
)

// Keyset answers a grid whose source reads on one side of a row: up to limit
// rows before or after the anchor, with the anchor's own place or without, always
// in the order of the list; without an anchor from its start, or from its end. One
// row more than wanted is read, which tells whether the list goes on.
func Keyset[T any](req grid.Request[T], read func(anchor *T, before, with bool, limit int) ([]T, error)) grid.WindowMsg[T] {
	side := func(anchor *T, before, with bool, n int) ([]T, bool, error) {
		rows, err := read(anchor, before, with, n+1)
		switch {
		case len(rows) <= n:
			return rows, true, err
		case before:
			return rows[1:], false, err
		}
		return rows[:n], false, err
	}
	if req.Anchor == nil && req.Dir != grid.FromEnd {
		req.Dir = grid.FromStart
	}
	var rows []T
	var start, end bool
	var err error
	at := 0
	switch req.Dir {
	case grid.FromEnd:
		rows, start, err = side(nil, true, false, req.N)
		end = true
	case grid.Backward:
		rows, start, err = side(req.Anchor, true, false, req.N)
	case grid.Forward:
		rows, end, err = side(req.Anchor, false, false, req.N)
	case grid.Around:
		half := req.N / 2
		if rows, start, err = side(req.Anchor, true, false, half); err != nil {
			break
		}
		at = len(rows)
		var below []T
		below, end, err = side(req.Anchor, false, true, req.N-half)
		rows = append(rows, below...)
	default:
		rows, end, err = side(nil, false, false, req.N)
		start = true
	}
	if err != nil {
		return req.Fail(err)
	}
	out := req.Window(rows, start, end)
	out.At = at
	return out
}
