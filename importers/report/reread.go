package report

import (
	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/importers/report/rows"
	"contra/importers/table"
)

// Rereader reads the rows of reports again from the text that was kept of them.
type Rereader struct{}

var _ corereport.Reader = Rereader{}

// Rows prepares reading rows with the profile of a body and its header.
// The RowReader belongs to one goroutine.
func (Rereader) Rows(p corereport.Profile, header []string) (corereport.RowReader, error) {
	if len(p.Delimiter) != 1 {
		return nil, ledger.Errorf(ledger.ErrUsage, "the profile %s does not say what separates the cells", p.Name)
	}
	plan, err := rows.Compile(p, header)
	if err != nil {
		return nil, err
	}
	return &rowReader{plan.Decoder(), table.NewScanner(p.Delimiter[0])}, nil
}

type rowReader struct {
	*rows.Decoder
	scanner *table.Scanner
}

// Row reads the row at the beginning of text. A row that was not accepted is a usage error.
func (r *rowReader) Row(text []byte, line int) (corereport.Row, error) {
	r.scanner.Next(text)
	switch r.Decode(r.scanner) {
	case rows.Rejected:
		return corereport.Row{}, ledger.Errorf(ledger.ErrUsage, "line %d cannot be read: %s", line, r.Fault.Detail)
	case rows.Ignored:
		return corereport.Row{}, ledger.Errorf(ledger.ErrUsage, "line %d was ignored: %s", line, r.Rule)
	}
	return r.Full(r.scanner, line), nil
}

// Items adds the accepted rows of text to a body.
func (r *rowReader) Items(b *corereport.Body, text []byte, line int, skip map[int]bool) error {
	for len(text) > 0 {
		size, lines, ok := r.scanner.Next(text)
		if !ok {
			break
		}
		if !skip[line] {
			if r.Decode(r.scanner) != rows.Accepted {
				return ledger.Errorf(ledger.ErrDamaged, "line %d cannot be read as it was when it was imported", line)
			}
			item := r.Item()
			item.Ref = int64(len(b.Items))
			b.Items, b.Lines = append(b.Items, item), append(b.Lines, uint32(line))
		}
		text, line = text[size:], line+lines
	}
	return nil
}

// Cells gives the cells as written, and the row's own text without its line end.
func (r *rowReader) Cells(text []byte) (cells []string, raw string) {
	size, _, _ := r.scanner.Next(text)
	for i := range r.scanner.Len() {
		cells = append(cells, string(r.scanner.Cell(i)))
	}
	return cells, string(trimEnd(text[:size]))
}
