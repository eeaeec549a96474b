package table

import "encoding/binary"

const (
	ones   = 0x0101010101010101
	sevens = 0x7f * ones
)

// wordAt gives the eight bytes from a place on, the first of them lowest. Behind the end of
// data they are 0xff, which no sign is.
func wordAt(data []byte, at int) uint64 {
	if at+8 <= len(data) {
		return binary.LittleEndian.Uint64(data[at:])
	}
	return lastWord(data[at:])
}

func lastWord(rest []byte) uint64 {
	word := ^uint64(0)
	for i := len(rest) - 1; i >= 0; i-- {
		word = word<<8 | uint64(rest[i])
	}
	return word
}

// marks has the high bit of each byte of a word that is in a pattern of one byte eight times,
// or is below 14, as line ends are.
func marks(word, pattern uint64) uint64 {
	differs := word ^ pattern
	differs = (differs&sevens + sevens) | differs
	above := (word&sevens + (0x80-14)*ones) | word
	return ^(differs & above) &^ sevens
}
