package split

import (
	"bytes"
	"slices"
)

// farthest is how much of a line is looked at to see whether a message begins there.
const farthest = 4 << 10

// cut gives out one bad message: a value that has lost its end, or one that is
// longer than allowed. It ends where the next message begins: at the first line below its own
// whose first bracket is a { that is not indented deeper. sc follows the brackets
// of a value that is only too long, and has seen the first n bytes of it.
func (s *Splitter) cut(sc *scan, n int) Message {
	if at, ok := s.nextStart(n, sc == nil); ok {
		return s.piece(at)
	}
	if s.end-s.pos <= s.max {
		return s.piece(s.end - s.pos) // nothing follows
	}
	return s.drop(sc, n)
}

// nextStart finds the next start of a message among the bytes that fit into one
// message. all means to read on to that limit, else only the first n bytes count.
func (s *Splitter) nextStart(n int, all bool) (int, bool) {
	for at := 0; ; {
		k := bytes.IndexByte(s.buf[s.pos+at:s.end], '\n')
		switch {
		case k >= 0:
			at += k + 1
			if brace, ok := s.starts(at); ok {
				return brace, true
			}
		case s.end-s.pos > s.max:
			return 0, false
		default:
			at = s.end - s.pos
			if !s.fill() {
				return 0, false
			}
		}
		if !all && at > n {
			return 0, false
		}
	}
}

// starts tells whether a message begins on the line at an offset, and where: at a
// { that is indented no deeper than the current line, also behind the end of the message
// before it.
func (s *Splitter) starts(at int) (int, bool) {
	for s.end-s.pos-at < farthest && bytes.IndexByte(s.buf[s.pos+at:s.end], '\n') < 0 && s.fill() {
	}
	line := s.buf[s.pos+at : s.end]
	k := leading(line)
	if k > s.indent {
		return 0, false
	}
	for i, closers := k, 0; i < len(line) && i < farthest; i++ {
		switch c := line[i]; {
		case c == '{':
			return at + i, true
		case c == '}' && closers == 0:
			closers++
		case c == ',' && closers == 1:
			closers++
		case !blank(c):
			return 0, false
		}
	}
	return 0, false
}

// drop reads over a message that is longer than allowed and keeps its head. While
// sc follows it, it ends with its last bracket.
func (s *Splitter) drop(sc *scan, n int) Message {
	m := Message{Line: s.line, Raw: slices.Clone(s.buf[s.pos : s.pos+s.keep]), Problem: s.tooLong()}
	indent := s.indent
	if sc == nil {
		n = s.end - s.pos
		if k := bytes.LastIndexByte(s.buf[s.pos:s.end], '\n'); k >= 0 {
			n = k + 1
		}
	}
	s.take(n)
	atLineStart := s.buf[s.pos-1] == '\n'
	for s.pos < s.end || s.fill() {
		if atLineStart {
			s.indent = indent
			if brace, ok := s.starts(0); ok {
				own := leading(s.buf[s.pos : s.pos+brace])
				s.take(brace)
				s.indent = own
				return m
			}
		}
		k := bytes.IndexByte(s.buf[s.pos:s.end], '\n') + 1
		atLineStart = k > 0
		if k == 0 {
			k = s.end - s.pos
		}
		if sc != nil {
			seen, v := sc.feed(s.buf[s.pos : s.pos+k])
			switch v {
			case done:
				s.take(seen)
				return m
			case broken:
				sc = nil
			}
		}
		s.take(k)
	}
	return m
}
