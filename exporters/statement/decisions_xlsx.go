package statement

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"contra/core/ledger"
)

// mostUnpacked is how much a workbook may be, packed and unpacked. It stays in memory.
const mostUnpacked = 256 << 20

func failedToRead(err error) error {
	return &ledger.Error{Code: ledger.ErrIO, Message: "the table cannot be read", Err: err}
}

// workbook reads every sheet that is a table of breaks.
func (d *reading) workbook(in io.Reader) (err error) {
	data, err := io.ReadAll(io.LimitReader(in, mostUnpacked+1))
	if err != nil {
		return failedToRead(err)
	}
	broken := unread("the workbook cannot be read").WithHint("open it in a spreadsheet and save it as .xlsx again, or as CSV")
	if len(data) > mostUnpacked {
		return unread("the workbook is too large").WithHint("save the sheets that were filled in as CSV")
	}
	defer func() {
		// The library was not made for hostile files.
		if recover() != nil {
			err = broken
		}
	}()
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostUnpacked})
	if err != nil {
		return broken
	}
	defer file.Close()
	if !sound(file) {
		return broken
	}
	found := false
	for _, sheet := range file.GetSheetList() {
		rows, err := file.Rows(sheet)
		if err != nil {
			continue // a sheet of charts
		}
		is, err := d.sheet(sheet, rows)
		if err != nil {
			return broken
		}
		found = found || is
	}
	if !found {
		return unread("no sheet of the workbook has the columns break, version, decision and note")
	}
	return nil
}

// mostTitles is how many rows may stand above the header.
const mostTitles = 20

// sheet reads a sheet; is tells whether it is a table of breaks.
func (d *reading) sheet(name string, rows *excelize.Rows) (is bool, err error) {
	defer rows.Close()
	var p places
	for line := 1; rows.Next(); line++ {
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return false, err
		}
		switch {
		case is:
			d.row(name, line, p, cells)
		case line > mostTitles:
			return false, nil
		default:
			var missing []string
			p, missing = header(cells)
			is = p.key >= 0 || p.decision >= 0
			if !is || len(missing) == 0 {
				continue
			}
			for _, column := range missing {
				d.faults = append(d.faults, Fault{name, line, column, "the header has no such column"})
			}
			return true, nil
		}
	}
	return is, rows.Error()
}

// sound tells whether all sheets are whole: the library takes the end of a broken
// one for its end.
func sound(file *excelize.File) bool {
	whole := true
	file.Pkg.Range(func(name, data any) bool {
		text, _ := data.([]byte)
		if path, _ := name.(string); strings.HasPrefix(path, "xl/worksheets/sheet") {
			var err error
			for d := xml.NewDecoder(bytes.NewReader(text)); err == nil; {
				_, err = d.Token()
			}
			whole = whole && errors.Is(err, io.EOF)
		}
		return whole
	})
	return whole
}
