// Package pack keeps a report small: its text as compressed blocks, its items
// column by column.
package pack

import (
	"fmt"

	"github.com/klauspost/compress/s2"
)

// Compress appends the compressed text to dst.
func Compress(dst, text []byte) []byte {
	at, most := len(dst), s2.MaxEncodedLen(len(text))
	if cap(dst)-at < most {
		dst = append(make([]byte, 0, at+most), dst...)
	}
	return dst[:at+len(s2.Encode(dst[at:at+most], text))]
}

// Expand gives the text back, in dst if it is large enough. size is how long
// it has to be.
func Expand(dst, data []byte, size int) ([]byte, error) {
	n, err := s2.DecodedLen(data)
	if err != nil || n != size {
		return nil, fmt.Errorf("a block of a report is damaged: it holds %d bytes, not %d", n, size)
	}
	if cap(dst) < size {
		dst = make([]byte, size)
	}
	text, err := s2.Decode(dst[:size], data)
	if err != nil {
		return nil, fmt.Errorf("a block of a report is damaged: %w", err)
	}
	return text, nil
}
