package tree

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// text reads a string, with p at its opening quote. One without escapes is a
// piece of the message itself.
func (p *parser) text() (string, error) {
	begin := p.i + 1
	for i := begin; i < len(p.s); i++ {
		switch c := p.s[i]; {
		case c == '"':
			p.i = i + 1
			return p.s[begin:i], nil
		case c == '\\':
			p.i = i
			return p.escaped(begin)
		case c < ' ':
			p.i = i
			return "", p.error("a control character inside a string")
		}
	}
	p.i = len(p.s)
	return "", p.unexpected("the end of a string")
}

// escaped reads the rest of a string, with p at its first backslash.
func (p *parser) escaped(begin int) (string, error) {
	var b strings.Builder
	for from := begin; ; {
		if p.i >= len(p.s) {
			return "", p.unexpected("the end of a string")
		}
		switch c := p.s[p.i]; {
		case c == '"':
			b.WriteString(p.s[from:p.i])
			p.i++
			return b.String(), nil
		case c == '\\':
			b.WriteString(p.s[from:p.i])
			r, err := p.escape()
			if err != nil {
				return "", err
			}
			b.WriteRune(r)
			from = p.i
		case c < ' ':
			return "", p.error("a control character inside a string")
		default:
			p.i++
		}
	}
}

// escape reads one escape, or the two that make a surrogate pair.
func (p *parser) escape() (rune, error) {
	begin := p.i
	p.i++
	c := p.peek()
	switch c {
	case '"', '\\', '/':
		p.i++
		return rune(c), nil
	case 'u':
		p.i++
	default:
		if k := strings.IndexByte("bfnrt", c); k >= 0 {
			p.i++
			return rune("\b\f\n\r\t"[k]), nil
		}
		return 0, p.unexpected("an escape")
	}
	r, err := p.hex4()
	if err != nil || !utf16.IsSurrogate(r) {
		return r, err
	}
	if strings.HasPrefix(p.s[p.i:], `\u`) {
		p.i += 2
		low, err := p.hex4()
		if err != nil {
			return 0, err
		}
		if pair := utf16.DecodeRune(r, low); pair != '\uFFFD' {
			return pair, nil
		}
	}
	p.i = begin
	return 0, p.error("half of a surrogate pair")
}

func (p *parser) hex4() (rune, error) {
	if len(p.s)-p.i < 4 {
		p.i = len(p.s)
		return 0, p.unexpected("four hexadecimal digits")
	}
	// ParseUint refuses signs, and with base 16 also underscores and prefixes.
	v, err := strconv.ParseUint(p.s[p.i:p.i+4], 16, 32)
	if err != nil {
		return 0, p.unexpected("four hexadecimal digits")
	}
	p.i += 4
	return rune(v), nil
}

// number reads a number and keeps it as written.
func (p *parser) number() (string, error) {
	begin := p.i
	if p.peek() == '-' {
		p.i++
	}
	if p.peek() == '0' {
		p.i++
	} else if !p.digits() {
		return "", p.unexpected("a digit")
	}
	if p.peek() == '.' {
		p.i++
		if !p.digits() {
			return "", p.unexpected("a digit")
		}
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.i++
		if c := p.peek(); c == '+' || c == '-' {
			p.i++
		}
		if !p.digits() {
			return "", p.unexpected("a digit")
		}
	}
	return p.s[begin:p.i], nil
}

// digits skips a run of digits and tells whether there was one.
func (p *parser) digits() bool {
	begin := p.i
	for p.i < len(p.s) && p.s[p.i]-'0' < 10 {
		p.i++
	}
	return p.i > begin
}
