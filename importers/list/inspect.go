package list

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// cell is a place in a sheet, from 1.
type cell struct{ row, column int }

// inspect goes through a sheet before excelize does, which takes broken XML for the end of
// the sheet, puts cells that are out of order into other columns, and gives
// types for one cell at a time only. sound is false when one of these is so.
// numbers are the cells with numbers whose stored form nobody writes, as against texts
// that look like some.
func inspect(file *excelize.File, sheet string) (numbers map[cell]bool, sound bool) {
	numbers = map[cell]bool{}
	data, ok := file.Pkg.Load(sheetPath(file, sheet))
	raw, _ := data.([]byte)
	if !ok {
		return numbers, true
	}
	var at cell
	var numeric, inValue bool
	for d := xml.NewDecoder(bytes.NewReader(raw)); ; {
		token, err := d.Token()
		if err != nil {
			return numbers, errors.Is(err, io.EOF)
		}
		switch t := token.(type) {
		case xml.StartElement:
			last := at
			switch inValue = t.Name.Local == "v"; t.Name.Local {
			case "row":
				at = cell{at.row + 1, 0}
				if n, err := strconv.Atoi(attribute(t, "r")); err == nil {
					at.row = n
				}
				if at.row <= last.row {
					return numbers, false
				}
			case "c":
				at.column++
				if column, row, err := excelize.CellNameToCoordinates(attribute(t, "r")); err == nil {
					if row != at.row {
						return numbers, false
					}
					at.column = column
				}
				if at.column <= last.column {
					return numbers, false
				}
				kind := attribute(t, "t")
				numeric = kind == "" || kind == "n"
			}
		case xml.CharData:
			if inValue && numeric && rewritten(string(t)) {
				numbers[at] = true
			}
		case xml.EndElement:
			inValue = false
		}
	}
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// sheetPath is the name of the part that holds a sheet.
func sheetPath(file *excelize.File, sheet string) string {
	if file.WorkBook == nil {
		return ""
	}
	var links struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	data, _ := file.Pkg.Load("xl/_rels/workbook.xml.rels")
	raw, _ := data.([]byte)
	if xml.Unmarshal(raw, &links) != nil {
		return ""
	}
	for _, s := range file.WorkBook.Sheets.Sheet {
		for _, link := range links.Relationship {
			switch {
			case s.Name != sheet || link.ID != s.ID:
			case strings.HasPrefix(link.Target, "/"):
				return strings.TrimPrefix(link.Target, "/")
			default:
				return path.Join("xl", link.Target)
			}
		}
	}
	return ""
}
