package refunds

import (
	"contra/ui/tui/advice"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// columns are the table's. A heading fills the widest column.
func columns(h *page.Host) []grid.Column[row] {
	cell := func(fill func(row) grid.Cell) func(row) grid.Cell {
		return func(r row) grid.Cell {
			if r.heading != "" {
				return grid.Cell{}
			}
			return fill(r)
		}
	}
	return []grid.Column[row]{
		{ID: "mark", Min: 1, Cell: cell(func(r row) grid.Cell {
			return grid.Cell{Text: advice.Glyph(h.Styles, r.refund.State), Tone: advice.Tone(r.refund.State)}
		})},
		{ID: "payment", Title: "payment", Min: 15, Max: 22, Flex: 2, Frozen: true, Middle: true, Cell: func(r row) grid.Cell {
			if r.heading != "" {
				return grid.Cell{Text: r.heading, Tone: theme.Strong}
			}
			return grid.Cell{Text: r.refund.PaymentID}
		}},
		{ID: "amount", Title: "amount", Min: 11, Max: 15, Align: text.Right, Cell: cell(func(r row) grid.Cell { return grid.Cell{Text: r.refund.Amount.Format()} })},
		{ID: "currency", Title: "cur", Min: 3, Cell: cell(func(r row) grid.Cell {
			return grid.Cell{Text: string(r.refund.Amount.Currency), Tone: theme.Muted}
		})},
		{ID: "state", Title: "state", Min: 10, Max: 15, Cell: cell(func(r row) grid.Cell {
			return grid.Cell{Text: advice.Word(r.refund.State), Tone: advice.Tone(r.refund.State)}
		})},
		{ID: "date", Title: "date (UTC)", Min: 12, Max: 12, Priority: 1, Cell: cell(func(r row) grid.Cell {
			return grid.Cell{Text: page.Brief(r.refund.CreatedAt, h.Clock.Now()), Tone: theme.Muted}
		})},
		{ID: "by", Title: "by", Min: 7, Max: 12, Priority: 3, Cell: cell(func(r row) grid.Cell { return grid.Cell{Text: r.refund.Operator} })},
		{ID: "why", Title: "what came back", Min: 12, Max: 60, Flex: 3, Priority: 2, Cell: cell(func(r row) grid.Cell {
			f := r.refund
			said := f.Message
			if f.Code != "" && f.Code != "0" {
				said = f.Code + " " + said
			}
			if f.Hold != "" {
				said = f.Hold
			}
			return grid.Cell{Text: said, Tone: theme.Muted}
		})},
	}
}
