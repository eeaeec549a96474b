package rows

import (
	"cmp"
	"fmt"
	"time"

	"contra/core/report"
	"contra/importers/card"
	"contra/importers/charset"
	"contra/importers/report/value"
)

// Fault is why a row is rejected.
type Fault struct {
	Column int // -1: the row as a whole
	Reason report.Reason
	Detail string // one sentence with the value, masked
	NoUnit bool   // the amount cannot be read while the unit is not known
}

// shown makes a cell fit for a sentence.
func shown(cell []byte) string { return charset.Short(card.MaskText(string(cell))) }

func missing(column int, detail string) *Fault {
	return &Fault{Column: column, Reason: report.MissingField, Detail: detail}
}

func badID(column int, cell []byte, p value.IDProblem) *Fault {
	f := &Fault{Column: column, Reason: report.BadID, Detail: p.Words(shown(cell))}
	switch p {
	case value.CardID:
		f.Reason = report.CardData
	case value.BrokenID:
		f.Reason = report.BadText
	}
	return f
}

func badAmount(column int, cell []byte, p value.Problem, c *Currency) *Fault {
	f := &Fault{Column: column, Reason: report.BadAmount, Detail: p.Words(shown(cell), c.Code), NoUnit: p == value.NoUnit}
	if p == value.NoDecimals {
		f.Reason = report.BadCurrency
	}
	return f
}

func badWord(column int, cell []byte, reason report.Reason) *Fault {
	f := &Fault{Column: column, Reason: reason, Detail: fmt.Sprintf("%q has characters that are no text", shown(cell))}
	if reason == report.CardData {
		f.Detail = fmt.Sprintf("%q holds card data", shown(cell))
	}
	return f
}

// Reject makes the rejected row of a fault. What could be read of the row's ids is added.
func (d *Decoder) Reject(f *Fault, line int, raw string) report.Reject {
	r := report.Reject{Line: line, Reason: f.Reason, Detail: f.Detail, Raw: raw,
		OperationID: string(d.Op), PaymentID: string(d.Pay), Project: int64(d.Project)}
	if f.Column >= 0 {
		r.Column = d.Header[f.Column]
	}
	if at := cmp.Or(d.Completed, d.Created); at != 0 {
		r.When = time.UnixMilli(at).UTC()
	}
	return r
}
