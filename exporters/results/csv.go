package results

import (
	"errors"
	"io"
	"strconv"

	"github.com/gocarina/gocsv"

	"contra/core/ledger"
	"contra/core/money"
	"contra/exporters/sheet"
)

type line struct {
	Batch       sheet.Text `csv:"batch"`
	N           int64      `csv:"row"`
	Line        string     `csv:"line"`
	Project     int64      `csv:"project_id"`
	Payment     sheet.Text `csv:"payment_id"`
	Amount      string     `csv:"amount"`
	Currency    sheet.Text `csv:"currency"`
	Minor       string     `csv:"amount_minor"`
	Description sheet.Text `csv:"description"`
	State       sheet.Text `csv:"state"`
	Outcome     sheet.Text `csv:"outcome"`
	Refund      sheet.Text `csv:"refund_id"`
	Operation   sheet.Text `csv:"operation_id"`
	Request     sheet.Text `csv:"request_id"`
	Code        sheet.Text `csv:"code"`
	Message     sheet.Text `csv:"message"`
	Evidence    sheet.Text `csv:"evidence"`
	File        sheet.Text `csv:"file"`
	Sent        sheet.Time `csv:"sent_at"`
	Updated     sheet.Time `csv:"updated_at"`
}

// CSV writes the rows with a header, amounts in major units beside their currency
// and in minor units as well. Text that a spreadsheet would run as a formula is
// made harmless.
func CSV(w io.Writer, rows []Row) error {
	lines := make([]line, len(rows))
	for i := range rows {
		r := &rows[i]
		major, minor := amounts(r.Amount)
		at := ""
		if r.Line > 0 {
			at = strconv.Itoa(r.Line)
		}
		lines[i] = line{sheet.Text(r.Batch), r.N, at, r.Project, sheet.Text(r.PaymentID), major, sheet.Text(r.Amount.Currency), minor, sheet.Text(r.Description), sheet.Text(r.State),
			sheet.Text(r.Outcome), sheet.Text(r.RefundID), sheet.Text(r.OperationID), sheet.Text(r.RequestID), sheet.Text(r.Code), sheet.Text(r.Message), sheet.Text(r.Evidence), sheet.Text(r.File),
			sheet.Time(r.SentAt), sheet.Time(r.UpdatedAt)}
	}
	return failed(gocsv.Marshal(lines, w))
}

// amounts gives an amount in major and in minor units. An amount that could not
// be read is empty, and so are the major units of a currency whose decimals are
// not known: minor units in their place would be taken for them.
func amounts(a money.Amount) (major, minor string) {
	if a == (money.Amount{}) {
		return "", ""
	}
	if _, known := a.Currency.Exponent(); known {
		major = a.Plain()
	}
	return major, strconv.FormatInt(a.Minor, 10)
}

func failed(err error) error {
	if known := (*ledger.Error)(nil); err == nil || errors.As(err, &known) {
		return err
	}
	return &ledger.Error{Code: ledger.ErrIO, Message: "the results cannot be written", Hint: "look whether the disk is full", Err: err}
}
