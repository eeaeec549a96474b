package ready

import "contra/core/report"

// checkout: Checkout.com's financial actions, one part of an action a row, amounts in
// major units with signs. The part that is the action's own amount is kept; fees are
// parts too, with more decimals than a currency has, and are left out.
func checkout() layout {
	return layout{
		Profile: report.Profile{
			Name: "checkout", Title: "Checkout.com: financial actions by payout", BuiltIn: true, Zone: "UTC", Unit: report.UnitMajor, Sign: report.SignAsWrites,
			Columns: map[report.Field]string{
				report.OperationID: "Action ID", report.PaymentID: "Reference", report.ProviderRef: "Payment ID",
				report.OperationType: "Breakdown Type", report.Method: "Payment Method",
				report.Amount: "Processing Currency Amount", report.Currency: "Processing Currency",
				report.SettleAmount: "Holding Currency Amount", report.SettleCurrency: "Holding Currency", report.FXRate: "FX Rate Applied",
				report.CreatedAt: "Requested On", report.CompletedAt: "Processed On", report.SettlementBatch: "Payout ID",
				report.ARN: "Acquirer Reference Number",
			},
			Defaults: settled(),
			Types: words(map[string][]string{
				"sale": {"capture"}, "refund": {"refund"}, "refund reverse": {"refund reversal"},
				"chargeback": {"chargeback"}, "chargeback reversed": {"chargeback reversal"},
			}),
			Ignore: []report.IgnoreRule{{Rule: "fees and bookings of Checkout.com", Column: "Breakdown Type", Values: []string{
				"interchange fee", "interchange fixed fee", "interchange variable fee", "scheme fixed fee", "scheme variable fee",
				"premium fee", "premium fixed fee", "premium variable fee", "gateway fee", "gateway fixed fee", "authentication fixed fee",
				"authorization fixed fee", "capture fixed fee", "refund fixed fee", "void fixed fee", "chargeback fixed fee", "risk fixed fee",
				"card verification fixed fee", "network token fixed fee", "account updater fixed fee", "fx markup fee", "payout fixed fee", "fee tax", "tax",
				"cover negative position", "invoice settlement", "operational funding release", "operational funding reservation", "top up",
				"security deposit release", "security deposit reservation", "rolling reserve", "rolling reserve release", "payout",
			}}},
		},
		needs: []report.Field{report.OperationID, report.OperationType, report.Amount, report.Currency},
		also: map[report.Field][]string{
			report.PaymentID: {"Payment ID"}, report.CreatedAt: {"Requested On UTC"}, report.CompletedAt: {"Processed On UTC", "Action Date UTC"},
		},
	}
}
