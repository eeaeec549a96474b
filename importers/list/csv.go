package list

import (
	"strings"

	"contra/importers/charset"
)

// reader gives the records of a CSV text. Values may be in quotes and then hold
// anything; lines end with LF, CR LF or CR.
type reader struct {
	s     string
	at    int
	line  int
	comma byte // 0: there is one column
}

// broken says why a record cannot be read, and at which line.
type broken struct {
	line int
	why  string
}

func newReader(s string, comma byte) *reader { return &reader{s: s, line: 1, comma: comma} }

// next gives a record, or false at the end.
func (r *reader) next() (Record, bool, *broken) {
	if r.at >= len(r.s) {
		return Record{}, false, nil
	}
	rec := Record{Line: r.line}
	for {
		value, bad := r.field()
		if bad != nil {
			return rec, false, bad
		}
		if len(rec.Fields) == mostColumns {
			return rec, false, &broken{rec.Line, "has more columns than a list can have"}
		}
		rec.Fields = append(rec.Fields, value)
		if r.at >= len(r.s) {
			return rec, true, nil
		}
		c := r.s[r.at]
		r.at++
		if c == r.comma {
			continue // a value follows, if only an empty one
		}
		if c == '\r' && r.at < len(r.s) && r.s[r.at] == '\n' {
			r.at++
		}
		r.line++
		return rec, true, nil
	}
}

// field reads one value and stops at what ends it.
func (r *reader) field() (string, *broken) {
	if r.at < len(r.s) && r.s[r.at] == '"' {
		return r.quoted()
	}
	from := r.at
	for ; r.at < len(r.s); r.at++ {
		if r.ends(r.s[r.at]) {
			break
		}
	}
	return r.s[from:r.at], nil
}

func (r *reader) ends(c byte) bool {
	return c == '\n' || c == '\r' || c == r.comma && r.comma != 0
}

func (r *reader) quoted() (string, *broken) {
	opened := r.line
	from := r.at + 1
	for i := from; i < len(r.s); i++ {
		k := strings.IndexByte(r.s[i:], '"')
		if k < 0 {
			break
		}
		if i += k; i+1 < len(r.s) && r.s[i+1] == '"' {
			i++
			continue
		}
		if r.at = i + 1; r.at < len(r.s) && !r.ends(r.s[r.at]) {
			return "", &broken{opened, "has text behind a closing quote"}
		}
		value := r.s[from:i]
		r.line += breaks(value)
		return strings.ReplaceAll(value, `""`, `"`), nil
	}
	return "", &broken{opened, "has a quote that is never closed"}
}

func breaks(s string) int {
	return strings.Count(s, "\n") + strings.Count(s, "\r") - strings.Count(s, "\r\n")
}

// csv reads a text file.
func (in source) csv(data string) (*Table, error) {
	text := charset.Decode(data)
	if text.Encoding == "" || text.Bad > 0 {
		return nil, in.fail(text.Bad, "has bytes that are neither UTF-8, UTF-16 nor CP949").WithHint("save the list as UTF-8")
	}
	if at := strings.IndexByte(text.S, 0); at >= 0 {
		return nil, in.fail(charset.Line(text.S, at), "has a NUL, so this is no text").WithHint("save the list as CSV or as .xlsx")
	}
	comma, told := said(text.S)
	if !told {
		comma = sniff(text.S)
	}
	t := &Table{Format: "csv", Encoding: text.Encoding}
	if comma != 0 {
		t.Delimiter = string(rune(comma))
	}
	var rows []Record
	for r := newReader(text.S, comma); ; {
		rec, ok, bad := r.next()
		switch {
		case bad != nil:
			return nil, in.fail(bad.line, "%s", bad.why).WithHint("a value with a quote inside is written in quotes, with the inner quote doubled")
		case !ok:
			if err := in.fill(t, rows); err != nil {
				return nil, err
			}
			return t, in.even(t)
		case len(rows) == mostRows:
			return nil, in.fail(rec.Line, "is one row too many: a list has at most %d", mostRows).WithHint("split it")
		case told && rec.Line == 1: // it names the delimiter and is no row
		case comma == 0 && strings.Trim(rec.Fields[0], ";,\t| ") == "": // a row of delimiters alone
		case !blank(rec.Fields):
			rows = append(rows, rec)
		}
	}
}

// said gives the delimiter that a first line such as sep=; names, as Excel writes it.
func said(s string) (comma byte, ok bool) {
	if len(s) < 6 || !strings.EqualFold(s[:4], "sep=") || s[5] != '\r' && s[5] != '\n' {
		return 0, false
	}
	return s[4], strings.IndexByte(";,\t|", s[4]) >= 0
}

// even refuses rows with more values than the header has names: a delimiter inside a
// value, as in 1,000, has moved the others, and another amount would be refunded.
func (in source) even(t *Table) error {
	for _, rec := range t.Rows {
		if len(rec.Fields) > len(t.Header) && !blank(rec.Fields[len(t.Header):]) {
			return in.fail(rec.Line, "has %d values, and the header has %d", len(rec.Fields), len(t.Header)).
				WithHint("a value that has the delimiter inside is written in quotes")
		}
	}
	return nil
}
