package charset

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longest is how many characters of a stranger's text go into a sentence.
const longest = 40

// Short makes a stranger's text fit for a sentence: at most 40 characters, and
// no control signs, marks of direction or broken UTF-8.
func Short(s string) string {
	n := 0
	for i := range s {
		if n++; n > longest {
			s = s[:i] + "…"
			break
		}
	}
	return Clean(s)
}

// Clean makes a stranger's name fit to be shown: as Short, but in its full length.
func Clean(s string) string {
	if plain(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r == utf8.RuneError || hidden(r) {
			return utf8.RuneError
		}
		return r
	}, s)
}

func plain(s string) bool {
	for _, r := range s {
		if r == utf8.RuneError || hidden(r) {
			return false
		}
	}
	return true
}

func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Zl, r) || unicode.Is(unicode.Zp, r)
}
