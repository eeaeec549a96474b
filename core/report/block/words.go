package block

import (
	"encoding/binary"
	"math/bits"

	"contra/core/report/pack"
)

// mostWords is how many different cells a column of words has at most.
const mostWords = 250

// words numbers the different cells of a column.
type words struct {
	all  [][]byte
	hash [1 << 9]uint16 // 1 + number
}

func (w *words) clear() {
	w.all = w.all[:0]
	w.hash = [len(w.hash)]uint16{}
}

// number gives the number of a word, or -1 when there are too many.
func (w *words) number(word []byte) int {
	h := uint32(2166136261)
	for _, b := range word {
		h = (h ^ uint32(b)) * 16777619
	}
	for at := (h ^ h>>15) % uint32(len(w.hash)); ; at = (at + 1) % uint32(len(w.hash)) {
		k := w.hash[at]
		if k == 0 {
			if len(w.all) == mostWords {
				return -1
			}
			w.all = append(w.all, word)
			w.hash[at] = uint16(len(w.all))
			return len(w.all) - 1
		}
		if string(w.all[k-1]) == string(word) {
			return int(k - 1)
		}
	}
}

// few codes a column of few different cells.
func (e *Encoder) few(dst []byte, column int) (out []byte, ok bool) {
	if cap(e.numbers) < len(e.even) {
		e.numbers = make([]uint64, len(e.even))
	}
	numbers := e.numbers[:len(e.even)]
	e.words.clear()
	var last []byte
	number := -1
	for row, l := range e.even {
		if cell := e.cell(l, column); number < 0 || string(cell) != string(last) {
			last = cell
			if number = e.words.number(cell); number < 0 {
				return dst, false
			}
		}
		numbers[row] = uint64(number)
	}
	all := e.words.all
	dst = binary.AppendUvarint(dst, uint64(len(all)))
	for _, word := range all {
		dst = appendText(dst, word)
	}
	return pack.AppendBits(dst, numbers, 0, uint(bits.Len(uint(len(all)-1)))), true
}
