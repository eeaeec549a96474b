package timeline

import (
	"slices"
	"strconv"
	"strings"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/ui/tui/advice"
	"contra/ui/tui/theme"
)

// Purchase lists what became of a purchase, oldest first: its own steps, and what
// is known of the payment that it made, once there is one.
func Purchase(p ledger.Purchase, steps []ledger.PurchaseStep, payment *desk.Dossier) []Event {
	var all []Event
	if payment != nil {
		all = Of(*payment)
	}
	for _, s := range steps {
		// What only repeats an operation is left out once the operation stands there.
		if payment == nil || s.Kind != "callback" || !strings.HasPrefix(s.Detail, "operation ") {
			all = append(all, purchaseStep(p, s))
		}
	}
	slices.SortStableFunc(all, func(a, b Event) int {
		if !a.At.Equal(b.At) {
			return a.At.Compare(b.At)
		}
		return b.rank - a.rank // our own step leads to what the platform does
	})
	return all
}

func purchaseStep(p ledger.Purchase, s ledger.PurchaseStep) Event {
	e := Event{At: s.At, Tone: advice.PurchaseTone(s.State), What: s.Kind, State: advice.PurchaseWord(s.State), Detail: s.Detail, Inner: true, rank: 2, row: s.RowID}
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
