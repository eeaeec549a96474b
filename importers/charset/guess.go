package charset

import (
	"bytes"
	"unicode/utf8"
)

// Guess finds the encoding of a text that begins with head, and how many bytes its
// byte order mark has. Unlike Decode it always has an answer: what is neither
// UTF-8 nor UTF-16 is Korean, Cyrillic or Latin, whichever its letters are likelier in.
func Guess(head []byte) (encoding string, mark int) {
	switch {
	case bytes.HasPrefix(head, []byte("\ufeff")):
		return UTF8, 3
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return UTF16LE, 2
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return UTF16BE, 2
	}
	if order := guessWide(string(head[:min(len(head), 4096)])); order != "" {
		return order, 0
	}
	switch {
	case likelyUTF8(head):
		return UTF8, 0
	case likelyKorean(head):
		return CP949, 0
	case likelyCyrillic(head):
		return CP1251, 0
	}
	return CP1252, 0
}

// likelyUTF8 allows for a few damaged signs: other encodings make hardly any good ones.
func likelyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		if b[0] < utf8.RuneSelf {
			b = b[1:]
			continue
		}
		r, size := utf8.DecodeRune(b)
		switch {
		case r != utf8.RuneError || size > 1:
			good++
		case !utf8.FullRune(b): // cut off by the end of head
		default:
			bad++
		}
		b = b[size:]
	}
	return bad == 0 || good > 4*bad
}

// likelyKorean tells whether pairs of bytes are Korean syllables. Nearly any pair is
// something in CP949, but Latin and Cyrillic make Chinese signs and gaps of it. Words in
// capitals make syllables too, only of bytes that are all letters in their own code page.
func likelyKorean(b []byte) bool {
	syllables, low, other, gaps := 0, 0, 0, 0
	for i := 0; i < len(b); i++ {
		lead := b[i]
		if lead < utf8.RuneSelf {
			continue
		}
		if i++; i == len(b) {
			break
		}
		switch trail := b[i]; {
		case lead >= 0xb0 && lead <= 0xc8 && trail >= 0xa1:
			syllables++
			if lead < 0xc0 || trail < 0xc0 {
				low++
			}
		case lead >= 0xc9 && trail >= 0xa1:
			other++
		case lead == 0x80 || lead > 0xc6 || trail < 'A' || trail > 'Z' && trail < 'a' || trail > 'z' && trail < 0x81:
			gaps++
			i-- // a sign of its own
		}
	}
	return syllables > 2*other+8*gaps && 2*low >= syllables
}

// likelyCyrillic tells whether the bytes of letters stand together, as in words that are
// written with nothing else. In Latin text they stand between letters of ASCII.
func likelyCyrillic(b []byte) bool {
	together, among := 0, 0
	at := func(i int) byte {
		if i < 0 || i >= len(b) {
			return 0
		}
		return b[i]
	}
	for i, c := range b {
		switch {
		case c == 0x98: // not in CP1251
			return false
		case !foreign(c):
			continue
		}
		if foreign(at(i-1)) || foreign(at(i+1)) {
			together++
		}
		if ascii(at(i-1)) || ascii(at(i+1)) {
			among++
		}
	}
	return together > among
}

func ascii(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// foreign tells whether a byte is a letter of CP1251 beyond ASCII: of Russian or Ukrainian.
func foreign(c byte) bool {
	return c >= 0xc0 || c >= 0xa0 && bytes.IndexByte([]byte("\xa5\xa8\xaa\xaf\xb2\xb3\xb4\xb8\xba\xbf"), c) >= 0
}
