package table

import (
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf8"

	"contra/importers/charset"
)

// farthest is how far a letter beyond ASCII is looked for, to know the encoding.
const farthest = 16 << 20

// markSize is how many bytes a byte order mark has.
func markSize(encoding string) int {
	if encoding == charset.UTF8 {
		return 3
	}
	return 2
}

// mend replaces what is no text: broken UTF-8 and NULs. It leaves b as it is.
func mend(b []byte) []byte {
	if !utf8.Valid(b) {
		b = bytes.ToValidUTF8(b, []byte("\ufffd"))
	}
	if bytes.IndexByte(b, 0) >= 0 {
		b = bytes.ReplaceAll(b, []byte{0}, []byte("\ufffd"))
	}
	return b
}

// isBinary tells whether it is no text, by its control signs.
func isBinary(text []byte) bool {
	n := 0
	for _, c := range text {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			n++
		}
	}
	return 20*n > len(text)
}

// foreign gives the place of the first byte beyond ASCII, or -1.
func foreign(b []byte) int {
	i := 0
	for i+8 <= len(b) && binary.LittleEndian.Uint64(b[i:])&^sevens == 0 {
		i += 8
	}
	for ; i < len(b); i++ {
		if b[i] >= utf8.RuneSelf {
			return i
		}
	}
	return -1
}

// further guesses the encoding of a table whose beginning is ASCII, from what comes behind.
func (s *Source) further() string {
	if s.begin == nil {
		return charset.UTF8
	}
	in, err := s.begin()
	if err != nil {
		return charset.UTF8
	}
	defer in.close()
	buf := make([]byte, headSize)
	for read := 0; read < farthest; {
		n, err := io.ReadFull(in, buf)
		read += n
		if at := foreign(buf[:n]); at >= 0 {
			more, _ := io.ReadFull(in, buf[:at])
			sample := append([]byte{'\n'}, buf[at:n]...)
			encoding, _ := charset.Guess(append(sample, buf[:more]...))
			return encoding
		}
		if err != nil {
			break
		}
	}
	return charset.UTF8
}
