package out

import (
	"bufio"
	"io"

	"contra/ui/tui/text"
)

// Column is one column of a table for people.
type Column struct {
	Title string
	Right bool // numbers
}

// Table aligns rows by the columns that the text takes on a terminal. It is
// the same on a terminal and in a pipe: nothing is cut.
type Table struct {
	columns []Column
	rows    [][]string
	widths  []int
}

// NewTable makes an empty table.
func NewTable(columns ...Column) *Table {
	t := &Table{columns: columns, widths: make([]int, len(columns))}
	for i, c := range columns {
		t.widths[i] = text.Width(c.Title)
	}
	return t
}

// Add appends a row; its cells are cleaned.
func (t *Table) Add(cells ...string) {
	row := make([]string, len(t.columns))
	for i := range row {
		row[i] = text.Clean(cells[i])
		t.widths[i] = max(t.widths[i], text.Width(row[i]))
	}
	t.rows = append(t.rows, row)
}

// Len is the number of rows.
func (t *Table) Len() int { return len(t.rows) }

// Write prints the titles and the rows; nothing when there are no rows.
func (t *Table) Write(w io.Writer) error {
	if len(t.rows) == 0 {
		return nil
	}
	b := bufio.NewWriterSize(w, 64<<10)
	titles := make([]string, len(t.columns))
	for i, c := range t.columns {
		titles[i] = c.Title
	}
	t.line(b, titles)
	for _, row := range t.rows {
		t.line(b, row)
	}
	return b.Flush()
}

func (t *Table) line(b *bufio.Writer, cells []string) {
	var line []byte
	for i, cell := range cells {
		if i > 0 {
			line = append(line, "  "...)
		}
		align := text.Left
		if t.columns[i].Right {
			align = text.Right
		}
		line = text.AppendPad(line, cell, t.widths[i], align)
	}
	end := len(line)
	for end > 0 && line[end-1] == ' ' {
		end--
	}
	b.Write(line[:end])
	b.WriteByte('\n')
}
