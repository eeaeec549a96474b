package pack

import (
	"encoding/binary"
	"math"
)

// A column of numbers is packed as what they are above the least of them, or, where that is
// shorter, as the same of the differences from one row to the next. Moments in whole seconds, which
// are counted in milliseconds, take no more room than seconds do.

const (
	plainly byte = iota
	bySteps
)

const milli = 1000

// Packer packs columns of as many rows, one after the other.
type Packer struct {
	out     []byte
	numbers []uint64
	steps   []uint64
}

// NewPacker begins with the number of rows.
func NewPacker(rows int) *Packer {
	return &Packer{binary.AppendUvarint(make([]byte, 0, 16*rows), uint64(rows)), make([]uint64, rows), make([]uint64, rows)}
}

// Sealed gives the columns that were packed, with a checksum.
func (p *Packer) Sealed() []byte { return Seal(p.out, 0) }

// Counted takes the checksum and the number of rows from what a Packer made; ok is false when it is damaged, or
// of another number of rows.
func Counted(text []byte, rows int) (rest []byte, ok bool) {
	if text, ok = Unseal(text); !ok {
		return nil, false
	}
	n, size := binary.Uvarint(text)
	if size <= 0 || n != uint64(rows) {
		return nil, false
	}
	return text[size:], true
}

// Column appends a column. Numbers are compared as signed ones.
func (p *Packer) Column(value func(row int) uint64) {
	if len(p.numbers) == 0 {
		return
	}
	numbers, steps := p.numbers, p.steps
	scale := uint64(milli)
	for i := range numbers {
		numbers[i] = value(i)
		if int64(numbers[i])%milli != 0 {
			scale = 1
		}
	}
	if scale > 1 {
		for i, v := range numbers {
			numbers[i] = uint64(int64(v) / milli)
		}
	}
	above := numbers[0]
	for i, v := range numbers {
		steps[i] = v - above
		above = v
	}
	kind, all := plainly, numbers
	least, width := span(numbers)
	if low, w := span(steps); w < width {
		kind, all, least, width = bySteps, steps, low, w
	}
	p.out = append(p.out, kind, byte(width))
	p.out = binary.AppendUvarint(binary.AppendUvarint(p.out, scale), uint64(least))
	if kind == bySteps {
		p.out = binary.AppendUvarint(p.out, numbers[0])
	}
	p.out = AppendBits(p.out, all, uint64(least), width)
}

// span gives the least of some numbers, and how many bits any of them is at most above it.
func span(numbers []uint64) (least int64, width uint) {
	least, most := int64(math.MaxInt64), int64(math.MinInt64)
	for _, v := range numbers {
		least, most = min(least, int64(v)), max(most, int64(v))
	}
	return least, Width(uint64(most) - uint64(least))
}

// Uncolumn reads a column of n numbers and gives what follows it; ok is false when it is damaged.
func Uncolumn(text []byte, n int, set func(row int, v uint64)) (rest []byte, ok bool) {
	if n == 0 {
		return text, true
	}
	if len(text) < 2 || text[0] > bySteps {
		return nil, false
	}
	kind, width := text[0], uint(text[1])
	text = text[2:]
	var head [3]uint64 // scale, least, and where steps begin
	for i := range 2 + int(kind) {
		v, size := binary.Uvarint(text)
		if size <= 0 {
			return nil, false
		}
		head[i], text = v, text[size:]
	}
	scale, least, above := head[0], head[1], head[2]
	bits, rest, ok := CutBits(text, n, width)
	if !ok {
		return nil, false
	}
	switch {
	case kind == bySteps:
		for i := range n {
			above += bits.At(i) + least
			set(i, above*scale)
		}
	case width == 0:
		for i := range n {
			set(i, least*scale)
		}
	default:
		for i := range n {
			set(i, (bits.At(i)+least)*scale)
		}
	}
	return rest, true
}
