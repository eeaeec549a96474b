package statement

import (
	"contra/core/report"
	"contra/exporters/cell"
)

// rejected is a rejected row in its report.
type rejected struct {
	*report.StoredReject
	v *view
}

var rejectColumns = []column[rejected]{
	{"report", "Report", 26, func(r *rejected) cell.Cell { return cell.Of(r.v.source(r.Report)) }},
	{"line", "Line", 9, func(r *rejected) cell.Cell { return cell.ID(int64(r.Line)) }},
	{"column", "Column", 18, func(r *rejected) cell.Cell { return cell.Of(r.Column) }},
	{"reason", "Reason", 16, func(r *rejected) cell.Cell { return cell.Of(string(r.Reason)) }},
	{"detail", "Detail", 48, func(r *rejected) cell.Cell { return cell.Of(r.Detail) }},
	{"project_id", "Project", 10, func(r *rejected) cell.Cell { return cell.ID(r.Project) }},
	{"payment_id", "Payment", 26, func(r *rejected) cell.Cell { return cell.Of(r.PaymentID) }},
	{"operation_id", "Operation", 22, func(r *rejected) cell.Cell { return cell.Of(r.OperationID) }},
	{"mended_by_report", "Mended by report", 10, func(r *rejected) cell.Cell { return cell.ID(r.Mended) }},
	{"raw", "Row as written", 80, func(r *rejected) cell.Cell { return cell.Of(r.Raw) }},
}

func (v *view) rejected(row func(*rejected) error) error {
	for i := range v.Rejects {
		if err := row(&rejected{&v.Rejects[i], v}); err != nil {
			return err
		}
	}
	return nil
}

// ignored is a row that was left out on purpose.
type ignored struct {
	report, rule string
	line         int
}

var ignoredColumns = []column[ignored]{
	{"report", "Report", 26, func(r *ignored) cell.Cell { return cell.Of(r.report) }},
	{"line", "Line", 9, func(r *ignored) cell.Cell { return cell.ID(int64(r.line)) }},
	{"rule", "Rule", 40, func(r *ignored) cell.Cell { return cell.Of(r.rule) }},
}

func (v *view) ignored(row func(*ignored) error) error {
	for _, g := range v.Ignored {
		for _, line := range g.Lines {
			if err := row(&ignored{g.Name, g.Rule, line}); err != nil {
				return err
			}
		}
	}
	return nil
}
