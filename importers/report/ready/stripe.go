package ready

import "contra/core/report"

// stripe: the itemized payout reconciliation, one balance transaction a row, amounts
// in major units with signs.
func stripe() layout {
	return layout{
		Profile: report.Profile{
			Name: "stripe", Title: "Stripe: payout reconciliation, itemized", BuiltIn: true, Zone: "UTC", Unit: report.UnitMajor, Sign: report.SignAsWrites,
			Columns: map[report.Field]string{
				report.OperationID: "balance_transaction_id", report.PaymentID: "payment_intent_id", report.OperationType: "reporting_category",
				report.Amount: "gross", report.Currency: "currency", report.FeeAmount: "fee", report.NetAmount: "net",
				report.CreatedAt: "created_utc", report.ProviderRef: "source_id", report.Method: "payment_method_type",
				report.SettlementBatch: "automatic_payout_id", report.SettledOn: "automatic_payout_effective_at_utc",
				report.Description: "description", report.CustomerID: "customer_id",
			},
			Defaults: settled(),
			Types: words(map[string][]string{
				"sale": {"charge"}, "refund": {"refund"}, "refund reverse": {"refund failure"},
				"chargeback": {"dispute"}, "chargeback reversed": {"dispute reversal"},
			}),
			Ignore: []report.IgnoreRule{{Rule: "fees and payouts of Stripe", Column: "reporting_category", Values: []string{
				"fee", "network cost", "payout", "payout reversal", "topup", "topup reversal",
				"transfer", "transfer reversal", "risk reserved funds", "connect reserved funds", "connect collection transfer",
			}}},
		},
		needs: []report.Field{report.OperationID, report.OperationType, report.Amount, report.Currency},
		also: map[report.Field][]string{
			report.PaymentID: {"charge_id", "source_id"}, report.CreatedAt: {"created"}, report.SettledOn: {"automatic_payout_effective_at"},
		},
	}
}
