// Package list reads lists of wanted refunds as people keep them: CSV with any
// delimiter and encoding, or a workbook. It finds the header and the meaning of
// its columns, and leaves the values as they are.
package list

import (
	"fmt"
	"path/filepath"
	"strings"

	"contra/core/ledger"
	"contra/importers/charset"
)

// Limits that no list made by people reaches.
const (
	mostBytes   = 64 << 20
	mostRows    = 1_000_000
	mostColumns = 500
)

// Table is what was read.
type Table struct {
	Format    string // "csv" or "xlsx"
	Encoding  string // of a CSV file, such as "UTF-8" or "CP949"
	Delimiter string // of a CSV file; empty when it has one column
	Header    []string
	Rows      []Record
}

// Record is one row below the header. Rows without any value are left out.
type Record struct {
	Line   int // physical line of its first byte, or the row's number in a workbook
	Fields []string
}

// Read reads a list. The name is for messages only; what the bytes are is seen
// from themselves. Every error is a *ledger.Error.
func Read(name string, data []byte) (*Table, error) {
	in := source(charset.Short(filepath.Base(name)))
	switch head := string(data[:min(len(data), 4)]); {
	case len(data) > mostBytes:
		return nil, in.fail(0, "is larger than 64 MB").WithHint("split it")
	case head == "PK\x03\x04":
		return in.workbook(data)
	case head == "\xd0\xcf\x11\xe0":
		return nil, in.fail(0, "is an old or a locked workbook").WithHint("save it as .xlsx without a password, or as CSV")
	case strings.HasPrefix(head, "\x1f\x8b"):
		return nil, in.fail(0, "is compressed").WithHint("unpack it first")
	}
	return in.csv(string(data))
}

// source is the file's name, fit for a sentence.
type source string

// fail says what is wrong with the file, or with a line of it.
func (in source) fail(line int, format string, args ...any) *ledger.Error {
	where := string(in)
	if line > 0 {
		where = fmt.Sprintf("%s, line %d,", in, line)
	}
	return ledger.Errorf(ledger.ErrUsage, "%s %s", where, fmt.Sprintf(format, args...))
}

// fill splits rows into header and rows. Those above the header are titles.
func (in source) fill(t *Table, rows []Record) error {
	if len(rows) == 0 {
		return in.fail(0, "is empty").WithHint("a list has a header, with payment_id at least, and a row for every refund")
	}
	at := headerRow(rows)
	if at < 0 {
		return in.fail(rows[0].Line, "is no header: it has numbers, or a name twice").WithHint("write a first row that names the columns: payment_id, and if you like project_id, amount, currency, description")
	}
	t.Header, t.Rows = rows[at].Fields, rows[at+1:]
	if len(t.Rows) == 0 {
		return in.fail(rows[at].Line, "is a header, and no row follows").WithHint("add a row for every refund")
	}
	return nil
}

// blank tells whether a row has no value at all.
func blank(fields []string) bool {
	for _, f := range fields {
		if strings.TrimSpace(f) != "" {
			return false
		}
	}
	return true
}
