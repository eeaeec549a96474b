package view

import (
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/recon"
	"contra/core/report"
)

// Record is one row of a report, or one operation of the ledger.
type Record struct {
	ReportID    int64          `json:"report_id,omitempty"`
	Line        int            `json:"line,omitempty"`
	Project     int64          `json:"project_id"`
	PaymentID   string         `json:"payment_id"`
	OperationID string         `json:"operation_id"`
	Type        string         `json:"type"`
	Status      string         `json:"status"`
	Amount      int64          `json:"amount"`
	Currency    money.Currency `json:"currency"`
	At          Time           `json:"at"`
	Fee         *Money         `json:"fee,omitempty"`
	Net         *Money         `json:"net,omitempty"`
	Provider    string         `json:"provider_ref,omitempty"`
	ARN         string         `json:"arn,omitempty"`
	RRN         string         `json:"rrn,omitempty"`
	Batch       string         `json:"settlement_batch,omitempty"`
	RefundID    string         `json:"refund_id,omitempty"`
	RefundState string         `json:"refund_state,omitempty"`
	Reject      string         `json:"reject,omitempty"` // why the row could not be read
}

// NewRecord shapes a record. Type and status are as written.
func NewRecord(r *recon.Record) Record {
	return Record{max(0, r.Report), r.Line, r.Project, r.PaymentID, r.OperationID, r.TypeName, r.StatusName, r.Money.Minor, r.Money.Currency, Time(r.When),
		NewMoney(r.Fee), NewMoney(r.Net), r.Refs.Provider, r.Refs.ARN, r.Refs.RRN, r.Refs.Batch, r.RefundID, string(r.RefundState), r.Reject}
}

// NewRecords shapes a list of records.
func NewRecords(list []recon.Record) []Record {
	all := make([]Record, len(list))
	for i := range list {
		all[i] = NewRecord(&list[i])
	}
	return all
}

// ReportRow is a row of a stored report.
type ReportRow struct {
	ReportID    int64          `json:"report_id"`
	Name        string         `json:"name"`
	Line        int            `json:"line"`
	OperationID string         `json:"operation_id"`
	PaymentID   string         `json:"payment_id"`
	Project     int64          `json:"project_id"`
	Type        string         `json:"type"`
	Status      string         `json:"status"`
	Amount      int64          `json:"amount"`
	Currency    money.Currency `json:"currency"`
	At          Time           `json:"at"`
	Raw         string         `json:"raw,omitempty"`
}

// NewReportRow shapes a row of a report.
func NewReportRow(in report.Info, r *report.Row, raw string) ReportRow {
	return ReportRow{in.ID, in.Name, r.Line, r.OperationID, r.PaymentID, r.Project, ledger.Normal(r.Type), ledger.Normal(r.Status), r.Amount.Minor, r.Amount.Currency, Time(r.When()), raw}
}
