package statement

import (
	"encoding/csv"
	"io"

	"contra/exporters/book"
	"contra/exporters/cell"
)

// column is one column of a table, in all its forms.
type column[T any] struct {
	name  string // in CSV
	title string // for people
	width float64
	of    func(*T) cell.Cell
}

func cells[T any](columns []column[T], to []cell.Cell, row *T) []cell.Cell {
	for _, c := range columns {
		to = append(to, c.of(row))
	}
	return to
}

// writeCSV writes a header and the rows that each hands over.
func writeCSV[T any](w io.Writer, columns []column[T], each func(row func(*T) error) error) error {
	out := csv.NewWriter(w)
	line := make([]string, len(columns))
	for i, c := range columns {
		line[i] = c.name
	}
	if err := out.Write(line); err != nil {
		return failed(err)
	}
	err := each(func(row *T) error {
		for i, c := range columns {
			line[i] = c.of(row).CSV()
		}
		return out.Write(line)
	})
	if err != nil {
		return failed(err)
	}
	out.Flush()
	return failed(out.Error())
}

// writeTable writes a sheet of a workbook.
func writeTable[T any](b *book.Book, name string, columns []column[T], among map[string][]string, each func(row func(*T) error) error) error {
	heads := make([]book.Column, len(columns))
	for i, c := range columns {
		heads[i] = book.Column{Title: c.title, Width: c.width, Among: among[c.name]}
	}
	s, err := b.Table(name, heads)
	if err != nil {
		return err
	}
	var line []cell.Cell
	err = each(func(row *T) error {
		line = cells(columns, line[:0], row)
		return s.Row(line...)
	})
	if err != nil {
		return err
	}
	return s.Close()
}
