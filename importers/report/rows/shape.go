package rows

import (
	"bytes"
	"fmt"

	"contra/core/report"
	"contra/importers/report/value"
	"contra/importers/table"
)

// shape says what is wrong with the row's shape.
func (d *Decoder) shape(s *table.Scanner) *Fault {
	f := &Fault{Column: -1, Reason: report.BadShape}
	switch {
	case s.Err() != nil:
		f.Detail = s.Err().Error()
	case s.Len() == 1:
		f.Detail = fmt.Sprintf("the row has 1 cell, and the header has %d", len(d.Header))
	default:
		f.Detail = fmt.Sprintf("the row has %d cells, and the header has %d", s.Len(), len(d.Header))
	}
	return f
}

// trusted reads the ids of a row that is cut wrongly, where they stand before
// anything that could have cut it wrongly. A payment id could be that itself, so it counts only in
// rows that are too short, and what stands last in those may be cut off.
func (d *Decoder) trusted(s *table.Scanner) {
	short := s.Len() < len(d.Header)
	sound := func(column int) []byte {
		if column < 0 || column >= d.firm || column >= s.Len() || short && column == s.Len()-1 {
			return nil
		}
		cell := value.Trim(s.Cell(column))
		if value.ID(cell) != value.GoodID || bytes.IndexByte(cell, '"') >= 0 || sums(cell) {
			return nil
		}
		return cell
	}
	if short || d.column.pay < 0 || d.column.pay > d.column.op {
		d.Op = sound(d.column.op)
	}
	if short {
		d.Pay = sound(d.column.pay)
	}
	if n, ok := value.Project(sound(d.column.project)); ok {
		d.Project = n
	}
}
