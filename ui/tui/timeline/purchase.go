package timeline

import (
	"strconv"

	"contra/core/ledger"
	"contra/ui/tui/advice"
	"contra/ui/tui/theme"
)

// Purchase lists what became of a purchase that has no payment yet, oldest first.
// Once there is one, Of tells the whole story.
func Purchase(p ledger.Purchase, steps []ledger.PurchaseStep) []Event {
	all := make([]Event, len(steps))
	for i, s := range steps {
		all[i] = purchaseStep(p, s)
	}
	return all
}

// purchaseStep gives an event for a step of a purchase. Where several are of one
// moment, our own step leads to what the platform does.
func purchaseStep(p ledger.Purchase, s ledger.PurchaseStep) Event {
	e := Event{At: s.At, Tone: advice.PurchaseTone(s.State), What: s.Kind, State: advice.PurchaseWord(s.State), Detail: s.Detail, Inner: true, rank: -1, row: s.RowID}
	switch s.Kind {
	case "intent", "link":
		e.What, e.Amount, e.By, e.Inner = "purchase", p.Amount.Format(), "by "+p.Operator, false
		if s.Kind == "link" {
			e.What = "link"
		}
	case "send":
		e.What, e.Raw, e.Name = "sent", p.Body, "what was sent"
	case "note", "status":
		e.Tone = theme.Muted
	}
	if s.HTTP != 0 {
		e.By = "HTTP " + strconv.Itoa(s.HTTP)
	}
	if len(s.Raw) > 0 {
		e.Raw, e.Name = s.Raw, "what came back: "+s.Kind
	}
	return e
}
