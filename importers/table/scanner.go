package table

import (
	"errors"
	"math/bits"
)

// What can be wrong with a record's shape.
var (
	errQuote = errors.New("a quote is not closed where its value ends")
	errRows  = errors.New("a value in quotes goes over rows that look like the table's own")
)

// Scanner cuts records into cells without allocating. Cells are as RFC 4180 has them:
// a cell that begins with a quote ends with one, holds anything, and its inner
// quotes are doubled. Elsewhere a quote is a sign like others. Lines end with LF,
// CR LF or CR.
//
// A cell with a broken quote, one that is never closed or has text behind the closing
// one, ends where its line does, and so does the record: from that cell to the end of
// the line every delimiter cuts, quotes are kept as written, and Err says what is
// wrong. The next line is a record of its own.
//
// Two stray quotes can make one cell of all the rows between them. It is a record with an
// Err, too, as rows that nobody sees must not be lost.
type Scanner struct {
	delimiter byte
	pattern   uint64 // the delimiter, eight times
	data      []byte
	cells     []span
	text      []byte // of the cells that had doubled quotes
	wanted    []bool
	err       error
}

// span is where a cell is in data, or, when from is negative, in text from ^from on.
type span struct{ from, to int }

// NewScanner prepares to read records. The delimiter is an ASCII sign.
func NewScanner(delimiter byte) *Scanner {
	return &Scanner{delimiter: delimiter, pattern: uint64(delimiter) * ones}
}

// Next reads the record at the beginning of data. size is its length with the line
// end, and lines is how many physical lines it spans. ok is false when data is empty. A blank
// line is a record of one empty cell.
func (s *Scanner) Next(data []byte) (size, lines int, ok bool) {
	s.data, s.cells, s.text, s.err = data, s.cells[:0], s.text[:0], nil
	if len(data) == 0 {
		return 0, 0, false
	}
	at, lines, more := 0, 1, true
	for more {
		if s.err == nil && at < len(data) && data[at] == '"' {
			q := closing(data, at, s.delimiter)
			if q.ending == closed {
				s.keep(at+1, q)
				if q.folded {
					lines += breaks(data[at+1 : q.end])
				}
				at = q.end + 1
				if more = at < len(data) && data[at] == s.delimiter; more {
					at++
				}
				continue
			}
			s.err = errQuote
		}
		at, more = s.plain(at)
	}
	if lines > 1 && s.err == nil && s.hidesRows() {
		s.err = errRows
	}
	return at + lineEnd(data[at:]), lines, true
}

// Take takes a record without quotes that was cut already: cell i is data[bounds[i]+1:bounds[i+1]].
func (s *Scanner) Take(data []byte, bounds []int32) {
	s.data, s.cells, s.text, s.err = data, s.cells[:0], s.text[:0], nil
	from := int(bounds[0]) + 1
	for _, to := range bounds[1:] {
		s.cells = append(s.cells, span{from, int(to)})
		from = int(to) + 1
	}
}

// plain cuts the cells from the one that begins at a place, until the line ends
// or, with more, a cell begins with a quote. Eight bytes are looked at in one step.
func (s *Scanner) plain(at int) (next int, more bool) {
	data, cells, from := s.data, s.cells, at
	for ; at < len(data); at += 8 {
		for hits := marks(wordAt(data, at), s.pattern); hits != 0; hits &= hits - 1 {
			i := at + bits.TrailingZeros64(hits)>>3
			switch c := data[i]; {
			case c == s.delimiter:
				cells = append(cells, span{from, i})
				from = i + 1
				if from < len(data) && data[from] == '"' && s.err == nil {
					s.cells = cells
					return from, true
				}
			case c == '\n' || c == '\r':
				s.cells = append(cells, span{from, i})
				return i, false
			}
		}
	}
	s.cells = append(cells, span{from, len(data)})
	return len(data), false
}

// keep adds the value of a cell in quotes.
func (s *Scanner) keep(from int, q quoted) {
	c := span{from, q.end}
	if i := len(s.cells); q.doubled && (s.wanted == nil || i < len(s.wanted) && s.wanted[i]) {
		c.from = ^len(s.text)
		s.text = undouble(s.text, s.data[from:q.end])
		c.to = len(s.text)
	}
	s.cells = append(s.cells, c)
}

// Len is how many cells the record has.
func (s *Scanner) Len() int { return len(s.cells) }

// Cell gives a cell without its quotes. It is good until the next call of Next, and only as
// long as data is.
func (s *Scanner) Cell(i int) []byte {
	c := s.cells[i]
	if c.from < 0 {
		return s.text[^c.from:c.to:c.to]
	}
	return s.data[c.from:c.to:c.to]
}

// strings copies the cells; what is no text in them is U+FFFD.
func (s *Scanner) strings() []string {
	cells := make([]string, s.Len())
	for i := range cells {
		cells[i] = string(mend(s.Cell(i)))
	}
	return cells
}

// Err says what is wrong with the record's shape, as a part of a sentence. It is
// nil when nothing is.
func (s *Scanner) Err() error { return s.err }

// Only names the cells that will be asked for, so that others need not be kept. Len
// counts all of them. nil: every cell.
func (s *Scanner) Only(wanted []bool) { s.wanted = wanted }
