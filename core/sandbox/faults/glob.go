package faults

import "unicode/utf8"

// glob matches * to any text and ? to any character.
func glob(pattern, text string) bool {
	for pattern != "" {
		c, size := utf8.DecodeRuneInString(pattern)
		if c == '*' {
			for i := range text {
				if glob(pattern[1:], text[i:]) {
					return true
				}
			}
			return glob(pattern[1:], "")
		}
		d, width := utf8.DecodeRuneInString(text)
		if text == "" || c != '?' && c != d {
			return false
		}
		pattern, text = pattern[size:], text[width:]
	}
	return text == ""
}
