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
		into = append(into, run{signs: cell[at:i], width: end - i, plain: true})
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
	if !e.alike(column, all, rest, numbers) && !e.unlike(column, all, rest, numbers) {
		return dst, false
	}
	dst = binary.AppendUvarint(dst, uint64(len(all)))
	for k, r := range all {
		these := numbers[k*n:][:n]
		least, most := uint64(math.MaxUint64), uint64(0)
		for _, v := range these {
			least, most = min(least, v), max(most, v)
		}
		width := pack.Width(most - least)
		dst = append(appendText(dst, r.signs), byte(r.width), byte(width))
		dst = binary.AppendUvarint(dst, least)
		dst = pack.AppendBits(dst, these, least, width)
	}
	return appendText(dst, rest), true
}

// alike reads the numbers of cells whose runs are all as wide as those of the first, run by run: ok is
// false when some are not.
func (e *Encoder) alike(column int, all []run, rest []byte, numbers []uint64) (ok bool) {
	n := len(e.even)
	e.starts = e.starts[:0]
	size := len(e.cell(e.even[0], column))
	for _, l := range e.even {
		at := int(l.first) + column
		from, to := e.bounds[at]+1, e.bounds[at+1]
		if int(to-from) != size {
			return false
		}
		e.starts = append(e.starts, from)
	}
	for first := 0; first < n; first += rowsAtOnce {
		some := e.starts[first:min(n, first+rowsAtOnce)]
		offset := 0
		for k, r := range all {
			if !e.has(some, r.signs, offset) {
				return false
			}
			offset += len(r.signs)
			if !e.read(numbers[k*n+first:][:len(some)], some, offset, r.width) {
				return false
			}
			offset += r.width
		}
		if !e.has(some, rest, offset) {
			return false
		}
	}
	return true
}

// rowsAtOnce is of how many rows the text is read several times while it is at hand.
const rowsAtOnce = 256

// read reads the numbers at an offset of cells; ok is false when some are not all digits.
func (e *Encoder) read(into []uint64, starts []int32, offset, width int) (ok bool) {
	wrong := uint64(0)
	switch last := int(starts[len(starts)-1]) + offset; {
	case width == 2:
		for row, from := range starts {
			pair := e.text[int(from)+offset:][:2]
			a, b := uint64(pair[0])-'0', uint64(pair[1])-'0'
			into[row] = a*10 + b
			wrong |= a | b | (9 - a) | (9 - b) // what is below zero has the highest bit
		}
		return wrong>>63 == 0
	case width <= 8 && last+8 <= len(e.text):
		out := uint(8 * (8 - width))
		for row, from := range starts {
			x := (binary.LittleEndian.Uint64(e.text[int(from)+offset:]) ^ zeros) << out
			wrong |= x&^highs + 0x76*ones | x
			into[row] = eight(x)
		}
		return wrong&highs == 0
	case width > 8 && width <= 16 && last+16 <= len(e.text):
		out := uint(8 * (16 - width))
		for row, from := range starts {
			both := e.text[int(from)+offset:][:16]
			x := binary.LittleEndian.Uint64(both) ^ zeros
			y := (binary.LittleEndian.Uint64(both[8:]) ^ zeros) << out
			wrong |= x&^highs + 0x76*ones | x | y&^highs + 0x76*ones | y
			into[row] = eight(x)*powers[width-8] + eight(y)
		}
		return wrong&highs == 0
	}
	for row, from := range starts {
		if into[row], ok = number(e.text, int(from)+offset, width); !ok {
			return false
		}
	}
	return true
}

// has tells whether cells have the signs at an offset.
func (e *Encoder) has(starts []int32, signs []byte, offset int) bool {
	if len(signs) == 1 {
		for _, from := range starts {
			if e.text[int(from)+offset] != signs[0] {
				return false
			}
		}
		return true
	}
	for _, from := range starts {
		if at := int(from) + offset; string(e.text[at:at+len(signs)]) != string(signs) {
			return false
		}
	}
	return true
}

// unlike reads the numbers of any cells, and finds which runs are of one width; ok is false when a
// cell cannot be written again from its numbers.
func (e *Encoder) unlike(column int, all []run, rest []byte, numbers []uint64) (ok bool) {
	n := len(e.even)
	for row, l := range e.even {
		first := int(l.first) + column
		at, end := int(e.bounds[first]+1), int(e.bounds[first+1])
		for k := range all {
			r := &all[k]
			if end-at < len(r.signs) || string(e.text[at:at+len(r.signs)]) != string(r.signs) {
				return false
			}
			at += len(r.signs)
			v, size := leading(e.text, at)
			if size == 0 || size > mostDigits || at+size > end {
				return false
			}
			if size != r.width {
				r.width = 0
			}
			if size > 1 && e.text[at] == '0' {
				r.plain = false
			}
			if r.width == 0 && !r.plain {
				return false
			}
			numbers[k*n+row] = v
			at += size
		}
		if string(e.text[at:end]) != string(rest) {
			return false
		}
	}
	return true
}
