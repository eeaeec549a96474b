// Package split cuts a stream of JSON text into messages without parsing them:
// one object a line, an object over many lines, objects one behind the other,
// and lists, whose elements are the messages.
//
// Whatever is not white space or the punctuation of an outer list ends up in
// exactly one message, good or bad; nothing is skipped.
package split

import (
	"bytes"
	"fmt"
	"io"
)

const (
	// MaxMessage is the most bytes that one message may have.
	MaxMessage = 1 << 20
	// keptOfLong is how much of a longer message is kept.
	keptOfLong = 64 << 10
	block      = 256 << 10
)

// Message is one piece of the stream.
type Message struct {
	Line    int    // physical line on which it starts, from 1
	Raw     []byte // without white space around it; good until the next call of Next
	Problem string // why it cannot be a message whatever Raw holds; mostly empty
}

// Splitter reads messages from a stream with bounded memory.
type Splitter struct {
	r        io.Reader
	err      error // what reading ended with
	buf      []byte
	pos, end int // buf[pos:end] is read and not yet given out
	line     int // physical line of buf[pos]
	indent   int // white space at the start of that line
	fresh    bool
	list     int // line on which the open outer list began, 0 outside
	begun    bool
	scan     scan
	max      int
	keep     int
}

// New starts a splitter.
func New(r io.Reader) *Splitter {
	return &Splitter{r: r, buf: make([]byte, block), line: 1, fresh: true, max: MaxMessage, keep: keptOfLong}
}

// Reset starts over with another stream and keeps the memory.
func (s *Splitter) Reset(r io.Reader) {
	*s = Splitter{r: r, buf: s.buf, scan: s.scan, line: 1, fresh: true, max: s.max, keep: s.keep}
}

// Line is the physical line that has been reached.
func (s *Splitter) Line() int { return s.line }

// Next gives the next message. The error is io.EOF at the end, or else what the
// reader failed with, after everything that it had given.
func (s *Splitter) Next() (Message, error) {
	if !s.begun {
		s.begun = true
		if m, ok := s.foreign(); ok {
			return m, nil
		}
	}
	for {
		c, ok := s.space()
		switch {
		case !ok:
			return s.finish()
		case c == ',':
			s.take(1)
		case c == ']' && s.list != 0:
			s.take(1)
			s.list = 0
		case c == '[' && s.list == 0:
			s.list = s.line
			s.take(1)
		case c == '{' || c == '[':
			return s.value(), nil
		case s.list != 0:
			return s.scalar(c), nil
		default:
			return s.garbage(), nil
		}
	}
}

// foreign gives text in UTF-16 out as one bad message, for none of it can be read.
func (s *Splitter) foreign() (Message, bool) {
	for s.end < 2 && s.fill() {
	}
	if s.end < 2 || !(s.buf[0] == 0xFF && s.buf[1] == 0xFE || s.buf[0] == 0xFE && s.buf[1] == 0xFF) {
		return Message{}, false
	}
	for s.end < s.keep && s.fill() {
	}
	m := Message{Line: 1, Raw: s.buf[:min(s.end, s.keep)], Problem: "the text is UTF-16; save it as UTF-8"}
	s.pos, s.err = s.end, io.EOF
	return m, true
}

// finish ends the stream. A list that is still open is a finding: the file may
// have lost its end.
func (s *Splitter) finish() (Message, error) {
	if s.list != 0 && s.err == io.EOF {
		m := Message{Line: s.list, Raw: []byte("["), Problem: "the list that begins here is not closed; the file may be cut off"}
		s.list = 0
		return m, nil
	}
	return Message{}, s.err
}

// fill reads more behind what is there; false at the end.
func (s *Splitter) fill() bool {
	if s.err != nil {
		return false
	}
	if s.end == len(s.buf) {
		if s.pos > 0 {
			s.end = copy(s.buf, s.buf[s.pos:s.end])
			s.pos = 0
		}
		if s.end > len(s.buf)/2 {
			s.buf = append(s.buf, make([]byte, len(s.buf))...)
		}
	}
	for range 100 {
		n, err := s.r.Read(s.buf[s.end:])
		s.end += n
		s.err = err
		if n > 0 || err != nil {
			return n > 0
		}
	}
	s.err = io.ErrNoProgress
	return false
}

// space skips white space and byte order marks, and gives the byte behind them.
func (s *Splitter) space() (byte, bool) {
	for {
		for s.pos < s.end {
			switch c := s.buf[s.pos]; c {
			case '\n':
				s.line++
				s.indent, s.fresh = 0, true
			case ' ', '\t', '\r':
				if s.fresh {
					s.indent++
				}
			case 0xEF:
				for s.end-s.pos < 3 && s.fill() {
				}
				if !bytes.HasPrefix(s.buf[s.pos:s.end], []byte("\ufeff")) {
					return c, true
				}
				s.pos += 2
			default:
				return c, true
			}
			s.pos++
		}
		if !s.fill() {
			return 0, false
		}
	}
}

// take gives n bytes out and keeps count of the lines.
func (s *Splitter) take(n int) {
	b := s.buf[s.pos : s.pos+n]
	s.pos += n
	s.fresh = false
	if lines := bytes.Count(b, []byte{'\n'}); lines > 0 {
		last := bytes.LastIndexByte(b, '\n')
		s.line += lines
		s.indent = leading(b[last+1:])
		s.fresh = s.indent == len(b)-last-1
	}
}

// piece takes n bytes as one message.
func (s *Splitter) piece(n int) Message {
	m := Message{Line: s.line, Raw: bytes.TrimRight(s.buf[s.pos:s.pos+n], " \t\r\n")}
	if len(m.Raw) > s.max {
		m.Raw, m.Problem = m.Raw[:s.keep:s.keep], s.tooLong()
	}
	s.take(n)
	return m
}

func (s *Splitter) tooLong() string {
	return fmt.Sprintf("the message is longer than %d bytes; the first %d are kept", s.max, s.keep)
}

func leading(b []byte) int {
	for i, c := range b {
		if !blank(c) {
			return i
		}
	}
	return len(b)
}

// blank is white space within a line.
func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' }
