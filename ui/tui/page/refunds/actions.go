package refunds

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
)

// Actions is what can be done on the page.
func (p *Page) Actions() []action.Action {
	chosen := func() string {
		if _, ok := p.current(); !ok {
			return "no refund is chosen"
		}
		return ""
	}
	// act is an action on the chosen refund that writes to the ledger.
	act := func(a action.Action, may func(ledger.Refund) string, run func(ledger.Refund) tea.Cmd) action.Action {
		a.Scope, a.Menu = Scope, "Refund"
		a.Disabled = func() string {
			f, ok := p.current()
			switch {
			case !ok:
				return "no refund is chosen"
			case p.h.ReadOnly() != "":
				return p.h.ReadOnly()
			case p.working(f.ID):
				return "it is being worked on"
			}
			return may(f)
		}
		a.Run = func() tea.Cmd { f, _ := p.current(); return run(f) }
		return a
	}
	return []action.Action{
		act(action.Action{ID: "refund.ask", Keys: []string{"q", "u"}, Title: "Ask for its status now", Mnemonic: 'q', Hint: "ask now"}, p.mayAsk, p.ask),
		act(action.Action{ID: "refund.resend", Keys: []string{"R"}, Title: "Resend with the same id…", Mnemonic: 'r', Danger: true, Hint: "resend"}, p.mayResend, p.resend),
		act(action.Action{ID: "refund.adopt", Keys: []string{"A"}, Title: "Adopt an operation…", Mnemonic: 'a', Danger: true, Hint: "adopt"}, p.mayAdopt, p.adopt),
		act(action.Action{ID: "refund.not-taken", Keys: []string{"N"}, Title: "Note that it was not taken…", Mnemonic: 't', Danger: true, Hint: "not taken"}, mayDeny, p.notTaken),
		act(action.Action{ID: "refund.withdraw", Keys: []string{"W"}, Title: "Withdraw…", Mnemonic: 'w', Danger: true, Hint: "withdraw"}, mayWithdraw, p.withdraw),
		act(action.Action{ID: "refund.note", Keys: []string{"n"}, Title: "Add a note…", Mnemonic: 'n', Hint: "note"}, func(ledger.Refund) string { return "" }, p.note),
		act(action.Action{ID: "refund.acknowledge", Keys: []string{"k"}, Title: "Acknowledge…", Mnemonic: 'k', Hint: "acknowledge"}, mayAcknowledge, p.acknowledge),
		{ID: "refund.raw", Scope: Scope, Keys: []string{"v"}, Title: "Raw message", Menu: "Refund", Mnemonic: 'v', Hint: "raw", Disabled: chosen, Run: p.showRaw},
		{ID: "refund.open", Scope: Scope, Keys: []string{"enter"}, Title: "Open", Menu: "Refund", Mnemonic: 'o', Disabled: chosen, Run: p.open},
		{ID: "refund.payment", Scope: Scope, Keys: []string{"p"}, Title: "Go to its payment", Menu: "Refund", Mnemonic: 'p', Hint: "payment", Disabled: chosen,
			Run: func() tea.Cmd { f, _ := p.current(); return p.h.ShowPayment(f.PaymentRow) }},
		{ID: "refund.copy-id", Scope: Scope, Keys: []string{"y"}, Title: "Copy the refund id", Menu: "Edit", Mnemonic: 'f', Disabled: chosen,
			Run: func() tea.Cmd { f, _ := p.current(); return p.h.Copy("refund id "+f.ID, f.ID) }},
		{ID: "refund.group", Scope: Scope, Keys: []string{"/"}, Title: "Show only…", Menu: "View", Mnemonic: 'y', Hint: "show only", Run: p.pickGroup},
	}
}

func (p *Page) working(id string) bool {
	for _, x := range p.busy {
		if x == id {
			return true
		}
	}
	return false
}

func (p *Page) mayAsk(f ledger.Refund) string {
	switch {
	case f.State.Final():
		return "its outcome is known"
	case f.State == ledger.Exported:
		return "nobody said that its file was uploaded; the Batches page (3) does"
	case f.State == ledger.AwaitingApproval, f.State == ledger.Prepared:
		return "nothing was sent yet, so there is nothing to ask"
	}
	return ""
}

func (p *Page) mayResend(f ledger.Refund) string {
	switch {
	case f.State.Final():
		return "its outcome is known"
	case f.Code == ledger.CodeExists && f.State == ledger.InDoubt:
		return "the platform has it (code 3230): there is nothing to resend"
	case f.State == ledger.Prepared && f.Hold == "":
		return "contra sends it by itself"
	case f.State != ledger.InDoubt && f.State != ledger.Prepared:
		return "only a refund in doubt can be resent"
	}
	return ""
}

func (p *Page) mayAdopt(f ledger.Refund) string {
	switch {
	case f.State != ledger.InDoubt && f.State != ledger.Accepted && f.State != ledger.Uploaded:
		return "only a refund without an outcome can adopt an operation"
	case p.story == nil || p.story.refund.ID != f.ID:
		return "its operations are being read"
	case len(p.story.fits) == 0:
		return "no operation of the payment fits; ask for the status first"
	}
	return ""
}

func mayDeny(f ledger.Refund) string {
	if f.State != ledger.InDoubt && f.State != ledger.Uploaded {
		return "only a refund in doubt can be noted as not taken"
	}
	return ""
}

func mayWithdraw(f ledger.Refund) string {
	switch {
	case f.State == ledger.Exported || f.State == ledger.Uploaded:
		return "it is a row of a file: its batch is withdrawn, on the Batches page (3)"
	case f.State != ledger.Prepared && f.State != ledger.AwaitingApproval:
		return "only a refund that was never sent can be withdrawn"
	}
	return ""
}

func mayAcknowledge(f ledger.Refund) string {
	switch {
	case f.Hold == "":
		return "there is nothing to acknowledge"
	case !f.State.Final():
		return "its outcome is open: it needs a decision, not an acknowledgement"
	}
	return ""
}

// ask takes the refund one step further, as the background does now and then.
func (p *Page) ask(f ledger.Refund) tea.Cmd {
	return p.work(f, "Asking for the status of "+text.Clean(f.PaymentID), func(ctx context.Context) (ledger.Refund, error) {
		s := p.h.Desk.Runner.Settle(ctx, f.ID)
		return s.Refund, s.Err
	})
}

// open shows the detail on the whole page; there, the raw message.
func (p *Page) open() tea.Cmd {
	if p.split.OnDetail {
		return p.showRaw()
	}
	p.split.Open()
	return p.lay()
}

// TurnPane moves the focus to the other pane.
func (p *Page) TurnPane() tea.Cmd {
	p.split.Turn()
	return p.lay()
}

// ToggleDetail shows the detail beside the list, or puts it away.
func (p *Page) ToggleDetail() tea.Cmd {
	p.split.Toggle()
	return p.lay()
}

// pickGroup offers the states.
func (p *Page) pickGroup() tea.Cmd {
	var items []dialog.Item
	for _, g := range groups {
		n := int64(0)
		for _, s := range g.states {
			n += p.snap.Counts[s]
		}
		it := dialog.Item{ID: g.id, Title: g.title}
		if g.states != nil {
			it.Detail = page.Count(n)
		}
		items = append(items, it)
	}
	p.h.Dialogs.Open(dialog.NewPicker("group", "Show only", items, func(id string) tea.Cmd {
		for _, g := range groups {
			if g.id == id {
				return p.show(g)
			}
		}
		return nil
	}))
	return nil
}

func (p *Page) show(g group) tea.Cmd {
	p.group = g
	return p.grid.Top()
}
