package purchases

import (
	"strings"

	"contra/core/ledger"
	"contra/ui/tui/advice"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
)

// View draws the page.
func (p *Page) View() string {
	list, detail := page.Label{Title: "Purchases"}, page.Label{Title: "Purchase", Foot: "v raw message"}
	if p.group.states != nil {
		list.Title += ": " + p.group.title
	}
	if x, ok := p.Current(); ok {
		detail.Title = text.Clean(x.PaymentID)
	}
	return p.Draw(p.h, text.Pad(" "+p.summary(), p.Split.W, text.Left), list, detail)
}

// order is that of the summary.
var order = []ledger.PurchaseState{ledger.PurchaseInDoubt, ledger.PurchasePrepared, ledger.PurchaseSent, ledger.PurchaseWaiting}

// summary says what is open.
func (p *Page) summary() string {
	var parts []string
	if n := p.snap.PurchasesNeed(); n > 0 {
		parts = append(parts, page.Things(n, "purchase needs you", "purchases need you"))
	}
	for _, s := range order {
		n := int64(0)
		for _, x := range p.snap.Purchases {
			if x.State == s {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, page.Count(n)+" "+advice.PurchaseWord(s))
		}
	}
	if len(parts) == 0 {
		return "nobody is waited for"
	}
	return strings.Join(parts, " · ")
}
