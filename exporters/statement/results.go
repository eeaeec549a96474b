package statement

import (
	"cmp"
	"context"
	"time"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/exporters/cell"
)

// result is one row with what became of it.
type result struct {
	Result
	v       *view
	outcome string // matched, break, expected, ignored
	code    recon.Code
	share   money.Amount
	source  string // the report's name, where the record does not lead to it
}

var resultColumns = []column[result]{
	{"outcome", "Outcome", 10, func(r *result) cell.Cell { return cell.Of(r.outcome) }},
	{"code", "Code", 19, func(r *result) cell.Cell { return cell.Of(string(r.code)) }},
	{"by", "Matched by", 12, func(r *result) cell.Cell { return cell.Of(string(r.By)) }},
	{"report", "Report", 26, func(r *result) cell.Cell { return cell.Of(cmp.Or(r.source, r.v.source(r.Report.Report))) }},
	{"line", "Line", 9, func(r *result) cell.Cell { return cell.ID(int64(r.Report.Line)) }},
	{"project_id", "Project", 10, func(r *result) cell.Cell { return cell.ID(cmp.Or(r.Report.Project, r.Local.Project)) }},
	{"payment_id", "Payment", 26, func(r *result) cell.Cell { return cell.Of(cmp.Or(r.Report.PaymentID, r.Local.PaymentID)) }},
	{"operation_id", "Operation", 22, func(r *result) cell.Cell { return cell.Of(r.Report.OperationID) }},
	{"report_type", "Report type", 12, func(r *result) cell.Cell { return cell.Of(r.Report.TypeName) }},
	{"report_status", "Report status", 12, func(r *result) cell.Cell { return cell.Of(r.Report.StatusName) }},
	{"report_amount_major", "Report amount", 16, func(r *result) cell.Cell { return cell.InMajor(r.Report.Money) }},
	{"report_amount_minor", "Report amount in minor units", 16, func(r *result) cell.Cell { return cell.InMinor(r.Report.Money) }},
	{"report_currency", "Report currency", 9, func(r *result) cell.Cell { return cell.Of(string(r.Report.Money.Currency)) }},
	{"report_at_utc", "Report time (UTC)", 20, func(r *result) cell.Cell { return cell.When(r.Report.When) }},
	{"matched_minor", "Counts as matched, in minor units", 16, func(r *result) cell.Cell { return cell.InMinor(r.share) }},
	{"local_operation_id", "Local operation", 22, func(r *result) cell.Cell { return cell.Of(r.Local.OperationID) }},
	{"local_type", "Local type", 12, func(r *result) cell.Cell { return cell.Of(r.Local.TypeName) }},
	{"local_status", "Local status", 12, func(r *result) cell.Cell { return cell.Of(r.Local.StatusName) }},
	{"local_amount_major", "Local amount", 16, func(r *result) cell.Cell { return cell.InMajor(r.Local.Money) }},
	{"local_amount_minor", "Local amount in minor units", 16, func(r *result) cell.Cell { return cell.InMinor(r.Local.Money) }},
	{"local_currency", "Local currency", 9, func(r *result) cell.Cell { return cell.Of(string(r.Local.Money.Currency)) }},
	{"local_at_utc", "Local time (UTC)", 20, func(r *result) cell.Cell { return cell.When(r.Local.When) }},
	{"refund_id", "Refund", 38, func(r *result) cell.Cell { return cell.Of(r.Local.RefundID) }},
	{"business_day", "Business day", 12, func(r *result) cell.Cell { return cell.Day(r.at(), r.v.zone) }},
	{"difference_minor", "Report less local, in minor units", 16, func(r *result) cell.Cell { return cell.InMinor(less(r.Report.Money, r.Local.Money)) }},
	{"note", "Note", 40, func(r *result) cell.Cell { return cell.Of(r.Note) }},
}

// candidate marks local operations that fit a row as well as others did.
const candidate recon.By = "candidate"

// everyRow hands over all rows: those that are matched, those of breaks and what
// is expected, and those that were ignored.
func (v *view) everyRow(ctx context.Context, row func(*result) error) error {
	if err := v.matchedRows(ctx, row); err != nil {
		return err
	}
	for _, f := range v.findings {
		if f.Kind != archive.Broken && f.Kind != archive.Expected {
			continue
		}
		put := func(r Result) error { return row(&result{Result: r, v: v, outcome: string(f.Kind), code: f.Code}) }
		if err := Pair(recon.Pair{Report: f.Break.Report, Local: f.Break.Local, Note: f.Break.Reason}, put); err != nil {
			return err
		}
		if err := Pair(recon.Pair{Local: f.Break.Near, By: candidate, Note: f.Break.Reason}, put); err != nil {
			return err
		}
	}
	for _, g := range v.Ignored {
		for _, line := range g.Lines {
			r := Result{Report: recon.Record{Report: g.Report, Line: line}, Note: g.Rule}
			if err := row(&result{Result: r, v: v, outcome: "ignored", source: g.Name}); err != nil {
				return err
			}
		}
	}
	return nil
}

// matchedRows hands over the rows that are matched.
func (v *view) matchedRows(ctx context.Context, row func(*result) error) error {
	if v.Results == nil {
		return nil
	}
	r := result{v: v, outcome: matched}
	return v.Results(ctx, func(next Result) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		r.Result, r.share = next, v.share(&next)
		return row(&r)
	})
}

// at is the moment that decides on the business day.
func (r *result) at() time.Time {
	if r.Report.When.IsZero() {
		return r.Local.When
	}
	return r.Report.When
}
