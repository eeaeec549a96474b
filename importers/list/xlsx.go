package list

import (
	"bytes"
	"slices"

	"github.com/xuri/excelize/v2"
)

// mostUnpacked is how much a workbook may be once unpacked. All of it stays in memory:
// nothing is written to a temporary folder.
const mostUnpacked = 128 << 20

// workbook reads the first sheet with data that is not hidden.
func (in source) workbook(data []byte) (t *Table, err error) {
	broken := func() error {
		return in.fail(0, "cannot be read as a workbook").WithHint("open it in a spreadsheet, save it as .xlsx again, or as CSV")
	}
	defer func() {
		// The file is a stranger's, and the library was not made for hostile ones.
		if recover() != nil {
			t, err = nil, broken()
		}
	}()
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostUnpacked})
	if err != nil {
		return nil, broken()
	}
	defer file.Close()
	for _, sheet := range file.GetSheetList() {
		if visible, err := file.GetSheetVisible(sheet); err == nil && !visible {
			continue
		}
		iterator, err := file.Rows(sheet)
		if err != nil {
			continue // a sheet of charts
		}
		rows, err := in.sheet(file, sheet, iterator)
		if err != nil {
			return nil, err
		}
		if len(rows) > 0 {
			t = &Table{Format: "xlsx"}
			return t, in.fill(t, rows)
		}
	}
	return nil, in.fail(0, "has no sheet with data").WithHint("a list has a header, with payment_id at least, and a row for every refund")
}

// sheet reads the rows of a sheet that have a value.
func (in source) sheet(file *excelize.File, sheet string, rows *excelize.Rows) (all []Record, err error) {
	defer rows.Close()
	numbers, sound := inspect(file, sheet)
	if !sound {
		return nil, in.fail(0, "has a damaged sheet").WithHint("open it in a spreadsheet, save it as .xlsx again, or as CSV")
	}
	n := 0
	for rows.Next() {
		n++
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		switch {
		case err != nil:
			return nil, in.fail(n, "cannot be read").WithHint("save the workbook again, or as CSV")
		case blank(cells):
			continue
		case len(cells) > mostColumns:
			return nil, in.fail(n, "has more than %d columns", mostColumns).WithHint("copy the columns that matter to a new sheet")
		case len(all) == mostRows:
			return nil, in.fail(n, "is one row too many").WithHint("split the list")
		}
		for i, text := range cells {
			if numbers[cell{n, i + 1}] {
				cells[i] = number(text)
			}
		}
		all = append(all, Record{Line: n, Fields: slices.Clone(cells)})
	}
	if rows.Error() != nil {
		return nil, in.fail(n, "cannot be read").WithHint("save the workbook again, or as CSV")
	}
	return all, nil
}
