package reportfile

// Column is a fact of an operation. Its value is the name that the Data API has
// for it, where it has one.
type Column string

// The columns that a report can have.
const (
	OperationID       Column = "operation_id"
	PaymentID         Column = "payment_id"
	ProjectID         Column = "project_id"
	Type              Column = "operation_type"
	Status            Column = "operation_status"
	PaymentStatus     Column = "transaction_status"
	Method            Column = "payment_method_name"
	CustomerID        Column = "customer_id"
	Description       Column = "payment_description"
	Amount            Column = "sum_initial.amount"
	Currency          Column = "sum_initial.currency"
	ConvertedAmount   Column = "sum_converted.amount" // the same sum: the stand-in converts nothing
	ConvertedCurrency Column = "sum_converted.currency"
	FeeAmount         Column = "operation_fee.amount"
	FeeCurrency       Column = "operation_fee.currency"
	Net               Column = "net_amount"
	Remaining         Column = "remaining_refund"
	CreatedAt         Column = "operation_created_at"
	CompletedAt       Column = "operation_completed_at"
	Provider          Column = "provider_payment_id"
	ARN               Column = "arn"
	RRN               Column = "rrn"
)
