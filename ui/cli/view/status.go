package view

import "contra/core/desk"

// Standing is what the platform says of a payment when asked.
type Standing struct {
	Project     int64       `json:"project_id"`
	PaymentID   string      `json:"payment_id"`
	Status      string      `json:"status"`
	Method      string      `json:"method"`
	CustomerID  string      `json:"customer_id"`
	Sum         *Money      `json:"sum"` // what is left on the payment; null when the platform does not say
	Operations  []Operation `json:"operations"`
	InLedger    bool        `json:"in_ledger"`
	Agrees      bool        `json:"agrees"` // the ledger says the same
	Adopted     bool        `json:"adopted"`
	Differences []string    `json:"differences"`
}

// NewStanding shapes a status answer.
func NewStanding(s desk.Standing, adopted bool) Standing {
	a := s.Answer
	return Standing{Project: a.Project, PaymentID: a.PaymentID, Status: a.PaymentStatus, Method: a.Method, CustomerID: a.CustomerID, Sum: NewMoney(a.Left),
		Operations: Each(a.Operations, NewOperation), InLedger: s.Known, Agrees: s.Known && len(s.Differences) == 0, Adopted: adopted,
		Differences: append([]string{}, s.Differences...)}
}
