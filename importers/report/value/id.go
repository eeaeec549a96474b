package value

import (
	"bytes"
	"regexp"
	"unicode/utf8"

	"contra/importers/card"
)

// longest is how many bytes an id of the platform has at most.
const longest = 255

// IDProblem is why an id was not taken.
type IDProblem uint8

const (
	GoodID      IDProblem = iota
	LongID                // more than 255 bytes
	BrokenID              // control characters, or bytes that are no text
	ShortenedID           // a spreadsheet made 5.8E+10 of it
	CardID                // a card number as people write it
)

// shortened is what spreadsheets make of long numbers.
var shortened = regexp.MustCompile(`^[0-9](?:[.,][0-9]+)?[eE]\+[0-9]{1,3}$`)

// class tells what kinds of bytes an id has that need a closer look.
type class uint8

const (
	control class = 1 << iota
	high          // not of ASCII
	plus
	blank
	hyphen
)

var classes = func() (all [256]class) {
	for c := range all {
		switch {
		case c < ' ' || c == 0x7f:
			all[c] = control
		case c >= utf8.RuneSelf:
			all[c] = high
		case c == '+':
			all[c] = plus
		case c == ' ':
			all[c] = blank
		case c == '-':
			all[c] = hyphen
		}
	}
	return all
}()

// ID looks at an id, without the blanks around it.
func ID(id []byte) IDProblem {
	if len(id) > longest {
		return LongID
	}
	var signs class
	for _, c := range id {
		signs |= classes[c]
	}
	switch {
	case signs&control != 0, signs&high != 0 && !Readable(id):
		return BrokenID
	case signs&plus != 0 && shortened.Match(id):
		return ShortenedID
	case signs&blank != 0 && Card(id), signs&hyphen != 0 && len(id) == cardLength && Card(id):
		return CardID
	}
	return GoodID
}

// cardLength is that of a card number in four groups.
const cardLength = 19

// Card tells whether an id is a card number as people write it, or running text with
// one. Ids of digits alone are spared: one in ten of them passes for a card number.
func Card(id []byte) bool {
	if bytes.IndexByte(id, ' ') >= 0 {
		return card.MaskText(string(id)) != string(id)
	}
	if len(id) != cardLength || id[4] != '-' {
		return false
	}
	_, found := card.InID(string(id))
	return found
}

// Words says in one sentence what is wrong with an id. The text is fit for a sentence.
func (p IDProblem) Words(text string) string {
	switch p {
	case LongID:
		return "the id has more than 255 bytes"
	case ShortenedID:
		return "a spreadsheet has shortened the id to " + text + ": take the report as it was downloaded"
	case CardID:
		return "the id " + text + " is a card number"
	}
	return "the id has characters that no id has"
}

// Readable tells whether text is whole: valid UTF-8 in which nothing was replaced while it was decoded.
func Readable(text []byte) bool {
	return utf8.Valid(text) && !bytes.Contains(text, []byte("\ufffd")) && bytes.IndexByte(text, 0) < 0
}

// Project reads a project's number, from 1 to 4294967295.
func Project(text []byte) (uint32, bool) {
	if len(text) == 0 || len(text) > 10 || text[0] == '0' {
		return 0, false
	}
	n := uint64(0)
	for _, c := range text {
		if c-'0' > 9 {
			return 0, false
		}
		n = n*10 + uint64(c-'0')
	}
	return uint32(n), n < 1<<32
}
