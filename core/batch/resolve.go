package batch

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"contra/core/ledger"
	"contra/core/money"
)

// Resolve understands one row of a list. Where the list says nothing, the
// payment does: its project when only one has the id, the Dashboard's code of its
// method, its currency, and all of it that can be refunded. found are the
// payments with this id, whatever their project. What is written but cannot be
// read becomes a Fault and is never guessed. A payment that is not known is a Fault
// too, so that a check can tell what is empty for want of it.
func Resolve(w Wish, found []ledger.Payment, methods ledger.Methods, description string) Row {
	r := Row{Line: w.Line, Type: cmp.Or(trim(w.Type), Refund), PaymentID: w.PaymentID, OperationID: trim(w.OperationID), Description: w.Description}
	if trim(r.Description) == "" {
		r.Description = description
	}
	p := r.resolveProject(trim(w.Project), found)
	if p == nil && r.Fault(ColProject) == nil {
		r.fault(ColPayment, PaymentUnknown, w.PaymentID, "no payment %s is in the ledger: correct it, or import the payment's callbacks first", short(w.PaymentID))
	}
	if r.Method = trim(w.Method); r.Method == "" && p != nil {
		m, _ := methods.Lookup(p.Method)
		r.Method = m.Dashboard
	}
	r.resolveCurrency(trim(w.Currency), p)
	r.resolveAmount(trim(w.Amount), w.Minor, p, methods)
	return r
}

// resolveProject settles the project and gives the payment that the row means, or nil.
func (r *Row) resolveProject(text string, found []ledger.Payment) *ledger.Payment {
	if text == "" {
		switch len(found) {
		case 0:
		case 1:
			r.Project = found[0].Project
			return &found[0]
		default:
			r.fault(ColProject, PaymentMany, "", "%d projects have a payment %s: write which one is meant, %s", len(found), short(r.PaymentID), projectsOf(found))
		}
		return nil
	}
	n, err := strconv.ParseUint(text, 10, 32)
	if err != nil || n == 0 {
		r.fault(ColProject, ProjectBad, text, "%s is not the number of a project: write its digits only, such as 1234", short(text))
		if len(found) == 1 {
			return &found[0] // good enough to read the rest of the row by
		}
		return nil
	}
	r.Project = int64(n)
	if i := slices.IndexFunc(found, func(p ledger.Payment) bool { return p.Project == r.Project }); i >= 0 {
		return &found[i]
	}
	return nil
}

func (r *Row) resolveCurrency(text string, p *ledger.Payment) {
	if text == "" {
		if p != nil {
			r.Amount.Currency = p.Currency
		}
		return
	}
	c, err := money.ParseCurrency(strings.ToUpper(text))
	if err != nil {
		r.fault(ColCurrency, CurrencyBad, text, "%s", err)
		return
	}
	r.Amount.Currency = c
	if _, known := c.Exponent(); !known {
		r.fault(ColCurrency, CurrencyUnknown, text, "the currency %s is not known: write one of ISO 4217, such as KRW", c)
	}
}

func (r *Row) resolveAmount(text string, minor bool, p *ledger.Payment, methods ledger.Methods) {
	c := r.Amount.Currency
	switch {
	case text == "":
		r.resolveWhole(p, methods)
	case minor:
		n, err := strconv.ParseInt(text, 10, 64)
		switch {
		case strings.Trim(text, "0123456789") != "":
			r.fault(ColAmount, AmountBad, text, "%s is not an amount in minor units: write digits only, such as 1905 for 19.05 EUR or 1000 for 1,000 KRW", short(text))
		case err != nil:
			r.fault(ColAmount, AmountTooLarge, text, "%s is too large for an amount: correct it", short(text))
		case n == 0:
			r.fault(ColAmount, AmountBad, text, "a refund of zero makes no sense: write an amount, or leave it empty to refund all that is left")
		}
		r.Amount.Minor = n
		if r.Fault(ColAmount) != nil {
			r.Amount.Minor = 0
		}
	case c == "" || r.Fault(ColCurrency) != nil:
		r.fault(ColAmount, CurrencyEmpty, text, "the amount %s cannot be read without its currency: write the currency, then the amount again", short(text))
	default:
		a, err := money.Parse(text, c)
		switch {
		case err != nil:
			r.fault(ColAmount, AmountBad, text, "%s", err)
		case !a.IsPositive():
			r.fault(ColAmount, AmountBad, text, "a refund of %s makes no sense: write an amount, or leave it empty to refund all that is left", a)
		default:
			r.Amount = a
		}
	}
}

// resolveWhole asks for all that can be refunded of the payment.
func (r *Row) resolveWhole(p *ledger.Payment, methods ledger.Methods) {
	r.Whole = true
	if p == nil || r.Amount.Currency != p.Currency {
		return
	}
	if r.Amount.Minor = p.Refundable(); r.Amount.Minor > 0 {
		return
	}
	message := "nothing of the payment is left to refund"
	m, known := methods.Lookup(p.Method)
	short := *p
	short.ID, short.Status, short.Method = clip(p.ID), clip(p.Status), clip(p.Method)
	var why *ledger.Error
	if errors.As(ledger.CheckRefund(short, m, known, r.Amount, p.CreatedAt), &why) {
		message = why.Message + "; " + why.Hint
	}
	r.fault(ColAmount, NothingLeft, "", "%s", message)
}

func (r *Row) fault(column string, code Code, text, format string, args ...any) {
	r.Faults = append(r.Faults, Fault{Column: column, Code: code, Text: clip(text), Message: fmt.Sprintf(format, args...)})
}

func projectsOf(found []ledger.Payment) string {
	var words []string
	for i, p := range found {
		if i == 3 {
			return strings.Join(words, ", ") + " or another"
		}
		words = append(words, strconv.FormatInt(p.Project, 10))
	}
	return strings.Join(words, " or ")
}

// trim takes off the blanks that a list's cells often end with.
func trim(text string) string { return strings.TrimSpace(text) }

// short quotes a piece of somebody's text and keeps it fit for a sentence.
func short(text string) string { return strconv.QuoteToGraphic(clip(text)) }

// clip shortens a text to what fits into a sentence.
func clip(text string) string {
	const most = 40
	n := 0
	for i := range text {
		if n++; n > most {
			return text[:i] + "…"
		}
	}
	return text
}
