package purchasedialog

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/ui/tui/advice"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
	"contra/ui/tui/toast"
)

// Tell shows how a purchase stands for a while, once for each state.
func Tell(h *page.Host, p ledger.Purchase) tea.Cmd {
	if p.ID == "" || !h.First(p) {
		return nil
	}
	level, what := toast.Info, advice.PurchaseWord(p.State)
	switch p.State {
	case ledger.PurchaseSucceeded:
		level = toast.Success
	case ledger.PurchaseInDoubt, ledger.PurchaseDeclined, ledger.PurchaseRejected, ledger.PurchaseExpired:
		level = toast.Warning
	case ledger.PurchaseWaiting:
		what = "waits for the customer"
		if p.Via == ledger.ViaLink {
			what = "the link is ready. Q shows it as a QR code, y copies it"
		}
	}
	if p.Code != "" && (p.State == ledger.PurchaseDeclined || p.State == ledger.PurchaseRejected) {
		what += " (" + p.Code + ")"
	}
	return h.Say(level, "Purchase of %s, %s: %s", p.Amount, text.Clean(p.PaymentID), what)
}
