package ready

import "contra/core/report"

// adyen: the settlement details, one journal entry a row, amounts in major units in
// a column each for debit and credit. The Psp Reference is the payment's, the Modification
// Reference that of the capture, refund or chargeback, so the latter names the operation.
func adyen() layout {
	return layout{
		Profile: report.Profile{
			Name: "adyen", Title: "Adyen: settlement details", BuiltIn: true, Zone: "Europe/Amsterdam", Unit: report.UnitMajor, Sign: report.SignColumns,
			Columns: map[report.Field]string{
				report.OperationID: "Modification Reference", report.PaymentID: "Merchant Reference", report.ProviderRef: "Psp Reference",
				report.OperationType: "Type", report.Method: "Payment Method",
				report.Debit: "Gross Debit (GC)", report.Credit: "Gross Credit (GC)", report.Currency: "Gross Currency", report.FXRate: "Exchange Rate",
				report.CreatedAt: "Creation Date", report.CompletedAt: "Booking Date", report.SettlementBatch: "Batch Number",
			},
			Defaults: settled(),
			Types: words(map[string][]string{
				"sale": {"settled"}, "refund": {"refunded"}, "refund reverse": {"refundedreversed"},
				"chargeback": {"chargeback", "secondchargeback"}, "chargeback reversed": {"chargebackreversed"},
			}),
			Ignore: []report.IgnoreRule{{Rule: "fees and payouts of Adyen", Column: "Type", Values: []string{
				"fee", "misccosts", "merchantpayout", "depositcorrection", "invoicededuction", "matchedstatement", "manualcorrected",
				"bankinstructionreturned", "epapaid", "balancetransfer", "paymentcost", "reserveadjustment", "internalcompanypayout",
			}}},
		},
		needs: []report.Field{report.ProviderRef, report.OperationType, report.Debit, report.Credit, report.Currency},
	}
}
