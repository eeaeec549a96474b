// Package plant makes up the past of a Korean web shop: payments by KakaoPay
// and a few by other methods, in every state that a payment can be in.
package plant

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"contra/core/money"
	"contra/core/sandbox/books"
)

// Options says what to make. The same options give the same payments.
type Options struct {
	Count    int // 0: 400
	Seed     uint64
	Until    time.Time     // the newest payment is no younger
	Span     time.Duration // the oldest is no older than this before Until; 0: 61 days
	Projects []int64       // most payments go to the first
}

// Story is what became of a payment.
type story int

const (
	paid story = iota
	refunded
	partly
	twice // two partial refunds
	declined
	refundDeclined
	partlyThenDeclined
	reversed
	disputed
	processing
	refundRunning
	takenBack // a refund and its refund reverse
	fullOnly
	noRefunds
	stories
)

// weights add up to 1000.
var weights = [stories]int{
	paid: 660, refunded: 90, partly: 70, twice: 20, declined: 70, refundDeclined: 20, partlyThenDeclined: 8,
	reversed: 12, disputed: 12, processing: 12, refundRunning: 10, takenBack: 6, fullOnly: 6, noRefunds: 4,
}

type maker struct {
	o Options
	r *rand.Rand
}

// Payments makes the payments, oldest first. A count of 20 or more has every
// story and every currency at least once.
func Payments(o Options) []books.Payment {
	if o.Count <= 0 {
		o.Count = 400
	}
	if o.Span <= 0 {
		o.Span = 61 * 24 * time.Hour
	}
	o.Until = o.Until.UTC().Truncate(time.Second)
	if len(o.Projects) == 0 {
		return nil
	}
	m := maker{o, rand.New(rand.NewPCG(o.Seed, 0x636f6e747261))}
	list := make([]books.Payment, o.Count)
	for i := range list {
		list[i] = m.payment(i)
	}
	slices.SortStableFunc(list, func(a, b books.Payment) int { return a.CreatedAt.Compare(b.CreatedAt) })
	for i := range list {
		p := &list[i]
		p.ID = fmt.Sprintf("%s-%s-%05d", prefix(*p), p.CreatedAt.Format("060102"), i+1)
	}
	return list
}

func prefix(p books.Payment) string {
	if p.Method == "kakaopay" {
		return "KP"
	}
	return "WEB"
}

func (m maker) payment(i int) books.Payment {
	tale := m.story(i)
	p := books.Payment{Project: m.o.Projects[0], CreatedAt: m.moment()}
	if len(m.o.Projects) > 1 && m.r.IntN(5) == 0 {
		p.Project = m.o.Projects[1+m.r.IntN(len(m.o.Projects)-1)]
	}
	m.goods(i, &p)
	// What still runs, and what may follow for a while, is recent.
	if tale == processing || tale == refundRunning {
		p.CreatedAt = m.o.Until.Add(-time.Duration(1+m.r.IntN(300)) * time.Minute)
	}
	switch tale {
	case disputed:
		p.Disputed = true
	case fullOnly:
		p.FullOnly = true
	case noRefunds:
		p.NoRefunds = true
	}
	m.operations(tale, &p)
	return p
}

// story walks through all of them first, so that a small planting has each.
func (m maker) story(i int) story {
	if i < int(stories) {
		return story(i)
	}
	n := m.r.IntN(1000)
	for s, w := range weights {
		if n -= w; n < 0 {
			return story(s)
		}
	}
	return paid
}

// moment is some time in the span, more often in the Korean evening.
func (m maker) moment() time.Time {
	age := time.Minute + time.Duration(m.r.Int64N(int64(max(time.Second, m.o.Span-time.Minute)/time.Second)))*time.Second
	t := m.o.Until.Add(-age)
	if hour := t.Hour(); hour >= 17 && hour < 22 && m.r.IntN(3) > 0 && age < m.o.Span-8*time.Hour { // 02:00 to 07:00 in Seoul
		t = t.Add(-8 * time.Hour)
	}
	return t
}

func (m maker) goods(i int, p *books.Payment) {
	kind := m.r.IntN(100)
	if i >= int(stories) && i < int(stories)+3 {
		kind = 86 + 6*(i-int(stories)) // one of each other currency
	}
	switch {
	case kind < 86:
		g := goods[m.r.IntN(len(goods))]
		pieces := int64(1)
		if g.won < 60_000 {
			pieces += int64(m.r.IntN(3))
		}
		name := families[m.r.IntN(len(families))] + givens[m.r.IntN(len(givens))]
		p.Method, p.Amount = "kakaopay", money.Amount{Minor: g.won * pieces, Currency: "KRW"}
		p.CustomerID, p.Description = fmt.Sprintf("%s.%04d", name, m.r.IntN(10000)), g.name
		if pieces > 1 {
			p.Description = fmt.Sprintf("%s × %d", g.name, pieces)
		}
		if m.r.IntN(5) == 0 {
			p.Amount.Minor += 3_000 // delivery
			p.Description += " + 배송비"
		}
	case kind < 92:
		g := abroad[m.r.IntN(len(abroad))]
		p.Method, p.Amount = "card", money.Amount{Minor: 499 + 100*int64(m.r.IntN(240)), Currency: "EUR"}
		p.CustomerID, p.Description = g.customer, g.name
	case kind < 98:
		g := japan[m.r.IntN(len(japan))]
		p.Method, p.Amount = "paypal", money.Amount{Minor: 980 + 100*int64(m.r.IntN(250)), Currency: "JPY"}
		p.CustomerID, p.Description = g.customer, g.name
	default:
		g := gulf[m.r.IntN(len(gulf))]
		p.Method, p.Amount = "card", money.Amount{Minor: 2_500 + 250*int64(m.r.IntN(300)), Currency: "KWD"}
		p.CustomerID, p.Description = g.customer, g.name
	}
}
