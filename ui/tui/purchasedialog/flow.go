// Package purchasedialog leads one purchase on the screen: what is asked for, all
// that is wrong with it, the typed confirmation, and what became of it.
package purchasedialog

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/purchase"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Wanted is what is known of a purchase before anybody has typed.
type Wanted struct {
	Via         ledger.Via
	Project     int64
	CustomerID  string
	Amount      money.Amount
	Method      string // its name in callbacks
	Description string
}

// Flow is one purchase in the making. It lives on when its window is closed while
// the purchase is on its way.
type Flow struct {
	h       *page.Host
	via     ledger.Via
	form    *dialog.Form
	inner   dialog.Dialog // what the window shows
	window  *window
	open    bool
	sending bool

	planner  page.Latest[asked, purchase.Plan]
	plan     *purchase.Plan // of wished, nil while it is made
	wished   asked
	planErr  error
	allowed  bool // by the last plan; stays while the next one is made
	proposed bool // a payment id was put into the form
	refusal  []dialog.Line

	task uint64
}

// asked is a wish with the text that it was read from, by which wishes are told apart.
type asked struct {
	text string
	wish purchase.Wish
}

// outcome is what making or sending brought.
type outcome struct {
	purchase ledger.Purchase
	err      error
}

// Open begins a purchase.
func Open(h *page.Host, w Wanted) tea.Cmd {
	f := &Flow{h: h, via: w.Via, open: true}
	f.planner = page.Latest[asked, purchase.Plan]{Ctx: h.Ctx, Read: func(ctx context.Context, a asked) (purchase.Plan, error) {
		if _, err := h.Desk.Secrets.Find(a.wish.Project); err != nil {
			return purchase.Plan{}, err
		}
		return h.Desk.Purchases.Plan(ctx, a.wish)
	}}
	f.ask(f.first(w), h.LastKey)
	f.window = &window{f}
	h.Dialogs.Open(f.window)
	h.Follow(f)
	return f.replan()
}

// replan has the plan made anew.
func (f *Flow) replan() tea.Cmd {
	a := f.wish()
	if f.plan != nil && f.wished.text != a.text {
		f.plan = nil
	}
	f.wished = a
	return f.planner.Ask(a)
}

// Follow takes what comes from the background.
func (f *Flow) Follow(msg tea.Msg) (tea.Cmd, bool) {
	switch m := msg.(type) {
	case page.ChangedMsg:
		if !f.sending && f.open {
			return f.replan(), false
		}
	case task.DoneMsg[outcome]:
		if m.ID == f.task && f.sending {
			return f.came(m.Value, m.Err)
		}
	}
	if a, cmd, ok := f.planner.Update(msg); ok {
		return f.planned(a), false
	} else if cmd != nil {
		return cmd, false
	}
	return nil, !f.open && !f.sending
}

// planned takes a plan over. The payment id that the first one made up is proposed.
func (f *Flow) planned(a page.Answer[asked, purchase.Plan]) tea.Cmd {
	f.planErr, f.allowed = a.Err, a.Err == nil && a.Value.Refused == nil
	if a.Err != nil || f.sending {
		return nil
	}
	if !f.proposed {
		f.proposed = true
		if a.Key.wish.PaymentID == "" && f.form.Values()["payment_id"] == "" {
			f.form.SetValue("payment_id", a.Value.Wish.PaymentID)
			return f.replan()
		}
	}
	f.plan = &a.Value
	return nil
}

// send carries the plan out.
func (f *Flow) send() tea.Cmd {
	plan := *f.plan
	f.sending, f.refusal = true, nil
	f.inner = dialog.NewMessage("sending", f.title(), []dialog.Line{
		{Text: "Asking for " + plan.Wish.Amount.String() + "…", Tone: theme.Strong}, {},
		{Text: "The intent is stored first; what comes back is stored whatever happens here.", Tone: theme.Muted},
		{Text: "Closing this window does not stop it; the outcome will be shown.", Tone: theme.Muted},
	}, nil)
	f.h.Dialogs.OpenUnasked(f.window)
	runner := f.h.Desk.Purchases
	var cmd tea.Cmd
	f.task, cmd = page.Send(f.h, "Asking for "+plan.Wish.Amount.String()+" under "+text.Clean(plan.Wish.PaymentID), func(ctx context.Context) (outcome, error) {
		if plan.Wish.Via == ledger.ViaLink {
			p, err := runner.PrepareLink(ctx, plan)
			return outcome{p, err}, nil
		}
		p, err := runner.Prepare(ctx, plan)
		if err != nil {
			return outcome{p, err}, nil
		}
		sent, err := runner.Send(ctx, p.ID)
		if sent.ID == "" {
			sent = p
		}
		return outcome{sent, err}, nil
	})
	return cmd
}

// came takes the outcome. A purchase that was stored is shown on its page; else
// the form says why there is none.
func (f *Flow) came(o outcome, failed error) (tea.Cmd, bool) {
	if o.err == nil {
		o.err = failed
	}
	f.sending = false
	if o.purchase.ID == "" {
		return f.refused(o.err)
	}
	var say tea.Cmd
	if o.err != nil {
		say = f.h.Fail(o.err)
	} else {
		say = Tell(f.h, o.purchase)
	}
	if !f.open {
		return say, true
	}
	f.open = false
	f.h.Dialogs.Close(f.window.ID())
	return tea.Batch(say, f.h.ShowPurchase(o.purchase.ID)), true
}

// refused goes back to the form: nothing was stored and nothing was sent.
func (f *Flow) refused(err error) (tea.Cmd, bool) {
	if err == nil {
		err = ledger.Errorf(ledger.ErrCancelled, "nothing was stored")
	}
	if !f.open {
		return f.h.Fail(err), true
	}
	f.plan = nil
	f.refusal = []dialog.Line{{Text: "Nothing was sent: " + page.Explain(err), Tone: theme.Bad}, {}}
	f.ask(f.form.Values(), "")
	return f.replan(), false
}
