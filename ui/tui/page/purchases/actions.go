package purchases

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/ui/tui/action"
	"contra/ui/tui/advice"
	"contra/ui/tui/dialog"
	"contra/ui/tui/purchasedialog"
	"contra/ui/tui/text"
)

// Actions is what can be done on the page.
func (p *Page) Actions() []action.Action {
	chosen := func() string {
		if _, ok := p.Current(); !ok {
			return "no purchase is chosen"
		}
		return ""
	}
	return append(append(p.making(), p.showing(chosen)...), append(p.deciding(),
		action.Action{ID: "purchase.raw", Scope: Scope, Keys: []string{"v"}, Title: "Raw message", Menu: "Purchase", Mnemonic: 'v', Disabled: chosen, Run: p.showRaw},
		action.Action{ID: "purchase.open", Scope: Scope, Keys: []string{"enter"}, Title: "Open", Menu: "Purchase", Mnemonic: 'o', Disabled: chosen, Run: p.open},
		action.Action{ID: "purchase.payment", Scope: Scope, Keys: []string{"p"}, Title: "Go to its payment", Menu: "Purchase", Mnemonic: 'p', Hint: "payment", Disabled: p.mayGo,
			Run: func() tea.Cmd { return p.h.ShowPayment(p.story.payment.Payment.RowID) }},
		action.Action{ID: "purchase.copy-id", Scope: Scope, Keys: []string{"c"}, Title: "Copy the payment id of the purchase", Menu: "Edit", Disabled: chosen,
			Run: func() tea.Cmd {
				x, _ := p.Current()
				return p.h.Copy("payment id "+text.Clean(x.PaymentID), x.PaymentID)
			}},
		action.Action{ID: "purchase.group", Scope: Scope, Keys: []string{"/"}, Title: "Show only…", Menu: "Purchase", Mnemonic: 'h', Run: p.pickGroup})...)
}

// making are the actions that begin a purchase.
func (p *Page) making() []action.Action {
	return []action.Action{
		{ID: "purchase.link", Scope: Scope, Keys: []string{"L"}, Title: "New payment link…", Menu: "Purchase", Mnemonic: 'l', Hint: "new link",
			Disabled: p.h.ReadOnly, Run: func() tea.Cmd { return purchasedialog.Open(p.h, purchasedialog.Wanted{Via: ledger.ViaLink}) }},
		{ID: "purchase.gate", Scope: Scope, Keys: []string{"P"}, Title: "New purchase through Gate…", Menu: "Purchase", Mnemonic: 'g', Danger: true, Hint: "new by Gate",
			Disabled: p.h.ReadOnly, Run: func() tea.Cmd { return purchasedialog.Open(p.h, purchasedialog.Wanted{Via: ledger.ViaGate}) }},
	}
}

// showing are the actions on what the customer is shown.
func (p *Page) showing(chosen func() string) []action.Action {
	scan := func() string {
		switch x, ok := p.Current(); {
		case !ok:
			return chosen()
		case !x.State.Open():
			return "it is " + advice.PurchaseWord(x.State) + ", so there is nothing to pay any more"
		case p.story == nil:
			return "it is being read"
		case scannable(p.story.purchase) == "":
			return "the platform has not said yet what the customer is to scan"
		}
		return ""
	}
	return []action.Action{
		{ID: "purchase.qr", Scope: Scope, Keys: []string{"Q"}, Title: "Show the QR code", Menu: "Purchase", Mnemonic: 'q', Hint: "QR", Disabled: scan, Run: p.showCode},
		{ID: "purchase.copy", Scope: Scope, Keys: []string{"y"}, Title: "Copy the link or what the code says", Menu: "Purchase", Mnemonic: 'c', Hint: "copy", Disabled: scan, Run: p.copyCode},
		{ID: "purchase.save", Scope: Scope, Keys: []string{"x"}, Title: "Save the QR code…", Menu: "Purchase", Mnemonic: 's', Hint: "save", Disabled: scan, Run: p.saveCode},
	}
}

func (p *Page) mayGo() string {
	switch _, ok := p.Current(); {
	case !ok:
		return "no purchase is chosen"
	case p.story == nil:
		return "it is being read"
	case p.story.payment == nil:
		return "the ledger knows no payment of it yet"
	}
	return ""
}

