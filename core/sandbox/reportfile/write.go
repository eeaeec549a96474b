package reportfile

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"golang.org/x/text/encoding"
	"golang.org/x/text/transform"
)

// Writer writes one report, row by row. Close ends it.
type Writer struct {
	format Format
	text   *transform.Writer
	csv    *csv.Writer
	spell  *encoding.Encoder // tells what the encoding has no letters for; nil: it has all
	cells  []string
	rows   int
}

// NewWriter begins a report.
func NewWriter(w io.Writer, f Format) (*Writer, error) {
	e, err := f.Encoding.encoding()
	if err != nil {
		return nil, err
	}
	x := &Writer{format: f, text: transform.NewWriter(w, e.NewEncoder()), cells: make([]string, len(f.Columns))}
	if !f.Encoding.whole() {
		x.spell = e.NewEncoder()
	}
	x.csv = csv.NewWriter(x.text)
	x.csv.Comma, x.csv.UseCRLF = f.Delimiter, f.CRLF
	for _, line := range f.Above {
		x.csv.Write([]string{line}) // the first failure stays in the writer and shows in Close
	}
	for i, c := range f.Columns {
		x.cells[i] = f.Name(c)
	}
	return x, x.csv.Write(x.cells)
}

// Write adds a row. It fails, and writes nothing of the row, when a cell has a
// letter that the encoding lacks; the error names the row, from 1, and the column.
func (w *Writer) Write(r *Row) error {
	w.rows++
	for i, c := range w.format.Columns {
		w.cells[i] = w.format.cell(c, r)
		if w.spell == nil {
			continue
		}
		if _, err := w.spell.String(w.cells[i]); err != nil {
			return fmt.Errorf("row %d, %s: %q cannot be written in %s", w.rows, w.format.Name(c), w.cells[i], w.format.Encoding)
		}
	}
	return w.csv.Write(w.cells)
}

// Close writes the last line and what is still buffered. It does not close what
// the report is written to.
func (w *Writer) Close() error {
	if w.format.Total != "" {
		w.csv.Write([]string{w.format.Total, strconv.Itoa(w.rows)})
	}
	w.csv.Flush()
	if err := w.csv.Error(); err != nil {
		return err
	}
	return w.text.Close()
}

// Write writes a whole report.
func Write(w io.Writer, f Format, rows []Row) error {
	x, err := NewWriter(w, f)
	if err != nil {
		return err
	}
	for i := range rows {
		if err := x.Write(&rows[i]); err != nil {
			return err
		}
	}
	return x.Close()
}
