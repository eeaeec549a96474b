package page

import (
	"contra/ui/tui/grid"
)

// Numbered answers a grid whose rows are numbered from 1 without a gap and shown
// from the highest to the lowest, such as the journal. read gives up to limit
// rows below a number, the highest first; below 0 means from the top.
func Numbered[T any](req grid.Request[T], number func(T) int64, read func(below int64, limit int) ([]T, error)) grid.WindowMsg[T] {
	down := func(below int64, n int) ([]T, bool, error) {
		rows, err := read(below, n+1)
		if len(rows) > n {
			return rows[:n], false, err
		}
		return rows, true, err
	}
	up := func(above int64, n int) (rows []T, start bool, err error) {
		list, err := read(above+int64(n)+2, n+1)
		for _, row := range list {
			if number(row) > above {
				rows = append(rows, row)
			}
		}
		if len(rows) > n {
			return rows[len(rows)-n:], false, err
		}
		return rows, true, err
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
		rows, start, err = up(0, req.N)
		end = true
	case grid.Forward:
		rows, end, err = down(number(*req.Anchor), req.N)
	case grid.Backward:
		rows, start, err = up(number(*req.Anchor), req.N)
	case grid.Around:
		a := number(*req.Anchor)
		half := req.N / 2
		if rows, start, err = up(a, half); err != nil {
			break
		}
		at = len(rows)
		var below []T
		below, end, err = down(a+1, req.N-half)
		rows = append(rows, below...)
	default:
		rows, end, err = down(0, req.N)
		start = true
	}
	if err != nil {
		return req.Fail(err)
	}
	out := req.Window(rows, start, end)
	out.At = at
	return out
}
