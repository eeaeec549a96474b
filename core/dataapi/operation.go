package dataapi

import (
	"time"

	"contra/core/ledger"
	"contra/core/money"
)

// Source is where the ledger says that pulled operations came from.
const Source = "data api"

// Kind is which of the platform's two lists an operation is from.
type Kind string

const (
	Operations Kind = "operations" // what happened, as far as the platform knows by now
	Financial  Kind = "financial"  // what was booked, with fees: the final word
)

// Operation is one row of an answer.
type Operation struct {
	Project           int64
	PaymentID         string
	ID                string
	Type              string
	Status            string
	PaymentStatus     string // how the payment stood when the question was answered
	Method            string // payment_method_type, such as "kakaopay"
	MethodName        string
	Description       string
	CustomerID        string
	ProviderPaymentID string
	Amount            money.Amount // sum_initial; without a currency when the row says nothing
	Converted         *money.Amount
	Fee               *money.Amount // in financial rows only
	CreatedAt         time.Time
	CompletedAt       time.Time // zero until it has ended
	ARN, RRN          string
	BalanceID         string
	Rate              string
}

// When is the moment by which the platform sorts an operation into intervals:
// its end, else its beginning.
func (o *Operation) When() time.Time {
	if !o.CompletedAt.IsZero() {
		return o.CompletedAt
	}
	return o.CreatedAt
}

// Event is the operation as the ledger folds it into its payment. Of the two
// names that the platform has for the method the one is taken that methods knows.
func (o *Operation) Event(methods ledger.Methods) ledger.Event {
	return ledger.Event{
		Project: o.Project, PaymentID: o.PaymentID, PaymentStatus: o.PaymentStatus,
		Method: o.method(methods), Description: o.Description, CustomerID: o.CustomerID,
		Operation: ledger.Operation{
			Project: o.Project, ID: o.ID, Type: o.Type, Status: o.Status, Amount: o.Amount, ProviderPaymentID: o.ProviderPaymentID,
			CreatedAt: o.CreatedAt, CompletedAt: o.CompletedAt, Date: o.When(),
		},
	}
}

func (o *Operation) method(methods ledger.Methods) string {
	for _, name := range []string{o.Method, o.MethodName} {
		if m, known := methods.Lookup(name); known {
			return m.Name
		}
	}
	if o.Method != "" {
		return o.Method
	}
	return o.MethodName
}
