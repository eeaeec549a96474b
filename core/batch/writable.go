package batch

import (
	"fmt"
	"unicode"
	"unicode/utf8"
)

// Unwritable names what a value holds that a file without quoting cannot carry,
// such as "a semicolon", or gives nothing when the value can be written as it is.
// The check and the exporter share it, so that what passes the one is taken by
// the other.
func Unwritable(value string) string {
	if !utf8.ValidString(value) {
		return "bytes that are not UTF-8"
	}
	for _, r := range value {
		switch {
		case r == ';':
			return "a semicolon"
		case r == '"':
			return "a double quote"
		case r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			return "a line break"
		case r == '\t':
			return "a tab"
		case r == '\ufeff':
			return "a byte order mark"
		case unicode.IsControl(r):
			return fmt.Sprintf("the control sign U+%04X", r)
		}
	}
	// Writers quote these two, for readers that would take them for something else.
	if first, _ := utf8.DecodeRuneInString(value); value != "" && unicode.IsSpace(first) {
		return "a blank at its beginning"
	}
	if value == `\.` {
		return `\. alone, which some readers take for the end of the file`
	}
	return ""
}
