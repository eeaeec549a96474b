package payments

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/ui/tui/dialog"
	"contra/ui/tui/purchasedialog"
	"contra/ui/tui/text"
)

// payable says why its customer cannot be asked to pay again, empty when that can be done.
func (p *Page) payable() string {
	if _, ok := p.current(); !ok {
		return "no payment is chosen"
	}
	return p.h.ReadOnly()
}

// payAgain begins a purchase with the customer and the amount of the payment under
// the cursor; its payment id is a new one.
func (p *Page) payAgain() tea.Cmd {
	row, _ := p.current()
	amount := row.Amount(row.Captured)
	if s := p.story; row.Captured == 0 && s != nil && s.Payment.RowID == row.RowID {
		for _, o := range s.Operations { // of what was declined, only the operation knows the amount
			if ledger.Normal(o.Type) == ledger.Sale {
				amount = o.Amount
			}
		}
	}
	w := purchasedialog.Wanted{Project: row.Project, CustomerID: row.CustomerID, Amount: amount, Method: row.Method}
	items := []dialog.Item{{ID: string(ledger.ViaLink), Title: "by a link to the Payment Page"}, {ID: string(ledger.ViaGate), Title: "through Gate, with a QR code to scan"}}
	p.h.Dialogs.Open(dialog.NewPicker("again", "Ask the customer of "+text.Clean(row.ID)+" to pay again", items, func(via string) tea.Cmd {
		w.Via = ledger.Via(via)
		return purchasedialog.Open(p.h, w)
	}))
	return nil
}
