package paypage

import (
	"errors"
	"slices"
	"strconv"
	"time"

	"contra/core/ledger"
	"contra/core/money"
)

// The platform's names of parameters that the code speaks of.
const (
	projectID       = "project_id"
	paymentAmount   = "payment_amount"
	paymentCurrency = "payment_currency"
	paymentMethod   = "force_payment_method"
	bestBefore      = "best_before"
	signature       = "signature"
)

// field is a parameter that has a field of its own in Params.
type field struct {
	name  string
	need  bool // for any purchase
	check rule
	code  ledger.Code // of what is wrong with it
	get   func(*Params) string
	set   func(*Params, string) error // from a link
}

// fields are in the order in which they stand in a link.
var fields = []field{
	{name: projectID, need: true, check: project, code: ledger.ErrUsage, get: getProject, set: setProject},
	text("payment_id", true, short, func(p *Params) *string { return &p.PaymentID }),
	{name: paymentAmount, need: true, check: amount, code: ledger.ErrBadAmount, get: getAmount, set: setAmount},
	{name: paymentCurrency, need: true, check: currency, code: ledger.ErrCurrency, get: getCurrency, set: setCurrency},
	text("customer_id", true, short, func(p *Params) *string { return &p.CustomerID }),
	text(paymentMethod, false, code, func(p *Params) *string { return &p.Method }),
	text("payment_description", false, short, func(p *Params) *string { return &p.Description }),
	text("language_code", false, language, func(p *Params) *string { return &p.Language }),
	text("customer_email", false, email, func(p *Params) *string { return &p.CustomerEmail }),
	{name: bestBefore, check: moment, code: ledger.ErrUsage, get: getBestBefore, set: setBestBefore},
	text("merchant_success_url", false, address, func(p *Params) *string { return &p.SuccessURL }),
	text("merchant_fail_url", false, address, func(p *Params) *string { return &p.FailURL }),
	text("merchant_return_url", false, address, func(p *Params) *string { return &p.ReturnURL }),
	text("merchant_callback_url", false, address, func(p *Params) *string { return &p.CallbackURL }),
}

// text is a field that is kept as it stands in the link.
func text(name string, need bool, check rule, at func(*Params) *string) field {
	return field{
		name: name, need: need, check: check, code: ledger.ErrUsage,
		get: func(p *Params) string { return *at(p) },
		set: func(p *Params, value string) error { *at(p) = value; return nil },
	}
}

// place is the field's position in a link, or -1 when the parameter has no field of its own.
func place(name string) int {
	return slices.IndexFunc(fields, func(f field) bool { return f.name == name })
}

var errNumber = errors.New("not a whole number as the platform writes it")

// whole reads a number that has one spelling only.
func whole(text string, least int64) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < least || strconv.FormatInt(n, 10) != text {
		return 0, errNumber
	}
	return n, nil
}

func getProject(p *Params) string {
	if p.Project == 0 {
		return ""
	}
	return strconv.FormatInt(p.Project, 10)
}

func setProject(p *Params, value string) (err error) {
	p.Project, err = whole(value, 1)
	return err
}

func getAmount(p *Params) string {
	if p.Amount == (money.Amount{}) {
		return ""
	}
	return strconv.FormatInt(p.Amount.Minor, 10)
}

func setAmount(p *Params, value string) (err error) {
	p.Amount.Minor, err = whole(value, 0)
	return err
}

func getCurrency(p *Params) string { return string(p.Amount.Currency) }

func setCurrency(p *Params, value string) (err error) {
	p.Amount.Currency, err = money.ParseCurrency(value)
	return err
}

// written is how we write a moment: the zone is always told, for the platform's own is not known.
const written = "2006-01-02T15:04:05-07:00"

func getBestBefore(p *Params) string {
	if p.BestBefore.IsZero() {
		return ""
	}
	return p.BestBefore.UTC().Format(written)
}

// setBestBefore also reads the other forms that are in use. A moment without a zone is taken for UTC.
func setBestBefore(p *Params, value string) error {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05-07", "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, value); err == nil && t.Nanosecond() == 0 {
			p.BestBefore = t.UTC()
			return nil
		}
	}
	return errors.New("not a moment such as 2026-10-02T13:00:00+00:00")
}
