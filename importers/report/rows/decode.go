package rows

import (
	"fmt"

	"contra/core/recon"
	"contra/core/report"
	"contra/importers/report/value"
	"contra/importers/table"
)

// Verdict is what became of a row.
type Verdict uint8

const (
	Accepted Verdict = iota
	Ignored          // by the decoder's Rule
	Rejected         // for the decoder's Fault
)

// Decoder reads rows with a plan. It belongs to one goroutine.
type Decoder struct {
	*Plan
	Row
	Rule  string // why the row was ignored
	Fault *Fault // why the row was rejected

	types, statuses words
	currencies      currencies
	left            []map[string]bool // for each rule the cells seen, and whether they leave a row out
}

// Row is what a row says of its operation. Its bytes are as long good as those of the scanner.
type Row struct {
	Op, Pay            []byte
	Project            uint32
	Type, Status       *Word
	Currency           *Currency
	Amount             value.Number
	Created, Completed int64 // Unix milliseconds; 0: not said
	Fee, Net, Settle   Extra
}

// Extra is an amount that a row may have besides.
type Extra struct {
	value.Number
	Currency *Currency // nil: there is none
}

// Decoder makes a decoder.
func (p *Plan) Decoder() *Decoder {
	left := make([]map[string]bool, len(p.rules))
	for i := range left {
		left[i] = map[string]bool{}
	}
	return &Decoder{
		Plan: p, left: left,
		types:      newWords(p.profile.Types, recon.TypeCode, p.profile.Defaults[report.OperationType]),
		statuses:   newWords(p.profile.Statuses, recon.StatusCode, p.profile.Defaults[report.OperationStatus]),
		currencies: currencies{known: map[string]*Currency{}},
	}
}

// Decode reads the row that s has cut.
func (d *Decoder) Decode(s *table.Scanner) Verdict {
	d.Row, d.Rule, d.Fault = Row{Type: noWord, Status: noWord}, "", nil
	if d.ignores(s) {
		return Ignored
	}
	if s.Err() != nil || s.Len() != len(d.Header) {
		d.Fault = d.shape(s)
		d.trusted(s)
		return Rejected
	}
	if d.Fault = d.ids(s); d.Fault == nil {
		d.Fault = d.facts(s)
	}
	if d.Fault != nil {
		if d.Created, d.Completed = 0, 0; d.Fault.Reason != report.BadDate {
			d.dated(s)
		}
		return Rejected
	}
	return Accepted
}

// dated reads the dates of a row that is rejected for something else.
func (d *Decoder) dated(s *table.Scanner) {
	for _, m := range []struct {
		column int
		into   *int64
	}{{d.column.created, &d.Created}, {d.column.completed, &d.Completed}} {
		if at, f := d.moment(s, m.column); f == nil {
			*m.into = at
		}
	}
}

// facts reads all but the ids.
func (d *Decoder) facts(s *table.Scanner) (f *Fault) {
	if d.Type, f = d.word(s, d.column.kind, &d.types, "the type is empty"); f != nil {
		return f
	}
	if d.Status, f = d.word(s, d.column.status, &d.statuses, "the status is empty"); f != nil {
		return f
	}
	if f = d.sum(s); f != nil {
		return f
	}
	if d.Created, f = d.moment(s, d.column.created); f != nil {
		return f
	}
	if d.Completed, f = d.moment(s, d.column.completed); f != nil {
		return f
	}
	if d.column.fee < 0 && d.column.net < 0 && d.column.settle < 0 {
		return nil
	}
	return d.extras(s)
}

// cell gives the cell of a column without the blanks around it, nothing when there is no column.
func (d *Decoder) cell(s *table.Scanner, column int) []byte {
	if column < 0 {
		return nil
	}
	return value.Trim(s.Cell(column))
}

func (d *Decoder) word(s *table.Scanner, column int, all *words, empty string) (*Word, *Fault) {
	if cell := d.cell(s, column); len(cell) > 0 {
		w := all.find(cell)
		if w.Reason != "" {
			return noWord, badWord(column, cell, w.Reason)
		}
		return w, nil
	}
	switch {
	case all.absent != nil:
		return all.absent, nil
	case column < 0:
		return noWord, nil
	}
	return noWord, missing(column, empty)
}

func (d *Decoder) moment(s *table.Scanner, column int) (int64, *Fault) {
	cell := d.cell(s, column)
	if len(cell) == 0 {
		return 0, nil
	}
	at, ok := d.clock.Parse(cell)
	if !ok {
		return 0, &Fault{Column: column, Reason: report.BadDate, Detail: fmt.Sprintf("%q is no date and time that the profile knows", shown(cell))}
	}
	return at, nil
}

// ids reads the ids as far as they can be read, and gives the first fault.
func (d *Decoder) ids(s *table.Scanner) *Fault {
	op, f := d.id(s, d.column.op)
	pay, g := d.id(s, d.column.pay)
	project, h := d.number(s)
	d.Op, d.Pay, d.Project = op, pay, project
	switch {
	case f != nil:
		return f
	case g != nil:
		return g
	case h != nil:
		return h
	case len(op) == 0 && len(pay) == 0:
		return missing(max(d.column.op, d.column.pay), "neither an operation nor a payment is named")
	case sums(op) || sums(pay):
		d.Op, d.Pay = nil, nil
		return missing(-1, "the row is a sum, not an operation")
	}
	return nil
}

func (d *Decoder) id(s *table.Scanner, column int) ([]byte, *Fault) {
	cell := d.cell(s, column)
	if p := value.ID(cell); p != value.GoodID {
		return nil, badID(column, cell, p)
	}
	return cell, nil
}

func (d *Decoder) number(s *table.Scanner) (uint32, *Fault) {
	cell := d.cell(s, d.column.project)
	if len(cell) == 0 {
		return d.project, nil
	}
	n, ok := value.Project(cell)
	if !ok {
		return 0, &Fault{Column: d.column.project, Reason: report.BadID, Detail: fmt.Sprintf("%q is no project's number", shown(cell))}
	}
	return n, nil
}

// Item is an accepted row as the comparison needs it, all but its Ref.
func (d *Decoder) Item() recon.Item {
	i := recon.Item{Op: recon.OpKey(d.Op), Pay: recon.PayKey(d.Pay), Project: d.Project, Amount: d.Amount.Minor, Currency: d.Currency.Cur,
		Type: d.Type.Code, Status: d.Status.Code, At: d.Completed}
	if i.At == 0 {
		i.At = d.Created
	}
	if i.Type == recon.OtherName || i.Status == recon.OtherName || d.Fee.Currency != nil && d.Fee.Minor != 0 ||
		d.Net.Currency != nil && (d.Net.Minor != d.Amount.Minor || d.Net.Currency.Cur != d.Currency.Cur) {
		i.Flags |= recon.Careful
	}
	return i
}
