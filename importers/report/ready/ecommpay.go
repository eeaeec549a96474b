package ready

import "contra/core/report"

// DataAPI is the name of the profile of the Data API's operations.
const DataAPI = "ecommpay-data-api"

// dataAPI: operations as the Data API names their members, amounts in minor units, UTC.
func dataAPI() layout {
	return layout{
		Profile: report.Profile{
			Name: DataAPI, Title: "ecommpay: operations of the Data API", BuiltIn: true, Zone: "UTC", Unit: report.UnitMinor, Sign: report.SignByType,
			Columns: map[report.Field]string{
				report.OperationID: "operation_id", report.PaymentID: "payment_id", report.ProjectID: "project_id",
				report.OperationType: "operation_type", report.OperationStatus: "operation_status", report.PaymentStatus: "transaction_status",
				report.Method: "payment_method_name", report.Amount: "sum_initial.amount", report.Currency: "sum_initial.currency",
				report.SettleAmount: "sum_converted.amount", report.SettleCurrency: "sum_converted.currency", report.FXRate: "currency_rate",
				report.CreatedAt: "operation_created_at", report.CompletedAt: "operation_completed_at",
				report.ProviderRef: "provider_payment_id", report.ARN: "arn", report.RRN: "rrn", report.BalanceID: "balance_id",
				report.Description: "payment_description", report.CustomerID: "customer_id", report.Remaining: "remaining_refund",
			},
		},
		needs: []report.Field{report.Amount, report.Currency},
		anyOf: [][]report.Field{{report.OperationID, report.PaymentID}, {report.OperationType, report.OperationStatus}},
		also:  map[report.Field][]string{report.Method: {"payment_method_type"}},
	}
}

// byPayment: the same of a single payment, where the amount has a plain name. A plain
// name proves nothing by itself, so all of its own columns must be there.
func byPayment() layout {
	l := dataAPI()
	l.Title = "ecommpay: operations of one payment of the Data API"
	l.Columns[report.Amount], l.Columns[report.Currency] = "amount", "currency"
	for _, f := range []report.Field{report.SettleAmount, report.SettleCurrency, report.PaymentID, report.PaymentStatus, report.Remaining} {
		delete(l.Columns, f)
	}
	l.needs = []report.Field{report.OperationID, report.OperationType, report.CreatedAt, report.CompletedAt, report.Amount, report.Currency, report.ARN, report.RRN}
	return l
}
