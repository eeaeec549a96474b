package sandbox

import (
	"slices"

	"contra/core/sandbox/books"
	"contra/core/sandbox/dataapi"
	"contra/core/sandbox/faults"
)

func (c *dataCall) operations() ([]byte, *dataapi.Problem) { return c.list(false) }

// financial are the same rows with fee and net.
func (c *dataCall) financial() ([]byte, *dataapi.Problem) { return c.list(true) }

// list gives the operations of the interval by when they were last acted on.
// The books hold no customer's e-mail, so a choice by it leaves nothing.
func (c *dataCall) list(financial bool) ([]byte, *dataapi.Problem) {
	if c.ask.To.IsZero() {
		return nil, dataapi.BadRequest("interval: it is missing.")
	}
	q := books.Query{
		From: c.ask.From, To: c.ask.To, Projects: c.ask.Projects, Types: c.ask.Types, Statuses: c.ask.Statuses,
		Customers: c.ask.Customers, Offset: c.ask.Offset,
	}
	if c.hits.Has(faults.DataShift) {
		c.p.shift(q)
	}
	var entries []books.Entry
	if c.ask.Limit > 0 && c.ask.Email == "" {
		for e := range c.p.books.Acted(q) {
			if entries = append(entries, e); len(entries) == c.ask.Limit {
				break
			}
		}
	}
	sheet := c.sheet()
	sheet.Financial = financial
	return named("operations", sheet.Rows(entries)), nil
}

func (c *dataCall) byPayment() ([]byte, *dataapi.Problem) {
	if c.ask.PaymentID == "" {
		return nil, dataapi.BadRequest("payment_id: it is missing.")
	}
	var entries []books.Entry
	for _, payment := range c.p.books.Find(c.ask.PaymentID) {
		if slices.Contains(c.ask.Projects, payment.Project) {
			entries = append(entries, payment.Entries()...)
		}
	}
	return named("operations", c.sheet().ByPayment(entries)), nil
}

func (c *dataCall) balances() ([]byte, *dataapi.Problem) {
	all := slices.DeleteFunc(c.p.books.Balances(), func(b books.Balance) bool { return !slices.Contains(c.ask.Projects, b.Project) })
	return named("balance", dataapi.Balances(all)), nil
}

// chargebacks are none: KakaoPay has no such thing.
func (c *dataCall) chargebacks() ([]byte, *dataapi.Problem) {
	return named("chargebacks", []string{}), nil
}

func (c *dataCall) sheet() dataapi.Sheet {
	return dataapi.Sheet{Zone: c.ask.Zone, Forms: c.p.o.Forms, Fields: c.ask.Fields}
}

func named(name string, list any) []byte { return dataapi.Encode(map[string]any{name: list}) }

// shift changes what lies before a later page, once by an operation that comes in
// late and once by one that is acted on again and moves behind: whoever pages by
// offset gets a row twice, or misses one.
func (p *Platform) shift(q books.Query) {
	q.Offset = 0
	for first := range p.books.Acted(q) {
		p.mu.Lock()
		p.shifts++
		late := p.shifts%2 == 1 && chooses(q.Types, books.Sale) && chooses(q.Statuses, books.Success) && len(q.Customers) == 0
		p.mu.Unlock()
		o := first.Operation()
		var err error
		if late {
			err = p.books.Add(books.Payment{
				Project: o.Project, ID: "LATE-" + p.books.Ticket()[:12], Method: first.Payment.Method, Amount: o.Amount,
				CustomerID: "customer1", CreatedAt: o.Date,
			})
		} else {
			err = p.books.Touch(o.ID, p.o.Now())
		}
		if err != nil {
			p.o.Log("nothing moved: %v", err)
		}
		return
	}
}

func chooses(words []string, word string) bool {
	return len(words) == 0 || slices.Contains(words, word)
}
