// Package refunddialog leads one refund on the screen: what is asked for, what
// it would do, the typed confirmation, and what became of it.
package refunddialog

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/refund"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/task"
	"contra/ui/tui/text"
)

// phase is how far the refund has come.
type phase uint8

const (
	asking  phase = iota // what to refund, and the confirmation
	sending              // the intent is being stored and sent
	ended                // what became of it is on the screen
)

// watchFor is how long the outcome is waited for once the platform took it.
const watchFor = 12 * time.Second

// Flow is one refund in the making. It lives on when its window is closed while
// the refund is on its way.
type Flow struct {
	h       *page.Host
	payment ledger.Payment // as the person sees it
	form    *dialog.Form
	inner   dialog.Dialog // what the window shows
	window  *window
	open    bool
	phase   phase

	planner page.Latest[wish, refund.Plan]
	plan    *refund.Plan // of wished, nil while it is made
	wished  wish
	planErr error
	secret  error         // why the project's requests cannot be signed
	notice  []dialog.Line // what the person must know before anything else
	refusal []dialog.Line // why the last attempt to send was refused

	task   uint64
	refund ledger.Refund
}

// wish is what the person asks for.
type wish struct {
	amount      *money.Amount // nil: all that is left
	description string
}

func (w wish) same(o wish) bool {
	if (w.amount == nil) != (o.amount == nil) || w.description != o.description {
		return false
	}
	return w.amount == nil || *w.amount == *o.amount
}

type secretMsg struct {
	f   *Flow
	err error
}

// outcome is what sending brought.
type outcome struct {
	refund ledger.Refund
	sent   bool
	err    error
}

// watched is how the refund stands after it was waited for.
type watched struct {
	refund ledger.Refund
	err    error
}

// Open begins a refund of a payment.
func Open(h *page.Host, payment ledger.Payment) tea.Cmd {
	f := &Flow{h: h, payment: payment, open: true}
	f.planner = page.Latest[wish, refund.Plan]{Ctx: h.Ctx, Read: func(ctx context.Context, w wish) (refund.Plan, error) {
		return h.Desk.Plan(ctx, payment.RowID, w.amount, w.description)
	}}
	f.ask("all", "", "", h.LastKey)
	f.window = &window{f}
	h.Dialogs.Open(f.window)
	h.Follow(f)
	project, box := payment.Project, h.Desk.Secrets
	method, _ := h.Desk.Methods.Lookup(payment.Method)
	return tea.Batch(f.replan(), func() tea.Msg {
		h.Zones.Load(method.Zone)
		_, err := box.Find(project)
		return secretMsg{f, err}
	})
}

// replan has the plan made anew.
func (f *Flow) replan() tea.Cmd {
	w, ok := f.wish()
	if !ok {
		f.planner.Forget()
		f.plan = nil
		return nil
	}
	if f.plan != nil && !f.wished.same(w) {
		f.plan = nil
	}
	f.wished = w
	return f.planner.Ask(w)
}

// Follow takes what comes from the background.
func (f *Flow) Follow(msg tea.Msg) (tea.Cmd, bool) {
	switch m := msg.(type) {
	case secretMsg:
		if m.f == f {
			f.secret = m.err
		}
		return nil, false
	case page.ChangedMsg:
		if f.phase == asking && f.open {
			return f.replan(), false
		}
	case task.DoneMsg[outcome]:
		if m.ID == f.task && f.phase == sending {
			return f.came(m.Value, m.Err)
		}
	case task.DoneMsg[watched]:
		if m.ID == f.task && f.phase == ended {
			return f.settled(m)
		}
	}
	if a, cmd, ok := f.planner.Update(msg); ok {
		f.planned(a)
	} else if cmd != nil {
		return cmd, false
	}
	return nil, !f.open && f.phase == asking
}

// planned takes a plan over. When the payment is not what it was, the person is
// told and has to confirm anew.
func (f *Flow) planned(a page.Answer[wish, refund.Plan]) {
	if f.planErr = a.Err; a.Err != nil || f.phase != asking {
		return
	}
	plan := a.Value
	old := f.payment
	f.payment, f.plan = plan.Payment, &plan
	if old.Version != plan.Payment.Version {
		f.notice = append(f.refusal, changed(old, plan.Payment)...)
		v := f.form.Values()
		f.ask(v["what"], v["amount"], v["description"], "")
		f.reopen()
	}
}

// send carries the plan out.
func (f *Flow) send() tea.Cmd {
	plan := *f.plan
	f.phase, f.notice, f.refusal = sending, nil, nil
	f.inner = dialog.NewMessage("sending", f.title(), f.sendingLines(plan), nil)
	f.reopen()
	var cmd tea.Cmd
	title := "Refunding " + plan.Amount.String() + " of " + text.Clean(plan.Payment.ID)
	f.task, cmd = page.Send(f.h, title, func(ctx context.Context) (outcome, error) {
		r, sent, err := f.h.Desk.Refund(ctx, plan)
		return outcome{r, sent, err}, nil
	})
	return cmd
}

// came takes the outcome of sending.
func (f *Flow) came(o outcome, failed error) (tea.Cmd, bool) {
	if o.err == nil {
		o.err = failed
	}
	if !o.sent {
		if o.err == nil {
			o.err = ledger.Errorf(ledger.ErrCancelled, "nothing was sent")
		}
		return f.refused(o.err)
	}
	f.phase, f.refund = ended, o.refund
	if o.err != nil { // it was sent, and the ledger could not be written
		f.result(o.err)
		return f.say(o.err), true
	}
	f.result(nil)
	if f.refund.State.Final() || f.refund.State == ledger.InDoubt {
		return f.say(nil), true
	}
	var cmd tea.Cmd
	id := f.refund.ID
	f.task, cmd = task.Run(f.h.Tasks, "Waiting for the outcome of the refund", func(ctx context.Context, _ func(task.Progress)) (watched, error) {
		r, err := f.h.Desk.Runner.Watch(ctx, id, watchFor)
		return watched{r, err}, nil
	})
	return cmd, false
}

// refused goes back to the form: nothing was stored and nothing was sent.
func (f *Flow) refused(err error) (tea.Cmd, bool) {
	if !f.open {
		return f.h.Fail(err), true
	}
	f.phase, f.plan = asking, nil
	f.refusal = refusal(err)
	f.notice = f.refusal
	v := f.form.Values()
	f.ask(v["what"], v["amount"], v["description"], "")
	return f.replan(), false
}

// settled takes the outcome that was waited for.
func (f *Flow) settled(m task.DoneMsg[watched]) (tea.Cmd, bool) {
	if m.Value.refund.ID != "" {
		f.refund = m.Value.refund
	}
	f.result(nil)
	return f.say(nil), true
}

// reopen keeps the keys from what the window shows now, for as long as they may
// have been meant for what it showed before: Enter pressed twice on Send must not
// close the outcome unread.
func (f *Flow) reopen() {
	if f.open {
		f.h.Dialogs.OpenUnasked(f.window)
	}
}

// title is the window's.
func (f *Flow) title() string { return "Refund " + text.Clean(f.payment.ID) }
