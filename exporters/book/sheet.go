package book

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"contra/exporters/cell"
)

// Column is one column of a sheet.
type Column struct {
	Title string
	Width float64  // in characters
	Among []string // what may be chosen in it; nil: anything
}

// Sheet is a sheet that is being written. Behind its last row another one goes on.
type Sheet struct {
	b       *Book
	name    string // of the first
	number  int    // of this one, from 1
	columns []Column
	table   bool // it has one header, and a filter
	to      *excelize.StreamWriter
	at      string // its name
	rows    int
	cells   []any
}

// Table begins a sheet with one header, which stays in view, and a filter.
func (b *Book) Table(name string, columns []Column) (*Sheet, error) {
	s := &Sheet{b: b, name: name, columns: columns, table: true}
	return s, s.open()
}

// Page begins a sheet without a header of its own. Of the columns only the widths count.
func (b *Book) Page(name string, columns []Column) (*Sheet, error) {
	s := &Sheet{b: b, name: name, columns: columns}
	return s, s.open()
}

func (s *Sheet) open() error {
	s.number++
	s.rows, s.at = 0, s.name
	if s.number > 1 {
		s.at = fmt.Sprintf("%s %d", s.name, s.number)
	}
	if err := s.add(); err != nil {
		return err
	}
	var err error
	if s.to, err = s.b.f.NewStreamWriter(s.at); err != nil {
		return err
	}
	for i, c := range s.columns {
		if err := s.to.SetColWidth(i+1, i+1, c.Width); err != nil {
			return err
		}
	}
	if !s.table {
		return nil
	}
	if err := s.to.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	titles := make([]string, len(s.columns))
	for i, c := range s.columns {
		titles[i] = c.Title
	}
	return s.Head(titles...)
}

// add makes the sheet, printed across and as wide as the paper.
func (s *Sheet) add() error {
	if s.b.sheets++; s.b.sheets == 1 {
		if err := s.b.f.SetSheetName(s.b.f.GetSheetName(0), s.at); err != nil {
			return err
		}
	} else if _, err := s.b.f.NewSheet(s.at); err != nil {
		return err
	}
	fit, across, a4, wide, long := true, "landscape", 9, 1, 0
	if err := s.b.f.SetSheetProps(s.at, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return s.b.f.SetPageLayout(s.at, &excelize.PageLayoutOptions{Size: &a4, Orientation: &across, FitToWidth: &wide, FitToHeight: &long})
}

// Head writes a row of titles.
func (s *Sheet) Head(titles ...string) error {
	cells := make([]cell.Cell, len(titles))
	for i, t := range titles {
		cells[i] = cell.Of(t)
	}
	return s.put(cells, heads)
}

// Row writes a row.
func (s *Sheet) Row(cells ...cell.Cell) error { return s.Styled(Look{}, cells...) }

// Styled writes a row that looks like that, its empty cells too.
func (s *Sheet) Styled(l Look, cells ...cell.Cell) error {
	if s.rows == s.b.most && s.table {
		if err := s.Close(); err != nil {
			return err
		}
		if err := s.open(); err != nil {
			return err
		}
	}
	return s.put(cells, l)
}

func (s *Sheet) put(cells []cell.Cell, l Look) error {
	s.cells = s.cells[:0]
	for _, c := range cells {
		if c.Kind == cell.Empty && l == (Look{}) {
			s.cells = append(s.cells, nil)
			continue
		}
		typed, err := s.b.typed(c, l)
		if err != nil {
			return err
		}
		s.cells = append(s.cells, typed)
	}
	s.rows++
	return s.to.SetRow(fmt.Sprintf("A%d", s.rows), s.cells)
}

// Close ends the sheet.
func (s *Sheet) Close() error {
	if s.table {
		if err := s.filter(); err != nil {
			return err
		}
	}
	return s.to.Flush()
}

func (s *Sheet) filter() error {
	last, err := excelize.CoordinatesToCellName(len(s.columns), s.rows)
	if err != nil {
		return err
	}
	if err := s.b.f.AutoFilter(s.at, "A1:"+last, nil); err != nil {
		return err
	}
	for i, c := range s.columns {
		if c.Among == nil || s.rows < 2 {
			continue
		}
		name, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		choice := excelize.NewDataValidation(true)
		choice.SetSqref(fmt.Sprintf("%s2:%s%d", name, name, s.rows))
		if err := choice.SetDropList(c.Among); err != nil {
			return err
		}
		if err := s.b.f.AddDataValidation(s.at, choice); err != nil {
			return err
		}
	}
	return nil
}
