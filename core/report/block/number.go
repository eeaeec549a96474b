package block

import (
	"encoding/binary"
	"math/bits"
)

const zeros = 0x3030303030303030

// leading reads the digits that begin at a place of text, and tells how many they are; there may be
// none, or more than a run may have.
func leading(text []byte, at int) (v uint64, n int) {
	if at+8 <= len(text) {
		x := binary.LittleEndian.Uint64(text[at:]) ^ zeros
		if others := (x&^highs + 0x76*ones | x) & highs; others != 0 {
			n = bits.TrailingZeros64(others) >> 3
			return eight(x << 8 << (56 - 8*n)), n
		}
	}
	if n = span(text[at:]); n <= mostDigits {
		v, _ = number(text, at, n)
	}
	return v, n
}

// span is how many digits text begins with; more than a run may have are not all counted.
func span(text []byte) (n int) {
	for n <= mostDigits {
		if n+8 > len(text) {
			for n < len(text) && text[n]-'0' <= 9 {
				n++
			}
			return n
		}
		x := binary.LittleEndian.Uint64(text[n:]) ^ zeros
		others := (x&^highs + 0x76*ones | x) & highs
		if others != 0 {
			return n + bits.TrailingZeros64(others)>>3
		}
		n += 8
	}
	return n
}

// number reads width digits at a place of text; ok is false when they are not all digits. Eight are
// read in one step.
func number(text []byte, at, width int) (v uint64, ok bool) {
	if width == 2 {
		a, b := text[at]-'0', text[at+1]-'0'
		return uint64(a)*10 + uint64(b), a <= 9 && b <= 9
	}
	for ; width > 0 && at+8 <= len(text); width -= 8 {
		some := min(width, 8)
		x := binary.LittleEndian.Uint64(text[at:])
		x = (x ^ zeros) << (8 * (8 - some)) // what is behind them falls out at the top
		if (x&^highs+0x76*ones|x)&highs != 0 {
			return 0, false
		}
		v = v*powers[some] + eight(x)
		at += some
	}
	for ; width > 0; width-- {
		d := text[at] - '0'
		if d > 9 {
			return 0, false
		}
		v = v*10 + uint64(d)
		at++
	}
	return v, true
}

// eight makes a number of eight digits, the first of which is the lowest byte.
func eight(x uint64) uint64 {
	x = x * 2561 >> 8 & 0x00ff00ff00ff00ff
	x = x * 6553601 >> 16 & 0x0000ffff0000ffff
	return x * 42949672960001 >> 32
}

var powers = [9]uint64{1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000}
