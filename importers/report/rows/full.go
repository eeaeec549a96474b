package rows

import (
	"time"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/report"
	"contra/importers/report/value"
	"contra/importers/table"
)

// Full is the accepted row with all that the profile reads.
func (d *Decoder) Full(s *table.Scanner, line int) report.Row {
	text := func(f report.Field) string {
		if i, ok := d.at[f]; ok {
			return string(value.Trim(s.Cell(i)))
		}
		return d.profile.Defaults[f]
	}
	r := report.Row{
		Line: line, Project: int64(d.Project), PaymentID: string(d.Pay), OperationID: string(d.Op), Type: d.Type.Name, Status: d.Status.Name,
		PaymentStatus: text(report.PaymentStatus), Method: text(report.Method),
		Amount: money.New(d.Amount.Minor, d.Currency.Code), Settle: d.Settle.size(), Fee: d.Fee.amount(), Net: d.Net.amount(),
		CreatedAt: moment(d.Created), CompletedAt: moment(d.Completed),
		Refs:        recon.Refs{Provider: text(report.ProviderRef), ARN: text(report.ARN), RRN: text(report.RRN), Batch: text(report.SettlementBatch)},
		Description: text(report.Description), CustomerID: text(report.CustomerID),
	}
	if n, p := d.money.Parse([]byte(text(report.Remaining)), d.Currency.Exp); p == value.Fine {
		left := money.New(n.Signed(), d.Currency.Code)
		r.Remaining = &left
	}
	return r
}

// amount keeps the sign as written: a fee is what was taken, and a net amount is negative where it went out.
func (x *Extra) amount() *money.Amount {
	if x.Currency == nil {
		return nil
	}
	a := money.New(x.Signed(), x.Currency.Code)
	return &a
}

// size is the amount without its sign, which is the row's.
func (x *Extra) size() *money.Amount {
	if x.Currency == nil {
		return nil
	}
	a := money.New(x.Minor, x.Currency.Code)
	return &a
}

func moment(milli int64) time.Time {
	if milli == 0 {
		return time.Time{}
	}
	return time.UnixMilli(milli).UTC()
}

// Written is the amount as it is written, without sign and thousands marks and with a
// decimal point, and its currency; empty when they cannot be read.
func (d *Decoder) Written(s *table.Scanner) (string, money.Currency) {
	if d.Currency == nil || s.Len() != len(d.Header) {
		return "", ""
	}
	for _, column := range [...]int{d.column.amount, d.column.debit, d.column.credit} {
		if text, p := d.money.Plain(d.cell(s, column)); p == value.Fine {
			return text, d.Currency.Code
		}
	}
	return "", d.Currency.Code
}
