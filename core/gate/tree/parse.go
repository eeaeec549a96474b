package tree

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"
)

// maxDepth is how many objects and lists may stand inside each other; messages
// of the platform use five.
const maxDepth = 64

// Error says where a message stops being acceptable JSON.
type Error struct {
	Offset int // in bytes, from 0
	Line   int // from 1
	Reason string
}

func (e *Error) Error() string {
	return fmt.Sprintf("line %d, byte %d: %s", e.Line, e.Offset, e.Reason)
}

// Parse reads one message, an object or a list. It is stricter than
// encoding/json: a key that occurs twice in one object, bytes that are not
// UTF-8, half of a surrogate pair, more than 64 levels, and a root that is
// neither object nor list are errors, for each lets two readers see two
// different messages under one signature. Every error is a *Error.
func Parse(doc []byte) (Doc, error) {
	if len(doc) > math.MaxInt32 {
		return Doc{}, &Error{Line: 1, Reason: "the message is larger than 2 GiB"}
	}
	p := parser{s: string(doc), nodes: make([]Node, 0, 16+len(doc)/20)}
	if !utf8.ValidString(p.s) {
		p.i = invalidUTF8(p.s)
		return Doc{}, p.error("a byte that is not UTF-8")
	}
	p.space()
	switch {
	case p.i == len(p.s):
		return Doc{}, p.error("the message is empty")
	case strings.HasPrefix(p.s, "\ufeff"):
		return Doc{}, p.error("a byte order mark before the message")
	case p.s[p.i] != '{' && p.s[p.i] != '[':
		if err := p.value("", 0); err != nil {
			return Doc{}, err
		}
		p.i = int(p.nodes[0].Start)
		return Doc{}, p.error("the message is neither an object nor a list")
	}
	if err := p.value("", 0); err != nil {
		return Doc{}, err
	}
	p.space()
	if p.i < len(p.s) {
		return Doc{}, p.error("more text after the end of the message")
	}
	return Doc{Raw: p.s, Nodes: p.nodes}, nil
}

func invalidUTF8(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return i
			}
		}
	}
	return len(s)
}

// parser reads a message in one pass. s[:i] has been read.
type parser struct {
	s     string
	i     int
	nodes []Node
}

func (p *parser) error(reason string) error {
	return &Error{Offset: p.i, Line: 1 + strings.Count(p.s[:p.i], "\n"), Reason: reason}
}

func (p *parser) unexpected(wanted string) error {
	if p.i >= len(p.s) {
		return p.error("the message is cut off; " + wanted + " should follow")
	}
	r, _ := utf8.DecodeRuneInString(p.s[p.i:])
	return p.error(fmt.Sprintf("%q where %s should stand", r, wanted))
}

func (p *parser) space() {
	for p.i < len(p.s) {
		switch p.s[p.i] {
		case ' ', '\n', '\t', '\r':
			p.i++
		default:
			return
		}
	}
}

// peek is the next byte, or 0 at the end; a NUL in the message is an error
// wherever peek is used, as the end is.
func (p *parser) peek() byte {
	if p.i < len(p.s) {
		return p.s[p.i]
	}
	return 0
}

// value reads one value with the white space already skipped.
func (p *parser) value(key string, depth int) error {
	at := len(p.nodes)
	p.nodes = append(p.nodes, Node{Key: key, Start: int32(p.i)})
	var k Kind
	var text string
	var err error
	switch c := p.peek(); c {
	case '{':
		k, err = Object, p.object(at, depth+1)
	case '[':
		k, err = Array, p.array(depth+1)
	case '"':
		k = String
		text, err = p.text()
	case 't':
		k, err = True, p.word("true")
	case 'f':
		k, err = False, p.word("false")
	case 'n':
		k, err = Null, p.word("null")
	default:
		if c != '-' && (c < '0' || c > '9') {
			return p.unexpected("a value")
		}
		k = Number
		text, err = p.number()
	}
	if err != nil {
		return err
	}
	n := &p.nodes[at]
	n.Kind, n.Text, n.Stop, n.Next = k, text, int32(p.i), int32(len(p.nodes))
	return nil
}

func (p *parser) word(w string) error {
	if !strings.HasPrefix(p.s[p.i:], w) {
		return p.unexpected("true, false or null")
	}
	p.i += len(w)
	return nil
}

func (p *parser) object(at, depth int) error {
	if depth > maxDepth {
		return p.error("more than 64 levels of objects and lists")
	}
	p.i++
	p.space()
	if p.peek() == '}' {
		p.i++
		return nil
	}
	for members := 1; ; members++ {
		if p.peek() != '"' {
			return p.unexpected("a key")
		}
		key, err := p.text()
		if err != nil {
			return err
		}
		p.space()
		if p.peek() != ':' {
			return p.unexpected("a colon")
		}
		p.i++
		p.space()
		if err := p.value(key, depth); err != nil {
			return err
		}
		p.space()
		switch p.peek() {
		case ',':
			p.i++
			p.space()
		case '}':
			p.i++
			return p.distinct(at, members)
		default:
			return p.unexpected("a comma or the end of the object")
		}
	}
}

func (p *parser) array(depth int) error {
	if depth > maxDepth {
		return p.error("more than 64 levels of objects and lists")
	}
	p.i++
	p.space()
	if p.peek() == ']' {
		p.i++
		return nil
	}
	for {
		if err := p.value("", depth); err != nil {
			return err
		}
		p.space()
		switch p.peek() {
		case ',':
			p.i++
			p.space()
		case ']':
			p.i++
			return nil
		default:
			return p.unexpected("a comma or the end of the list")
		}
	}
}

// distinct refuses a key that the object at index at has twice: parsers differ
// in which of the two counts.
func (p *parser) distinct(at, members int) error {
	end := int32(len(p.nodes))
	p.nodes[at].Next = end
	twice := func(i int32) error {
		p.i = int(p.nodes[i].Start)
		return p.error(fmt.Sprintf("the key %.80q occurs twice in one object", p.nodes[i].Key))
	}
	if members > 32 {
		seen := make(map[string]struct{}, members)
		for i := int32(at) + 1; i < end; i = p.nodes[i].Next {
			if _, ok := seen[p.nodes[i].Key]; ok {
				return twice(i)
			}
			seen[p.nodes[i].Key] = struct{}{}
		}
		return nil
	}
	for i := int32(at) + 1; i < end; i = p.nodes[i].Next {
		for j := int32(at) + 1; j < i; j = p.nodes[j].Next {
			if p.nodes[i].Key == p.nodes[j].Key {
				return twice(i)
			}
		}
	}
	return nil
}
