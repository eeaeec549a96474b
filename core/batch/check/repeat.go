package check

import (
	"strings"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/money"
)

// group is what the rows so far want of one payment.
type group struct {
	first   *batch.Row
	asked   wanted
	seen    map[wanted]*batch.Row // once there is a second row
	counted [3]*batch.Row         // the first rows that are counted in used
	rows    int                   // how many are
	used    int64                 // minor units; never more than is refundable
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
		g = &group{first: c.r}
		if c.readable {
			g.asked = want
		}
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
	if g.seen == nil {
		g.seen = map[wanted]*batch.Row{}
		if g.asked != (wanted{}) {
			g.seen[g.asked] = g.first
		}
	}
	if before := g.seen[want]; before != nil {
		c.say(batch.Error, colPayment, batch.Duplicate, "%s refunds the same %s of the same payment: take one of the two rows out", at(before.Line, before.N), want.amount)
		return true
	}
	g.seen[want] = c.r
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
		if g.rows < len(g.counted) {
			g.counted[g.rows] = c.r
		}
		g.rows++
		if c.r != g.first {
			c.say(batch.Warning, colPayment, batch.Duplicate, "the payment is on %s already; both fit, but the platform may refuse refunds of one payment that follow each other closely (code 3285): one row for both is safer", at(g.first.Line, g.first.N))
		}
	}
	c.doubts(p, sum)
}

// lines names the rows that are counted.
func (g *group) lines() string {
	var words []string
	for _, r := range g.counted[:min(g.rows, len(g.counted))] {
		words = append(words, at(r.Line, r.N))
	}
	if more := g.rows - len(words); more > 0 {
		return strings.Join(words, ", ") + " and others"
	}
	return strings.Join(words, " and ")
}
