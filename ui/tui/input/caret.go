package input

import "unicode/utf8"

// Caret is where the caret stands, in bytes of Value.
func (l *Line) Caret() int { return len(l.left) }

// Replace puts s in the place of the bytes from from up to to, and the caret
// behind it. Offsets inside a character move to its start.
func (l *Line) Replace(from, to int, s string) {
	v := l.Value()
	from, to = start(v, from), start(v, to)
	if to < from {
		to = from
	}
	l.left, l.right = v[:from], v[to:]
	l.Insert(s)
}

// start is the nearest offset at or before i where a character begins.
func start(s string, i int) int {
	i = max(0, min(i, len(s)))
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}
