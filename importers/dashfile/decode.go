package dashfile

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/gocarina/gocsv"

	"contra/core/batch"
)

// record is a row as the file says it. All is text, for gocsv's numbers are too lenient.
type record struct {
	Type        string `csv:"operation_type"`
	Project     string `csv:"general.project_id"`
	Method      string `csv:"method"`
	Payment     string `csv:"general.payment_id"`
	Operation   string `csv:"general.operation_id"`
	Amount      string `csv:"payment.amount"`
	Currency    string `csv:"payment.currency"`
	Description string `csv:"payment.description"`
}

// chunk is how many lines gocsv gets at a time. Small pieces keep what it allocates in the cache.
const chunk = 512

// lot is a piece of a file as gocsv wants it: a header and rows of fields.
type lot struct {
	all    [][]string // the header, then the rows
	lines  []int
	fields []string // of all rows; reused
}

// Read is not called by gocsv when it decodes into a slice.
func (l *lot) Read() ([]string, error) { return nil, fmt.Errorf("rows come in lots") }

// ReadAll gives the header and the rows.
func (l *lot) ReadAll() ([][]string, error) { return l.all, nil }

// gocsvHeader names every column once, also those that the file has not, so that
// none of gocsv's settings, which hold for the whole process, can make a difference.
func gocsvHeader(h *header) []string {
	names := make([]string, len(h.known), len(h.known)+8)
	has := make(map[string]bool, 8)
	for i, name := range h.known {
		if names[i] = name; name == "" {
			names[i] = "\x00" + strconv.Itoa(i)
		}
		has[name] = true
	}
	for _, name := range batch.Columns() {
		if !has[name] {
			names = append(names, name)
		}
	}
	return names
}

// read reads the header and the rows of a text.
func (f *File) read(text string) {
	in := newLines(text)
	first, ok := in.next()
	if !ok {
		f.add(0, "", batch.FileEmpty, "the file is empty: it needs a header and at least one row")
		return
	}
	f.LF = in.end == '\n' && !strings.HasSuffix(text[:in.at], "\r\n")
	h, ok := f.header(first, in.n)
	if !ok {
		return
	}
	f.Rows = make([]batch.Row, 0, min(strings.Count(text, string(rune(in.end))), len(text)/24)+1)
	l := lot{all: [][]string{gocsvHeader(&h)}}
	var records []record
	for line, ok := in.next(); ok; line, ok = in.next() {
		if line == "" {
			f.warn(in.n, "", batch.FieldCount, "the line is empty: delete it, for the platform may take it for a row")
			continue
		}
		if len(f.Rows)+len(l.lines) == mostRows {
			f.add(in.n, "", batch.FileTooManyRows, fmt.Sprintf("the file has more than %d rows: split it; the rest was not read", mostRows))
			break
		}
		f.cut(&l, &h, line, in.n)
		if len(l.lines) == chunk {
			records = f.take(&l, records)
		}
	}
	f.take(&l, records)
	if len(f.Rows) == 0 {
		f.add(0, "", batch.FileEmpty, "the file has a header and no rows: add at least one")
	}
}

// cut adds a line to the lot.
func (f *File) cut(l *lot, h *header, line string, n int) {
	from := len(l.fields)
	fields, count, quoted := split(l.fields, line, h.comma, len(h.names))
	l.fields = fields
	l.all = append(l.all, fields[from:len(fields):len(fields)])
	l.lines = append(l.lines, n)
	if quoted > 0 {
		column := ""
		if quoted <= len(h.known) {
			column = h.known[quoted-1]
		}
		f.add(n, column, batch.FieldQuoted, "a value is in quotes: nothing may be quoted in this file, so remove the quotes")
	}
	switch want := len(h.names); {
	case count < want:
		f.add(n, "", batch.FieldCount, fmt.Sprintf("the line has %s, and the header has %d: a blank value keeps its semicolon, and no value may have a line break", fieldsOf(count), want))
	case count > want:
		f.add(n, "", batch.FieldCount, fmt.Sprintf("the line has %s, and the header has %d: a value has a semicolon inside, or there is one too many; remove it", fieldsOf(count), want))
	}
}

func fieldsOf(n int) string {
	if n == 1 {
		return "1 field"
	}
	return strconv.Itoa(n) + " fields"
}

// take decodes the lot into rows and empties it.
func (f *File) take(l *lot, records []record) []record {
	n := len(l.lines)
	if n == 0 {
		return records
	}
	if cap(records) < n {
		records = make([]record, n)
	}
	records = records[:n]
	if err := gocsv.UnmarshalCSV(l, &records); err != nil {
		f.add(l.lines[0], "", batch.FileUnreadable, "the rows from this line on cannot be read: compare them with the header")
	} else {
		for i := range records {
			f.Rows = append(f.Rows, f.row(&records[i], l.lines[i]))
		}
	}
	l.all, l.lines, l.fields = l.all[:1], l.lines[:0], l.fields[:0]
	return records
}
