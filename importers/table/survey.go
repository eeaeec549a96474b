package table

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// row is a record of the table's beginning that is not blank.
type row struct {
	line  int
	cells []string
	text  string // as written, without the line end
	whole bool   // its quotes are fine
}

// readRows reads the first rows.
func readRows(text []byte, delimiter byte) (rows []row) {
	s := NewScanner(delimiter)
	_, named := told(text)
	for line := 1; len(rows) < mostRows; {
		size, lines, ok := s.Next(text)
		if !ok {
			break
		}
		r := row{line: line, cells: s.strings(), text: string(trimEnd(text[:size])), whole: s.Err() == nil}
		if !r.blank() && !(named && line == 1) {
			rows = append(rows, r)
		}
		text, line = text[size:], line+lines
	}
	return rows
}

// blank tells whether there is nothing in the row, or only delimiters.
func (r *row) blank() bool {
	return !slices.ContainsFunc(r.cells, func(c string) bool { return strings.Trim(c, delimiters+" \u00a0") != "" })
}

// finding says how well a delimiter fits.
type finding struct {
	delimiter byte
	rows      []row
	header    int // which of the rows it is, or -1
	quality   int // of the header
	fit       int // delimiters in the rows that are equally wide
}

func (a finding) compare(b finding) int {
	return cmp.Or(cmp.Compare(a.quality, b.quality), cmp.Compare(a.fit, b.fit))
}

// survey finds the delimiter and the header: the delimiter is the one under which most is cut
// evenly below a good header.
func survey(text []byte, h Hint) finding {
	best := finding{header: -1}
	for _, c := range candidates(text, h) {
		f := finding{delimiter: c, rows: readRows(text, c), header: -1}
		var width int
		width, f.fit = commonest(f.rows)
		if h.HeaderLine > 0 {
			f.fix(h.HeaderLine)
		} else {
			f.find(width)
		}
		if f.header >= 0 && (best.header < 0 || f.compare(best) > 0) {
			best = f
		}
	}
	return best
}

const delimiters = ";,\t|"

// candidates are the delimiters that the table may have.
func candidates(text []byte, h Hint) []byte {
	if h.Delimiter != 0 {
		return []byte{h.Delimiter}
	}
	if c, ok := told(text); ok {
		return []byte{c}
	}
	return []byte(delimiters)
}

// told gives the delimiter that a first line such as sep=; names, as Excel writes it.
func told(text []byte) (delimiter byte, ok bool) {
	if len(text) < 5 || !strings.EqualFold(string(text[:4]), "sep=") {
		return 0, false
	}
	rest := text[5:]
	return text[4], text[4] <= unicode.MaxASCII && (len(rest) == 0 || rest[0] == '\r' || rest[0] == '\n')
}

// commonest finds the width that most of the rows' cells are cut in, and how many delimiters
// that are. Width 0 is none.
func commonest(rows []row) (width, fit int) {
	counts := map[int]int{}
	for _, r := range rows {
		n := len(r.cells)
		if n < 2 || !r.whole {
			continue
		}
		counts[n] += n - 1
		if counts[n] > fit || counts[n] == fit && n > width {
			width, fit = n, counts[n]
		}
	}
	return width, fit
}
