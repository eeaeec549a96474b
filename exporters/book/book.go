// Package book writes workbooks row by row, with typed cells: amounts are
// numbers with the decimals of their currency, moments are dates in UTC, ids are text.
// The same rows give the same bytes.
package book

import (
	"errors"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"contra/core/ledger"
)

// mostRows is how many rows a sheet holds, the header among them.
const mostRows = 1 << 20

// Book is a workbook that is being written.
type Book struct {
	f      *excelize.File
	styles map[look]int
	sheets int
	most   int // rows of a sheet
}

// New begins a workbook. at is the moment that it says it was made.
func New(title string, at time.Time) (*Book, error) {
	b := &Book{f: excelize.NewFile(), styles: map[look]int{}, most: mostRows}
	moment := at.UTC().Format(time.RFC3339)
	return b, errors.Join(
		b.f.SetDocProps(&excelize.DocProperties{Creator: "contra", LastModifiedBy: "contra", Title: title, Created: moment, Modified: moment}),
		b.f.SetAppProps(&excelize.AppProperties{Application: "contra"}))
}

// Close frees what the workbook holds, temporary files among it.
func (b *Book) Close() { b.f.Close() }

// Write writes the workbook. All sheets must be closed.
func (b *Book) Write(w io.Writer) error {
	if b.sheets > 0 {
		b.f.SetActiveSheet(0)
	}
	b.f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return &parts{to: w} })
	err := b.f.Write(io.Discard)
	if errors.Is(err, errTooLarge) {
		return ledger.Errorf(ledger.ErrUsage, "%v", errTooLarge).WithHint("write it as CSV")
	}
	return err
}
