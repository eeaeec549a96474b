package results

import (
	"io"
	"time"

	"contra/core/money"
	"contra/exporters/book"
	"contra/exporters/cell"
)

// columns are the columns of the sheet of rows.
var columns = []book.Column{
	{Title: "Batch", Width: 8}, {Title: "Row", Width: 7}, {Title: "Line", Width: 7}, {Title: "Project", Width: 10}, {Title: "Payment", Width: 26}, {Title: "Amount", Width: 16},
	{Title: "Currency", Width: 10}, {Title: "Amount in minor units", Width: 22}, {Title: "Description", Width: 34}, {Title: "State", Width: 13}, {Title: "Outcome", Width: 13},
	{Title: "Refund", Width: 38}, {Title: "Operation", Width: 20}, {Title: "Request", Width: 38}, {Title: "Code", Width: 9}, {Title: "Message", Width: 34},
	{Title: "Evidence", Width: 34}, {Title: "File", Width: 34}, {Title: "Sent (UTC)", Width: 20}, {Title: "Updated (UTC)", Width: 20},
}

var summaryColumns = []book.Column{{Title: "Currency", Width: 12}, {Title: "Outcome", Width: 16}, {Title: "Rows", Width: 10}, {Title: "Amount", Width: 20}, {Title: "Amount in minor units", Width: 24}}

// fills are calm backgrounds by outcome; what is not here has none.
var fills = map[string]string{
	Succeeded: "EAF4EA",
	Declined:  "F8E8E6",
	NotTaken:  "F8E8E6",
	TakenBack: "F8E8E6",
	InDoubt:   "FCF3DC",
	Open:      "E8F0F8",
	NotSent:   "F2F2F2",
	Withdrawn: "F2F2F2",
}

// XLSX writes a workbook with a summary and one row for each of rows. Ids are
// text, amounts are numbers with the decimals of their currency, moments are
// dates in UTC. The same rows and totals give the same bytes.
func XLSX(w io.Writer, rows []Row, totals []Total) error {
	b, err := book.New("Mass refund results", latest(rows))
	if err != nil {
		return failed(err)
	}
	defer b.Close()
	if err := summary(b, totals); err != nil {
		return failed(err)
	}
	if err := list(b, rows); err != nil {
		return failed(err)
	}
	return failed(b.Write(w))
}

// latest is the moment of the latest change, so that a workbook does not depend on when it is written.
func latest(rows []Row) time.Time {
	at := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range rows {
		if rows[i].UpdatedAt.After(at) {
			at = rows[i].UpdatedAt
		}
	}
	return at
}

// summary writes the totals and, after those of one currency, all of its rows
// together. Currencies are never added up.
func summary(b *book.Book, totals []Total) error {
	s, err := b.Table("Summary", summaryColumns)
	if err != nil {
		return err
	}
	line := func(t Total, l book.Look) error {
		a, currency := money.New(t.Amount, t.Currency), string(t.Currency)
		if currency == "" {
			currency = "none"
		}
		return s.Styled(l, cell.Of(currency), cell.Of(t.Outcome), cell.Int(t.Rows), cell.InMajor(a), cell.InMinor(a))
	}
	var all Total
	for i, t := range totals {
		if i == 0 || t.Currency != all.Currency {
			all = Total{Currency: t.Currency, Outcome: "all"}
		}
		sum, ok := money.AddMinor(all.Amount, t.Amount)
		if !ok {
			return tooLarge(t.Currency)
		}
		all.Amount = sum
		all.Rows += t.Rows
		if err := line(t, book.Look{Fill: fills[t.Outcome]}); err != nil {
			return err
		}
		if i+1 == len(totals) || totals[i+1].Currency != t.Currency {
			if err := line(all, book.Look{Bold: true}); err != nil {
				return err
			}
		}
	}
	return s.Close()
}

func list(b *book.Book, rows []Row) error {
	s, err := b.Table("Refunds", columns)
	if err != nil {
		return err
	}
	for i := range rows {
		if err := s.Styled(book.Look{Fill: fills[rows[i].Outcome]}, cells(&rows[i])...); err != nil {
			return err
		}
	}
	return s.Close()
}

func cells(r *Row) []cell.Cell {
	all := []cell.Cell{cell.Of(r.Batch), count(r.N), count(int64(r.Line)), cell.ID(r.Project), cell.Of(r.PaymentID), cell.InMajor(r.Amount), cell.Of(string(r.Amount.Currency)), cell.InMinor(r.Amount)}
	for _, text := range []string{r.Description, r.State, r.Outcome, r.RefundID, r.OperationID, r.RequestID, r.Code, r.Message, r.Evidence, r.File} {
		all = append(all, cell.Of(text))
	}
	return append(all, cell.When(r.SentAt), cell.When(r.UpdatedAt))
}

// count makes a cell with a number of a row; 0 is none.
func count(n int64) cell.Cell {
	if n == 0 {
		return cell.Cell{}
	}
	return cell.Int(n)
}
