package table

import (
	"bytes"
	"io"
	"strings"
	"unicode"

	"contra/core/ledger"
	"contra/importers/charset"
)

const (
	headSize = 256 << 10 // bytes that are looked at
	mostRows = 100       // rows of them
	samples  = 20
)

// Look finds out how the table is written. Every error is a *ledger.Error that names
// the table. A header without rows is an error with which the layout comes all the same, for those who
// know the header.
func (s *Source) Look(h Hint) (Look, error) {
	if err := s.peek(headSize); err != nil {
		return Look{}, err
	}
	switch {
	case len(s.head) == 0:
		return Look{}, s.fail(0, "is empty").WithHint("a table has a header and rows below it")
	case bytes.HasPrefix(s.head, magicOffice):
		return Look{}, s.workbook()
	}
	var l Look
	mark, err := s.encoding(&l, h)
	if err != nil {
		return Look{}, err
	}
	text, err := io.ReadAll(charset.NewReader(bytes.NewReader(s.head[mark:]), l.Encoding))
	if err != nil {
		return Look{}, s.unreadable(err)
	}
	if !s.whole { // the last line is cut off
		text = text[:lastLine(text, 0, true)]
	}
	if isBinary(text) {
		return Look{}, s.fail(0, "is no text, so no table can be read from it").WithHint("save the table as CSV")
	}
	err = s.layout(&l, mend(text), h)
	return l, err
}

// encoding fills in the encoding, and gives the length of the byte order mark.
func (s *Source) encoding(l *Look, h Hint) (mark int, err error) {
	l.Encoding, mark = charset.Guess(s.head)
	l.BOM = mark > 0
	if l.BOM {
		return mark, nil
	}
	if h.Encoding != "" {
		known, ok := charset.Named(h.Encoding)
		if !ok {
			return 0, ledger.Errorf(ledger.ErrUsage, "%q is no encoding that can be read", charset.Clean(h.Encoding)).
				WithHint("name UTF-8, UTF-16LE, UTF-16BE, CP949, CP1251 or CP1252")
		}
		l.Encoding = known
	} else if l.Encoding == charset.UTF8 && !s.whole && foreign(s.head) < 0 {
		l.Encoding = s.further()
	}
	return 0, nil
}

// layout fills in what is found out from the text.
func (s *Source) layout(l *Look, text []byte, h Hint) error {
	found := survey(text, h)
	if found.header < 0 {
		return s.headless(l, text, h)
	}
	rows := found.rows[found.header:]
	l.Delimiter, l.HeaderLine, l.Header = found.delimiter, rows[0].line, names(rows[0].cells)
	l.Preamble = firstLines(text, l.HeaderLine-1)
	for _, r := range rows[1:min(len(rows), 1+samples)] {
		l.Samples = append(l.Samples, r.cells)
		l.SampleText = append(l.SampleText, r.text)
		l.SampleLines = append(l.SampleLines, r.line)
	}
	if len(l.Samples) == 0 {
		return s.fail(l.HeaderLine, "is a header, and no row follows").WithHint("check that the report is complete")
	}
	return nil
}

// headless says why there is no header.
func (s *Source) headless(l *Look, text []byte, h Hint) error {
	if h.HeaderLine > 0 {
		return s.fail(h.HeaderLine, "should be the header, and has no names").WithHint("check in which line the header is")
	}
	blank := true
	for _, c := range candidates(text, h) {
		rows := readRows(text, c)
		blank = blank && len(rows) == 0
		if len(rows) > 0 && rows[len(rows)-1].named(c) {
			last := rows[len(rows)-1]
			l.Delimiter, l.HeaderLine, l.Header = c, last.line, names(last.cells)
			return s.fail(last.line, "is a header, and no row follows").WithHint("check that the report is complete")
		}
	}
	if blank {
		return s.fail(0, "is empty").WithHint("a table has a header and rows below it")
	}
	return s.fail(0, "has no header: no first row names the columns").WithHint("columns are cut by ; , | or tabs, and named above the rows; or say in which line the header is")
}

// names cleans the cells of a header.
func names(cells []string) []string {
	clean := make([]string, len(cells))
	for i, c := range cells {
		clean[i] = strings.TrimFunc(c, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
	}
	return clean
}

// firstLines gives the first physical lines of a text.
func firstLines(text []byte, n int) (lines []string) {
	for range n {
		end := lineAfter(text, 0)
		lines = append(lines, string(trimEnd(text[:end])))
		text = text[end:]
	}
	return lines
}
