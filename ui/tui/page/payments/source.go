package payments

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/query"
	"contra/core/store"
	"contra/ui/tui/grid"
)

// fetch reads a window of the list under the present filter.
func (p *Page) fetch(req grid.Request[ledger.Payment]) tea.Cmd {
	ctx, filter, s := p.reading, p.filter, p.h.Desk.Store
	return func() tea.Msg {
		w := store.Window{Filter: filter, Sort: query.Sort{Field: query.Field(req.Sort.Column), Desc: req.Sort.Desc}}
		return window(ctx, s, w, req)
	}
}

// window answers a request of the grid. One row more than wanted is read, which
// tells whether the list goes on.
func window(ctx context.Context, s *store.Store, w store.Window, req grid.Request[ledger.Payment]) tea.Msg {
	read := func(before, with bool, n int) ([]ledger.Payment, bool, error) {
		w.Before, w.With, w.Limit = before, with, n+1
		rows, err := s.Payments(ctx, w)
		if len(rows) <= n {
			return rows, true, err
		}
		if before {
			return rows[1:], false, err
		}
		return rows[:n], false, err
	}
	w.Anchor = req.Anchor
	if w.Anchor == nil && req.Dir != grid.FromEnd {
		req.Dir = grid.FromStart
	}
	switch req.Dir {
	case grid.Backward, grid.FromEnd:
		rows, start, err := read(true, false, req.N)
		if err != nil {
			return req.Fail(err)
		}
		return req.Window(rows, start, req.Dir == grid.FromEnd)
	case grid.Around:
		half := req.N / 2
		above, start, err := read(true, false, half)
		if err != nil {
			return req.Fail(err)
		}
		below, end, err := read(false, true, req.N-half)
		if err != nil {
			return req.Fail(err)
		}
		out := req.Window(append(above, below...), start, end)
		out.At = len(above)
		return out
	}
	rows, end, err := read(false, false, req.N)
	if err != nil {
		return req.Fail(err)
	}
	return req.Window(rows, req.Dir == grid.FromStart, end)
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
