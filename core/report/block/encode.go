package block

import (
	"encoding/binary"

	"contra/core/report/pack"
)

// version begins every block, and a checksum ends it. Text that is only compressed begins with another byte.
const version = 2

// Encoder codes blocks, one after the other.
type Encoder struct {
	delimiter byte

	text   []byte
	lines  []line
	bounds []int32
	even   []line // the lines of the usual shape
	odd    []int  // the others

	starts  []int32 // of the cells of a column
	numbers []uint64
	scratch []byte
	words   words
}

// NewEncoder prepares to code texts whose cells end at the delimiter.
func NewEncoder(delimiter byte) *Encoder { return &Encoder{delimiter: delimiter} }

// Encode appends the coded text to dst. A text is shorter than 1 GB.
func (e *Encoder) Encode(dst, text []byte) []byte {
	e.Cut(text)
	return e.EncodeCut(dst, text)
}

// EncodeCut is Encode for a text with its delimiters and line ends where the text has them that was
// cut last.
func (e *Encoder) EncodeCut(dst, text []byte) []byte {
	e.text = text
	from := len(dst)
	columns := e.shape()
	e.even, e.odd = e.even[:0], e.odd[:0]
	for i, l := range e.lines {
		if l.cells == columns {
			e.even = append(e.even, l)
		} else {
			e.odd = append(e.odd, i)
		}
	}
	dst = append(dst, version, e.delimiter)
	for _, n := range []int{len(text), len(e.lines), int(columns), len(e.odd)} {
		dst = binary.AppendUvarint(dst, uint64(n))
	}
	dst = e.endings(dst)
	dst = e.apart(dst)
	if len(e.even) > 0 {
		for i := range int(columns) {
			dst = e.column(dst, i)
		}
	}
	return pack.Seal(dst, from)
}

// endings codes how the lines end: as most do, and which do not.
func (e *Encoder) endings(dst []byte) []byte {
	usual := endNone
	if len(e.lines) > 0 {
		usual = e.lines[0].end
	}
	others := 0
	for _, l := range e.lines {
		if l.end != usual {
			others++
		}
	}
	dst = binary.AppendUvarint(append(dst, usual), uint64(others))
	for i, l := range e.lines {
		if l.end != usual {
			dst = append(binary.AppendUvarint(dst, uint64(i)), l.end)
		}
	}
	return dst
}

// apart codes the lines of an unusual shape.
func (e *Encoder) apart(dst []byte) []byte {
	if len(e.odd) == 0 {
		return dst
	}
	e.scratch = e.scratch[:0]
	before := 0
	for _, i := range e.odd {
		dst = binary.AppendUvarint(dst, uint64(i-before))
		before = i
		l := e.lines[i]
		e.scratch = append(append(e.scratch, e.text[e.bounds[l.first]+1:e.bounds[l.first+l.cells]]...), '\n')
	}
	return e.compressed(dst)
}

// compressed appends what is in scratch.
func (e *Encoder) compressed(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(e.scratch)))
	data := pack.Compress(nil, e.scratch)
	return append(binary.AppendUvarint(dst, uint64(len(data))), data...)
}
