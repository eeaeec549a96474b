package dashfile

import "strings"

// lines goes through the physical lines of a text. They end with LF or CR LF, or
// with CR when there is no LF at all.
type lines struct {
	s   string
	at  int
	n   int // the number of the line that next gave
	end byte
}

func newLines(s string) *lines {
	l := &lines{s: s, end: '\n'}
	if strings.IndexByte(s, '\n') < 0 {
		l.end = '\r'
	}
	return l
}

func (l *lines) next() (line string, ok bool) {
	if l.at >= len(l.s) {
		return "", false
	}
	l.n++
	rest := l.s[l.at:]
	k := strings.IndexByte(rest, l.end)
	if k < 0 {
		l.at = len(l.s)
		return rest, true
	}
	l.at += k + 1
	if l.end == '\n' && k > 0 && rest[k-1] == '\r' {
		k--
	}
	return rest[:k], true
}

// split appends the fields of a line to dst, but at most most of them, and tells
// how many there are. Nothing is quoted in this layout; quoted is the number of the first
// field that is, from 1. Then the quotes are taken off as CSV would have it,
// so that the value can be looked at.
func split(dst []string, line string, comma byte, most int) (fields []string, count, quoted int) {
	if strings.IndexByte(line, '"') >= 0 {
		if fields, count, quoted, ok := splitQuoted(dst, line, comma, most); ok {
			return fields, count, quoted
		}
		quoted = firstQuoted(line, comma)
	}
	for rest := line; ; {
		k := strings.IndexByte(rest, comma)
		if count++; k < 0 {
			k = len(rest)
		}
		if count <= most {
			dst = append(dst, rest[:k])
		}
		if k == len(rest) {
			return dst, count, quoted
		}
		rest = rest[k+1:]
		if count > most {
			return dst, count + 1 + strings.Count(rest, string(rune(comma))), quoted
		}
	}
}

// splitQuoted takes quotes off. It fails when a quote is not closed on the line or
// text stands behind a closing one.
func splitQuoted(dst []string, line string, comma byte, most int) (fields []string, count, quoted int, ok bool) {
	for rest := line; ; {
		var value string
		count++
		if strings.HasPrefix(rest, `"`) {
			if quoted == 0 {
				quoted = count
			}
			n := closing(rest)
			if n < 0 || n+1 < len(rest) && rest[n+1] != comma {
				return dst, 0, 0, false
			}
			value, rest = strings.ReplaceAll(rest[1:n], `""`, `"`), rest[n+1:]
		} else {
			k := strings.IndexByte(rest, comma)
			if k < 0 {
				k = len(rest)
			}
			value, rest = rest[:k], rest[k:]
		}
		if count <= most {
			fields = append(fields, value)
		}
		if rest == "" {
			return append(dst, fields...), count, quoted, true
		}
		rest = rest[1:]
	}
}

// closing finds the quote that closes the one at s[0].
func closing(s string) int {
	for i := 1; i < len(s); i++ {
		if s[i] != '"' {
			continue
		}
		if i+1 < len(s) && s[i+1] == '"' {
			i++
			continue
		}
		return i
	}
	return -1
}

// firstQuoted is the number of the first field that begins with a quote, or 0.
func firstQuoted(line string, comma byte) int {
	for n := 1; ; n++ {
		if strings.HasPrefix(line, `"`) {
			return n
		}
		k := strings.IndexByte(line, comma)
		if k < 0 {
			return 0
		}
		line = line[k+1:]
	}
}
