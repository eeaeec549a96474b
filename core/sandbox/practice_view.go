package sandbox

import (
	"strconv"
	"time"

	"contra/core/money"
	"contra/core/sandbox/books"
)

// listing is how the practice paths give lists.
type listing struct {
	Items any `json:"items"`
	Total int `json:"total"`
}

// bookPayment is a payment of GET /books; amounts are minor units.
type bookPayment struct {
	Project    int64           `json:"project_id"`
	ID         string          `json:"payment_id"`
	Status     string          `json:"status"`
	Method     string          `json:"method"`
	CustomerID string          `json:"customer_id"`
	Currency   money.Currency  `json:"currency"`
	Captured   int64           `json:"captured"`
	Refunded   int64           `json:"refunded"`
	Pending    int64           `json:"pending"`
	Remainder  int64           `json:"remainder"` // can still be refunded
	Disputed   bool            `json:"disputed"`
	CreatedAt  time.Time       `json:"created_at"`
	Operations []bookOperation `json:"operations"`
}

type bookOperation struct {
	ID               string    `json:"operation_id"`
	Type             string    `json:"type"`
	Status           string    `json:"status"`
	Amount           int64     `json:"amount"`
	RequestID        string    `json:"request_id"`
	MerchantRefundID string    `json:"merchant_refund_id"`
	Origin           string    `json:"origin"` // gate, dashboard, batch, customer, provider
	Code             string    `json:"code"`
	Message          string    `json:"message"`
	CreatedAt        time.Time `json:"created_at"`
	Date             time.Time `json:"date"`
}

func asBook(p books.Payment) bookPayment {
	b := bookPayment{
		Project: p.Project, ID: p.ID, Status: p.Status(), Method: p.Method, CustomerID: p.CustomerID,
		Currency: p.Amount.Currency, Captured: p.Captured(), Refunded: p.Refunded(), Pending: p.Pending(),
		Remainder: p.Remainder(), Disputed: p.Disputed, CreatedAt: p.CreatedAt,
		Operations: []bookOperation{},
	}
	for _, o := range p.Operations {
		b.Operations = append(b.Operations, bookOperation{
			ID: strconv.FormatInt(o.ID, 10), Type: o.Type, Status: o.Status, Amount: o.Amount.Minor,
			RequestID: o.RequestID, MerchantRefundID: o.MerchantRefundID, Origin: o.Origin,
			Code: o.Code, Message: o.Message, CreatedAt: o.CreatedAt, Date: o.Date,
		})
	}
	return b
}
