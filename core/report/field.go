package report

// Field is a fact that a column of a report can hold.
type Field string

const (
	OperationID     Field = "operation_id"
	PaymentID       Field = "payment_id"
	ProjectID       Field = "project_id"
	OperationType   Field = "operation_type"
	OperationStatus Field = "operation_status"
	PaymentStatus   Field = "payment_status"
	Method          Field = "method"
	Amount          Field = "amount"
	Debit           Field = "debit"     // instead of Amount: what went out …
	Credit          Field = "credit"    // … and what came in
	Direction       Field = "direction" // "DR"/"CR" or "debit"/"credit", beside an unsigned Amount
	Currency        Field = "currency"
	SettleAmount    Field = "settle_amount"
	SettleCurrency  Field = "settle_currency"
	FeeAmount       Field = "fee_amount"
	FeeCurrency     Field = "fee_currency"
	NetAmount       Field = "net_amount"
	FXRate          Field = "fx_rate"
	CreatedAt       Field = "created_at"
	CompletedAt     Field = "completed_at"
	ProviderRef     Field = "provider_ref"
	ARN             Field = "arn"
	RRN             Field = "rrn"
	SettlementBatch Field = "settlement_batch"
	SettledOn       Field = "settled_on"
	BalanceID       Field = "balance_id"
	Description     Field = "description"
	CustomerID      Field = "customer_id"
	Remaining       Field = "remaining"
)

// fields is every field with what it means to a person, in the order of a form.
var fields = []struct {
	field Field
	means string
}{
	{OperationID, "the operation's id at the platform"},
	{PaymentID, "the payment's id, as the merchant gave it"},
	{ProjectID, "the project"},
	{OperationType, "what was done: sale, refund, …"},
	{OperationStatus, "how it ended"},
	{Amount, "the amount"},
	{Debit, "what went out, in a column of its own"},
	{Credit, "what came in, in a column of its own"},
	{Direction, "debit or credit, beside an amount without a sign"},
	{Currency, "the currency of the amount"},
	{CreatedAt, "when it began"},
	{CompletedAt, "when it ended"},
	{PaymentStatus, "how the payment stands"},
	{Method, "the payment method"},
	{SettleAmount, "the amount in the settlement's currency"},
	{SettleCurrency, "the settlement's currency"},
	{FeeAmount, "what the platform took"},
	{FeeCurrency, "the currency of the fee"},
	{NetAmount, "amount less fee"},
	{FXRate, "the rate of exchange"},
	{ProviderRef, "the provider's id of the payment"},
	{ARN, "acquirer reference number"},
	{RRN, "retrieval reference number"},
	{SettlementBatch, "the settlement or payout that it is part of"},
	{SettledOn, "the day of the settlement"},
	{BalanceID, "the balance"},
	{Description, "free text"},
	{CustomerID, "the customer"},
	{Remaining, "what is left to refund"},
}

// Fields lists every field.
func Fields() []Field {
	all := make([]Field, len(fields))
	for i, f := range fields {
		all[i] = f.field
	}
	return all
}

// Means explains a field to a person.
func (f Field) Means() string {
	for _, x := range fields {
		if x.field == f {
			return x.means
		}
	}
	return ""
}
