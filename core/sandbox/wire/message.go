package wire

import (
	"bytes"
	"encoding/json"
	"time"

	"contra/core/money"
	"contra/core/sandbox/books"
)

// dateLayout is the platform's: no colon in the offset.
const dateLayout = "2006-01-02T15:04:05-0700"

func date(t time.Time) string { return t.UTC().Format(dateLayout) }

type sum struct {
	Amount   int64          `json:"amount"`
	Currency money.Currency `json:"currency"`
}

type fault struct {
	Code        string `json:"code"`
	Message     string `json:"message"`
	Description string `json:"description"`
	Field       string `json:"field"`
}

type customer struct {
	ID string `json:"id"`
}

type display struct {
	Type  string `json:"type"`
	Title string `json:"title"`
	Data  string `json:"data"`
}

type provider struct {
	ID        int64  `json:"id"`
	PaymentID string `json:"payment_id"`
	AuthCode  string `json:"auth_code"`
}

type payment struct {
	ID               string `json:"id"`
	Type             string `json:"type"`
	Status           string `json:"status"`
	Date             string `json:"date,omitempty"`
	Method           string `json:"method,omitempty"`
	Sum              *sum   `json:"sum,omitempty"`
	Description      string `json:"description"`
	MerchantRefundID string `json:"merchant_refund_id,omitempty"`
}

type operation struct {
	ID               int64    `json:"id"`
	Type             string   `json:"type"`
	Status           string   `json:"status"`
	Date             string   `json:"date"`
	CreatedDate      string   `json:"created_date"`
	RequestID        string   `json:"request_id"`
	SumInitial       sum      `json:"sum_initial"`
	SumConverted     sum      `json:"sum_converted"`
	Code             string   `json:"code"`
	Message          string   `json:"message"`
	MerchantRefundID string   `json:"merchant_refund_id,omitempty"`
	Provider         provider `json:"provider"`
}

func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // only strings, integers and structs of them go in
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

func asOperation(o books.Operation) operation {
	amount := sum{o.Amount.Minor, o.Amount.Currency}
	return operation{
		ID: o.ID, Type: o.Type, Status: o.Status, Date: date(o.Date), CreatedDate: date(o.CreatedAt),
		RequestID: o.RequestID, SumInitial: amount, SumConverted: amount, Code: o.Code, Message: o.Message,
		Provider: provider{ID: o.ProviderID, PaymentID: o.ProviderPaymentID},
	}
}

// Callback is the unsigned body that tells of one change. payment.sum is what
// is left; payment.description is the operation's own, as in the documents'
// samples. echo adds payment.merchant_refund_id, which some formats carry. While
// the customer is awaited it brings what the QR code says.
func Callback(e books.Event, echo bool) []byte {
	o := e.Operation
	p := payment{
		ID: e.Payment.ID, Type: "purchase", Status: e.Status, Date: date(o.Date), Method: e.Payment.Method,
		Sum: &sum{e.Sum, e.Payment.Amount.Currency}, Description: o.Description,
	}
	if o.Type == books.Sale {
		p.Description = e.Payment.Description
	}
	if echo {
		p.MerchantRefundID = o.MerchantRefundID
	}
	var shown []display
	if o.Status == books.AwaitingCustomer && o.Display != "" {
		shown = []display{{"qr_img", "QR code", o.Display}}
	}
	return encode(struct {
		Project   int64     `json:"project_id"`
		Payment   payment   `json:"payment"`
		Customer  customer  `json:"customer"`
		Operation operation `json:"operation"`
		Display   []display `json:"display_data,omitempty"`
	}{e.Payment.Project, p, customer{e.Payment.CustomerID}, asOperation(o), shown})
}

// Accepted is the synchronous answer to a request that passed the checks. It
// says that the request was taken, nothing about the refund or the purchase.
func Accepted(requestID string, project int64, paymentID string) []byte {
	return encode(struct {
		Status    string `json:"status"`
		RequestID string `json:"request_id"`
		Project   int64  `json:"project_id"`
		PaymentID string `json:"payment_id"`
	}{"success", requestID, project, paymentID})
}

// Rejected is the synchronous answer to a request that was not taken.
func Rejected(requestID string, r Request, why *books.Refusal) []byte {
	return encode(struct {
		Status    string  `json:"status"`
		RequestID string  `json:"request_id,omitempty"`
		Project   int64   `json:"project_id,omitempty"`
		PaymentID string  `json:"payment_id,omitempty"`
		Code      string  `json:"code"`
		Message   string  `json:"message"`
		Errors    []fault `json:"errors"`
	}{"error", requestID, r.Project, r.PaymentID, why.Code, why.Message, faultsOf(why)})
}

func faultsOf(why *books.Refusal) []fault {
	return []fault{{why.Code, why.Message, why.Detail, why.Field}}
}

// Status is the unsigned answer to a question for a payment.
func Status(p books.Payment, echo bool) []byte {
	left := p.Sum()
	head := payment{
		ID: p.ID, Type: "purchase", Status: p.Status(), Date: date(p.CreatedAt), Method: p.Method,
		Sum: &sum{left.Minor, left.Currency}, Description: p.Description,
	}
	operations := make([]operation, 0, len(p.Operations))
	for _, o := range p.Operations {
		row := asOperation(o)
		if echo {
			row.MerchantRefundID = o.MerchantRefundID
		}
		operations = append(operations, row)
		head.Date = row.Date
	}
	return encode(struct {
		Project    int64       `json:"project_id"`
		Payment    payment     `json:"payment"`
		Customer   customer    `json:"customer"`
		Operations []operation `json:"operations"`
	}{p.Project, head, customer{p.CustomerID}, operations})
}

// StatusError is the unsigned answer when there is no such payment: the
// payment's status is "error" and the code stands in the errors.
func StatusError(r Request, why *books.Refusal) []byte {
	return encode(struct {
		Project int64   `json:"project_id"`
		Payment payment `json:"payment"`
		Errors  []fault `json:"errors"`
	}{r.Project, payment{ID: r.PaymentID, Type: "purchase", Status: "error"}, faultsOf(why)})
}
