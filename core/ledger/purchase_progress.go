package ledger

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// CodePaymentExists is the platform's code for a payment id that was used before.
const CodePaymentExists = "3041"

// PurchaseStep is one line in the story of a purchase: what was tried, what came back.
type PurchaseStep struct {
	RowID      int64
	PurchaseID string
	At         time.Time
	Kind       string        // "intent", "link", "send", "answer", "status", "callback", "note"
	State      PurchaseState // the state after this step
	HTTP       int           // HTTP status of an answer, 0 when there was none
	Detail     string
	Raw        []byte // what came back, as received
}

// PurchaseProgress is one purchase of ours moved along by what the platform told.
type PurchaseProgress struct {
	Purchase *Purchase
	From     PurchaseState
	Detail   string // empty: nothing that its story has to tell
}

// Move takes the purchase to another state, or says that the step does not exist.
func (p *Purchase) Move(to PurchaseState) error {
	if !p.State.May(to) {
		return Errorf(ErrState, "purchase %s is %s and cannot become %s", p.ID, p.State, to)
	}
	p.State = to
	return nil
}

// FollowPurchase moves a purchase along by the operations of its payment. The
// payment id is ours alone, so an operation under it is ours unless something
// shows that somebody else made it; then a person has to look.
func FollowPurchase(a *Account, p *Purchase) (PurchaseProgress, bool) {
	all := PurchaseProgress{Purchase: p, From: p.State}
	o, alien := purchaseOperation(a, p)
	switch {
	case o == nil && alien == "":
		return all, false
	case o == nil:
		if !p.State.Open() || !p.raise(alien) {
			return all, false
		}
		all.Detail = alien
		return all, true
	}
	return all, p.follow(o, &all)
}

// purchaseOperation chooses the operation that tells the purchase's fate: a
// success before one on its way, that before a refusal, of equals the newest.
func purchaseOperation(a *Account, p *Purchase) (best *Operation, alien string) {
	rank := func(o *Operation) int {
		switch final, success := OperationFinal(o.Status); {
		case success:
			return 2
		case !final:
			return 1
		}
		return 0
	}
	for i := range a.Operations {
		o := &a.Operations[i]
		if t := Normal(o.Type); t != Sale && t != Auth {
			continue
		}
		if why := p.disowns(a, o); why != "" {
			alien = why
			continue
		}
		if best == nil || rank(o) > rank(best) || rank(o) == rank(best) && o.Date.After(best.Date) {
			best = o
		}
	}
	return best, alien
}

// disowns tells why an operation of our payment id is none of the purchase's, or nothing.
func (p *Purchase) disowns(a *Account, o *Operation) string {
	const clockSkew = 10 * time.Minute
	born := o.CreatedAt
	if born.IsZero() {
		born = o.Date
	}
	said := fmt.Sprintf("somebody else used payment id %s: operation %s is ", p.PaymentID, o.ID)
	switch {
	case o.Amount.Currency != "" && o.Amount != p.Amount:
		return said + fmt.Sprintf("of %s, not %s", o.Amount, p.Amount)
	case a.Payment.CustomerID != "" && a.Payment.CustomerID != p.CustomerID:
		return said + fmt.Sprintf("by customer %s, not %s", a.Payment.CustomerID, p.CustomerID)
	case p.Via == ViaGate && p.Attempts == 0:
		return said + "there although nothing was sent"
	case p.Code == CodePaymentExists && !born.IsZero() && born.Before(p.CreatedAt.Add(-clockSkew)):
		return said + "older than the purchase"
	}
	return ""
}

func (p *Purchase) follow(o *Operation, all *PurchaseProgress) bool {
	to := PurchaseWaiting
	switch final, success := OperationFinal(o.Status); {
	case success:
		to = PurchaseSucceeded
	case final && Normal(o.Status) == "expired":
		to = PurchaseExpired
	case final:
		to = PurchaseDeclined
	}
	said := "operation " + o.ID + ": " + o.Type + " " + o.Status
	switch {
	case p.State == to:
		linked := p.OperationID == o.ID
		p.link(o)
		return !linked
	case p.State.May(to):
		p.link(o)
		p.State, p.Owner, p.Hold = to, "", ""
		p.Code, p.Message = o.Code, o.Message
		all.Detail = said
		return true
	case to == PurchaseSucceeded, to == PurchaseWaiting && (p.State == PurchaseRejected || p.State == PurchaseCancelled):
		if p.raise(fmt.Sprintf("the platform says %s, after it was %s", said, worded(string(p.State)))) {
			all.Detail = p.Hold
			return true
		}
	}
	return false
}

func (p *Purchase) link(o *Operation) {
	p.OperationID = o.ID
	if p.RequestID == "" {
		p.RequestID = o.RequestID
	}
}

// Show keeps what the customer has to be shown while the purchase is open, and
// tells whether that is news.
func (p *Purchase) Show(display []Display) bool {
	if len(display) == 0 || !p.State.Open() || slices.Equal(display, p.Display) {
		return false
	}
	p.Display = display
	return true
}

// raise asks a person to look, once for each finding: the message remembers it
// when the person has cleared the hold.
func (p *Purchase) raise(finding string) bool {
	if strings.Contains(p.Message, finding) {
		return false
	}
	p.Hold = finding
	if p.Message != "" {
		p.Message += "; "
	}
	p.Message += finding
	return true
}
