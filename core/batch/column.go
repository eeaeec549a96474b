package batch

// The columns of the Dashboard's mass refund file, by their exact names.
const (
	ColType        = "operation_type"
	ColProject     = "general.project_id"
	ColMethod      = "method"
	ColPayment     = "general.payment_id"
	ColOperation   = "general.operation_id" // only for one debit of a stored credential
	ColAmount      = "payment.amount"       // minor units
	ColCurrency    = "payment.currency"
	ColDescription = "payment.description"
)

// Columns lists the columns in the order in which they are written.
func Columns() []string {
	return []string{ColType, ColProject, ColMethod, ColPayment, ColOperation, ColAmount, ColCurrency, ColDescription}
}

// Required lists the columns without which the platform takes no file.
func Required() []string {
	return []string{ColType, ColProject, ColMethod, ColPayment, ColAmount, ColCurrency, ColDescription}
}

// Refund is the one value of ColType that a refund file may hold.
const Refund = "refund"

// Limits of the platform.
const (
	MaxBytes       = 128 << 20
	MaxAmount      = 10_000_000_000_000
	MaxDescription = 255 // characters
	MaxPaymentID   = 255 // characters
)
