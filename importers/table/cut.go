package table

import (
	"bytes"
	"cmp"
	"errors"
	"io"
)

const (
	chunkSize = 1 << 20
	// longestQuote is how far a quote may be from the one that closes it. Beyond, it is
	// taken for one that is never closed, so that it does not hide the rest of a table.
	longestQuote = 1 << 20
	// longestRow bounds the memory.
	longestRow = 4 << 20
)

var errLong = errors.New("a row is too long")

// cutter cuts text into pieces of whole records. A piece ends so that a Scanner finds in it
// the very records that it would find in the whole text.
type cutter struct {
	text         io.Reader
	delimiter    byte
	size         int // of a piece, about
	longestQuote int
	longestRow   int

	rest []byte // read, but of the next piece
	end  bool   // all is read
}

func newCutter(text io.Reader, delimiter byte, size int) *cutter {
	return &cutter{text: text, delimiter: delimiter, size: cmp.Or(size, chunkSize), longestQuote: longestQuote, longestRow: longestRow}
}

// next gives the next piece in the buffer, which grows when it must. The error is
// io.EOF at the end, errLong, or else what reading failed with.
func (c *cutter) next(buf []byte) ([]byte, error) {
	buf = append(buf[:0], c.rest...)
	for size := c.size; ; size *= 2 {
		var err error
		if buf, err = c.fill(buf, size); err != nil {
			return nil, err
		}
		if n := c.cut(buf); n > 0 {
			c.rest = append(c.rest[:0], buf[n:]...)
			return buf[:n], nil
		}
		switch {
		case len(buf) == 0:
			return nil, io.EOF
		case len(buf) > c.longestRow:
			return nil, errLong
		}
	}
}

// fill reads until the buffer holds that much or the text ends.
func (c *cutter) fill(buf []byte, size int) ([]byte, error) {
	had := len(buf)
	if c.end || had >= size {
		return buf, nil
	}
	if cap(buf) < size {
		buf = append(make([]byte, 0, size), buf...)
	}
	n, err := io.ReadFull(c.text, buf[had:size])
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		c.end, err = true, nil
	}
	return buf[:had+n], err
}

// cut gives the place behind the last record that surely ends in b, or 0.
func (c *cutter) cut(b []byte) int {
	place, safe := 0, 0 // the last place to cut; where no quote is open
	for at := 0; ; {
		k := bytes.IndexByte(b[at:], '"')
		if k < 0 {
			break
		}
		at += k
		if at > 0 && !c.ends(b[at-1]) {
			at++ // a sign like others
			continue
		}
		if !(at == safe+1 && b[safe] == c.delimiter) { // nearly always, when all cells are in quotes
			place = max(place, lastLine(b[:at], safe, false))
		}
		window := b[:min(len(b), at+c.longestQuote)]
		far := len(window) < len(b)
		switch q := closing(window, at, c.delimiter); {
		case q.ending == closed && (q.end+1 < len(window) || c.end && !far):
			at = q.end + 1
			safe = at
		case q.ending != broken && far:
			if n := lineAfter(b, at); n < len(b) || c.end {
				return n // a Scanner must not see what comes then, for it might close the quote
			}
			return place
		case q.ending != broken && !c.end: // what is still to be read decides
			return place
		default: // the record ends with its line
			at = lineAfter(b, at)
			safe = at
			if at < len(b) || b[at-1] == '\n' {
				place = at
			}
		}
	}
	if c.end {
		return len(b)
	}
	return max(place, lastLine(b, safe, true))
}

func (c *cutter) ends(b byte) bool { return b == c.delimiter || b == '\n' || b == '\r' }
