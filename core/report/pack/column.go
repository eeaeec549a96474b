package pack

import "encoding/binary"

// A column of numbers is packed as the differences from one row to the next, which are short in
// files that are in the order of time, and not much longer than the numbers in others.

// Column appends a column of n numbers.
func Column(dst []byte, n int, value func(row int) uint64) []byte {
	above := uint64(0)
	for i := range n {
		v := value(i)
		d := int64(v - above)
		above = v
		if u := uint64(d)<<1 ^ uint64(d>>63); u < 0x80 {
			dst = append(dst, byte(u))
		} else {
			dst = binary.AppendUvarint(dst, u)
		}
	}
	return dst
}

// Uncolumn reads a column of n numbers and gives what follows it; ok is false when it is cut off.
func Uncolumn(text []byte, n int, set func(row int, v uint64)) (rest []byte, ok bool) {
	above, at := uint64(0), 0
	for i := range n {
		if at >= len(text) {
			return nil, false
		}
		u, size := uint64(text[at]), 1
		if u >= 0x80 {
			if u, size = binary.Uvarint(text[at:]); size <= 0 {
				return nil, false
			}
		}
		at += size
		above += uint64(int64(u>>1) ^ -int64(u&1))
		set(i, above)
	}
	return text[at:], true
}
