package rows

import (
	"contra/core/ledger"
	"contra/core/recon"
	"contra/core/report"
	"contra/importers/card"
	"contra/importers/report/value"
)

// Word is a type or a status.
type Word struct {
	Name   string // the platform's word where the profile translates it or the comparison knows it, else as written
	Code   uint8
	Sign   int64         // which way a type moves money: see recon.Sign
	Reason report.Reason // why it cannot be taken; empty: it can
	raw    string
}

// words remembers the words of one column: a report has few.
type words struct {
	translate map[string]string // by ledger.Normal
	code      func(normal string) uint8
	known     map[string]*Word
	last      *Word
	absent    *Word // stands for an empty cell; nil: there must be a word
}

// mostWords is how many words are remembered at most.
const mostWords = 1 << 10

// noWord is what a report says that has no column for it.
var noWord = &Word{}

func newWords(translate map[string]string, code func(string) uint8, byDefault string) words {
	w := words{translate: translate, code: code, known: map[string]*Word{}}
	if byDefault != "" {
		w.absent = w.make(byDefault)
	}
	return w
}

// find gives the word in a cell that is not empty.
func (w *words) find(cell []byte) *Word {
	if w.last != nil && w.last.raw == string(cell) {
		return w.last
	}
	word, ok := w.known[string(cell)]
	if !ok {
		word = w.make(string(cell))
		if len(w.known) < mostWords {
			w.known[word.raw] = word
		}
	}
	w.last = word
	return word
}

func (w *words) make(raw string) *Word {
	word := &Word{Name: raw, raw: raw}
	if to, ok := w.translate[ledger.Normal(raw)]; ok {
		word.Name = to
	}
	normal := ledger.Normal(word.Name)
	word.Code, word.Sign = w.code(normal), recon.Sign(normal)
	if word.Code != recon.OtherName {
		word.Name = normal
	}
	switch {
	case value.ID([]byte(raw)) == value.BrokenID:
		word.Reason = report.BadText
	case card.MaskText(raw) != raw:
		word.Reason = report.CardData
	}
	return word
}

// currencies remembers the currencies of a report by their cells.
type currencies struct {
	known map[string]*Currency
	last  *Currency
}

// find gives the currency in a cell; nil: there is none.
func (c *currencies) find(cell []byte) *Currency {
	if c.last != nil && c.last.raw == string(cell) {
		return c.last
	}
	found, ok := c.known[string(cell)]
	if !ok {
		one, good := currencyOf(cell)
		if !good {
			return nil
		}
		found = &one
		found.raw = string(cell)
		c.known[found.raw] = found
	}
	c.last = found
	return found
}
