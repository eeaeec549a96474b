package desktop

import (
	"context"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/purchase"
	"contra/core/qr/blocks"
	stored "contra/core/store/purchases"
	"contra/ui/tui/page"
	"contra/ui/tui/purchasedialog"
	"contra/ui/tui/term"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
	"contra/ui/tui/toast"
)

// purchasesAt is the page of purchases among the others.
const purchasesAt = 6

// showPurchase goes to a purchase on its page.
func (m *Model) showPurchase(id string) tea.Cmd {
	m.begun[purchasesAt], m.old[purchasesAt] = true, false
	return tea.Batch(m.goTo(purchasesAt), m.purchases.GoTo(id))
}

// symbols is how the terminal shows QR codes, on the whole screen and within text.
func symbols(look term.Look) (blocks.Options, blocks.Ink) {
	plain := blocks.OnLight
	if look.Dark {
		plain = blocks.OnDark
	}
	o := blocks.Options{ASCII: look.ASCII, Sextants: !look.ASCII, Ink: blocks.Ansi256}
	switch {
	case look.NoColor || look.Depth == theme.NoColor:
		o.Ink = plain
	case look.Depth == theme.Ansi16:
		o.Ink = blocks.Ansi16
	}
	return o, plain
}

// endedPurchases reads the purchases that were open before and are not now.
func (m *Model) endedPurchases(ctx context.Context, before, now page.Snapshot) (out []ledger.Purchase, err error) {
	open := map[string]bool{}
	for _, p := range now.Purchases {
		open[p.ID] = true
	}
	for _, p := range before.Purchases {
		if open[p.ID] {
			continue
		}
		x, err := stored.Get(ctx, m.h.Desk.Store, p.ID)
		if err != nil {
			return out, err
		}
		out = append(out, x)
	}
	return out, nil
}

// purchaseNews tells of codes that came for customers to scan, of doubts, and of
// what a person must look at.
func (m *Model) purchaseNews(before, now page.Snapshot) tea.Cmd {
	was := map[string]ledger.Purchase{}
	for _, list := range [][]ledger.Purchase{before.Asking, before.Purchases} {
		for _, p := range list {
			was[p.ID] = p
		}
	}
	var cmds []tea.Cmd
	for _, p := range now.Purchases {
		switch {
		case p.State == ledger.PurchaseInDoubt && p.Hold == "":
			cmds = append(cmds, purchasedialog.Tell(m.h, p))
		case len(p.Display) > 0 && len(was[p.ID].Display) == 0 && m.h.Dialogs.Empty():
			cmds = append(cmds, m.h.Say(toast.Info, "The QR code of %s is here: Q on Purchases (%d) shows it.", text.Clean(p.PaymentID), purchasesAt+1))
		}
	}
	for _, p := range now.Asking {
		if was[p.ID].Hold != p.Hold {
			m.h.First(p)
			cmds = append(cmds, m.h.Say(toast.Warning, "Purchase of %s, %s, needs you: %s", p.Amount, text.Clean(p.PaymentID), p.Hold))
		}
	}
	return tea.Batch(cmds...)
}

// purchaseDue tells whether a purchase has to be asked about. One whose attempt is
// under way is left alone until its time is up.
func (m *Model) purchaseDue(p ledger.Purchase) bool {
	now := m.h.Desk.Store.Now()
	if p.State == ledger.PurchaseSent && now.Before(p.SentAt.Add(m.h.Desk.Purchases.Timeout+5*time.Second)) {
		return false
	}
	return purchase.Due(p, now)
}

func (m *Model) purchasesDue() bool {
	for _, p := range m.watch.snap.Purchases {
		if at := m.watch.paying[p.ID]; at.After(p.CheckedAt) {
			p.CheckedAt = at
		}
		if m.purchaseDue(p) {
			return true
		}
	}
	return false
}

// rememberPurchases notes when purchases were asked about: an answer without news
// is not written down.
func (m *Model) rememberPurchases(list []ledger.Purchase) {
	asked := make(map[string]time.Time, len(m.watch.snap.Purchases))
	for _, p := range m.watch.snap.Purchases {
		asked[p.ID] = m.watch.paying[p.ID]
	}
	for _, p := range list {
		asked[p.ID] = m.h.Desk.Store.Now()
	}
	m.watch.paying = asked
}
