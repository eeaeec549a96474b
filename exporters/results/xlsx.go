package results

import (
	"fmt"
	"io"
	"time"

	"github.com/xuri/excelize/v2"

	"contra/core/ledger"
)

const (
	summarySheet = "Summary"
	rowsSheet    = "Refunds"
	mostRows     = 1 << 20 // of a sheet, the header among them
)

// columns are the columns of the sheet of rows.
var columns = []struct {
	title string
	width float64
}{
	{"Batch", 8}, {"Row", 7}, {"Line", 7}, {"Project", 10}, {"Payment", 26}, {"Amount", 16}, {"Currency", 10}, {"Amount in minor units", 22},
	{"Description", 34}, {"State", 13}, {"Outcome", 13}, {"Refund", 38}, {"Operation", 20}, {"Request", 38}, {"Code", 9}, {"Message", 34},
	{"Evidence", 34}, {"File", 34}, {"Sent (UTC)", 20}, {"Updated (UTC)", 20},
}

// XLSX writes a workbook with a summary and one row for each of rows. Ids are
// text, amounts are numbers with the decimals of their currency, moments are
// dates in UTC. The same rows and totals give the same bytes.
func XLSX(w io.Writer, rows []Row, totals []Total) error {
	if len(rows) >= mostRows {
		return ledger.Errorf(ledger.ErrUsage, "a workbook holds no more than %d rows, and there are %d", mostRows-1, len(rows)).WithHint("write them as CSV")
	}
	f := excelize.NewFile()
	defer f.Close()
	k := &kit{f: f, styles: map[look]int{}}
	if err := k.workbook(rows, totals); err != nil {
		return failed(err)
	}
	if err := f.Write(w); err != nil {
		return failed(err)
	}
	return nil
}

func (k *kit) workbook(rows []Row, totals []Total) error {
	if err := k.f.SetSheetName("Sheet1", summarySheet); err != nil {
		return err
	}
	if _, err := k.f.NewSheet(rowsSheet); err != nil {
		return err
	}
	if err := k.properties(rows); err != nil {
		return err
	}
	if err := k.summary(totals); err != nil {
		return err
	}
	return k.rows(rows)
}

// properties sets what a workbook says of itself. Its moment is that of the
// latest change, so that it does not depend on when it is written.
func (k *kit) properties(rows []Row) error {
	at := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range rows {
		if rows[i].UpdatedAt.After(at) {
			at = rows[i].UpdatedAt
		}
	}
	moment := at.UTC().Format(time.RFC3339)
	if err := k.f.SetDocProps(&excelize.DocProperties{Creator: "contra", LastModifiedBy: "contra", Title: "Mass refund results", Created: moment, Modified: moment}); err != nil {
		return err
	}
	return k.f.SetAppProps(&excelize.AppProperties{Application: "contra"})
}

func (k *kit) rows(rows []Row) error {
	sw, err := k.f.NewStreamWriter(rowsSheet)
	if err != nil {
		return err
	}
	for i, c := range columns {
		if err := sw.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	if err := sw.SetPanes(frozen()); err != nil {
		return err
	}
	head := make([]any, len(columns))
	for i, c := range columns {
		head[i] = k.cell(c.title, look{header: true})
	}
	if err := sw.SetRow("A1", head); err != nil {
		return err
	}
	cells := make([]any, 0, len(columns))
	for i := range rows {
		cells = k.cells(cells[:0], &rows[i])
		if err := sw.SetRow(fmt.Sprintf("A%d", i+2), cells); err != nil {
			return err
		}
	}
	last, err := excelize.CoordinatesToCellName(len(columns), len(rows)+1)
	if err != nil {
		return err
	}
	if err := k.f.AutoFilter(rowsSheet, "A1:"+last, nil); err != nil {
		return err
	}
	if k.err != nil {
		return k.err
	}
	return sw.Flush()
}

func (k *kit) cells(to []any, r *Row) []any {
	text := func(s string) { to = append(to, k.cell(s, look{outcome: r.Outcome, format: "@"})) }
	number := func(n int64) {
		var v any
		if n != 0 {
			v = n
		}
		to = append(to, k.cell(v, look{outcome: r.Outcome, format: "0"}))
	}
	date := func(t time.Time) {
		var v any
		if !t.IsZero() {
			v = t.UTC().Truncate(time.Second)
		}
		to = append(to, k.cell(v, look{outcome: r.Outcome, format: "yyyy-mm-dd hh:mm:ss"}))
	}
	text(r.Batch)
	number(r.N)
	number(int64(r.Line))
	number(r.Project)
	text(r.PaymentID)
	to = append(to, k.major(r.Amount, look{outcome: r.Outcome}))
	text(string(r.Amount.Currency))
	to = append(to, k.minor(r.Amount, look{outcome: r.Outcome}))
	for _, s := range []string{r.Description, r.State, r.Outcome, r.RefundID, r.OperationID, r.RequestID, r.Code, r.Message, r.Evidence, r.File} {
		text(s)
	}
	date(r.SentAt)
	date(r.UpdatedAt)
	return to
}

func frozen() *excelize.Panes {
	return &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
}
