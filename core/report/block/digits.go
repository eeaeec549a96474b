package block

import (
	"encoding/binary"
	"math"

	"contra/core/report/pack"
)

const (
	mostRuns   = 8  // of digits in a cell
	mostDigits = 18 // of a run: they fit into 63 bits
)

// run is a run of digits, and the signs before it, which are the same in all cells.
type run struct {
	signs []byte
	width int  // how many digits, or 0: as few as the number has
	plain bool // no number begins with a needless zero
	least uint64
	most  uint64
}

// runs finds the runs of a cell, and the signs behind the last one; ok is false when there is
// none, or too many.
func runs(cell []byte, into []run) (all []run, rest []byte, ok bool) {
	at := 0
	for i := 0; i < len(cell); {
		if cell[i]-'0' > 9 {
			i++
			continue
		}
		end := i
		for end < len(cell) && cell[end]-'0' <= 9 {
			end++
		}
		if len(into) == mostRuns || end-i > mostDigits {
			return into, nil, false
		}
		into = append(into, run{signs: cell[at:i], width: end - i, plain: true, least: math.MaxUint64})
		i, at = end, end
	}
	return into, cell[at:], len(into) > 0
}

// digits codes a column whose cells differ in their digits alone.
func (e *Encoder) digits(dst []byte, column int) (out []byte, ok bool) {
	var room [mostRuns]run
	all, rest, ok := runs(e.cell(e.even[0], column), room[:0])
	if !ok {
		return dst, false
	}
	n := len(e.even)
	if cap(e.numbers) < n*len(all) {
		e.numbers = make([]uint64, n*len(all))
	}
	numbers := e.numbers[:n*len(all)]
	for row, l := range e.even {
		cell, at := e.cell(l, column), 0
		for k := range all {
			r := &all[k]
			if at = after(cell, at, r.signs); at < 0 {
				return dst, false
			}
			from, v := at, uint64(0)
			for at < len(cell) {
				d := cell[at] - '0'
				if d > 9 {
					break
				}
				v = v*10 + uint64(d)
				at++
			}
			size := at - from
			if size == 0 || size > mostDigits {
				return dst, false
			}
			if size != r.width {
				r.width = 0
			}
			if size > 1 && cell[from] == '0' {
				r.plain = false
			}
			if r.width == 0 && !r.plain {
				return dst, false
			}
			r.least, r.most = min(r.least, v), max(r.most, v)
			numbers[k*n+row] = v
		}
		if string(cell[at:]) != string(rest) {
			return dst, false
		}
	}
	dst = binary.AppendUvarint(dst, uint64(len(all)))
	for k, r := range all {
		width := pack.Width(r.most - r.least)
		dst = append(appendText(dst, r.signs), byte(r.width), byte(width))
		dst = binary.AppendUvarint(dst, r.least)
		dst = pack.AppendBits(dst, numbers[k*n:][:n], r.least, width)
	}
	return appendText(dst, rest), true
}

// after gives the place behind the signs that stand at a place of the cell, or -1.
func after(cell []byte, at int, signs []byte) int {
	if len(cell)-at < len(signs) {
		return -1
	}
	for i, b := range signs {
		if cell[at+i] != b {
			return -1
		}
	}
	return at + len(signs)
}
