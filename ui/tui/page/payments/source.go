package payments

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/query"
	"contra/core/store"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
)

// fetch reads a window of the list under the present filter.
func (p *Page) fetch(req grid.Request[ledger.Payment]) tea.Cmd {
	ctx, filter, s := p.reading, p.filter, p.h.Desk.Store
	return func() tea.Msg {
		w := store.Window{Filter: filter, Sort: query.Sort{Field: query.Field(req.Sort.Column), Desc: req.Sort.Desc}}
		return page.Keyset(req, func(anchor *ledger.Payment, before, with bool, limit int) ([]ledger.Payment, error) {
			w.Anchor, w.Before, w.With, w.Limit = anchor, before, with, limit
			return s.Payments(ctx, w)
		})
	}
}

// nothing is said where there is no payment.
func nothing(f query.Filter) string {
	if f.Empty() {
		return "the ledger has no payments yet: Ctrl+O imports callbacks"
	}
	return "no payment fits the filter: / changes it, F clears it"
}

// apply puts another filter in force. What the old one was reading is given up.
func (p *Page) apply(f query.Filter) tea.Cmd {
	if f.String() == p.filter.String() {
		return nil
	}
	p.filter = f
	p.grid.SetEmpty(nothing(f))
	p.stopReading()
	p.reading, p.stopReading = context.WithCancel(p.h.Ctx)
	p.grid.ClearSelection()
	p.grid.SetTotal(-1)
	p.sums, p.filtering = sums{}, true
	if row, ok := p.current(); ok && f.Match(row) {
		return tea.Batch(p.grid.Reload(), p.count())
	}
	return tea.Batch(p.grid.Top(), p.count())
}
