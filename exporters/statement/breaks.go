package statement

import (
	"contra/core/recon/archive"
	"contra/exporters/cell"
)

// breakColumns are the columns of breaks. Of them decision and note are read back.
var breakColumns = []column[line]{
	{"break", "Break", 23, func(l *line) cell.Cell { return cell.Of(breakMark + l.Key) }},
	{"code", "Code", 19, func(l *line) cell.Cell { return cell.Of(string(l.Code)) }},
	{"severity", "Severity", 10, func(l *line) cell.Cell { return cell.Of(string(l.Code.About().Severity)) }},
	{"state", "State", 10, func(l *line) cell.Cell { return cell.Of(l.state) }},
	{"project_id", "Project", 10, func(l *line) cell.Cell { return cell.ID(l.Project) }},
	{"payment_id", "Payment", 26, func(l *line) cell.Cell { return cell.Of(l.PaymentID) }},
	{"operation_id", "Operation", 22, func(l *line) cell.Cell { return cell.Of(l.OperationID) }},
	{"report", "Report", 26, func(l *line) cell.Cell { return cell.Of(l.report.report) }},
	{"line", "Line", 9, func(l *line) cell.Cell { return cell.Of(l.report.lines) }},
	{"report_rows", "Report rows", 8, func(l *line) cell.Cell { return cell.Int(int64(l.report.records)) }},
	{"report_amount_major", "Report amount", 16, func(l *line) cell.Cell { return cell.InMajor(l.report.amount) }},
	{"report_amount_minor", "Report amount in minor units", 16, func(l *line) cell.Cell { return cell.InMinor(l.report.amount) }},
	{"report_currency", "Report currency", 9, func(l *line) cell.Cell { return cell.Of(string(l.report.amount.Currency)) }},
	{"report_type", "Report type", 12, func(l *line) cell.Cell { return cell.Of(l.report.kind) }},
	{"report_status", "Report status", 12, func(l *line) cell.Cell { return cell.Of(l.report.status) }},
	{"report_at_utc", "Report time (UTC)", 20, func(l *line) cell.Cell { return cell.When(l.report.at) }},
	{"local_rows", "Local operations", 8, func(l *line) cell.Cell { return cell.Int(int64(l.local.records)) }},
	{"local_amount_major", "Local amount", 16, func(l *line) cell.Cell { return cell.InMajor(l.local.amount) }},
	{"local_amount_minor", "Local amount in minor units", 16, func(l *line) cell.Cell { return cell.InMinor(l.local.amount) }},
	{"local_currency", "Local currency", 9, func(l *line) cell.Cell { return cell.Of(string(l.local.amount.Currency)) }},
	{"local_type", "Local type", 12, func(l *line) cell.Cell { return cell.Of(l.local.kind) }},
	{"local_status", "Local status", 12, func(l *line) cell.Cell { return cell.Of(l.local.status) }},
	{"local_at_utc", "Local time (UTC)", 20, func(l *line) cell.Cell { return cell.When(l.local.at) }},
	{"candidates", "Local candidates", 10, func(l *line) cell.Cell { return cell.Int(int64(len(l.Break.Near))) }},
	{"refund_id", "Refund", 38, func(l *line) cell.Cell { return cell.Of(l.local.refund) }},
	{"business_day", "Business day", 12, func(l *line) cell.Cell { return cell.Day(l.At, l.v.zone) }},
	{"difference_major", "Difference", 16, func(l *line) cell.Cell { return cell.InMajor(l.Stake) }},
	{"difference_minor", "Difference in minor units", 16, func(l *line) cell.Cell { return cell.InMinor(l.Stake) }},
	{"difference_currency", "Difference currency", 9, func(l *line) cell.Cell { return cell.Of(string(l.Stake.Currency)) }},
	{"reason", "Reason", 48, func(l *line) cell.Cell { return cell.Of(l.Break.Reason) }},
	{decisionColumn, "Decision", 12, func(l *line) cell.Cell { return cell.Of(string(l.decision().Verb)) }},
	{noteColumn, "Note", 40, func(l *line) cell.Cell { return cell.Of(l.decision().Note) }},
	{"decided_by", "Decided by", 14, func(l *line) cell.Cell { return cell.Of(l.decision().Operator) }},
	{"decided_at_utc", "Decided (UTC)", 20, func(l *line) cell.Cell { return cell.When(l.decision().At) }},
	{"by_hand", "By hand", 9, func(l *line) cell.Cell { return yes(l.Decision != nil) }},
	{"since_utc", "Since (UTC)", 20, func(l *line) cell.Cell { return cell.When(l.Since) }},
	{"age_days", "Age in days", 8, func(l *line) cell.Cell { return cell.Int(l.v.age(l.Finding)) }},
	{"due_utc", "Due (UTC)", 20, func(l *line) cell.Cell { return cell.When(l.Break.Due) }},
	{"version", "Version", 28, func(l *line) cell.Cell { return cell.Of(versionCell(l.Finding)) }},
}

// The columns that are read back, besides break and version.
const (
	decisionColumn = "decision"
	noteColumn     = "note"
)

func (l *line) decision() archive.Decision {
	if l.Decision == nil {
		return archive.Decision{}
	}
	return *l.Decision
}
