package purchases

import (
	"cmp"

	"contra/core/ledger"
	"contra/ui/tui/advice"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

func columns(h *page.Host) []grid.Column[ledger.Purchase] {
	return []grid.Column[ledger.Purchase]{
		{ID: "mark", Min: 1, Cell: func(x ledger.Purchase) grid.Cell {
			return grid.Cell{Text: advice.PurchaseGlyph(h.Styles, x.State), Tone: advice.PurchaseTone(x.State)}
		}},
		{ID: "payment", Title: "payment", Min: 16, Max: 19, Flex: 2, Frozen: true, Middle: true, Cell: func(x ledger.Purchase) grid.Cell { return grid.Cell{Text: x.PaymentID} }},
		{ID: "amount", Title: "amount", Min: 11, Max: 15, Align: text.Right, Cell: func(x ledger.Purchase) grid.Cell { return grid.Cell{Text: x.Amount.Format()} }},
		{ID: "currency", Title: "cur", Min: 3, Cell: func(x ledger.Purchase) grid.Cell {
			return grid.Cell{Text: string(x.Amount.Currency), Tone: theme.Muted}
		}},
		{ID: "state", Title: "state", Min: 9, Cell: func(x ledger.Purchase) grid.Cell {
			return grid.Cell{Text: advice.PurchaseWord(x.State), Tone: advice.PurchaseTone(x.State)}
		}},
		{ID: "left", Title: "time left", Min: 9, Align: text.Right, Cell: func(x ledger.Purchase) grid.Cell {
			return grid.Cell{Text: remaining(x, h.Now()), Tone: theme.Accent}
		}},
		{ID: "via", Title: "by", Min: 4, Priority: 2, Cell: func(x ledger.Purchase) grid.Cell { return grid.Cell{Text: string(x.Via)} }},
		{ID: "customer", Title: "customer", Min: 9, Max: 18, Priority: 1, Cell: func(x ledger.Purchase) grid.Cell { return grid.Cell{Text: x.CustomerID} }},
		{ID: "date", Title: "date (UTC)", Min: 12, Max: 12, Priority: 3, Cell: func(x ledger.Purchase) grid.Cell {
			return grid.Cell{Text: page.Brief(x.CreatedAt, h.Clock.Now()), Tone: theme.Muted}
		}},
		{ID: "why", Title: "what came back", Min: 12, Max: 60, Flex: 3, Priority: 4, Cell: func(x ledger.Purchase) grid.Cell {
			said := x.Message
			if x.Code != "" && x.Code != "0" {
				said = x.Code + " " + said
			}
			return grid.Cell{Text: cmp.Or(x.Hold, said), Tone: theme.Muted}
		}},
	}
}
