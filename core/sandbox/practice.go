package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"

	"contra/core/sandbox/books"
)

// The platform has none of these paths; they let a clerk, or a script, look
// into the stand-in's books and act as the Dashboard and the provider do.
const practiceHelp = `The stand-in platform. Money here is not real.

Gate
  POST /v2/payment/wallet/{method}/sale  a purchase; a callback brings the QR code for its customer
  POST /v2/payment/{method}/refund    a refund
  POST /v2/payment/status             what became of a payment
Payment Page, for a browser
  GET  /payment?project_id=&…&signature=  lets the customer pay
  GET  /wallet/TICKET                 where the QR code leads: pay or decline
Data API
  POST /v1/operations/get, /v1/operations/get-by-payment, /v1/financial-reporting/operations, /v1/balance/get, /v1/chargeback/list
Practice only
  GET  /books?payment_id=&project_id= the platform's own books, amounts in minor units
  GET  /requests?payment_id=          what it received and how it answered
  GET  /callbacks?payment_id=         signed callbacks of the whole history, one a line
  POST /dashboard/refund   {"project_id":1,"payment_id":"A","amount":100}   amount in minor units, left out: all that is left
                           it ends at once, or as a fault has it: declined, pending, with callbacks gone astray
  POST /dashboard/reverse  {"operation_id":1}                a successful refund is taken back
  POST /dashboard/settle   {"operation_id":1,"code":"0"}     a running operation ends; any code but 0 declines it
  POST /dashboard/dispute  {"project_id":1,"payment_id":"A"} refunds are refused from now on
  POST /dashboard/mass-refunds?name=FILE.csv  the file is the body: a mass refund, or all that is wrong with the file
  GET  /dashboard/mass-refunds                the mass refunds; done means that all rows were sent, not that they succeeded
  GET  /dashboard/mass-refunds/ID             one of them
  GET  /practice/wallet                       the purchases that wait for their customers, with what their QR codes say
  POST /practice/wallet    {"payment_id":"A","project_id":1,"act":"pay"}  the customer scans the code; act: pay or decline;
                           "data" is what the code says, in place of the payment
  POST /practice/faults    {"script":"timeout_after@next-purchase:1"}  what goes wrong from now on: FAULT[=ARGUMENT][@PAYMENT_ID][:HOW OFTEN],
                           separated by ";"; next-purchase is the next payment that a customer is asked for
  GET  /practice/report?from=&to=&layout=&project_id=&spoil=  a report of the books as a file; from and to are UTC days, both included
                       layout: data-api, titles, korean, russian or few; spoil: a number that plants differences
  GET  /practice/report/planted?…             the differences that are planted in the same report

Faults
`

func (p *Platform) practice(mux *http.ServeMux) {
	mux.HandleFunc("GET /{$}", p.serveHelp)
	mux.HandleFunc("GET /books", p.serveBooks)
	mux.HandleFunc("GET /requests", p.serveRequests)
	mux.HandleFunc("GET /callbacks", p.serveCallbacks)
	mux.HandleFunc("POST /dashboard/{act}", p.serveDashboard)
	p.practiceMass(mux)
	p.practiceWallet(mux)
	p.practiceFaults(mux)
	p.practiceReport(mux)
}

func (p *Platform) serveHelp(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	io.WriteString(w, practiceHelp)
	for _, f := range Faults() {
		name := string(f.Name)
		if f.Argument != "" {
			name += "=" + string(f.Argument)
		}
		fmt.Fprintf(w, "  %-26s %s\n", name, f.Text)
	}
}

func (p *Platform) serveBooks(w http.ResponseWriter, r *http.Request) {
	list := p.books.Payments()
	if id := r.URL.Query().Get("payment_id"); id != "" {
		list = p.books.Find(id)
	}
	project := r.URL.Query().Get("project_id")
	items := []bookPayment{}
	for _, payment := range list {
		if project == "" || project == strconv.FormatInt(payment.Project, 10) {
			items = append(items, asBook(payment))
		}
	}
	reply(w, http.StatusOK, listing{items, len(items)})
}

func (p *Platform) serveRequests(w http.ResponseWriter, r *http.Request) {
	id := r.URL.Query().Get("payment_id")
	items := []Request{}
	for _, q := range p.Requests() {
		if id == "" || books.SameID(q.PaymentID, id) {
			items = append(items, q)
		}
	}
	reply(w, http.StatusOK, listing{items, len(items)})
}

func (p *Platform) serveCallbacks(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/x-ndjson")
	line := func(body []byte) bool {
		_, err := w.Write(append(body, '\n'))
		return err == nil
	}
	id := r.URL.Query().Get("payment_id")
	if id == "" {
		p.AllCallbacks(line)
		return
	}
	for _, body := range p.Callbacks(id) {
		line(body)
	}
}

func (p *Platform) serveDashboard(w http.ResponseWriter, r *http.Request) {
	var ask struct {
		Project   int64       `json:"project_id"`
		PaymentID string      `json:"payment_id"`
		Amount    *int64      `json:"amount"`
		Operation json.Number `json:"operation_id"`
		Code      string      `json:"code"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&ask); err != nil {
		reply(w, http.StatusBadRequest, problem("bad_json", err.Error()))
		return
	}
	operation, _ := ask.Operation.Int64() // 0 is no operation
	var err error
	switch act := r.PathValue("act"); act {
	case "refund":
		if ask.Amount == nil {
			payment, _ := p.books.Payment(ask.Project, ask.PaymentID)
			left := payment.Remainder()
			ask.Amount = &left
		}
		err = p.DashboardRefund(ask.Project, ask.PaymentID, *ask.Amount)
	case "reverse":
		err = p.ReverseRefund(operation)
	case "settle":
		if ask.Code == "" {
			ask.Code = books.CodeSuccess
		}
		err = p.Settle(operation, ask.Code)
	case "dispute":
		err = p.Dispute(ask.Project, ask.PaymentID)
	default:
		reply(w, http.StatusNotFound, problem("not_found", "there is no practice act "+act))
		return
	}
	var refusal *books.Refusal
	switch {
	case errors.As(err, &refusal):
		reply(w, http.StatusConflict, problem(refusal.Code, refusal.Error()))
	case err != nil:
		reply(w, http.StatusConflict, problem("refused", err.Error()))
	default:
		reply(w, http.StatusOK, map[string]string{"status": "done"})
	}
}

func problem(code, message string) any {
	return map[string]any{"error": map[string]string{"code": code, "message": message}}
}

func reply(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v)
}
