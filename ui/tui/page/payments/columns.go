package payments

import (
	"strings"

	"contra/core/ledger"
	"contra/core/query"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// columns are the table's; the ids of those that sort are fields of the filter language.
func columns(h *page.Host) []grid.Column[ledger.Payment] {
	money := func(field query.Field, title string, min, priority int, minor func(ledger.Payment) int64, quiet bool) grid.Column[ledger.Payment] {
		return grid.Column[ledger.Payment]{ID: string(field), Title: title, Min: min, Max: 15, Align: text.Right, Priority: priority, Sortable: true,
			Cell: func(p ledger.Payment) grid.Cell {
				n := minor(p)
				c := grid.Cell{Text: p.Amount(n).Format()}
				if quiet && n == 0 {
					c.Tone = theme.Muted
				}
				return c
			}}
	}
	return []grid.Column[ledger.Payment]{
		{ID: "mark", Min: 1, Cell: func(p ledger.Payment) grid.Cell {
			glyph, tone := mark(h.Styles, p)
			return grid.Cell{Text: glyph, Tone: tone}
		}},
		{ID: string(query.Payment), Title: "payment", Min: 15, Max: 20, Flex: 3, Frozen: true, Sortable: true, Middle: true,
			Cell: func(p ledger.Payment) grid.Cell { return grid.Cell{Text: p.ID} }},
		{ID: string(query.Date), Title: "date (UTC)", Min: 12, Max: 12, Sortable: true,
			Cell: func(p ledger.Payment) grid.Cell { return grid.Cell{Text: page.Brief(p.CreatedAt, h.Clock.Now())} }},
		{ID: string(query.Customer), Title: "customer", Min: 9, Max: 16, Flex: 2, Priority: 4, Sortable: true,
			Cell: func(p ledger.Payment) grid.Cell { return grid.Cell{Text: p.CustomerID} }},
		{ID: string(query.Method), Title: "method", Min: 8, Max: 10, Flex: 1, Priority: 6, Sortable: true,
			Cell: func(p ledger.Payment) grid.Cell { return grid.Cell{Text: p.Method} }},
		{ID: string(query.Status), Title: "status", Min: 8, Max: 8, Priority: 3, Sortable: true,
			Cell: func(p ledger.Payment) grid.Cell {
				_, tone := mark(h.Styles, p)
				return grid.Cell{Text: shortStatus(p.Status), Tone: tone}
			}},
		money(query.Amount, "captured", 10, 1, func(p ledger.Payment) int64 { return p.Captured }, false),
		money(query.Refunded, "refunded", 10, 5, func(p ledger.Payment) int64 { return p.Refunded }, true),
		money(query.InFlight, "in flight", 9, 7, func(p ledger.Payment) int64 { return p.Reserved }, true),
		money(query.Refundable, "can refund", 10, 0, func(p ledger.Payment) int64 { return p.Refundable() }, true),
		{ID: string(query.Currency), Title: "cur", Min: 3, Sortable: true,
			Cell: func(p ledger.Payment) grid.Cell { return grid.Cell{Text: string(p.Currency), Tone: theme.Muted} }},
		{ID: "flags", Title: "flags", Min: 9, Max: 24, Flex: 1, Priority: 8,
			Cell: func(p ledger.Payment) grid.Cell {
				return grid.Cell{Text: flagWords(p.Flags), Tone: theme.Warn}
			}},
	}
}

// mark is a sign and a tone for a payment; the status column says it in words.
func mark(st *theme.Styles, p ledger.Payment) (string, theme.Tone) {
	status := ledger.Normal(p.Status)
	switch {
	case p.Flags != 0 && p.Flags != ledger.ReversedBack:
		return st.Attention, theme.Warn
	case status == ledger.StatusSuccess:
		return st.Check, theme.Good
	case status == ledger.StatusPartiallyRefunded, status == ledger.StatusPartiallyReversed:
		return "~", theme.Info
	case status == ledger.StatusRefunded, status == ledger.StatusReversed:
		return "-", theme.Muted
	}
	if final, _ := ledger.OperationFinal(status); final {
		return st.Cross, theme.Bad
	}
	return st.Dot, theme.Info
}

// shortStatus is a status in the short forms of the filter language; the detail
// gives the platform's own words.
func shortStatus(s string) string {
	switch n := ledger.Normal(s); {
	case n == ledger.StatusPartiallyRefunded, n == ledger.StatusPartiallyReversed:
		return "partial"
	case n == ledger.StatusDecline:
		return "declined"
	case ledger.PaymentPending(n):
		return "pending"
	case n == "error", n == "internal error", n == "external error":
		return "error"
	}
	return s
}

func flagWords(f ledger.Flags) string {
	if f == 0 {
		return ""
	}
	return strings.ReplaceAll(strings.Join(f.Names(), " "), "_", "-")
}
