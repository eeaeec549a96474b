package sandbox

import (
	"net/http"
	"time"

	"contra/core/sandbox/books"
	"contra/core/sandbox/page"
)

const toShop = "Back to the shop"

// serveInstructions shows the QR code until the customer has acted, and then how it went.
func (p *Platform) serveInstructions(w http.ResponseWriter, r *http.Request) {
	s := p.byTicket(r.PathValue("ticket"))
	if s == nil || !s.shown {
		notThere(w)
		return
	}
	order, o := p.look(s)
	if o.Status == books.AwaitingCustomer {
		page.Write(w, http.StatusOK, page.Instructions{Order: order, Data: s.data, Left: p.left(s)})
		return
	}
	message := outcome(order, o, s)
	message.BackTo = toShop
	page.Write(w, http.StatusOK, message)
}

// serveWallet is where the QR code leads.
func (p *Platform) serveWallet(w http.ResponseWriter, r *http.Request) {
	s := p.byTicket(r.PathValue("ticket"))
	if s == nil {
		notThere(w)
		return
	}
	order, o := p.look(s)
	if o.Status == books.AwaitingCustomer {
		page.Write(w, http.StatusOK, page.Wallet{Order: order, Left: p.left(s)})
		return
	}
	message := outcome(order, o, s)
	if message.BackTo = toShop; s.shown {
		message.Back, message.BackTo = "/payment/"+s.ticket, "Back to the payment"
	}
	page.Write(w, http.StatusOK, message)
}

// serveScan is the customer's deed. One that comes too late changes nothing; the
// page that follows tells how it went.
func (p *Platform) serveScan(w http.ResponseWriter, r *http.Request) {
	s := p.byTicket(r.PathValue("ticket"))
	if s == nil {
		notThere(w)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if err := p.confirm(s, Act(r.PostFormValue("act"))); err != nil {
		p.o.Log("not confirmed: %v", err)
	}
	http.Redirect(w, r, "/wallet/"+s.ticket, http.StatusSeeOther)
}

func notThere(w http.ResponseWriter) {
	page.Write(w, http.StatusNotFound, page.Message{Tone: page.Bad, Title: "There is no such payment"})
}

func (p *Platform) look(s *purchase) (page.Order, books.Operation) {
	o, _ := p.books.Operation(s.operation)
	return page.Order{Project: o.Project, PaymentID: o.PaymentID, Amount: o.Amount.String(), Description: o.Description}, o
}

// left is the time that a purchase has, at least a moment, or 0 without a limit.
func (p *Platform) left(s *purchase) time.Duration {
	if s.until.IsZero() {
		return 0
	}
	return max(time.Second, s.until.Sub(p.o.Now()))
}

// outcome tells how a purchase that does not wait any more went.
func outcome(order page.Order, o books.Operation, s *purchase) page.Message {
	m := page.Message{Order: order, Tone: page.Bad, Back: s.decline}
	switch o.Status {
	case books.Success:
		m.Tone, m.Title, m.Back = page.Good, "Paid", s.success
	case books.Decline:
		m.Title, m.Text = "Declined", o.Code+" "+o.Message
	case books.Expired:
		m.Title, m.Text = "The time is over", "Nothing was paid."
	default:
		m.Tone, m.Title, m.Back = page.Wait, "One moment, please", ""
	}
	return m
}
