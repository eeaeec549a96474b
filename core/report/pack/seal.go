package pack

import (
	"encoding/binary"
	"hash/crc32"
)

// sealSize is how long a checksum is.
const sealSize = 4

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Seal appends a checksum of what dst holds from a place on, so that a change on the disk is noticed
// also where what is packed could be read with it.
func Seal(dst []byte, from int) []byte {
	return binary.LittleEndian.AppendUint32(dst, crc32.Checksum(dst[from:], castagnoli))
}

// Unseal takes the checksum off; ok is false when it is not that of the data.
func Unseal(data []byte) (rest []byte, ok bool) {
	n := len(data) - sealSize
	if n < 0 || crc32.Checksum(data[:n], castagnoli) != binary.LittleEndian.Uint32(data[n:]) {
		return nil, false
	}
	return data[:n:n], true
}
