package text

import "strings"

// Wrap breaks plain text into lines of at most w columns, at blanks where it
// can, inside words where it must. Newlines break too. It gives nil when w is
// not positive and one empty line for empty text.
func Wrap(s string, w int) []string {
	if w <= 0 {
		return nil
	}
	var out []string
	for para := range strings.SplitSeq(s, "\n") {
		out = wrapLine(out, para, w)
	}
	return out
}

func wrapLine(out []string, para string, w int) []string {
	line, used := "", 0
	for i, word := range strings.Split(para, " ") {
		n := Width(word)
		switch {
		case i == 0:
			line, used = word, n
		case used+1+n <= w:
			line, used = line+" "+word, used+1+n
		default:
			out = append(out, line)
			line, used = word, n
		}
		for used > w {
			head := TruncateWith(line, w, "")
			if head == "" { // a wide character in one column
				head = firstRune(line)
				out = append(out, Spaces(w))
			} else {
				out = append(out, head)
			}
			line = line[len(head):]
			used = Width(line)
		}
	}
	return append(out, line)
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}
