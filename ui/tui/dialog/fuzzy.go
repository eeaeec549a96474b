package dialog

import (
	"strings"
	"unicode"
)

// fuzzy tells how well a query matches a text: every word of the query must
// occur in it, as a piece or at least letter by letter. Greater is better, −1 is
// no match.
func fuzzy(query, s string) int {
	s = strings.ToLower(s)
	score := 0
	for word := range strings.FieldsSeq(strings.ToLower(query)) {
		n := fuzzyWord(word, s)
		if n < 0 {
			return -1
		}
		score += n
	}
	return score
}

func fuzzyWord(word, s string) int {
	if i := strings.Index(s, word); i >= 0 {
		score := 1000 - min(i, 200)
		if i == 0 || !unicode.IsLetter(rune(s[i-1])) {
			score += 500 // at the start of a word
		}
		return score
	}
	score, rest := 300, s
	for _, r := range word {
		i := strings.IndexRune(rest, r)
		if i < 0 {
			return -1
		}
		score -= min(i, 20)
		rest = rest[i+len(string(r)):]
	}
	return max(score, 0)
}
