// Package charset turns the bytes of a text file into UTF-8. It knows UTF-8,
// UTF-16 and CP949, the code page of Korean Windows, with and without a byte
// order mark.
package charset

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/korean"
)

// The names of the encodings.
const (
	UTF8    = "UTF-8"
	UTF16LE = "UTF-16LE"
	UTF16BE = "UTF-16BE"
	CP949   = "CP949"
)

// Text is what was read.
type Text struct {
	S        string // valid UTF-8 without a byte order mark; U+FFFD for what could not be read
	Encoding string // empty when it is none of those known
	BOM      bool   // there was a byte order mark
	Bad      int    // the physical line of the first byte that could not be read, or 0
}

const mark = "\ufeff"

// Decode reads a file. It takes the bytes as a string so that UTF-8, which is
// nearly always, costs no copy.
func Decode(data string) Text {
	switch {
	case strings.HasPrefix(data, mark):
		t := Text{S: data[len(mark):], Encoding: UTF8, BOM: true}
		if !utf8.ValidString(t.S) {
			t.S, t.Bad = mend(t.S)
		}
		return t
	case strings.HasPrefix(data, "\xff\xfe"):
		return wide(data[2:], UTF16LE, true)
	case strings.HasPrefix(data, "\xfe\xff"):
		return wide(data[2:], UTF16BE, true)
	}
	if order := guessWide(data); order != "" {
		if t := wide(data, order, false); t.Bad == 0 {
			return t
		}
	}
	if utf8.ValidString(data) {
		return Text{S: data, Encoding: UTF8}
	}
	if s, ok := decodeKorean(data); ok {
		return Text{S: s, Encoding: CP949}
	}
	s, line := mend(data)
	return Text{S: s, Bad: line}
}

// mend replaces what is no UTF-8, and gives the line of the first such byte.
func mend(s string) (string, int) {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			return strings.ToValidUTF8(s, string(utf8.RuneError)), Line(s, i)
		}
		i += size
	}
	return s, 0
}

// Line gives the number of the physical line in which s[at] stands. Lines end
// with LF, CR LF or CR.
func Line(s string, at int) int {
	before := s[:at]
	lines := 1 + strings.Count(before, "\n") + strings.Count(before, "\r") - strings.Count(before, "\r\n")
	if strings.HasSuffix(before, "\r") && strings.HasPrefix(s[at:], "\n") {
		lines-- // the line end itself belongs to the line before
	}
	return lines
}

// guessWide finds UTF-16 without a mark by its NULs: digits and delimiters have
// one in every other place.
func guessWide(data string) string {
	head := data[:min(len(data), 4096)&^1]
	if strings.IndexByte(head, 0) < 0 {
		return ""
	}
	var even, odd int
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	switch least := max(1, len(head)/20); {
	case odd >= least && odd > 8*even:
		return UTF16LE
	case even >= least && even > 8*odd:
		return UTF16BE
	}
	return ""
}

func wide(data, order string, marked bool) Text {
	t := Text{Encoding: order, BOM: marked}
	lo, hi := 0, 1
	if order == UTF16BE {
		lo, hi = 1, 0
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = uint16(data[2*i+lo]) | uint16(data[2*i+hi])<<8
	}
	var b bytes.Buffer
	b.Grow(len(units) + len(units)/2)
	bad := -1
	for i := 0; i < len(units); i++ {
		r := rune(units[i])
		if utf16.IsSurrogate(r) {
			pair := utf8.RuneError
			if i+1 < len(units) {
				pair = utf16.DecodeRune(r, rune(units[i+1]))
			}
			if r = pair; pair != utf8.RuneError {
				i++
			} else if bad < 0 {
				bad = b.Len()
			}
		}
		b.WriteRune(r)
	}
	if len(data)%2 != 0 {
		if bad < 0 {
			bad = b.Len()
		}
		b.WriteRune(utf8.RuneError)
	}
	t.S = b.String()
	if bad >= 0 {
		t.Bad = Line(t.S, bad)
	}
	return t
}

// decodeKorean reads CP949. The code page takes nearly any pair of bytes, and what
// is not Korean becomes rare Chinese signs and gaps, so it must look Korean.
func decodeKorean(data string) (string, bool) {
	if strings.IndexByte(data, 0) >= 0 {
		return "", false
	}
	s, err := korean.EUCKR.NewDecoder().String(data)
	if err != nil {
		return "", false
	}
	hangul, other := 0, 0
	for _, r := range s {
		switch {
		case r == utf8.RuneError:
			return "", false
		case r >= '가' && r <= '힣':
			hangul++
		case unicode.Is(unicode.Han, r), unicode.Is(unicode.Cyrillic, r), unicode.Is(unicode.Greek, r):
			other++
		}
	}
	return s, hangul > other
}
