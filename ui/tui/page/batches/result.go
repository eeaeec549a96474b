package batches

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/money"
	stored "contra/core/store/batches"
	"contra/exporters/atomic"
	"contra/exporters/results"
	"contra/ui/tui/batchdialog"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
)

// writeResult writes what became of every row, as the name's extension says.
func (p *Page) writeResult() tea.Cmd {
	b, _ := p.current()
	path := filepath.Join(batchdialog.Folder(), fmt.Sprintf("result_%s_%s.xlsx", b.Ref(), p.h.Now().UTC().Format("20060102-150405")))
	return p.form(dialog.FormSpec{ID: "batch-result", Title: "Result of " + text.Clean(b.Title()), Submit: "Write", Quick: true, Width: 76,
		Fields: []dialog.Field{
			notes(muted("A name that ends in .xlsx is a workbook with a summary, in .csv a table."), dialog.Line{}),
			{ID: "path", Kind: dialog.Text, Label: "File", Value: path, Check: func(s string, _ dialog.Values) string {
				switch strings.ToLower(filepath.Ext(strings.TrimSpace(s))) {
				case ".csv", ".xlsx":
					return ""
				}
				return "the name must end in .xlsx or .csv"
			}},
		}},
		func(v dialog.Values) tea.Cmd {
			path := batchdialog.Expand(strings.TrimSpace(v["path"]))
			return p.do(b.ID, "Writing the result of "+b.Ref(), func(ctx context.Context) (deed, error) {
				n, err := putResult(ctx, p.h.Desk, b.ID, path)
				return deed{said: page.Things(int64(n), "row", "rows") + " written to " + text.Clean(path)}, err
			})
		})
}

func putResult(ctx context.Context, d *desk.Desk, id int64, path string) (int, error) {
	b, err := stored.Get(ctx, d.Store, id)
	if err != nil {
		return 0, err
	}
	outcomes, err := d.Batches.Results(ctx, id)
	if err != nil {
		return 0, err
	}
	files, err := stored.FilesOf(ctx, d.Store, id)
	if err != nil {
		return 0, err
	}
	rows := make([]results.Row, len(outcomes))
	for i := range outcomes {
		rows[i] = result(b.Ref(), &outcomes[i], files)
	}
	if strings.EqualFold(filepath.Ext(path), ".csv") {
		return len(rows), atomic.WriteFile(path, func(w io.Writer) error { return results.CSV(w, rows) })
	}
	sums, err := results.Totals(rows)
	if err != nil {
		return 0, err
	}
	return len(rows), atomic.WriteFile(path, func(w io.Writer) error { return results.XLSX(w, rows, sums) })
}

func result(ref string, o *stored.Outcome, files []stored.File) results.Row {
	r := results.Row{Batch: ref, N: o.N, Line: o.Line, Project: o.Project, PaymentID: o.PaymentID, Amount: money.New(o.Amount.Minor, o.Amount.Currency), Description: o.Description,
		State: string(o.State), Outcome: results.OutcomeOf(o.State), RefundID: o.RefundID, OperationID: o.Operation, RequestID: o.Request,
		Code: o.Code, Message: o.Message, Evidence: o.Evidence, SentAt: moment(o.SentAt), UpdatedAt: moment(o.UpdatedAt)}
	if o.State == "" && o.Refusal != "" {
		r.Message = o.Refusal
	}
	if o.State == ledger.Exported {
		r.Outcome = results.NotSent
	}
	for i := range files {
		if o.RefundID != "" && o.N >= files[i].First && o.N <= files[i].Last {
			r.File = filepath.Base(files[i].Path)
		}
	}
	return r
}

func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
