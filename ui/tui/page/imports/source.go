package imports

import (
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
)

func (p *Page) fetchImports(req grid.Request[ledger.Import]) tea.Cmd {
	ctx, s := p.h.Ctx, p.h.Desk.Store
	return func() tea.Msg {
		return page.Numbered(req, func(i ledger.Import) int64 { return i.RowID }, func(below int64, limit int) ([]ledger.Import, error) {
			return s.Imports(ctx, below, limit)
		})
	}
}

// fetchRejections reads waiting messages, oldest first, of the chosen import or of all.
func (p *Page) fetchRejections(req grid.Request[ledger.Rejection]) tea.Cmd {
	ctx, s, of := p.h.Ctx, p.h.Desk.Store, p.only
	after := func(row int64, n int) ([]ledger.Rejection, bool, error) {
		list, err := s.Rejections(ctx, of, row, n+1)
		return list[:min(len(list), n)], len(list) <= n, err
	}
	before := func(row int64, n int) ([]ledger.Rejection, bool, error) {
		list, err := s.RejectionsBefore(ctx, of, row, n+1)
		return list[max(0, len(list)-n):], len(list) <= n, err
	}
	return func() tea.Msg {
		row := int64(0)
		if req.Anchor != nil {
			row = req.Anchor.RowID
		}
		var rows []ledger.Rejection
		var start, end bool
		var err error
		at := 0
		switch {
		case req.Dir == grid.FromEnd:
			rows, start, err = before(0, req.N)
			end = true
		case req.Dir == grid.Backward:
			rows, start, err = before(row, req.N)
		case req.Dir == grid.Forward:
			rows, end, err = after(row, req.N)
		case req.Dir == grid.Around && req.Anchor != nil:
			var below []ledger.Rejection
			if rows, start, err = before(row, req.N/2); err == nil {
				at = len(rows)
				below, end, err = after(row-1, req.N-req.N/2)
				rows = append(slices.Clip(rows), below...)
			}
		default:
			rows, end, err = after(0, req.N)
			start = true
		}
		if err != nil {
			return req.Fail(err)
		}
		out := req.Window(rows, start, end)
		out.At = at
		return out
	}
}
