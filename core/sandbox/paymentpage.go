package sandbox

import (
	"net"
	"net/http"

	"contra/core/sandbox/books"
	"contra/core/sandbox/checkout"
	"contra/core/sandbox/page"
	"contra/core/sandbox/wire"
)

// paymentPage serves the Payment Page. Opening it makes nothing; the payment
// begins once the customer has chosen a method.
func (p *Platform) paymentPage(mux *http.ServeMux) {
	own := http.NewCrossOriginProtection() // no other site sends a customer's form
	mux.HandleFunc("GET /payment", p.serveLink)
	mux.Handle("POST /payment", own.Handler(http.HandlerFunc(p.serveCheckout)))
	mux.HandleFunc("GET /payment/{ticket}", p.serveInstructions)
	mux.HandleFunc("GET /wallet/{ticket}", p.serveWallet)
	mux.Handle("POST /wallet/{ticket}", own.Handler(http.HandlerFunc(p.serveScan)))
}

// visit is a customer's look at the Payment Page.
type visit struct {
	p     *Platform
	w     http.ResponseWriter
	r     *http.Request
	entry *entry
	link  checkout.Link
}

func (p *Platform) serveLink(w http.ResponseWriter, r *http.Request) {
	v, ok := p.visit(w, r, r.URL.RawQuery)
	if !ok {
		return
	}
	v.show(http.StatusOK, page.Checkout{
		Order: v.order(), Link: r.URL.RawQuery, Method: checkout.KakaoPay,
		Served: v.link.Amount.Currency == checkout.Won, Chosen: v.link.Method == checkout.KakaoPay,
	})
}

// serveCheckout begins the payment of a link that is checked once more, for
// nobody remembers that it was opened.
func (p *Platform) serveCheckout(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if err := r.ParseForm(); err != nil {
		page.Write(w, http.StatusBadRequest, page.Message{Tone: page.Bad, Title: "This form cannot be read"})
		return
	}
	v, ok := p.visit(w, r, r.PostForm.Get("link"))
	if !ok {
		return
	}
	if v.link.Amount.Currency != checkout.Won || r.PostForm.Get("method") != checkout.KakaoPay {
		v.show(http.StatusBadRequest, page.Message{Tone: page.Bad, Title: "This method cannot be used", Order: v.order()})
		return
	}
	began, refusal := p.books.Purchase(books.PurchaseRequest{
		Project: v.link.Project, PaymentID: v.link.PaymentID, Method: kakaopay, Amount: v.link.Amount,
		CustomerID: v.link.CustomerID, CustomerIP: hostOf(r), Description: v.link.Description, Origin: books.ByPage, At: p.o.Now(),
	})
	if refusal != nil { // another window was quicker
		v.again()
		return
	}
	hits := p.picker.Checkout(v.link.Project, v.link.PaymentID)
	s := &purchase{
		ride:  p.ride(wire.Request{CallbackURL: v.link.CallbackURL}, hits),
		shown: true, until: v.link.BestBefore, success: v.link.Success, decline: v.link.Decline,
	}
	p.open(began, s, r)
	p.await(s)
	v.entry.set(func(q *Request) { q.Applied, q.Faults = true, hits.Names() })
	v.redirect("/payment/" + s.ticket)
}

func hostOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	return host
}

// visit reads the link. When it opens nothing, or its payment exists already,
// the customer is told so and ok is false.
func (p *Platform) visit(w http.ResponseWriter, r *http.Request, query string) (v visit, ok bool) {
	link, err := checkout.Read(query, func(id int64) (string, bool) { s, known := p.o.Projects[id]; return s, known }, p.o.Now())
	v = visit{p: p, w: w, r: r, link: link, entry: p.log.add(Request{
		At: p.o.Now(), Path: r.URL.Path, Body: query, Project: link.Project, PaymentID: link.PaymentID,
	})}
	p.o.Log("%s project %d payment %s", r.URL.Path, link.Project, link.PaymentID)
	if err != nil {
		v.show(http.StatusBadRequest, page.Message{Tone: page.Bad, Title: "This link does not work", Text: err.Error()})
		return v, false
	}
	if _, there := p.books.Payment(link.Project, link.PaymentID); there {
		v.again()
		return v, false
	}
	if !link.BestBefore.IsZero() && !link.BestBefore.After(p.o.Now()) {
		v.show(http.StatusGone, page.Message{Tone: page.Bad, Title: "The time for this payment is over", Order: v.order()})
		return v, false
	}
	return v, true
}

// again answers for a payment that exists already.
func (v *visit) again() {
	payment, _ := v.p.books.Payment(v.link.Project, v.link.PaymentID)
	var s *purchase
	for _, o := range payment.Operations {
		if o.Type == books.Sale {
			s = v.p.purchaseOf(o.ID)
		}
	}
	switch {
	case payment.Captured() > 0:
		v.show(http.StatusOK, page.Message{Tone: page.Good, Title: "Already paid", Order: v.order(), Back: v.link.Success, BackTo: toShop})
	case s != nil && s.shown:
		v.redirect("/payment/" + s.ticket)
	default:
		v.show(http.StatusConflict, page.Message{Tone: page.Bad, Title: "This payment id is used already", Order: v.order()})
	}
}

func (v *visit) order() page.Order {
	return page.Order{Project: v.link.Project, PaymentID: v.link.PaymentID, Amount: v.link.Amount.String(), Description: v.link.Description}
}

func (v *visit) show(status int, view any) {
	v.entry.answered(status, outcomeAnswered)
	page.Write(v.w, status, view)
}

func (v *visit) redirect(to string) {
	v.entry.answered(http.StatusSeeOther, outcomeAnswered)
	http.Redirect(v.w, v.r, to, http.StatusSeeOther)
}
