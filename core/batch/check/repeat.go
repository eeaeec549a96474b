package check

import (
	"strings"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/money"
)

// group is what the rows so far want of one payment. Most have one row, so what
// only later rows need is apart.
type group struct {
	first    *batch.Row
	readable bool   // the first row's amount is
	rows     int    // how many rows are counted in used
	used     int64  // minor units; never more than is refundable
	later    *later // once there is a second row
}

type later struct {
	seen    map[wanted]*batch.Row
	counted []*batch.Row // the first of those that are counted
}

// wanted is what makes two rows of one payment the same refund.
type wanted struct {
	operation string
	amount    money.Amount
}

// repeat compares the row with earlier ones of its payment, adds it to them, and
// tells the doubts about a row that fits.
func (c *checker) repeat(refusal batch.Code) {
	if !c.keyed {
		return
	}
	want := wanted{c.r.OperationID, c.r.Amount}
	g := c.groups[c.key]
	if g == nil {
		g = &group{first: c.r, readable: c.readable}
		c.groups[c.key] = g
	}
	twin := c.twin(g, want)
	if c.p == nil {
		return
	}
	p := c.free()
	switch {
	case refusal == "" && c.readable:
		sum, fits := money.AddMinor(g.used, want.amount.Minor)
		if !fits || sum > p.Refundable() {
			c.crosses(g, p, twin)
		} else {
			c.fits(g, p, sum, twin)
		}
	case twin || c.r == g.first:
	case refusal == batch.OverRefund || refusal == "" && !c.readable:
		c.say(batch.Error, colPayment, batch.Duplicate, "the payment is on %s already, and whether both fit depends on the amount of this row: correct it, or take one of the two out", at(g.first.Line, g.first.N))
	}
	switch refusal {
	case "", batch.OverRefund, batch.NothingLeft, batch.NoPartial, batch.AmountBad:
		c.rivals(p)
	}
}

// twin tells whether an earlier row wants the very same.
func (c *checker) twin(g *group, want wanted) bool {
	if c.r == g.first || !c.readable {
		return false
	}
	l := g.latecomers()
	if before := l.seen[want]; before != nil {
		c.say(batch.Error, colPayment, batch.Duplicate, "%s refunds the same %s of the same payment: take one of the two rows out", at(before.Line, before.N), want.amount)
		return true
	}
	l.seen[want] = c.r
	return false
}

// crosses: with this row, the rows of the payment want more than there is.
func (c *checker) crosses(g *group, p ledger.Payment, twin bool) {
	hint := "take a row out, or lower the amounts"
	if left := p.Refundable() - g.used; left > 0 {
		hint = "refund up to " + p.Amount(left).String() + " here, or take a row out"
	}
	c.say(batch.Error, colAmount, batch.OverRefund, "%s together with the %s on %s is more than can be refunded: captured %s, refunded %s, on its way %s, left %s; %s",
		c.r.Amount, p.Amount(g.used), g.lines(), p.Amount(p.Captured), p.Amount(p.Refunded).Format(), p.Amount(p.Reserved).Format(), p.Amount(p.Refundable()).Format(), hint)
	if !twin {
		c.say(batch.Error, colPayment, batch.Duplicate, "the payment is on %s already, and the rows do not fit together: take one of them out", at(g.first.Line, g.first.N))
	}
}

// fits: what is wanted so far can be refunded.
func (c *checker) fits(g *group, p ledger.Payment, sum int64, twin bool) {
	if !twin {
		g.used = sum
		g.rows++
		if c.r != g.first {
			if l := g.latecomers(); len(l.counted) < linesMost {
				l.counted = append(l.counted, c.r)
			}
			c.say(batch.Warning, colPayment, batch.Duplicate, "the payment is on %s already; both fit, but the platform may refuse refunds of one payment that follow each other closely (code 3285): one row for both is safer", at(g.first.Line, g.first.N))
		}
	}
	c.doubts(p, sum)
}

// latecomers makes room for what rows after the first need.
func (g *group) latecomers() *later {
	if g.later == nil {
		g.later = &later{seen: map[wanted]*batch.Row{}}
		if g.readable {
			g.later.seen[wanted{g.first.OperationID, g.first.Amount}] = g.first
		}
		if g.rows > 0 {
			g.later.counted = []*batch.Row{g.first}
		}
	}
	return g.later
}

// linesMost is how many rows a sentence names.
const linesMost = 3

// lines names the rows that are counted.
func (g *group) lines() string {
	var words []string
	for _, r := range g.latecomers().counted {
		words = append(words, at(r.Line, r.N))
	}
	if g.rows > len(words) {
		return strings.Join(words, ", ") + " and others"
	}
	return strings.Join(words, " and ")
}
