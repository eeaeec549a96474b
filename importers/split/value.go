package split

import "bytes"

// value takes the object or list that begins here.
func (s *Splitter) value() Message {
	if n, ok := s.wholeLine(); ok {
		return s.piece(n)
	}
	s.scan.reset()
	n := 0
	for {
		seen, v := s.scan.feed(s.buf[s.pos+n : s.end])
		n += seen
		switch {
		case v == done:
			return s.piece(n)
		case v == broken:
			return s.cut(nil, n)
		case n > s.max:
			return s.cut(&s.scan, n)
		case !s.fill():
			return s.cut(nil, n)
		}
	}
}

// wholeLine tells whether the line is one message, as in a file with one object a
// line, without following its brackets. Outside a list a line that begins with {
// and ends with } cannot go on when the next thing is another opening bracket:
// inside an object something would stand between the two. Where two objects share
// the line, the brackets have to be followed.
func (s *Splitter) wholeLine() (int, bool) {
	if s.list != 0 || s.buf[s.pos] != '{' {
		return 0, false
	}
	n := s.lineEnd(0)
	if n > s.max {
		return 0, false
	}
	next := n
	for {
		for s.pos+next < s.end && (blank(s.buf[s.pos+next]) || s.buf[s.pos+next] == '\n') {
			next++
		}
		if s.pos+next < s.end || next-n > block || !s.fill() {
			break
		}
	}
	if s.pos+next < s.end && s.buf[s.pos+next] != '{' && s.buf[s.pos+next] != '[' {
		return 0, false
	}
	line := bytes.TrimRight(s.buf[s.pos:s.pos+n], " \t\r")
	if line[len(line)-1] != '}' || shared(line) {
		return 0, false
	}
	return len(line), true
}

// shared tells whether a line may hold two values: a { behind a }, with or without a comma.
func shared(line []byte) bool {
	for i := 1; ; i++ {
		k := bytes.IndexByte(line[i:], '{')
		if k < 0 {
			return false
		}
		i += k
		j := i - 1
		for j > 0 && (blank(line[j]) || line[j] == ',') {
			j--
		}
		if line[j] == '}' {
			return true
		}
	}
}

// lineEnd is the offset of the line break behind offset from, or of the end of
// what can be read of the line within the limit.
func (s *Splitter) lineEnd(from int) int {
	for {
		if k := bytes.IndexByte(s.buf[s.pos+from:s.end], '\n'); k >= 0 {
			return from + k
		}
		from = s.end - s.pos
		if from > s.max || !s.fill() {
			return from
		}
	}
}

// scalar takes an element of an outer list that is neither object nor list.
func (s *Splitter) scalar(c byte) Message {
	n := 1
	escape := false
	for {
		for ; s.pos+n < s.end; n++ {
			switch b := s.buf[s.pos+n]; {
			case b == '\n':
				return s.piece(n)
			case c == '"' && escape:
				escape = false
			case c == '"' && b == '\\':
				escape = true
			case c == '"' && b == '"':
				return s.piece(n + 1)
			case c != '"' && bytes.IndexByte([]byte(`,[]{"`), b) >= 0:
				return s.piece(n)
			}
		}
		if n > s.max {
			return s.cut(nil, n)
		}
		if !s.fill() {
			return s.piece(n)
		}
	}
}

// garbage takes a line that does not begin as a message does, with the lines
// below that belong to it: the middle of an object whose head is lost is one
// bad message, while bad lines of a file with one object a line are many.
func (s *Splitter) garbage() Message {
	n := s.lineEnd(0)
	for n <= s.max {
		at := n + 1
		if s.pos+at >= s.end && !s.fill() || !s.belongs(at) {
			break
		}
		n = s.lineEnd(at)
	}
	if n > s.max {
		return s.cut(nil, n)
	}
	return s.piece(n)
}

// belongs tells whether the line at an offset continues a piece of an object:
// it is indented or closes a bracket, and no message begins there.
func (s *Splitter) belongs(at int) bool {
	if _, ok := s.starts(at); ok {
		return false
	}
	line := s.buf[s.pos+at : s.end]
	k := leading(line)
	return k < len(line) && line[k] != '\n' && (k > 0 || line[k] == '}' || line[k] == ']')
}
