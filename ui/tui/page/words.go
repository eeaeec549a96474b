package page

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Stop gives text a full stop where it has none.
func Stop(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.HasSuffix(s, "…") || strings.ContainsAny(s[len(s)-1:], ".!?") {
		return s
	}
	return s + "."
}

// sentence gives text a capital and a full stop.
func sentence(s string) string {
	if s = Stop(s); s == "" {
		return s
	}
	first, n := utf8.DecodeRuneInString(s)
	word, _, _ := strings.Cut(s, " ")
	if strings.ContainsAny(word, "/_:.0123456789") { // a path or an id stays as it is
		return s
	}
	return string(unicode.ToUpper(first)) + s[n:]
}

// Sentence gives text a capital and a full stop.
func Sentence(s string) string { return sentence(s) }

// Count writes a number of things: 1,204,331.
func Count(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Things is a count with its word: 1 refund, 2 refunds.
func Things(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Count(n) + " " + many
}

// Moment is a time in full: 21 Nov 2026 18:02:11. The unit of the day is UTC.
func Moment(t time.Time) string {
	if t.IsZero() {
		return "not known"
	}
	return t.UTC().Format("2 Jan 2006 15:04:05")
}

// Brief is a time for a column of twelve: 21 Nov 18:02, or 21 Nov 2025.
func Brief(t, now time.Time) string {
	switch t = t.UTC(); {
	case t.IsZero():
		return ""
	case t.Year() == now.UTC().Year():
		return t.Format("_2 Jan 15:04")
	}
	return t.Format("_2 Jan 2006")
}
