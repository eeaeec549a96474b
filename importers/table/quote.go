package table

import (
	"bytes"
	"math/bits"
)

// quoted is what is found out about a cell in quotes.
type quoted struct {
	end     int  // of the value: the place of the quote that closes it
	doubled bool // there are doubled quotes in it
	folded  bool // there may be line ends in it
	ending  ending
}

// ending says how a cell in quotes ends.
type ending int

const (
	closed ending = iota // by a quote, and behind it comes a delimiter, a line end, or nothing
	open                 // not at all
	broken               // by a quote with text behind it
)

// closing finds the quote that closes the one at data[at].
func closing(data []byte, at int, delimiter byte) (q quoted) {
	for i := at + 1; ; i += 2 {
		i = q.find(data, i)
		q.end = i
		switch {
		case i == len(data):
			q.ending = open
			return q
		case i+1 == len(data) || data[i+1] == delimiter || data[i+1] == '\n' || data[i+1] == '\r':
			return q
		case data[i+1] != '"':
			q.ending = broken
			return q
		}
		q.doubled = true
	}
}

// find gives the place of the next quote from a place on, or of the end.
func (q *quoted) find(data []byte, at int) int {
	for ; at < len(data); at += 8 {
		for hits := marks(wordAt(data, at), '"'*ones); hits != 0; hits &= hits - 1 {
			i := at + bits.TrailingZeros64(hits)>>3
			if data[i] == '"' {
				return i
			}
			q.folded = true
		}
	}
	return len(data)
}

// undouble appends a value with its doubled quotes made single ones.
func undouble(dst, value []byte) []byte {
	for {
		k := bytes.IndexByte(value, '"')
		if k < 0 {
			return append(dst, value...)
		}
		dst = append(dst, value[:k+1]...)
		value = value[k+2:]
	}
}

// hidesRows tells whether a cell looks as if stray quotes had made it of whole rows: then its
// first line has as many delimiters as come behind the cell in a row, and the last as many as
// come before it. Text is hardly ever like that, unless there are few columns.
func (s *Scanner) hidesRows() bool {
	behind := len(s.cells) - 1
	if behind < 2 {
		return false
	}
	comma := []byte{s.delimiter}
	for i := range s.cells {
		value := s.Cell(i)
		first := bytes.IndexAny(value, "\r\n")
		if first < 0 {
			continue
		}
		last := bytes.LastIndexAny(value, "\r\n")
		if bytes.Count(value[:first], comma) == behind-i && bytes.Count(value[last:], comma) == i {
			return true
		}
	}
	return false
}
