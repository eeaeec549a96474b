package purchasedialog

import (
	"cmp"

	"contra/core/ledger"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/theme"
)

// verdict is everything that is wrong, or else what will be asked for.
func (f *Flow) verdict() []dialog.Line {
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
			lines = append(lines, f.said(theme.Warn, st.Attention, p.Text))
		default:
			lines = append(lines, f.said(theme.Bad, st.Cross, p.Text))
		}
	}
	if f.plan.Refused != nil {
		return lines
	}
	return append(lines, f.preview()...)
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
