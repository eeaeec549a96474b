package block

import (
	"bytes"
	"encoding/binary"
)

// How a column is coded.
const (
	oneValue byte = iota
	asColumn      // the same cells as an earlier column
	inDigits      // numbers between signs that are the same in all cells
	inWords       // a few different cells
	asText
)

// column codes column i in the first way that fits.
func (e *Encoder) column(dst []byte, i int) []byte {
	first := e.cell(e.even[0], i)
	switch k := e.twin(i); {
	case e.constant(i):
		return appendText(append(dst, oneValue), first)
	case k >= 0:
		return binary.AppendUvarint(append(dst, asColumn), uint64(k))
	}
	if out, ok := e.digits(append(dst, inDigits), i); ok {
		return out
	}
	if out, ok := e.few(append(dst, inWords), i); ok {
		return out
	}
	e.scratch = e.scratch[:0]
	for _, l := range e.even {
		e.scratch = append(append(e.scratch, e.cell(l, i)...), '\n')
	}
	return e.compressed(append(dst, asText))
}

func (e *Encoder) constant(i int) bool {
	first := e.cell(e.even[0], i)
	for _, l := range e.even[1:] {
		if !bytes.Equal(e.cell(l, i), first) {
			return false
		}
	}
	return true
}

// twin finds an earlier column with the same cells, or -1.
func (e *Encoder) twin(i int) int {
	first, last := e.even[0], e.even[len(e.even)-1]
next:
	for k := range i {
		if !bytes.Equal(e.cell(first, i), e.cell(first, k)) || !bytes.Equal(e.cell(last, i), e.cell(last, k)) {
			continue
		}
		for _, l := range e.even {
			if !bytes.Equal(e.cell(l, i), e.cell(l, k)) {
				continue next
			}
		}
		return k
	}
	return -1
}

func appendText(dst, text []byte) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(text))), text...)
}
