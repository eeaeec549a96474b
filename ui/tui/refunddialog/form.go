package refunddialog

import (
	"errors"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/money"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/theme"
)

const maxDescription = 255 // the platform's limit, in characters

// ask makes the form with these values.
func (f *Flow) ask(what, amount, description, trigger string) {
	note := func(text func() []dialog.Line) dialog.Field {
		return dialog.Field{Kind: dialog.Note, Text: func(dialog.Values) []dialog.Line { return text() }}
	}
	part := func(v dialog.Values) bool { return v["what"] == "part" }
	f.form = dialog.NewForm(dialog.FormSpec{
		ID: "refund", Title: f.title(), Submit: "Send", Risky: true, Trigger: trigger, Width: 72,
		Fields: []dialog.Field{
			note(func() []dialog.Line { return f.notice }),
			note(f.facts),
			{ID: "what", Kind: dialog.Choice, Value: what, Options: f.choices()},
			{ID: "amount", Kind: dialog.Text, Label: "Amount", Value: amount, Limit: 40, Unit: f.unit(), Placeholder: f.sample(), Show: part, Check: f.checkAmount},
			note(f.leaves),
			{ID: "description", Kind: dialog.Text, Label: "Description", Value: description, Limit: maxDescription, Placeholder: f.h.Desk.Config.Gate.Description},
			note(f.verdict),
			note(f.route),
			{ID: "confirm", Kind: dialog.Typed, Label: "Type the amount to confirm", Unit: string(f.payment.Currency), Limit: 40,
				Show: func(dialog.Values) bool { return !f.forbidden() }, Want: func(dialog.Values) string { return f.wanted() }},
		},
		Ready:  func(dialog.Values) string { return f.unready() },
		Change: func(dialog.Values) tea.Cmd { return f.replan() },
		Done: func(_ dialog.Values, ok bool) tea.Cmd {
			if !ok {
				return nil
			}
			return f.send()
		},
	})
	f.inner = f.form
}

func (f *Flow) choices() []dialog.Option {
	m, known := f.h.Desk.Methods.Lookup(f.payment.Method)
	off := ""
	if known && !m.Partial {
		off = m.Title + " has no partial refunds"
	}
	left := f.payment.Amount(f.payment.Refundable())
	return []dialog.Option{{Value: "all", Label: "all that is left   " + left.String()}, {Value: "part", Label: "part", Off: off}}
}

func (f *Flow) unit() string {
	c := f.payment.Currency
	switch exp, known := c.Exponent(); {
	case !known:
		return string(c)
	case exp == 0:
		return string(c) + ", no decimals"
	case exp == 1:
		return string(c) + ", 1 decimal"
	default:
		return string(c) + ", " + string(rune('0'+exp)) + " decimals"
	}
}

func (f *Flow) sample() string { return "up to " + f.payment.Amount(f.payment.Refundable()).Plain() }

func (f *Flow) checkAmount(value string, _ dialog.Values) string {
	if _, err := money.Parse(value, f.payment.Currency); err != nil {
		return err.Error()
	}
	return ""
}

// wish reads the form; ok is false while the amount cannot be understood.
func (f *Flow) wish() (wish, bool) {
	v := f.form.Values()
	w := wish{description: v["description"]}
	if v["what"] != "part" {
		return w, true
	}
	a, err := money.Parse(v["amount"], f.payment.Currency)
	w.amount = &a
	return w, err == nil
}

// forbidden tells whether there is nothing to confirm. While a plan is being
// made that is not known yet, and the field stays where it is.
func (f *Flow) forbidden() bool { return f.secret != nil || f.plan != nil && f.plan.Refused != nil }

// wanted is what has to be typed. Nothing is sent before the plan for it is there.
func (f *Flow) wanted() string {
	if f.plan != nil {
		return f.plan.Amount.Plain()
	}
	if w, ok := f.wish(); ok && w.amount != nil {
		return w.amount.Plain()
	}
	return f.payment.Amount(f.payment.Refundable()).Plain()
}

// unready says why it cannot be sent yet.
func (f *Flow) unready() string {
	switch w, ok := f.wish(); {
	case f.h.ReadOnly() != "":
		return f.h.ReadOnly()
	case !ok:
		return "the amount is missing"
	case f.secret != nil:
		return f.secret.Error()
	case f.planErr != nil:
		return f.planErr.Error()
	case f.plan == nil || !f.wished.same(w):
		return "the payment is being checked"
	case f.plan.Refused != nil:
		return f.plan.Refused.Error()
	}
	return ""
}

// refusal is why nothing was sent.
func refusal(err error) []dialog.Line {
	var e *ledger.Error
	lines := []dialog.Line{{Text: "Nothing was sent: " + err.Error() + ".", Tone: theme.Bad}}
	if errors.As(err, &e) && e.Hint != "" {
		lines = append(lines, dialog.Line{Text: page.Sentence(e.Hint), Tone: theme.Bad})
	}
	return append(lines, dialog.Line{})
}
