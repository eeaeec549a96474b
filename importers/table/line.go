package table

import "bytes"

// lineEnd is the length of the line end at the beginning of b, which is one or nothing.
func lineEnd(b []byte) int {
	switch {
	case len(b) == 0:
		return 0
	case b[0] == '\r' && len(b) > 1 && b[1] == '\n':
		return 2
	}
	return 1
}

// breaks counts the line ends in b.
func breaks(b []byte) int {
	return bytes.Count(b, []byte{'\n'}) + loneCR(b)
}

// loneCR counts the CRs that are line ends of their own.
func loneCR(b []byte) (n int) {
	for {
		k := bytes.IndexByte(b, '\r')
		if k < 0 {
			return n
		}
		if b = b[k+1:]; len(b) == 0 || b[0] != '\n' {
			n++
		}
	}
}

// lineAfter is the place behind the line end that comes next from a place on, or the end of b.
func lineAfter(b []byte, at int) int {
	for ; at < len(b); at++ {
		if b[at] == '\n' || b[at] == '\r' {
			return at + lineEnd(b[at:])
		}
	}
	return at
}

// lastLine is the place behind the last line end of b that is surely whole and not before a
// place, or 0. With more, a CR at the end of b may be half of one.
func lastLine(b []byte, from int, more bool) int {
	if n := bytes.LastIndexByte(b[from:], '\n'); n >= 0 {
		return from + n + 1
	}
	if more && len(b) > from && b[len(b)-1] == '\r' {
		b = b[:len(b)-1]
	}
	if n := bytes.LastIndexByte(b[from:], '\r'); n >= 0 {
		return from + n + 1
	}
	return 0
}

// trimEnd takes the line end off.
func trimEnd(record []byte) []byte {
	switch n := len(record); {
	case bytes.HasSuffix(record, []byte("\r\n")):
		return record[:n-2]
	case n > 0 && (record[n-1] == '\n' || record[n-1] == '\r'):
		return record[:n-1]
	}
	return record
}
