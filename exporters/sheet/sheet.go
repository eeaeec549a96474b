// Package sheet writes lists as CSV for a spreadsheet: UTF-8, a header row,
// amounts in major units beside their currency, times in UTC. Text that a
// spreadsheet would run as a formula is made harmless.
package sheet

import (
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gocarina/gocsv"

	"contra/core/ledger"
)

// Text is a cell of text from outside.
type Text string

// MarshalCSV puts an apostrophe before what a spreadsheet takes for a formula.
func (t Text) MarshalCSV() (string, error) {
	s := strings.Map(func(r rune) rune {
		if r == 0 || r == '\r' || r == '\n' {
			return ' '
		}
		return r
	}, string(t))
	// East Asian spreadsheets take the wide forms for the narrow ones.
	if first, _ := utf8.DecodeRuneInString(s); s != "" && strings.ContainsRune("=+-@\t＝＋－＠", first) {
		s = "'" + s
	}
	return s, nil
}

// Time is a cell with a moment in UTC, or empty.
type Time time.Time

// MarshalCSV writes the moment as RFC 3339.
func (t Time) MarshalCSV() (string, error) {
	if time.Time(t).IsZero() {
		return "", nil
	}
	return time.Time(t).UTC().Format(time.RFC3339), nil
}

type payment struct {
	Project    int64  `csv:"project_id"`
	ID         Text   `csv:"payment_id"`
	Status     Text   `csv:"status"`
	Method     Text   `csv:"method"`
	Customer   Text   `csv:"customer_id"`
	Amount     string `csv:"amount"`
	Refunded   string `csv:"refunded"`
	InFlight   string `csv:"in_flight"`
	Refundable string `csv:"refundable"`
	Currency   Text   `csv:"currency"`
	Created    Time   `csv:"created_at"`
	Updated    Time   `csv:"updated_at"`
	Notes      Text   `csv:"notes"`
}

// Payments writes the payments that next gives, until it gives none.
func Payments(w io.Writer, next func() ([]ledger.Payment, error)) error {
	header := true
	for {
		page, err := next()
		if err != nil {
			return err
		}
		rows := make([]payment, len(page))
		for i, p := range page {
			major := func(minor int64) string { return p.Amount(minor).Plain() }
			rows[i] = payment{p.Project, Text(p.ID), Text(p.Status), Text(p.Method), Text(p.CustomerID),
				major(p.Captured), major(p.Refunded), major(p.Reserved), major(p.Refundable()), Text(p.Currency),
				Time(p.CreatedAt), Time(p.UpdatedAt), Text(strings.Join(p.Flags.Names(), ", "))}
		}
		if err := write(w, rows, &header); err != nil || len(page) == 0 {
			return err
		}
	}
}

type refund struct {
	ID          Text   `csv:"refund_id"`
	Project     int64  `csv:"project_id"`
	Payment     Text   `csv:"payment_id"`
	Amount      string `csv:"amount"`
	Currency    Text   `csv:"currency"`
	State       Text   `csv:"state"`
	Code        Text   `csv:"code"`
	Message     Text   `csv:"message"`
	Description Text   `csv:"description"`
	Operator    Text   `csv:"operator"`
	Attempts    int    `csv:"attempts"`
	Request     Text   `csv:"request_id"`
	Operation   Text   `csv:"operation_id"`
	Created     Time   `csv:"created_at"`
	Updated     Time   `csv:"updated_at"`
}

// Refunds writes refunds.
func Refunds(w io.Writer, refunds []ledger.Refund) error {
	rows := make([]refund, len(refunds))
	for i, f := range refunds {
		rows[i] = refund{Text(f.ID), f.Project, Text(f.PaymentID), f.Amount.Plain(), Text(f.Amount.Currency), Text(f.State), Text(f.Code), Text(f.Message),
			Text(f.Description), Text(f.Operator), f.Attempts, Text(f.RequestID), Text(f.OperationID), Time(f.CreatedAt), Time(f.UpdatedAt)}
	}
	header := true
	return write(w, rows, &header)
}

func write[T any](w io.Writer, rows []T, header *bool) error {
	if *header {
		*header = false
		return gocsv.Marshal(rows, w)
	}
	return gocsv.MarshalWithoutHeaders(rows, w)
}
