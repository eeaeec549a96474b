// Package mask hides card data in the rows of a report before they are kept. The
// columns of ids are spared, as in package card: ids often look like card numbers.
package mask

import (
	"bytes"

	"contra/importers/card"
	"contra/importers/report/value"
	"contra/importers/table"
)

// Kind is what a column may hold.
type Kind uint8

const (
	Free  Kind = iota // anything
	Value             // an amount, a moment or a word, which is proven by having been read
	ID                // an id: only a card number as people write it is hidden
	Known             // an id that is looked at while the row is read
	Code              // a card's security code
)

// Columns has the kind of each column.
type Columns []Kind

// Kinds finds the kinds of columns by their names; known has those that are known already.
func Kinds(header []string, known map[int]Kind) Columns {
	c := make(Columns, len(header))
	for i, name := range header {
		kind, ok := known[i]
		switch {
		case codeName(name):
			kind = Code
		case !ok && idName(name):
			kind = ID
		}
		c[i] = kind
	}
	return c
}

// Needed tells whether a row may hold card data. read tells that its values were read.
func (c Columns) Needed(s *table.Scanner, read bool) bool {
	if s.Len() != len(c) || s.Err() != nil {
		return true
	}
	for i, kind := range c {
		cell := s.Cell(i)
		if len(cell) < shortest {
			continue
		}
		switch kind {
		case Free:
			if suspicious(cell) {
				return true
			}
		case Value:
			if !read && suspicious(cell) {
				return true
			}
		case ID, Known:
			if (kind == ID || !read) && value.Card(cell) {
				return true
			}
		case Code:
			return true
		}
	}
	return false
}

// Row hides the card data in row, in its place. s has cut it. A row of another
// shape than the header's is taken as running text, where no id is spared.
func (c Columns) Row(row []byte, s *table.Scanner, read bool) {
	if s.Len() != len(c) || s.Err() != nil {
		c.text(row)
		return
	}
	at := 0
	for i, kind := range c {
		cell := s.Cell(i)
		end := at + len(cell)
		if at < len(row) && row[at] == '"' {
			end += 2 + bytes.Count(cell, []byte(`"`))
		}
		if end > len(row) {
			c.text(row)
			return
		}
		hide(row[at:end], kind, read)
		at = end + 1
	}
}

// text hides what is in running text, and all that could be a security code where
// the report has a column for them.
func (c Columns) text(row []byte) {
	hide(row, Free, false)
	if !bytes.Contains(c.bytes(), []byte{byte(Code)}) {
		return
	}
	for i := 0; i < len(row); {
		end := i
		for end < len(row) && row[end]-'0' <= 9 {
			end++
		}
		if (end-i == 3 || end-i == 4) && (i == 0 || row[i-1] != '*') {
			stars(row[i:end])
		}
		i = end + 1
	}
}

func (c Columns) bytes() []byte {
	b := make([]byte, len(c))
	for i, k := range c {
		b[i] = byte(k)
	}
	return b
}

func hide(cell []byte, kind Kind, read bool) {
	switch kind {
	case Free, Value:
		if kind == Free || !read {
			copy(cell, card.MaskText(string(cell)))
		}
	case ID, Known:
		if value.Card(bytes.Trim(cell, `"`)) {
			copy(cell, card.MaskText(string(cell)))
		}
	case Code:
		stars(cell)
	}
}

func stars(cell []byte) {
	for i, b := range cell {
		if b-'0' <= 9 {
			cell[i] = '*'
		}
	}
}
