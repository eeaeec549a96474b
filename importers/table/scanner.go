package table

import (
	"bytes"
	"errors"
)

// What can be wrong with a record's shape.
var (
	errOpen   = errors.New("a quote is never closed")
	errBehind = errors.New("there is text behind a closing quote")
)

// Scanner cuts records into cells without allocating. Cells are as RFC 4180 has them:
// a cell that begins with a quote ends with one, holds anything, and its inner
// quotes are doubled. Elsewhere a quote is a sign like others. Lines end with LF,
// CR LF or CR.
//
// A cell with a broken quote, one that is never closed or has text behind the closing
// one, ends where its line does, and so does the record: from that cell to the end of
// the line every delimiter cuts and quotes are kept as written, and Err says what is
// wrong. The next line is a record of its own.
type Scanner struct {
	delimiter byte
	cells     [][]byte
	err       error
}

// NewScanner prepares to read records. The delimiter is an ASCII sign.
func NewScanner(delimiter byte) *Scanner { return &Scanner{delimiter: delimiter} }

// Next reads the record at the beginning of data. size is its length with the line
// end, and lines is how many physical lines it spans. ok is false when data is empty. A blank
// line is a record of one empty cell.
func (s *Scanner) Next(data []byte) (size, lines int, ok bool) {
	s.cells, s.err = s.cells[:0], nil
	if len(data) == 0 {
		return 0, 0, false
	}
	lines = 1
	at := 0
	for {
		from := at
		if at < len(data) && data[at] == '"' && s.err == nil {
			end, err := s.closing(data, at)
			if err == nil {
				value := data[at+1 : end]
				s.cells = append(s.cells, bytes.ReplaceAll(value, []byte(`""`), []byte(`"`)))
				lines += breaks(value)
				at = end + 1
			}
			s.err = err
		}
		if at == from {
			for at < len(data) && !s.ends(data[at]) {
				at++
			}
			s.cells = append(s.cells, data[from:at])
		}
		switch {
		case at == len(data):
			return at, lines, true
		case data[at] == s.delimiter:
			at++
		case data[at] == '\r' && at+1 < len(data) && data[at+1] == '\n':
			return at + 2, lines, true
		default:
			return at + 1, lines, true
		}
	}
}

func (s *Scanner) ends(c byte) bool { return c == s.delimiter || c == '\n' || c == '\r' }

// closing finds the quote that closes the one at data[at].
func (s *Scanner) closing(data []byte, at int) (int, error) {
	for i := at + 1; i < len(data); i++ {
		switch {
		case data[i] != '"':
		case i+1 == len(data) || s.ends(data[i+1]):
			return i, nil
		case data[i+1] == '"':
			i++
		default:
			return 0, errBehind
		}
	}
	return 0, errOpen
}

func breaks(b []byte) int {
	return bytes.Count(b, []byte("\n")) + bytes.Count(b, []byte("\r")) - bytes.Count(b, []byte("\r\n"))
}

// Len is how many cells the record has.
func (s *Scanner) Len() int { return len(s.cells) }

// Cell gives a cell without its quotes. It is good until the next call of Next, and only as
// long as data is.
func (s *Scanner) Cell(i int) []byte { return s.cells[i] }

// Err says what is wrong with the record's shape, as the end of a sentence. It is
// nil when nothing is.
func (s *Scanner) Err() error { return s.err }

// Only names the cells that will be asked for, so that others need not be kept. Len
// counts all of them. nil: every cell.
func (s *Scanner) Only(wanted []bool) {}