// deciding are the actions that write about the chosen purchase.
func (p *Page) deciding() []action.Action {
	act := func(a action.Action, may func(ledger.Purchase) string, run func(ledger.Purchase) tea.Cmd) action.Action {
		a.Scope, a.Menu = Scope, "Purchase"
		a.Disabled = func() string {
			x, ok := p.Current()
			switch {
			case !ok:
				return "no purchase is chosen"
			case p.h.ReadOnly() != "":
				return p.h.ReadOnly()
			case p.working(x.ID):
				return "it is being worked on"
			}
			return may(x)
		}
		a.Run = func() tea.Cmd { x, _ := p.Current(); return run(x) }
		return a
	}
	return []action.Action{
		act(action.Action{ID: "purchase.ask", Keys: []string{"q", "u"}, Title: "Ask for its status now", Mnemonic: 'a', Hint: "ask now"}, mayAsk, p.ask),
		act(action.Action{ID: "purchase.resend", Keys: []string{"R"}, Title: "Resend with the same id…", Mnemonic: 'r', Danger: true, Hint: "resend"}, mayResend, p.resend),
		act(action.Action{ID: "purchase.not-taken", Keys: []string{"N"}, Title: "Note that it was not taken…", Mnemonic: 't', Danger: true, Hint: "not taken"}, mayDeny, p.notTaken),
		act(action.Action{ID: "purchase.withdraw", Keys: []string{"W"}, Title: "Withdraw…", Mnemonic: 'w', Danger: true, Hint: "withdraw"}, mayWithdraw, p.withdraw),
		act(action.Action{ID: "purchase.note", Keys: []string{"n"}, Title: "Add a note…", Mnemonic: 'n', Hint: "note"}, func(ledger.Purchase) string { return "" }, p.note),
		act(action.Action{ID: "purchase.acknowledge", Keys: []string{"k"}, Title: "Acknowledge…", Mnemonic: 'k', Hint: "acknowledge"}, mayAcknowledge, p.acknowledge),
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

func mayAsk(x ledger.Purchase) string {
	switch {
	case !x.State.Open():
		return "its outcome is known"
	case x.State == ledger.PurchasePrepared:
		return "nothing was sent yet, so there is nothing to ask"
	}
	return ""
}

func mayResend(x ledger.Purchase) string {
	if x.Via != ledger.ViaGate || x.State != ledger.PurchaseInDoubt && (x.State != ledger.PurchasePrepared || x.Hold == "") {
		return "only a purchase in doubt, or one that was left unsent, can be resent"
	}
	return ""
}

func mayDeny(x ledger.Purchase) string {
	if x.State == ledger.PurchaseInDoubt || x.Via == ledger.ViaGate && x.State == ledger.PurchaseWaiting && x.Hold != "" {
		return ""
	}
	return "only a purchase in doubt can be noted as not taken"
}

func mayWithdraw(x ledger.Purchase) string {
	if x.State == ledger.PurchasePrepared || x.State == ledger.PurchaseWaiting && x.Via == ledger.ViaLink {
		return ""
	}
	return "only a link that nobody paid, or a purchase that was never sent, can be withdrawn"
}

func mayAcknowledge(x ledger.Purchase) string {
	switch {
	case x.Hold == "":
		return "there is nothing to acknowledge"
	case x.State.Open():
		return "its outcome is open: it needs a decision, not an acknowledgement"
	}
	return ""
}

// ask takes the purchase one step further, as the background does now and then.
func (p *Page) ask(x ledger.Purchase) tea.Cmd {
	return p.work(x, "Asking for the status of "+text.Clean(x.PaymentID), func(ctx context.Context) (ledger.Purchase, error) {
		s := p.h.Desk.Purchases.Settle(ctx, x.ID)
		return s.Purchase, s.Err
	})
}

// open shows the detail on the whole page; there, the raw message.
func (p *Page) open() tea.Cmd {
	if p.Split.OnDetail {
		return p.showRaw()
	}
	return p.OpenDetail()
}

// pickGroup offers the states.
func (p *Page) pickGroup() tea.Cmd {
	var items []dialog.Item
	for _, g := range groups {
		items = append(items, dialog.Item{ID: g.id, Title: g.title})
	}
	p.h.Dialogs.Open(dialog.NewPicker("group", "Show only", items, func(id string) tea.Cmd {
		return p.show(groups[slices.IndexFunc(groups, func(g group) bool { return g.id == id })])
	}))
	return nil
}
