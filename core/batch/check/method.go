package check

import (
	"contra/core/batch"
	"contra/core/ledger"
)

// method is an entry of the table of methods, looked up once.
type method struct {
	ledger.Method
	known bool
}

// codesOf finds methods by the codes that the Dashboard's files name them with.
func codesOf(methods ledger.Methods) map[string]ledger.Method {
	codes := map[string]ledger.Method{}
	for _, m := range methods.All() {
		if _, taken := codes[m.Dashboard]; m.Dashboard != "" && !taken {
			codes[m.Dashboard] = m
		}
	}
	return codes
}

// paidBy finds the method by its name in callbacks.
func (c *checker) paidBy(name string) method {
	m, ok := c.methods[name]
	if !ok {
		m.Method, m.known = c.Methods.Lookup(name)
		c.methods[name] = m
	}
	return m
}

// method compares the row's code with that of the payment's own method.
func (c *checker) method() {
	code := c.r.Method
	if c.faults[colMethod] != nil || c.bad[colMethod] || code == "" && c.waits {
		return
	}
	var own method
	if c.p != nil {
		own = c.paidBy(c.p.Method)
	}
	other, listed := c.codes[code]
	written, renamed := c.Layout.Methods[code]
	switch {
	case code == "" && own.Dashboard != "":
		c.say(batch.Error, colMethod, batch.MethodEmpty, "the method is empty: write %s, the code of %s", short(own.Dashboard), title(own.Method))
	case code == "" && own.known:
		c.say(batch.Error, colMethod, batch.MethodEmpty, "the method is empty, and the Dashboard's code of %s is not known: set dashboard in its [[method]] of the configuration, or write the code", title(own.Method))
	case code == "":
		c.say(batch.Error, colMethod, batch.MethodEmpty, "the method is empty: write the Dashboard's code of the method by which the payment was paid")
	case renamed && (written == "" || batch.Unwritable(written) != ""):
		c.say(batch.Error, colMethod, batch.MethodUnset, "the layout %s has no code that can be written for %s: mend its methods", short(c.Layout.Name), short(code))
	case own.Dashboard != "" && (code == own.Dashboard || code == c.Layout.Methods[own.Dashboard]):
	case own.known && listed:
		c.say(batch.Error, colMethod, batch.MethodMismatch, "%s is the code of %s, and the payment was paid by %s: %s", short(code), title(other), title(own.Method), rightCode(own.Method))
	case own.known && own.Dashboard == "" && batch.Unwritable(code) == "":
		c.say(batch.Warning, colMethod, batch.MethodUnset, "the Dashboard's code of %s is not known, so %s was not compared: set dashboard in its [[method]] of the configuration", title(own.Method), short(code))
	case own.known:
		c.say(batch.Error, colMethod, batch.MethodUnknown, "%s is no code of the Dashboard's that is known: %s", short(code), rightCode(own.Method))
	case !listed && !c.layoutWrites(code):
		c.say(batch.Error, colMethod, batch.MethodUnknown, "%s is no code of the Dashboard's that is known: correct it, or set it as dashboard in a [[method]] of the configuration", short(code))
	}
}

// layoutWrites tells whether the layout has this code in place of one in the table.
func (c *checker) layoutWrites(code string) bool {
	for _, written := range c.Layout.Methods {
		if written == code {
			return true
		}
	}
	return false
}

func rightCode(m ledger.Method) string {
	if m.Dashboard == "" {
		return "set dashboard in its [[method]] of the configuration and write that"
	}
	return "write " + short(m.Dashboard)
}

func title(m ledger.Method) string {
	if m.Title != "" {
		return m.Title
	}
	return short(m.Name)
}
