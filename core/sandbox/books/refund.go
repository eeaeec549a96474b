package books

import (
	"time"

	"contra/core/money"
)

// Request asks for a refund. Amount and Currency come together, or neither
// does, which means all that is left.
type Request struct {
	Project          int64
	PaymentID        string
	Amount           *int64 // minor units
	Currency         *string
	MerchantRefundID string
	Description      string
	Origin           string
	At               time.Time
	RequestID        string // made up when empty

	Reversal  bool          // run a reversal, whatever the rule says
	Block     time.Duration // refuse with 3285 within this time after the payment's latest refund; 0: never
	LateCheck bool          // look for a repeated merchant_refund_id last
}

// RequestID makes an id for an incoming request.
func (b *Books) RequestID() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.ids.request()
}

// Ticket makes the secret part of an address.
func (b *Books) Ticket() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.ids.ticket()
}

// Refund takes a refund in as a running operation, or refuses it.
func (b *Books) Refund(r Request) (Event, *Refusal) {
	b.mu.Lock()
	defer b.mu.Unlock()
	a := b.byKey[keyOf(r.Project, r.PaymentID)]
	if a == nil {
		return Event{}, Refuse(CodeNotFound, "general.payment_id", "no such payment in this project")
	}
	amount, refusal := b.judge(a, r)
	if refusal != nil {
		return Event{}, refusal
	}
	o := Operation{
		Project: a.Project, PaymentID: a.ID, Type: Refund, Status: Processing,
		Amount:    money.Amount{Minor: amount, Currency: a.Amount.Currency},
		RequestID: r.RequestID, MerchantRefundID: r.MerchantRefundID, Description: r.Description,
		Origin: r.Origin, CreatedAt: r.At, Date: r.At,
	}
	if r.Reversal || a.reverses(amount, r.At) {
		o.Type = Reversal
	}
	b.fill(&o)
	a.Operations = append(a.Operations, o)
	b.byOp[o.ID] = a
	if o.MerchantRefundID != "" {
		b.refunds[merchantKey{a.Project, o.MerchantRefundID}] = o.ID
	}
	b.changed(a)
	return a.record(o), nil
}

// judge applies the platform's rules and gives the amount to refund. The
// documents do not say in which order the rules are looked at.
func (b *Books) judge(a *account, r Request) (int64, *Refusal) {
	duplicate := func() *Refusal {
		if _, used := b.refunds[merchantKey{a.Project, r.MerchantRefundID}]; used && r.MerchantRefundID != "" {
			return Refuse(CodeDuplicate, "payment.merchant_refund_id", "")
		}
		return nil
	}
	if !r.LateCheck {
		if refusal := duplicate(); refusal != nil {
			return 0, refusal
		}
	}
	switch {
	case r.Amount == nil && r.Currency != nil:
		return 0, Refuse(CodeNoAmount, "payment.amount", "")
	case r.Amount != nil && r.Currency == nil:
		return 0, Refuse(CodeNoCurrency, "payment.currency", "")
	case r.Amount != nil && *r.Amount <= 0:
		return 0, Refuse(CodeValidation, "payment.amount", "the amount must be above zero")
	case r.Currency != nil && *r.Currency != string(a.Amount.Currency):
		return 0, Refuse(CodeCurrency, "payment.currency", "the payment is in "+string(a.Amount.Currency))
	case a.Disputed:
		return 0, Refuse(CodeDisputed, "", "")
	case a.NoRefunds:
		return 0, Refuse(CodeNoRefund, "", "")
	case a.Captured() == 0 || a.Refunded() == a.Captured():
		return 0, Refuse(CodeStatus, "", "the payment is "+a.Status())
	}
	amount := a.Remainder()
	if r.Amount != nil {
		amount = *r.Amount
	}
	switch {
	case amount > a.Remainder() || amount == 0:
		return 0, Refuse(CodeTooMuch, "payment.amount", "")
	case a.FullOnly && amount != a.Captured():
		return 0, Refuse(CodeFullOnly, "payment.amount", "")
	case r.Block > 0 && r.At.Sub(a.latestRefund()) < r.Block:
		return 0, Refuse(CodeTooSoon, "", "")
	}
	return amount, duplicate()
}

// latestRefund is when the newest refund of the payment was asked for. One that
// came too soon itself does not make the next one wait.
func (a *account) latestRefund() (t time.Time) {
	for _, o := range a.Operations {
		if o.GivesBack() && o.Code != CodeTooSoon && o.CreatedAt.After(t) {
			t = o.CreatedAt
		}
	}
	return t
}

// reverses is the documented rule: the whole initial amount on the day of the
// purchase goes back as a reversal. The KakaoPay page knows refunds only.
func (a *account) reverses(amount int64, at time.Time) bool {
	return a.Method != "kakaopay" && amount == a.Captured() && sameDay(a.CreatedAt, at)
}
