package purchasedialog

import (
	"cmp"
	"errors"
	"strings"

	"contra/core/ledger"
	"contra/core/paypage"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/theme"
)

// words are what the form calls the parameters of a purchase.
var words = map[string]string{
	"payment_amount": "the amount", "payment_currency": "the currency", "customer_id": "the customer id", "payment_id": "the payment id",
	"payment_description": "the description", "best_before": "the end of the time to pay",
}

// worded says what is wrong in the words of the form.
func worded(p paypage.Problem) string {
	if rest, ok := strings.CutPrefix(p.Text, p.Field+" "); ok && words[p.Field] != "" {
		return words[p.Field] + " " + rest
	}
	return p.Text
}

// told are the lines of the verdict with the field that confirms, when all is well.
// Never fewer are shown, so that nothing moves while somebody types.
const told = 6

// verdict is everything that is wrong, or else what will be asked for.
func (f *Flow) verdict() []dialog.Line {
	lines, least := f.judged(), told
	if f.allowed {
		least--
	}
	for len(lines) < least {
		lines = append(lines, dialog.Line{})
	}
	return lines
}

func (f *Flow) judged() []dialog.Line {
	st := f.h.Styles
	lines := []dialog.Line{{}}
	switch {
	case f.planErr != nil:
		return append(lines, f.said(theme.Bad, st.Cross, page.Explain(f.planErr)))
	case f.plan == nil:
		return append(lines, dialog.Line{Text: "…", Tone: theme.Muted})
	}
	unread := f.plan.Wish.Amount.Minor == 0 // then the form itself says what the amount lacks
	if unread {
		lines = append(lines, f.said(theme.Bad, st.Cross, "the amount is missing"))
	}
	for _, p := range f.plan.Problems {
		switch {
		case unread && (p.Field == "payment_amount" || p.Field == "payment_currency"):
		case p.Warning:
			lines = append(lines, f.said(theme.Warn, st.Attention, worded(p)))
		default:
			lines = append(lines, f.said(theme.Bad, st.Cross, worded(p)))
		}
	}
	if f.plan.Refused == nil {
		return append(lines, f.preview()...)
	}
	var e *ledger.Error
	if errors.As(f.plan.Refused, &e) && e.Hint != "" {
		lines = append(lines, dialog.Line{Text: "  " + page.Sentence(e.Hint), Tone: theme.Muted})
	}
	return lines
}

// preview is what will happen.
func (f *Flow) preview() []dialog.Line {
	w := f.plan.Wish
	until := "no limit of ours"
	if !f.plan.ExpiresAt.IsZero() {
		until = "until " + page.Moment(f.plan.ExpiresAt) + " UTC"
	}
	where := "sent to Gate " + f.plan.Method.SalePath()
	if f.via == ledger.ViaLink {
		where = "a signed link to the Payment Page; nothing is sent"
	}
	stakes := dialog.Line{Text: f.h.Stakes + " · " + where, Tone: theme.Muted}
	if f.h.Stakes == "LIVE" {
		stakes.Tone = theme.Strong
	}
	return []dialog.Line{
		{Text: "asks " + w.CustomerID + " for " + w.Amount.String() + " by " + cmp.Or(f.plan.Method.Title, f.plan.Method.Name), Tone: theme.Strong},
		{Text: until, Tone: theme.Muted}, stakes, {},
	}
}
