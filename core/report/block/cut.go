package block

import (
	"encoding/binary"
	"math/bits"
)

// How a line ends.
const (
	endLF byte = iota
	endCRLF
	endCR
	endNone // the text is over
)

var endings = [...]string{"\n", "\r\n", "\r", ""}

// line is where a line's cells are: bounds[first] is the place before its first cell, and
// bounds[first+i] is where cell i-1 ends.
type line struct {
	first int32
	cells int32
	end   byte
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// Lines is how many lines the text has that was cut last.
func (e *Encoder) Lines() int { return len(e.lines) }

// Line tells where a line is. Cell i is text[bounds[i]+1:bounds[i+1]]; size is the line's length
// with its end.
func (e *Encoder) Line(i int) (bounds []int32, size int) {
	l := e.lines[i]
	bounds = e.bounds[l.first : l.first+l.cells+1]
	return bounds, int(bounds[l.cells]-bounds[0]) - 1 + len(endings[l.end])
}

// Cut finds the lines and cells of text.
func (e *Encoder) Cut(text []byte) {
	e.lines, e.bounds = e.lines[:0], e.bounds[:0]
	if len(text) == 0 {
		return
	}
	bounds := append(e.bounds, -1)
	first := 0
	pattern := uint64(e.delimiter) * ones
	for at := 0; at < len(text); at += 8 {
		var w uint64
		if at+8 <= len(text) {
			w = binary.LittleEndian.Uint64(text[at:])
		} else {
			w = tail(text[at:])
		}
		x := w ^ pattern
		hits := ((x-ones)&^x | (w-ones*('\r'+1))&^w) & highs // the delimiter, or a sign up to CR
		for ; hits != 0; hits &= hits - 1 {
			i := at + bits.TrailingZeros64(hits)>>3
			if i >= len(text) {
				break
			}
			end := endLF
			switch c := text[i]; {
			case c == e.delimiter:
				bounds = append(bounds, int32(i))
				continue
			case c == '\n':
				if int(bounds[len(bounds)-1]) == i {
					continue // its CR has ended the line
				}
			case c == '\r':
				end = endCR
				if i+1 < len(text) && text[i+1] == '\n' {
					end = endCRLF
				}
			default:
				continue
			}
			bounds = append(bounds, int32(i))
			e.lines = append(e.lines, line{int32(first), int32(len(bounds) - first - 1), end})
			if first = len(bounds); end == endCRLF {
				i++
			}
			bounds = append(bounds, int32(i))
		}
	}
	if int(bounds[len(bounds)-1]) != len(text)-1 || len(bounds)-first > 1 {
		bounds = append(bounds, int32(len(text)))
		e.lines = append(e.lines, line{int32(first), int32(len(bounds) - first - 1), endNone})
	}
	e.bounds = bounds
}

// tail is the end of a text as a word.
func tail(text []byte) uint64 {
	var b [8]byte
	copy(b[:], text)
	return binary.LittleEndian.Uint64(b[:])
}

// cell gives a cell of a line.
func (e *Encoder) cell(l line, i int) []byte {
	at := int(l.first) + i
	return e.text[e.bounds[at]+1 : e.bounds[at+1]]
}

// mostColumns is how many columns are coded; wider texts are only compressed.
const mostColumns = 256

// shape gives the number of cells that most lines have, as far as the first ones tell; 0: no
// shape is worth its while.
func (e *Encoder) shape() int32 {
	best, most := int32(0), 0
	some := e.lines[:min(len(e.lines), 15)]
	for _, l := range some {
		n := 0
		for _, k := range some {
			if k.cells == l.cells {
				n++
			}
		}
		if n > most {
			best, most = l.cells, n
		}
	}
	if best > mostColumns {
		return 0
	}
	return best
}
