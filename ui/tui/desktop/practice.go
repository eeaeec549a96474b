package desktop

import (
	"fmt"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/money"
	"contra/core/sandbox/books"
	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page"
	"contra/ui/tui/page/payments"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
	"contra/ui/tui/toast"
)

// practised tells how a deed on the stand-in platform went.
type practised struct {
	said string
	err  error
}

// practice is what can be played on the stand-in platform: what others do there.
func (m *Model) practice() []action.Action {
	act := func(id, title string, letter rune, run func(ledger.Payment) tea.Cmd) action.Action {
		return action.Action{ID: "practice." + id, Scope: payments.Scope, Title: title, Menu: "Practice", Mnemonic: letter,
			Disabled: func() string {
				if _, ok := m.payments.Current(); !ok {
					return "no payment is chosen"
				}
				return ""
			},
			Run: func() tea.Cmd { p, _ := m.payments.Current(); return run(p) }}
	}
	return []action.Action{
		act("dashboard", "Somebody refunds it in the Dashboard…", 'd', m.dashboardRefund),
		act("reverse", "Its last refund is taken back", 'r', m.reverse),
		act("settle", "A refund that hangs ends well", 's', m.settleRunning),
		act("dispute", "The customer disputes it", 'c', func(p ledger.Payment) tea.Cmd {
			return m.play("The platform now refuses refunds of "+text.Clean(p.ID)+" (3288).", func() error { return m.o.Demo.Dispute(p.Project, p.ID) })
		}),
		act("fault", "What goes wrong with its next refund…", 'f', m.pickFault),
	}
}

// play does something on the platform in the background.
func (m *Model) play(said string, deed func() error) tea.Cmd {
	return func() tea.Msg { return practised{said, deed()} }
}

func (m *Model) played(p practised) tea.Cmd {
	if p.err != nil {
		return m.h.Say(toast.Warning, "The stand-in platform: %s", page.Sentence(p.err.Error()))
	}
	return tea.Batch(m.h.Say(toast.Info, "%s", p.said), m.look())
}

func (m *Model) dashboardRefund(p ledger.Payment) tea.Cmd {
	left := p.Amount(p.Refundable())
	m.h.Dialogs.Open(dialog.NewForm(dialog.FormSpec{ID: "practice", Title: "In the Dashboard", Submit: "Refund there", Trigger: m.h.LastKey, Width: 56,
		Fields: []dialog.Field{
			{Kind: dialog.Note, Text: func(dialog.Values) []dialog.Line {
				return []dialog.Line{{Text: "Somebody refunds " + p.ID + " in the Dashboard, past contra. What was arranged for its next refund befalls this one.", Tone: theme.Muted}, {}}
			}},
			{ID: "amount", Kind: dialog.Text, Label: "Amount", Unit: string(p.Currency), Value: left.Plain(), Check: func(v string, _ dialog.Values) string {
				if _, err := money.Parse(v, p.Currency); err != nil {
					return err.Error()
				}
				return ""
			}},
		},
		Done: func(v dialog.Values, ok bool) tea.Cmd {
			amount, err := money.Parse(v["amount"], p.Currency)
			if !ok || err != nil {
				return nil
			}
			return m.play("A refund of "+amount.String()+" of "+text.Clean(p.ID)+" was sent in the Dashboard.", func() error { return m.o.Demo.DashboardRefund(p.Project, p.ID, amount.Minor) })
		}}))
	return nil
}

// reverse takes back the newest refund that succeeded and was not taken back.
func (m *Model) reverse(p ledger.Payment) tea.Cmd {
	return m.play("The platform takes the last refund of "+text.Clean(p.ID)+" back.", func() error {
		x, _ := m.o.Demo.Books().Payment(p.Project, p.ID)
		undone := map[int64]bool{}
		for i := len(x.Operations) - 1; i >= 0; i-- {
			o := x.Operations[i]
			if o.Type == books.RefundReverse {
				undone[o.Undoes] = true
			}
			if o.GivesBack() && o.Status == books.Success && !undone[o.ID] {
				return m.o.Demo.ReverseRefund(o.ID)
			}
		}
		return fmt.Errorf("%s has no successful refund", p.ID)
	})
}

// settleRunning ends the oldest refund that still runs there.
func (m *Model) settleRunning(p ledger.Payment) tea.Cmd {
	return m.play("The platform ends the refund of "+text.Clean(p.ID)+".", func() error {
		x, _ := m.o.Demo.Books().Payment(p.Project, p.ID)
		for _, o := range x.Operations {
			if o.GivesBack() && o.Status == books.Processing {
				return m.o.Demo.Settle(o.ID, books.CodeSuccess)
			}
		}
		return fmt.Errorf("%s has no refund that runs", p.ID)
	})
}
