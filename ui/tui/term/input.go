package term

import (
	"os"
	"strings"
)

// Input is the keyboard without the terminal's answers to our own questions.
// It stands in the place of the file it wraps.
type Input struct {
	*os.File
	open   bool   // the answer to the last question has not come yet
	colour string // what was answered about the background
	held   []byte // the start of what may be an answer
	given  int    // bytes of held that were given as keys already
}

func (f *Input) expect()       { f.open = true }
func (f *Input) waiting() bool { return f.open }

// Read gives what was typed. It never gives nothing without an error.
func (f *Input) Read(p []byte) (int, error) {
	for {
		room := p
		if n := len(p) - len(f.held); f.open && n > 0 {
			room = p[:n] // what is held may turn out to be keys and must fit too
		}
		n, err := f.File.Read(room)
		if n <= 0 || err != nil || !f.open {
			return n, err
		}
		if n := copy(p, f.take(room[:n])); n > 0 {
			return n, nil
		}
	}
}

// take removes answers from what was read and gives the rest. After the answer
// to the last question everything is keys. An ESC at the end of what was read is
// passed on as the key Esc at once; should it turn out to be the start of an
// answer, the rest of that is still removed.
func (f *Input) take(b []byte) []byte {
	b = append(f.held, b...)
	from := f.given
	f.held, f.given = nil, 0
	var keys []byte
	for i := 0; i < len(b); {
		n, what := 1, key
		if f.open && b[i] == 0x1b {
			n, what = answer(b[i:])
		}
		switch what {
		case partial:
			f.held = append([]byte(nil), b[i:]...)
			if i < from {
				f.given = from
			}
			return keys
		case colour:
			body := strings.TrimPrefix(string(b[i:i+n]), colourStart)
			f.colour = strings.TrimRight(body, "\x07\x1b\\")
		case attributes:
			f.open = false
		default:
			n = 1
			if i >= from {
				keys = append(keys, b[i])
			}
			if f.open && b[i] == 0x1b && i == len(b)-1 {
				f.held, f.given = []byte{0x1b}, 1
			}
		}
		i += n
	}
	return keys
}

type kind uint8

const (
	key kind = iota
	partial
	colour
	attributes
)

const colourStart = "\x1b]11;"

// maxAnswer bounds what is held back: no answer is longer.
const maxAnswer = 128

// answer looks at what begins with ESC. A lone ESC is the key, because holding
// it back would keep Esc from working.
func answer(b []byte) (int, kind) {
	s := string(b)
	switch {
	case len(s) == 2 && s[1] == '[', len(s) > 1 && strings.HasPrefix(colourStart, s):
		return 0, partial
	case strings.HasPrefix(s, colourStart):
		bel, st := strings.IndexByte(s, 0x07), strings.Index(s[1:], "\x1b\\")
		switch {
		case bel >= 0 && (st < 0 || bel < st):
			return bel + 1, colour
		case st >= 0:
			return st + 3, colour
		}
	case strings.HasPrefix(s, "\x1b[?"):
		for i := 3; i < len(s); i++ {
			switch c := s[i]; {
			case c == 'c':
				return i + 1, attributes
			case c != ';' && (c < '0' || c > '9'):
				return 0, key
			}
		}
	default:
		return 0, key
	}
	if len(s) > maxAnswer {
		return 0, key
	}
	return 0, partial
}
