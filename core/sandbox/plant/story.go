package plant

import (
	"time"

	"contra/core/money"
	"contra/core/sandbox/books"
)

// saleTime is from the order to the customer's confirmation in the app.
const saleTime = 8 * time.Second

var refundReasons = []string{"단순 변심", "상품 불량", "배송 지연", "중복 결제", "사이즈 교환", "부분 품절", "test refund"}

// operations tells the payment's story.
func (m maker) operations(s story, p *books.Payment) {
	sale := books.Operation{
		Type: books.Sale, Status: books.Success, Amount: p.Amount, Origin: books.ByCustomer,
		CreatedAt: p.CreatedAt, Date: p.CreatedAt.Add(saleTime),
	}
	switch s {
	case declined:
		sale.Status = books.Decline
	case processing:
		sale.Status, sale.Date = books.Processing, p.CreatedAt
	}
	p.Operations = []books.Operation{sale}
	whole, part := p.Amount.Minor, m.part(p.Amount)
	switch s {
	case refunded:
		m.refund(p, books.Refund, books.Success, whole)
	case partly:
		m.refund(p, books.Refund, books.Success, part)
	case twice:
		m.refund(p, books.Refund, books.Success, part)
		m.refund(p, books.Refund, books.Success, m.part(money.Amount{Minor: whole - part, Currency: p.Amount.Currency}))
	case refundDeclined:
		m.refund(p, books.Refund, books.Decline, whole)
	case partlyThenDeclined:
		m.refund(p, books.Refund, books.Success, part)
		m.refund(p, books.Refund, books.Decline, whole-part)
	case reversed:
		m.refund(p, books.Reversal, books.Success, whole)
	case refundRunning:
		m.refund(p, books.Refund, books.Processing, part)
	case takenBack:
		m.refund(p, books.Refund, books.Success, whole)
		m.refund(p, books.RefundReverse, books.Success, whole)
	}
}

// part is some share of an amount, in round figures where it can be, and never all of it.
func (m maker) part(whole money.Amount) int64 {
	share := whole.Minor * int64(1+m.r.IntN(8)) / 10
	if share > 1_000 {
		share -= share % 100
	}
	return max(1, share)
}

// refund adds an operation some time after the one before it.
func (m maker) refund(p *books.Payment, kind, status string, minor int64) {
	before := p.Operations[len(p.Operations)-1].Date
	left := m.o.Until.Sub(before)
	// Most refunds come within five days; one for a payment of today comes in between.
	wait := min(5*24*time.Hour, left)
	switch {
	case kind == books.Reversal: // within the UTC day of the purchase
		wait = min(left, p.CreatedAt.Truncate(24*time.Hour).Add(24*time.Hour).Sub(before))
	case status == books.Processing:
		wait = min(2*time.Hour, left)
	}
	asked := before
	if wait > time.Second {
		asked = before.Add(time.Duration(m.r.Int64N(int64(wait/time.Second))) * time.Second)
	}
	o := books.Operation{
		Type: kind, Status: status, Origin: books.ByDashboard, CreatedAt: asked, Date: asked,
		Amount: money.Amount{Minor: minor, Currency: p.Amount.Currency},
	}
	switch {
	case kind == books.RefundReverse:
		o.Origin, o.Description = books.ByProvider, "refund reverse"
	default:
		o.Description = refundReasons[m.r.IntN(len(refundReasons))]
	}
	if status != books.Processing {
		o.Date = asked.Add(min(time.Duration(2+m.r.IntN(5))*time.Second, max(0, m.o.Until.Sub(asked))))
	}
	p.Operations = append(p.Operations, o)
}
