package batch

// Wish is one row of a list or a file as its columns say, nothing understood yet.
type Wish struct {
	Line        int // physical line in the source, the header being 1
	Type        string
	Project     string
	Method      string
	PaymentID   string
	OperationID string
	Amount      string
	Minor       bool // Amount is in minor units; else in major ones, as people write
	Currency    string
	Description string
}
