package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// piece is one value, or the name of a field, with its place in the text.
type piece struct {
	text   string
	pos    int
	quoted bool // at least a part of it was in quotes
}

// word is one term as it was typed.
type word struct {
	not    bool
	field  piece // its text is empty for a free word
	values []piece
}

type lexer struct {
	text string
	at   int
}

// next reads one word; ok is false at the end of the text.
func (l *lexer) next() (w word, ok bool, err *ParseError) {
	for l.at < len(l.text) {
		r, n := utf8.DecodeRuneInString(l.text[l.at:])
		if !unicode.IsSpace(r) {
			break
		}
		l.at += n
	}
	if l.at == len(l.text) {
		return w, false, nil
	}
	if c := l.text[l.at]; c == '-' || c == '!' {
		w.not = true
		l.at++
	}
	if name, found := l.fieldName(); found {
		w.field = piece{text: name, pos: l.at}
		l.at += len(name) + 1
	}
	for {
		p, err := l.value(w.field.text != "")
		if err != nil {
			return w, false, err
		}
		w.values = append(w.values, p)
		if w.field.text == "" || l.at == len(l.text) || l.text[l.at] != ',' {
			return w, true, nil
		}
		l.at++
	}
}

// fieldName gives what stands before a colon, if there is one before any blank or quote.
func (l *lexer) fieldName() (string, bool) {
	rest := l.text[l.at:]
	end := strings.IndexFunc(rest, func(r rune) bool { return r == ':' || r == '"' || unicode.IsSpace(r) })
	if end <= 0 || rest[end] != ':' {
		return "", false
	}
	return rest[:end], true
}

// value reads up to a blank or, in a list, up to a comma. Quotes may open and
// close anywhere in it.
func (l *lexer) value(list bool) (piece, *ParseError) {
	p := piece{pos: l.at}
	var b strings.Builder
	for l.at < len(l.text) {
		r, n := utf8.DecodeRuneInString(l.text[l.at:])
		switch {
		case r == '"':
			p.quoted = true
			if err := l.quoted(&b); err != nil {
				return p, err
			}
			continue
		case unicode.IsSpace(r) || list && r == ',':
			p.text = b.String()
			return p, nil
		case r == utf8.RuneError && n == 1 || unicode.IsControl(r):
			return p, fail(piece{text: l.text[l.at : l.at+n], pos: l.at}, "a filter holds readable text only")
		}
		b.WriteString(l.text[l.at : l.at+n])
		l.at += n
	}
	p.text = b.String()
	return p, nil
}

func (l *lexer) quoted(b *strings.Builder) *ParseError {
	open := l.at
	for l.at++; l.at < len(l.text); {
		r, n := utf8.DecodeRuneInString(l.text[l.at:])
		switch {
		case r == '"' && strings.HasPrefix(l.text[l.at+1:], `"`):
			l.at++
		case r == '"':
			l.at++
			return nil
		case r == utf8.RuneError && n == 1 || unicode.IsControl(r):
			return fail(piece{text: l.text[l.at : l.at+n], pos: l.at}, "a filter holds readable text only")
		}
		b.WriteString(l.text[l.at : l.at+n])
		l.at += n
	}
	return fail(piece{text: l.text[open:], pos: open}, "the quote is not closed").hint(`end it with another "`)
}
