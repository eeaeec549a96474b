package dashboard

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/gocarina/gocsv"

	"contra/core/batch"
	"contra/core/ledger"
)

// Files writes mass refund files. It is what core/batch asks of the outside.
type Files struct{}

var _ batch.Files = Files{}

// record is a row as text. The tags are the columns' names; columns puts them
// into the layout's order.
type record struct {
	Type        string `csv:"operation_type"`
	Project     int64  `csv:"general.project_id"`
	Method      string `csv:"method"`
	Payment     string `csv:"general.payment_id"`
	Operation   string `csv:"general.operation_id"`
	Amount      int64  `csv:"payment.amount"` // minor units
	Currency    string `csv:"payment.currency"`
	Description string `csv:"payment.description"`
}

// Encode gives the bytes of a file with these rows, all of them or none: a row
// that the platform would refuse or misread is an error that names the row and
// the column. The same rows and layout give the same bytes.
func (Files) Encode(layout batch.Layout, rows []batch.Row) ([]byte, error) {
	return encode(layout, rows, batch.MaxBytes)
}

func encode(layout batch.Layout, rows []batch.Row, most int) ([]byte, error) {
	if len(rows) == 0 {
		return nil, ledger.Errorf(ledger.ErrUsage, "there are no rows to write").WithHint("the platform refuses a file without a row")
	}
	names, err := header(layout, slices.ContainsFunc(rows, func(r batch.Row) bool { return r.OperationID != "" }))
	if err != nil {
		return nil, err
	}
	records := make([]record, len(rows))
	size := 0
	for i := range rows {
		r := &rows[i]
		if err := check(r); err != nil {
			return nil, err
		}
		method := r.Method
		if m, ok := layout.Methods[r.Method]; ok {
			if method = m; m == "" || batch.Unwritable(m) != "" {
				return nil, ledger.Errorf(ledger.ErrConfig, "the layout %s has no code that can be written for the method %s", short(layout.Name), short(r.Method)).
					WithHint("mend the layout's methods")
			}
		}
		records[i] = record{batch.Refund, r.Project, method, r.PaymentID, r.OperationID, r.Amount.Minor, string(r.Amount.Currency), r.Description}
		size += 64 + len(method) + len(r.PaymentID) + len(r.OperationID) + len(r.Description)
	}
	out := bytes.NewBuffer(make([]byte, 0, min(size, most)))
	w := newColumns(out, names, layout.LF)
	w.most = most
	if err := gocsv.MarshalCSV(records, w); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// header gives the names of the columns that are written.
func header(layout batch.Layout, operations bool) ([]string, error) {
	bad := func(format string, args ...any) error {
		return ledger.Errorf(ledger.ErrConfig, format, args...).WithHint("take the Dashboard's template in again, or use the layout %q", batch.Standard().Name)
	}
	names := slices.Clone(layout.Columns)
	for i, name := range names {
		if why := batch.Unwritable(name); why != "" || name == "" {
			if why == "" {
				why = "no name"
			}
			return nil, bad("column %d of the layout %s has %s", i+1, short(layout.Name), why)
		}
		if slices.Contains(names[:i], name) {
			return nil, bad("the layout %s has the column %s twice", short(layout.Name), short(name))
		}
	}
	for _, name := range batch.Required() {
		if !slices.Contains(names, name) {
			return nil, bad("the layout %s has no column %s, and the platform takes no file without it", short(layout.Name), name)
		}
	}
	switch at := slices.Index(names, batch.ColOperation); {
	case at < 0 && operations:
		return nil, bad("the layout %s has no column %s, and a row names one operation of its payment", short(layout.Name), batch.ColOperation)
	case at >= 0 && !operations && !layout.Always && layout.Name == batch.Standard().Name:
		names = slices.Delete(names, at, at+1)
	}
	return names, nil
}

// short quotes a piece of somebody's text and keeps it fit for a sentence.
func short(text string) string {
	const most = 40
	for i := range text {
		if i >= most {
			return strconv.QuoteToGraphic(text[:i] + "…")
		}
	}
	return strconv.QuoteToGraphic(text)
}
