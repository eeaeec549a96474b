package text

import (
	"strings"
	"unicode/utf8"
)

const (
	zwj              = 0x200d
	vs15             = 0xfe0e
	vs16             = 0xfe0f
	keycap           = 0x20e3
	regionalA        = 0x1f1e6
	regionalZ        = 0x1f1ff
	ideographicSpace = 0x3000
)

func isSkinTone(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }

// invisible names letters and marks that Unicode calls printable although
// nothing is drawn for them.
func invisible(r rune) bool {
	switch r {
	case 0x034f, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0, 0x16fe4:
		return true
	}
	return r >= 0x180b && r <= 0x180f || r >= 0xfe00 && r <= 0xfe0f || r >= 0xe0100 && r <= 0xe01ef ||
		r >= 0x302a && r <= 0x302f
}

// unsettled names printable characters whose width changed between versions of
// Unicode (trigrams, hexagrams, counting rods) or that only join what follows.
func unsettled(r rune) bool {
	switch {
	case r >= 0x2630 && r <= 0x2637, r >= 0x268a && r <= 0x268f, r >= 0x4dc0 && r <= 0x4dff,
		r >= 0x1d300 && r <= 0x1d376, r >= 0x1d165 && r <= 0x1d172:
		return true
	}
	switch r {
	case 0x0d4e, 0x111c2, 0x111c3, 0x1193f, 0x11941, 0x11a84, 0x11a85, 0x11a86, 0x11a87, 0x11a88, 0x11a89, 0x11d46, 0x11f02:
		return true
	}
	return false
}

func isJamo(r rune) bool {
	return r >= 0x1100 && r <= 0x11ff || r >= 0xa960 && r <= 0xa97c || r >= 0xd7b0 && r <= 0xd7fb
}

const (
	syllable0 = 0xac00
	lead0     = 0x1100
	vowel0    = 0x1161
	tail0     = 0x11a7
	vowels    = 21
	tails     = 28
)

// jamo composes decomposed Hangul by the arithmetic of the Unicode standard
// (section 3.12): terminals draw a syllable well and its parts badly. A part
// that composes with nothing is shown as a sign, a lone lead as it is.
func (c *cleaner) jamo(r rune) {
	v, t := r-vowel0, r-tail0
	switch {
	case c.marks == 0 && v >= 0 && v < vowels && c.last >= lead0 && c.last < lead0+19:
		c.replace(syllable0 + ((c.last-lead0)*vowels+v)*tails)
	case c.marks == 0 && t > 0 && t < tails && c.last >= syllable0 && c.last <= 0xd7a3 && (c.last-syllable0)%tails == 0:
		c.replace(c.last + t)
	case r < lead0+19:
		c.letter(r)
	default:
		c.hide()
	}
}

// replace puts r in the place of the last rune written.
func (c *cleaner) replace(r rune) {
	_, n := utf8.DecodeLastRune(c.out)
	c.out = c.out[:len(c.out)-n]
	c.letter(r)
}

// escape is the length of the escape sequence at the start of s, which begins
// with ESC. A string sequence that is never ended counts as its introducer
// only, so that an unclosed one cannot swallow the rest of the text.
func escape(s string) int {
	if len(s) < 2 {
		return len(s)
	}
	switch k := s[1]; {
	case k == '[':
		i := 2
		for i < len(s) && s[i] >= 0x20 && s[i] < 0x40 {
			i++
		}
		if i < len(s) && s[i] >= 0x40 && s[i] < 0x7f {
			i++
		}
		return i
	case strings.IndexByte("]PX^_", k) >= 0:
		bel := strings.IndexByte(s, 0x07)
		st := strings.Index(s[1:], "\x1b\\")
		switch {
		case bel >= 0 && (st < 0 || bel < st+1):
			return bel + 1
		case st >= 0:
			return st + 3
		}
		return 2
	case k >= 0x20 && k < 0x30:
		i := 1
		for i < len(s) && s[i] >= 0x20 && s[i] < 0x30 {
			i++
		}
		if i < len(s) && s[i] >= 0x30 && s[i] < 0x7f {
			i++
		}
		return i
	case k >= 0x30 && k < 0x7f:
		return 2
	}
	return 1
}
