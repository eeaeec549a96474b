package check

import (
	"strings"

	"contra/core/batch"
	"contra/core/money"
)

func (c *checker) operation() {
	id := c.r.OperationID
	switch {
	case c.faults[colOperation] != nil || id == "":
	case len(id) > batch.MaxPaymentID || strings.Trim(id, "0123456789") != "":
		c.say(batch.Error, colOperation, batch.OperationBad, "%s is not the id of an operation: write digits only, or leave it empty to refund the payment", short(id))
	}
}

func (c *checker) currency() {
	code := c.r.Amount.Currency
	if c.faults[colCurrency] != nil {
		return
	}
	_, err := money.ParseCurrency(string(code))
	_, known := code.Exponent()
	switch {
	case code == "" && c.waits:
	case code == "":
		c.say(batch.Error, colCurrency, batch.CurrencyEmpty, "the currency is empty: write %s", c.currencyHint())
	case err != nil:
		c.say(batch.Error, colCurrency, batch.CurrencyBad, "%s is not a currency: write %s", short(string(code)), c.currencyHint())
	case !known:
		c.say(batch.Error, colCurrency, batch.CurrencyUnknown, "the currency %s is not known: write %s", code, c.currencyHint())
	}
}

func (c *checker) currencyHint() string {
	if c.p != nil && c.p.Currency != "" {
		return clip(string(c.p.Currency)) + ", in which it was paid"
	}
	return "three capital letters, such as KRW"
}

func (c *checker) description() {
	text := c.r.Description
	if c.faults[colDescription] != nil {
		return
	}
	if strings.TrimFunc(text, outside) == "" {
		c.say(batch.Error, colDescription, batch.DescriptionNone, "the description is empty, and the platform requires it: write why the money is returned")
		return
	}
	if n := characters(text); n > batch.MaxDescription {
		c.say(batch.Error, colDescription, batch.DescriptionLong, "the description has %d characters: shorten it to %d", n, batch.MaxDescription)
	}
	if why := batch.Unwritable(text); why != "" {
		c.say(batch.Error, colDescription, batch.DescriptionBad, "the description holds %s, which a file without quoting cannot carry: take it out", why)
	}
	if formula(text) {
		c.say(batch.Warning, colDescription, batch.DescriptionRuns, "a spreadsheet would run %s as a formula: begin it with a letter", short(text))
	}
}
