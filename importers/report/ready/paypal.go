package ready

import "contra/core/report"

// paypal: the settlement report, whose lines begin with the kind of record. CH is the
// header of a section and SB a row; amounts are in minor units without a sign.
func paypal() layout {
	return layout{
		Profile: report.Profile{
			Name: "paypal", Title: "PayPal: settlement report", BuiltIn: true, Zone: "UTC", Unit: report.UnitMinor, Sign: report.SignColumns,
			Columns: map[report.Field]string{
				report.OperationID: "Transaction ID", report.PaymentID: "Invoice ID", report.ProviderRef: "PayPal Reference ID",
				report.OperationType: "Transaction Event Code", report.Direction: "Transaction Debit or Credit",
				report.Amount: "Gross Transaction Amount", report.Currency: "Gross Transaction Currency",
				report.CreatedAt: "Transaction Initiation Date", report.CompletedAt: "Transaction Completion Date",
			},
			Defaults: settled(),
			Types: words(map[string][]string{
				"sale":   {"t0000", "t0002", "t0003", "t0004", "t0005", "t0006", "t0007", "t0010", "t0011", "t0012", "t0013", "t0018"},
				"refund": {"t1107"}, "reversal": {"t1106"}, "chargeback": {"t1201"}, "chargeback reversed": {"t1202"},
			}),
			Ignore: []report.IgnoreRule{
				{Rule: "PayPal's records of files and sections", Column: "CH", Values: []string{"rh", "fh", "sh", "ch", "sf", "sc", "rf", "rc", "ff", "fc"}},
				{Rule: "fees, conversions and withdrawals of PayPal", Column: "Transaction Event Code", Values: []string{
					"t0100", "t0101", "t0102", "t0103", "t0104", "t0105", "t0106", "t0107", "t0200", "t0201", "t0202", "t0300", "t0301",
					"t0400", "t0401", "t0402", "t0403",
				}},
			},
		},
		needs: []report.Field{report.OperationID, report.OperationType, report.Direction, report.Amount, report.Currency},
		marks: []string{"CH"},
	}
}
