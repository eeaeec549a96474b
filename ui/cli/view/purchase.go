package view

import (
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/purchase"
)

// Purchase is one purchase of ours. The amount is minor units of its currency.
type Purchase struct {
	ID          string               `json:"purchase_id"`
	Project     int64                `json:"project_id"`
	PaymentID   string               `json:"payment_id"`
	Amount      int64                `json:"amount"`
	Currency    money.Currency       `json:"currency"`
	State       ledger.PurchaseState `json:"state"`
	Via         ledger.Via           `json:"via"`
	Method      string               `json:"method"`
	CustomerID  string               `json:"customer_id"`
	RequestID   string               `json:"request_id"`
	OperationID string               `json:"operation_id"`
	Code        string               `json:"code"`
	Message     string               `json:"message"`
	Display     []ledger.Display     `json:"display"` // what the customer has to be shown
	ExpiresAt   Time                 `json:"expires_at"`
	Attempts    int                  `json:"attempts"`
	Link        string               `json:"link,omitempty"` // to the Payment Page
	Description string               `json:"description"`
	Operator    string               `json:"operator"`
	Hold        string               `json:"hold"` // why a person must look, or empty
	CreatedAt   Time                 `json:"created_at"`
	SentAt      Time                 `json:"sent_at"`
	UpdatedAt   Time                 `json:"updated_at"`
}

// NewPurchase shapes a purchase.
func NewPurchase(p ledger.Purchase) Purchase {
	v := Purchase{ID: p.ID, Project: p.Project, PaymentID: p.PaymentID, Amount: p.Amount.Minor, Currency: p.Amount.Currency, State: p.State, Via: p.Via,
		Method: p.Method, CustomerID: p.CustomerID, RequestID: p.RequestID, OperationID: p.OperationID, Code: p.Code, Message: p.Message,
		Display: append([]ledger.Display{}, p.Display...), ExpiresAt: Time(p.ExpiresAt), Attempts: p.Attempts, Description: p.Description, Operator: p.Operator,
		Hold: p.Hold, CreatedAt: Time(p.CreatedAt), SentAt: Time(p.SentAt), UpdatedAt: Time(p.UpdatedAt)}
	if p.Via == ledger.ViaLink {
		v.Link = string(p.Body)
	}
	return v
}

// PurchasePlan is a purchase that was not made: what a dry run shows.
type PurchasePlan struct {
	Purchase
	Warnings []string `json:"warnings"`
}

// NewPurchasePlan shapes a plan.
func NewPurchasePlan(p purchase.Plan) PurchasePlan {
	w := p.Wish
	planned := ledger.Purchase{Via: w.Via, Project: w.Project, PaymentID: w.PaymentID, Amount: w.Amount, Method: p.Method.Name, CustomerID: w.CustomerID,
		Description: w.Description, State: ledger.PurchasePlanned, ExpiresAt: p.ExpiresAt}
	return PurchasePlan{NewPurchase(planned), append([]string{}, p.Warnings...)}
}

// PurchaseStory is a purchase with what was tried and what came back.
type PurchaseStory struct {
	Purchase
	Steps []PurchaseStep `json:"steps"`
}

// PurchaseStep is one line of a purchase's story.
type PurchaseStep struct {
	At     Time                 `json:"at"`
	Kind   string               `json:"kind"`
	State  ledger.PurchaseState `json:"state"`
	HTTP   int                  `json:"http"` // status of the answer, 0 when there was none
	Detail string               `json:"detail"`
}

// NewPurchaseStep shapes a step.
func NewPurchaseStep(s ledger.PurchaseStep) PurchaseStep {
	return PurchaseStep{Time(s.At), s.Kind, s.State, s.HTTP, s.Detail}
}
