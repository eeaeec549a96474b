package sandbox

import (
	"strconv"
	"time"

	"contra/core/sandbox/books"
	"contra/core/sandbox/faults"
	"contra/core/sandbox/massfile"
	"contra/core/sandbox/wire"
)

// A batch is handed over a few rows at a time.
const (
	rowsAtOnce = 10
	rowsGap    = 100 * time.Millisecond
)

// nobodyWaits stands for the answer that a row does not have.
var nobodyWaits = func() <-chan struct{} {
	gone := make(chan struct{})
	close(gone)
	return gone
}()

// handOver starts the next rows of a batch, and sets those after them. A batch
// is done with the last row's start.
func (p *Platform) handOver(m *massRefund) {
	p.mu.Lock()
	now := m.rows[:min(rowsAtOnce, len(m.rows))]
	m.rows = m.rows[len(now):]
	last := len(m.rows) == 0
	p.mu.Unlock()
	for i := range now {
		p.startRow(m, now[i])
	}
	if last {
		p.mu.Lock()
		m.Status, m.rows = MassDone, nil
		p.mu.Unlock()
		return
	}
	p.schedule.Go(min(p.o.RowDelay, rowsGap), func() { p.handOver(m) })
}

// startRow makes a refund operation of a row: one that runs, or, when a rule of
// the books forbids it, one that shows up as declined where the other would
// have ended. Without its payment there is none.
func (p *Platform) startRow(m *massRefund, row massfile.Row) {
	hits := p.picker.Row(row.Project, row.PaymentID)
	req := wire.Request{
		Project: row.Project, PaymentID: row.PaymentID,
		Amount: &row.Amount, Currency: &row.Currency, Description: &row.Description,
	}
	if hits.Has(faults.Dashboard) {
		p.meanwhile(req)
	}
	if _, there := p.books.Payment(row.Project, row.PaymentID); !there {
		p.note(m, 0)
		return
	}
	began, refusal := p.applyRow(row, req, hits)
	if refusal == nil {
		p.note(m, began.Operation.ID)
		p.launch(began, req, hits, nobodyWaits)
		return
	}
	asked := books.Request{
		Project: row.Project, PaymentID: row.PaymentID, Amount: &row.Amount, Currency: &row.Currency,
		Description: row.Description, Origin: books.ByBatch, At: p.o.Now(),
	}
	r := p.ride(req, hits)
	p.schedule.Go(p.o.Delay, func() {
		if e, there := p.books.Decline(asked, refusal.Code, p.o.Now()); there {
			p.note(m, e.Operation.ID)
			p.tell(r, e)
		}
	})
}

// note writes an operation down for its batch; 0 is a row without a payment.
func (p *Platform) note(m *massRefund, operation int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if operation == 0 {
		m.absent++
		return
	}
	m.made = append(m.made, operation)
}

func (p *Platform) applyRow(row massfile.Row, req wire.Request, hits faults.Hits) (books.Event, *books.Refusal) {
	if hits.Has(faults.Error) {
		return books.Event{}, books.Refuse(hits.Code(faults.Error, books.CodeValidation), "", "refused by the fault script")
	}
	if row.OperationID != "" && !p.debited(row) {
		return books.Event{}, books.Refuse(books.CodeNotFound, "general.operation_id", "no such debit of this payment")
	}
	return p.apply(books.ByBatch, endpointOf(row.Method), req, hits)
}

// debited tells whether a row names a debit of its payment.
func (p *Platform) debited(row massfile.Row) bool {
	id, _ := strconv.ParseInt(row.OperationID, 10, 64) // too long is no operation of ours
	o, found := p.books.Operation(id)
	return found && o.Project == row.Project && books.SameID(o.PaymentID, row.PaymentID) && o.Type == books.Sale && o.Status == books.Success
}

// endpointOf gives Gate's path for a code of the Dashboard.
func endpointOf(code string) wire.Endpoint {
	switch code {
	case "card-token", "card-partner":
		return "card"
	case "etoken":
		return "applepay"
	case "etoken-google":
		return "googlepay"
	}
	return wire.Endpoint(code)
}
