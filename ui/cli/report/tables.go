package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"contra/core/money"
	corereport "contra/core/report"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// words writes what words of a report mean.
func words(p corereport.Profile) string {
	var all []string
	for _, m := range []map[string]string{p.Types, p.Statuses} {
		for _, from := range slices.Sorted(maps.Keys(m)) {
			all = append(all, fmt.Sprintf("%s=%s", from, m[from]))
		}
	}
	return strings.Join(all, ", ")
}

func rowTable(rows []view.ReportRow) *out.Table {
	t := out.NewTable(out.Column{Title: "LINE", Right: true}, out.Column{Title: "OPERATION"}, out.Column{Title: "PAYMENT"}, out.Column{Title: "PROJECT"}, out.Column{Title: "TYPE"}, out.Column{Title: "STATUS"},
		out.Column{Title: "AMOUNT", Right: true}, out.Column{Title: "AT (UTC)"})
	for i := range rows {
		r := &rows[i]
		t.Add(fmt.Sprint(r.Line), r.OperationID, r.PaymentID, project(r.Project), r.Type, r.Status, money.New(r.Amount, r.Currency).String(), app.Clock(time.Time(r.At)))
	}
	return t
}

func project(n int64) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(n)
}

func rejectTable(rows []view.RowRejection) *out.Table {
	t := out.NewTable(out.Column{Title: "REPORT"}, out.Column{Title: "LINE", Right: true}, out.Column{Title: "COLUMN"}, out.Column{Title: "REASON"}, out.Column{Title: "DETAIL"}, out.Column{Title: "ROW"})
	for _, r := range rows {
		t.Add(fmt.Sprintf("%d %s", r.ReportID, r.File), fmt.Sprint(r.Line), r.Column, string(r.Reason), r.Detail, r.Raw)
	}
	return t
}
