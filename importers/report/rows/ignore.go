package rows

import (
	"strings"

	"contra/core/ledger"
	"contra/core/report"
	"contra/importers/report/value"
	"contra/importers/table"
)

// RuleHeader ignores the header where it stands again, as in files that were put together.
const RuleHeader = "the header again"

// ignores tells whether a rule leaves the row out, and names it.
func (d *Decoder) ignores(s *table.Scanner) bool {
	if blank(s) {
		d.Rule = report.RuleBlank
		return true
	}
	sound := s.Err() == nil && s.Len() == len(d.Header)
	for i := range d.rules {
		// In a row that is cut wrongly only the first cell is surely that of its column.
		column := d.rules[i].column
		if (sound || column == 0 && s.Err() == nil) && d.leaves(i, value.Trim(s.Cell(column))) {
			d.Rule = d.rules[i].name
			return true
		}
	}
	return false
}

// leaves tells whether a rule leaves out the rows with such a cell.
func (d *Decoder) leaves(rule int, cell []byte) bool {
	seen := d.left[rule]
	out, ok := seen[string(cell)]
	if !ok {
		out = d.rules[rule].values[ledger.Normal(string(cell))]
		if len(seen) < mostWords {
			seen[string(cell)] = out
		}
	}
	return out
}

// blank tells whether a row has no value at all.
func blank(s *table.Scanner) bool {
	for i := range s.Len() {
		if len(value.Trim(s.Cell(i))) > 0 {
			return false
		}
	}
	return true
}

// Again tells whether a row is the header once more.
func (d *Decoder) Again(s *table.Scanner) bool {
	if s.Len() != len(d.Header) {
		return false
	}
	for i, name := range d.Header {
		if report.Fold(string(s.Cell(i))) != report.Fold(name) {
			return false
		}
	}
	return true
}

// Foot tells whether a row that was rejected is what stands below the rows of
// many reports: totals, an end mark. It is one only when no accepted row follows. A row with
// both ids, or with most of its cells filled, is an operation whatever it begins with.
func (d *Decoder) Foot(s *table.Scanner) bool {
	filled, first := 0, ""
	for i := range s.Len() {
		if cell := value.Trim(s.Cell(i)); len(cell) > 0 {
			if filled++; filled == 1 {
				first = string(cell)
			}
		}
	}
	if s.Len() >= len(d.Header) && (2*filled > len(d.Header) || len(d.Op) > 0 && len(d.Pay) > 0) {
		return false
	}
	return ends(first)
}

// ends tells whether a text begins with a word of the foot of a report.
func ends(text string) bool {
	text = strings.TrimLeft(ledger.Normal(text), "<*#-=[( ")
	for word := range footWords {
		if rest, ok := strings.CutPrefix(text, word); ok && (rest == "" || strings.ContainsRune(" :>])*=", rune(rest[0]))) {
			return true
		}
	}
	return false
}

// sums tells whether an id is a word that stands for a sum.
func sums(id []byte) bool {
	if len(id) == 0 || len(id) > 30 {
		return false
	}
	for _, c := range id {
		if c-'0' <= 9 {
			return false
		}
	}
	return footWords[ledger.Normal(string(id))]
}

var footWords = map[string]bool{
	"total": true, "totals": true, "grand total": true, "subtotal": true, "sum": true, "summary": true, "count": true, "rows": true, "records": true,
	"end": true, "eof": true, "итого": true, "всего": true, "конец": true, "합계": true, "총계": true, "소계": true, "총": true,
}
