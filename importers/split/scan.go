package split

// scan follows the brackets of one value. It looks for no other fault than those
// that show that the value has lost its end: the rest is the parser's.
type scan struct {
	open   []byte // the brackets that are open
	before byte   // the last byte that counts: a bracket, comma, colon, or 'v' for a value
	text   bool   // inside a string
	escape bool   // behind a backslash
}

// deepest is beyond what the parser allows. It bounds the memory, and how often the
// same bytes are looked at when one value after the other has lost its end.
const deepest = 100

type verdict int

const (
	more   verdict = iota // all bytes looked at, the value goes on
	done                  // the value has ended
	broken                // the value has lost its end
)

func (s *scan) reset() { *s = scan{open: s.open[:0]} }

// feed looks at more bytes and says how many belong to the value so far.
func (s *scan) feed(b []byte) (int, verdict) {
	for i := 0; i < len(b); i++ {
		c := b[i]
		if s.text {
			switch {
			case c == '\n':
				return i, broken // strings end on their line
			case s.escape:
				s.escape = false
			case c == '\\':
				s.escape = true
			case c == '"':
				s.text, s.before = false, 'v'
			}
			continue
		}
		switch c {
		case ' ', '\t', '\r', '\n':
		case '"':
			s.text = true
		case '{', '[':
			if len(s.open) > 0 && !s.mayOpen() || len(s.open) > deepest {
				return i, broken
			}
			s.open = append(s.open, c)
			s.before = c
		case '}', ']':
			top := len(s.open) - 1
			if s.open[top] != c-2 { // in ASCII a bracket closes two behind its opening
				return i, broken
			}
			s.open = s.open[:top]
			if top == 0 {
				return i + 1, done
			}
			s.before = 'v'
		case ',', ':':
			s.before = c
		default:
			s.before = 'v'
		}
	}
	return len(b), more
}

// mayOpen tells whether an object or list may begin here: behind a colon in an
// object, first or behind a comma in a list.
func (s *scan) mayOpen() bool {
	if s.open[len(s.open)-1] == '{' {
		return s.before == ':'
	}
	return s.before == '[' || s.before == ','
}
