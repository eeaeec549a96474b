package cell

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"contra/exporters/sheet"
)

// Clean gives text that is fit for a line of any table: valid UTF-8, blanks for
// control characters and line ends, marks for bytes that are no text and for characters
// that turn the direction of writing.
func Clean(text string) string {
	if plain(text) {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), r == '\u2028', r == '\u2029', r == '\ufeff':
			return ' '
		case '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069', r == '\ufffe', r == '\uffff':
			return utf8.RuneError
		}
		return r
	}, text)
}

func plain(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// Safe is text for a CSV cell: clean, with an apostrophe before what a
// spreadsheet takes for a formula, also behind blanks.
func Safe(text string) string {
	text = Clean(text)
	bare := strings.TrimLeftFunc(text, unicode.IsSpace)
	if harmless, err := sheet.Text(bare).MarshalCSV(); err != nil || harmless != bare {
		return "'" + text
	}
	return text
}

// Bare takes the apostrophe off that Safe put before a text.
func Bare(text string) string {
	if rest, ok := strings.CutPrefix(text, "'"); ok && Safe(rest) == text {
		return rest
	}
	return text
}
