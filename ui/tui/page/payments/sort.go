package payments

import (
	"strconv"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/query"
	"contra/ui/tui/dialog"
	"contra/ui/tui/grid"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// first is the order in which the page opens.
var first = grid.Sort{Column: string(query.Date), Desc: true}

// sortNames are the fields in words.
var sortNames = map[query.Field]string{
	query.Date: "date", query.Updated: "last change", query.Payment: "payment id", query.Customer: "customer",
	query.Amount: "captured amount", query.Refundable: "what can be refunded", query.Refunded: "what was refunded",
	query.InFlight: "refunds in flight", query.Status: "status", query.Method: "method", query.Currency: "currency", query.Project: "project",
}

// pickSort offers every order.
func (p *Page) pickSort() tea.Cmd {
	now := p.grid.Sort()
	var items []dialog.Item
	for _, f := range query.Sortable() {
		for _, desc := range []bool{true, false} {
			s := query.Sort{Field: f, Desc: desc}
			detail := direction(s)
			if now.Column == string(f) && now.Desc == desc {
				detail += "  (now)"
			}
			items = append(items, dialog.Item{ID: s.String(), Title: sortNames[f], Detail: detail})
		}
	}
	p.h.Dialogs.Open(dialog.NewPicker("sort", "Sort by", items, func(id string) tea.Cmd {
		s, err := query.ParseSort(id)
		if err != nil {
			return p.h.Fail(err)
		}
		return p.grid.SetSort(grid.Sort{Column: string(s.Field), Desc: s.Desc})
	}))
	return nil
}

func direction(s query.Sort) string {
	low, high := "A to Z", "Z to A"
	switch s.Field {
	case query.Date, query.Updated:
		low, high = "oldest first", "newest first"
	case query.Amount, query.Refundable, query.Refunded, query.InFlight, query.Project:
		low, high = "smallest first", "largest first"
	}
	if s.Desc {
		return high
	}
	return low
}
