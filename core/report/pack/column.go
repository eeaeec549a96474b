package pack

import "encoding/binary"

// A column of numbers is packed as the differences from one row to the next, which are short in
// files that are in the order of time, and not much longer than the numbers in others. Rows that
// repeat the number above cost nothing.

// Column appends a column of n numbers.
func Column(dst []byte, n int, value func(row int) uint64) []byte {
	above, repeats := uint64(0), uint64(0)
	for i := range n {
		v := value(i)
		if v == above {
			repeats++
			continue
		}
		if repeats > 0 {
			dst = binary.AppendUvarint(append(dst, 0), repeats)
			repeats = 0
		}
		d := int64(v - above)
		above = v
		if u := uint64(d)<<1 ^ uint64(d>>63); u < 0x80 {
			dst = append(dst, byte(u))
		} else {
			dst = binary.AppendUvarint(dst, u)
		}
	}
	if repeats > 0 {
		dst = binary.AppendUvarint(append(dst, 0), repeats)
	}
	return dst
}

// Uncolumn reads a column of n numbers and gives what follows it; ok is false when it is cut off.
func Uncolumn(text []byte, n int, set func(row int, v uint64)) (rest []byte, ok bool) {
	above, at := uint64(0), 0
	for i := 0; i < n; {
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
		repeats := uint64(1)
		if u == 0 {
			if repeats, size = binary.Uvarint(text[at:]); size <= 0 || repeats > uint64(n-i) {
				return nil, false
			}
			at += size
		}
		above += uint64(int64(u>>1) ^ -int64(u&1))
		for range repeats {
			set(i, above)
			i++
		}
	}
	return text[at:], true
}
