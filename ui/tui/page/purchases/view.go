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
var order = []ledger.PurchaseState{ledger.PurchasePrepared, ledger.PurchaseSent, ledger.PurchaseWaiting}

// summary says what is open. What is in doubt needs a person until it is known.
func (p *Page) summary() string {
	count := map[ledger.PurchaseState]int64{}
	for _, x := range p.snap.Purchases {
		count[x.State]++
	}
	var parts []string
	if n := p.snap.PurchasesNeed(); n > 0 {
		need := page.Things(n, "purchase needs you", "purchases need you")
		if d := count[ledger.PurchaseInDoubt]; d > 0 {
			need += " (" + page.Count(d) + " in doubt)"
		}
		parts = append(parts, need)
	}
	for _, s := range order {
		if n := count[s]; n > 0 {
			parts = append(parts, page.Count(n)+" "+advice.PurchaseWord(s))
		}
	}
	if len(parts) == 0 {
		return "nobody is waited for"
	}
	return strings.Join(parts, " · ")
}
