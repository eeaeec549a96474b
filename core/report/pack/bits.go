package pack

import (
	"encoding/binary"
	"math/bits"
)

// widest is the most bits of a number that is not kept whole: with them any number lies
// within eight bytes.
const widest = 57

// Width is how many bits numbers up to most take.
func Width(most uint64) uint {
	if w := uint(bits.Len64(most)); w <= widest {
		return w
	}
	return 64
}

// AppendBits appends numbers, each less base and in width bits.
func AppendBits(dst []byte, numbers []uint64, base uint64, width uint) []byte {
	if width == 0 {
		return dst
	}
	word, used := uint64(0), uint(0)
	for _, v := range numbers {
		v -= base
		word |= v << used
		if used += width; used >= 64 {
			dst = binary.LittleEndian.AppendUint64(dst, word)
			used -= 64
			word = v >> (width - used)
		}
	}
	for ; used > 0; used -= min(used, 8) {
		dst = append(dst, byte(word))
		word >>= 8
	}
	return dst
}

// Bits are numbers of one width.
type Bits struct {
	data  []byte
	width uint
}

// CutBits takes n numbers of a width from the beginning of data; ok is false when they are not all there.
func CutBits(data []byte, n int, width uint) (b Bits, rest []byte, ok bool) {
	if width > widest && width != 64 {
		return Bits{}, nil, false
	}
	size := (n*int(width) + 7) / 8
	if size > len(data) {
		return Bits{}, nil, false
	}
	return Bits{data[:size:size], width}, data[size:], true
}

// At gives number i, which must be one of those that were cut.
func (b Bits) At(i int) uint64 {
	if b.width == 0 {
		return 0
	}
	bit := uint(i) * b.width
	from := int(bit >> 3)
	word := uint64(0)
	if from+8 <= len(b.data) {
		word = binary.LittleEndian.Uint64(b.data[from:])
	} else {
		for k, part := range b.data[from:] {
			word |= uint64(part) << (8 * k)
		}
	}
	return word >> (bit & 7) & (1<<b.width - 1)
}
