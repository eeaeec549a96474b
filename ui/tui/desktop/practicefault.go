package desktop

import (
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/sandbox"
	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/page/purchases"
	"contra/ui/tui/text"
)

// practiceNext arranges what goes wrong with the next purchase, whose payment id
// nobody knows yet.
func (m *Model) practiceNext() action.Action {
	return action.Action{ID: "practice.purchase-fault", Scope: purchases.Scope, Title: "What goes wrong with the next purchase…", Menu: "Practice", Mnemonic: 'w',
		Run: func() tea.Cmd { return m.arrange("the next purchase", "next-purchase", sandbox.Fault.OfPurchases) }}
}

// pickFault arranges what goes wrong with the next refund of a payment.
func (m *Model) pickFault(p ledger.Payment) tea.Cmd {
	return m.arrange("the next refund of "+text.Clean(p.ID), p.ID, sandbox.Fault.OfRefunds)
}

// arrange lets a person choose one of the faults that fit, and has it happen once.
func (m *Model) arrange(to, scope string, fit func(sandbox.Fault) bool) tea.Cmd {
	var items []dialog.Item
	for _, f := range sandbox.Faults() {
		if !fit(f) {
			continue
		}
		name := string(f.Name)
		if f.Required {
			name += "=20000"
		}
		items = append(items, dialog.Item{ID: name, Title: strings.ReplaceAll(string(f.Name), "_", " ") + ": " + f.Text})
	}
	m.h.Dialogs.Open(dialog.NewPicker("fault", "T"+to[1:], items, func(id string) tea.Cmd {
		return m.play("Arranged for "+to+": "+strings.ReplaceAll(id, "_", " ")+".", func() error {
			script, err := sandbox.ParseScript(id + "@" + scope + ":1")
			if err != nil {
				return err
			}
			m.o.Demo.Arrange(script)
			return nil
		})
	}))
	return nil
}
