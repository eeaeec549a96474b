package check

import (
	"contra/core/batch"
	"contra/core/ledger"
)

const maxProject = 1<<32 - 1

// checker goes through the rows; what stands below the blank line is of the row at hand.
type checker struct {
	Facts
	codes    map[string]ledger.Method
	methods  map[string]method
	groups   map[ledger.Key]*group
	findings []found
	common   map[batch.Code][]found

	i        int
	r        *batch.Row
	key      ledger.Key
	p        *Payment // nil: not known, or not to be told from the row
	faults   [columnCount]*batch.Fault
	bad      [columnCount]bool // the column has an error
	wrong    bool
	keyed    bool // project and payment id are whole, so that rows of one payment can be told
	waits    bool // a list left to the payment what only the payment can tell, and it is not known
	readable bool // amount and currency are
}

func (c *checker) begin(i int, r *batch.Row) {
	c.i, c.r, c.p = i, r, nil
	c.faults, c.bad = [columnCount]*batch.Fault{}, [columnCount]bool{}
	c.wrong, c.keyed, c.waits, c.readable = false, false, false, false
	c.key = r.Key()
}

func (c *checker) check() {
	if c.brokenRow() {
		return
	}
	c.look()
	c.sayFaults()
	c.kind()
	c.project()
	c.payment()
	c.operation()
	c.currency()
	c.amount()
	refusal := c.refusal()
	c.repeat(refusal)
	c.method()
	c.description()
}

// brokenRow: when the fields of a line cannot be told apart, nothing in them means anything.
func (c *checker) brokenRow() bool {
	for i := range c.r.Faults {
		f := &c.r.Faults[i]
		col := columnOf(f.Column)
		if f.Code == batch.FieldCount || f.Code == batch.FieldQuoted || col == colNone {
			c.say(batch.Error, col, f.Code, "%s", faultText(f))
			c.faults[colAmount] = f
			return true
		}
		if c.faults[col] == nil {
			c.faults[col] = f
		}
	}
	return false
}

// look finds the row's payment.
func (c *checker) look() {
	marked := false
	if f := c.faults[colPayment]; f != nil && f.Code == batch.PaymentUnknown {
		// The word of the day on which a list was read; today's facts are newer.
		marked, c.faults[colPayment] = true, nil
	}
	if f := c.faults[colProject]; f != nil && f.Code == batch.PaymentMany {
		marked = true
	}
	c.keyed = c.faults[colProject] == nil && c.faults[colPayment] == nil && c.r.Project > 0 && badID(c.r.PaymentID) == ""
	if c.keyed {
		c.p = c.Payments[c.key]
	}
	c.waits = marked && c.p == nil
}

func (c *checker) sayFaults() {
	for i := range c.r.Faults {
		f := &c.r.Faults[i]
		switch {
		case f.Code == batch.PaymentUnknown:
		case f.Code == batch.CurrencyEmpty && f.Column == batch.ColAmount && c.r.Amount.Currency == "":
			// An amount that was not understood for want of a currency: that is said of the currency.
			c.bad[colAmount] = true
		default:
			c.say(batch.Error, columnOf(f.Column), f.Code, "%s", faultText(f))
		}
	}
}

func faultText(f *batch.Fault) string {
	if f.Message != "" {
		return f.Message
	}
	return short(f.Text) + " cannot be read: correct it"
}

func (c *checker) kind() {
	switch {
	case c.faults[colType] != nil || c.r.Type == batch.Refund:
	case c.r.Type == "":
		c.say(batch.Error, colType, batch.TypeWrong, "the type of operation is empty: write %s", batch.Refund)
	default:
		c.say(batch.Error, colType, batch.TypeWrong, "the type of operation is %s, and the file holds refunds only: write %s or take the row out", short(c.r.Type), batch.Refund)
	}
}

func (c *checker) project() {
	elsewhere := c.Elsewhere[c.key.ID]
	switch n := c.r.Project; {
	case c.faults[colProject] != nil:
	case n == 0 && c.waits && len(elsewhere) == 0: // the payment, which would tell it, is not known
	case n == 0:
		c.say(batch.Error, colProject, batch.ProjectEmpty, "the project is empty: %s", c.projectHint("write its number"))
	case n < 0 || n > maxProject:
		c.say(batch.Error, colProject, batch.ProjectBad, "%d is not the number of a project: %s", n, c.projectHint("write one between 1 and 4294967295"))
	case len(c.Projects) > 0 && !c.Projects[n]:
		c.say(batch.Error, colProject, batch.ProjectUnknown, "project %d is not in the configuration: %s", n, c.projectHint("correct it, or add a [[project]] for it"))
	}
}

// projectHint names the project that has the payment when the row's cannot be right.
func (c *checker) projectHint(otherwise string) string {
	if there := c.Elsewhere[c.key.ID]; c.p == nil && len(there) > 0 && len(there) < 4 {
		return "the payment is in " + projects(there)
	}
	return otherwise
}
