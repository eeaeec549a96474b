package refunddialog

import (
	"strings"

	"contra/core/ledger"
	"contra/core/refund"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/theme"
)

// facts is who paid what, when.
func (f *Flow) facts() []dialog.Line {
	p := f.payment
	m, known := f.h.Desk.Methods.Lookup(p.Method)
	name := p.Method
	if known {
		name = m.Title
	}
	who := name
	if p.CustomerID != "" {
		who = p.CustomerID + " · " + who
	}
	paid := "paid " + p.Amount(p.Captured).String() + " on " + page.Moment(p.CreatedAt) + " UTC"
	if local := page.Local(p.CreatedAt, f.h.Zones.Find(m.Zone)); local != "" {
		paid += " (" + local + ")"
	}
	return []dialog.Line{{Text: who, Tone: theme.Strong}, {Text: paid, Tone: theme.Muted}, {}}
}

// leaves is what remains after the refund.
func (f *Flow) leaves() []dialog.Line {
	if f.plan == nil || f.plan.Amount.Minor > f.payment.Refundable() {
		return []dialog.Line{{}}
	}
	return []dialog.Line{{Text: "refunds " + f.plan.Amount.String() + ", leaves " + f.plan.Leaves.String(), Tone: theme.Strong}}
}

// verdict is what was checked, what forbids it, and what should be looked at twice.
func (f *Flow) verdict() []dialog.Line {
	st := f.h.Styles
	lines := []dialog.Line{{}}
	switch {
	case f.planErr != nil:
		return append(lines, dialog.Line{Text: st.Cross + " " + page.Explain(f.planErr), Tone: theme.Bad})
	case f.plan == nil:
		return append(lines, dialog.Line{Text: "…", Tone: theme.Muted})
	}
	good, bad := checks(f.plan, f.h.Desk.Methods)
	if len(good) > 0 {
		lines = append(lines, dialog.Line{Text: st.Check + " " + strings.Join(good, "   "+st.Check+" "), Tone: theme.Good})
	}
	for _, s := range bad {
		lines = append(lines, dialog.Line{Text: st.Cross + " " + s, Tone: theme.Bad})
	}
	if f.plan.Refused != nil {
		lines = append(lines, dialog.Line{Text: "Not possible: " + page.Explain(f.plan.Refused), Tone: theme.Bad})
	}
	if f.secret != nil {
		lines = append(lines, dialog.Line{Text: st.Cross + " " + page.Explain(f.secret), Tone: theme.Bad})
	}
	for _, s := range f.plan.Warnings {
		lines = append(lines, dialog.Line{Text: st.Attention + " " + s, Tone: theme.Warn})
	}
	return lines
}

// checks is what holds and what does not. The rules themselves are the ledger's;
// its first refusal is shown in full beside this list.
func checks(plan *refund.Plan, methods ledger.Methods) (good, bad []string) {
	p := plan.Payment
	say := func(ok bool, yes, no string) {
		if ok {
			good = append(good, yes)
		} else {
			bad = append(bad, no)
		}
	}
	_, known := methods.Lookup(p.Method)
	say(known, "method known", "how to refund by this method is not known")
	say(!p.Flags.Has(ledger.Disputed), "not disputed", "the payment is disputed")
	say(ledger.PaymentRefundable(p.Status), "status "+p.Status, "its status is "+p.Status)
	if plan.Amount.Minor != p.Captured {
		say(!known || plan.Method.Partial, "partial allowed", "the method has no partial refunds")
	} else {
		say(!known || plan.Method.Full, "full allowed", "the method has no full refunds")
	}
	if plan.Amount.IsPositive() {
		left := p.Amount(p.Refundable())
		say(plan.Amount.Minor <= left.Minor, "fits", "only "+left.String()+" can be refunded")
	}
	if p.Reserved == 0 {
		good = append(good, "nothing else in flight")
	}
	return good, bad
}

// route is where it goes, and that there is no way back.
func (f *Flow) route() []dialog.Line {
	if f.plan == nil {
		return []dialog.Line{{}}
	}
	to := "the platform"
	if f.plan.Method.GatePath != "" {
		to = "Gate " + f.plan.Method.RefundPath()
	}
	line := dialog.Line{Text: f.h.Stakes + " · sent to " + to + " · cannot be undone", Tone: theme.Muted}
	if f.h.Stakes == "LIVE" {
		line.Tone = theme.Strong
	}
	return []dialog.Line{line, {}}
}

// changed says what is different about a payment since the person looked.
func changed(old, now ledger.Payment) []dialog.Line {
	lines := []dialog.Line{{Text: "The payment changed since you looked. Look again, and confirm anew.", Tone: theme.Warn}}
	say := func(name, before, after string) {
		if before != after {
			lines = append(lines, dialog.Line{Text: "  " + name + ": " + before + " → " + after, Tone: theme.Warn})
		}
	}
	say("status", old.Status, now.Status)
	say("refunded", old.Amount(old.Refunded).Format(), now.Amount(now.Refunded).Format())
	say("in flight", old.Amount(old.Reserved).Format(), now.Amount(now.Reserved).Format())
	say("can refund", old.Amount(old.Refundable()).String(), now.Amount(now.Refundable()).String())
	if now.Flags != old.Flags {
		say("flags", strings.Join(old.Flags.Names(), " "), strings.Join(now.Flags.Names(), " "))
	}
	return append(lines, dialog.Line{})
}

// sendingLines is shown while the refund is on its way.
func (f *Flow) sendingLines(plan refund.Plan) []dialog.Line {
	return []dialog.Line{
		{Text: "Refunding " + plan.Amount.String() + "…", Tone: theme.Strong}, {},
		{Text: "The intent is stored first, then sent; the answer is stored whatever happens here.", Tone: theme.Muted},
		{Text: "Closing this window does not stop it; the outcome will be shown.", Tone: theme.Muted},
	}
}
