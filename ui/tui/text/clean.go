package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mark stands for what must not reach a terminal or could not be seen there.
const mark = '\uFFFD'

// maxMarks is how many combining marks may sit on one letter. Thai and
// Vietnamese need two or three; a tower of them draws over other rows.
const maxMarks = 3

// Clean makes any bytes safe to draw on one line, and honest: what is invisible
// or would act on the terminal becomes a visible sign instead of vanishing.
//
//   - an escape sequence (CSI, OSC, DCS and the like) becomes one ␛;
//   - a newline becomes ⏎, other C0 controls their control pictures (␀ ␉ ␡);
//   - C1 controls, invalid UTF-8, bidirectional controls, zero-width and other
//     format characters, blank letters, unassigned and private characters
//     become �, one for a run of them;
//   - combining marks are kept, at most three on a letter;
//   - decomposed Hangul is composed, flags become their two letters, and emoji
//     joined by ZWJ stand side by side without skin tones and variation
//     selectors, because terminals disagree about the width of the whole.
//
// Text that needs none of this is returned as it is, without allocating.
func Clean(s string) string {
	i := plainPrefix(s)
	if i == len(s) {
		return s
	}
	c := cleaner{src: s, marks: maxMarks}
	c.out = make([]byte, 0, len(s)+8)
	if i > 0 { // a combining mark may follow, so let the last rune go through the rules
		_, n := utf8.DecodeLastRuneInString(s[:i])
		i -= n
	}
	c.out = append(c.out, s[:i]...)
	c.run(i)
	return string(c.out)
}

// CleanLines is Clean for text of several lines: newlines stay, tabs become
// blanks up to the next multiple of four columns.
func CleanLines(s string) string {
	if plainPrefix(s) == len(s) {
		return s
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		parts := strings.Split(line, "\t")
		var b strings.Builder
		w := 0
		for j, p := range parts {
			p = Clean(p)
			b.WriteString(p)
			if w += Width(p); j < len(parts)-1 {
				n := 4 - w%4
				b.WriteString(Spaces(n))
				w += n
			}
		}
		lines[i] = b.String()
	}
	return strings.Join(lines, "\n")
}

// plainPrefix is the length of the start of s that surely needs no cleaning.
func plainPrefix(s string) int {
	for i, r := range s {
		switch {
		case r >= 0x20 && r < 0x7f:
		case r >= 0xac00 && r <= 0xd7a3, r >= 0x4e00 && r <= 0x9fff:
		case r > 0xa0 && r <= 0x2ff && r != 0xad:
		default:
			return i
		}
	}
	return len(s)
}

type cleaner struct {
	src   string
	out   []byte
	marks int  // combining marks on the current letter
	last  rune // the last rune written, 0 when it was a sign of ours
	emoji bool // the last visible thing was an emoji, which joiners may follow
}

func (c *cleaner) run(i int) {
	for i < len(c.src) {
		r, n := utf8.DecodeRuneInString(c.src[i:])
		if r == 0x1b {
			i += escape(c.src[i:])
			c.sign('␛')
			continue
		}
		if r == '\r' && strings.HasPrefix(c.src[i:], "\r\n") {
			n = 2
			r = '\n'
		}
		i += n
		if r == utf8.RuneError && n == 1 {
			c.hide()
			continue
		}
		c.rune(r)
	}
}

func (c *cleaner) rune(r rune) {
	switch {
	case r == '\n':
		c.sign('⏎')
	case r < 0x20:
		c.sign('␀' + r)
	case r == 0x7f:
		c.sign('␡')
	case r < 0x7f:
		c.letter(r)
	case isJamo(r):
		c.jamo(r)
	case r == zwj, r == vs15, r == vs16, isSkinTone(r), r == keycap:
		c.modifier(r)
	case r >= regionalA && r <= regionalZ:
		c.letter('A' + r - regionalA)
	case r == ideographicSpace:
		c.letter(r)
	case unicode.Is(unicode.Zs, r):
		c.letter(' ')
	case invisible(r), !unicode.IsPrint(r), unsettled(r):
		c.hide()
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r):
		c.combine(r)
	default:
		c.letter(r)
		c.emoji = r >= 0x1f000 && r < 0x20000 || r >= 0x2600 && r < 0x27c0 || r >= 0x2b00 && r < 0x2c00
	}
}

func (c *cleaner) letter(r rune) {
	c.out = utf8.AppendRune(c.out, r)
	c.marks, c.last, c.emoji = 0, r, false
	if r == ' ' {
		c.marks = maxMarks // a mark on nothing would draw on the border
	}
}

// sign writes a sign of ours, which carries no marks.
func (c *cleaner) sign(r rune) {
	c.out = utf8.AppendRune(c.out, r)
	c.marks, c.last, c.emoji = maxMarks, 0, false
}

// hide writes one sign for a run of things that cannot be shown.
func (c *cleaner) hide() {
	if c.last == mark {
		return
	}
	c.sign(mark)
	c.last = mark
}

func (c *cleaner) combine(r rune) {
	if c.marks >= maxMarks {
		c.hide()
		return
	}
	c.marks++
	c.out = utf8.AppendRune(c.out, r)
}

// modifier drops what only changes the look of an emoji, and shows it elsewhere.
func (c *cleaner) modifier(r rune) {
	switch {
	case c.emoji:
	case (r == vs16 || r == vs15 || r == keycap) && c.last != 0 && c.last != mark:
	case isSkinTone(r):
		c.letter(r)
	default:
		c.hide()
	}
}
