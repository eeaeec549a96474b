// Package data is the page of the platform's Data API: what was pulled from it and
// of which time, and the balances that it named last.
package data

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/store/pulls"
	"contra/ui/tui/action"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/status"
)

// Scope is the page's own.
const Scope action.Scope = "data"

// Page is the page.
type Page struct {
	page.Panes
	h      *page.Host
	grid   *grid.Grid[pulls.Run, int64]
	reader page.Latest[bool, facts]
	facts  facts
	work   page.Work
}

// New makes the page.
func New(h *page.Host) *Page {
	p := &Page{h: h, work: page.Work{Host: h}}
	p.Split.Head = 2
	p.Shown = func() page.Table { return p.grid }
	p.reader = page.Latest[bool, facts]{Ctx: h.Ctx, Read: func(ctx context.Context, token bool) (facts, error) { return read(ctx, h.Desk, token) }}
	p.grid = grid.New(grid.Config[pulls.Run, int64]{
		ID: "pulls", Columns: columns(h), Styles: h.Styles, Key: func(x pulls.Run) int64 { return x.ID },
		Source: grid.SourceFunc[pulls.Run](p.fetch), Empty: "nothing was pulled yet: p pulls operations",
		OnOpen: func(pulls.Run) tea.Cmd { return p.OpenDetail() },
		OnMove: func(pulls.Run) tea.Cmd { p.tell(false); return nil },
	})
	p.tell(false)
	return p
}

func (p *Page) fetch(req grid.Request[pulls.Run]) tea.Cmd {
	ctx, r := p.h.Ctx, p.h.Desk.Pulls
	return func() tea.Msg {
		return page.Numbered(req, func(x pulls.Run) int64 { return x.ID }, func(below int64, limit int) ([]pulls.Run, error) {
			return r.Runs(ctx, below, limit)
		})
	}
}

// Scope is the page's own.
func (p *Page) Scope() action.Scope { return Scope }

// Title is the tab's.
func (p *Page) Title() string { return "Data" }

// Attention is nothing: a pull that failed said so, and the next one goes on from there.
func (p *Page) Attention() int64 { return 0 }

// Init reads the first rows, and looks for the token.
func (p *Page) Init() tea.Cmd { return tea.Batch(p.grid.Reload(), p.reader.Ask(true)) }

// Refresh reads again; the cursor stays. A token is not looked for each time,
// since a keyring may be slow to say that it has none.
func (p *Page) Refresh() tea.Cmd {
	return tea.Batch(p.grid.Reload(), p.reader.Ask(!p.facts.looked))
}

// Update takes what was read.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(grid.WindowMsg[pulls.Run]); ok {
		cmd := p.grid.Update(m)
		p.tell(true)
		return cmd
	}
	a, cmd, ok := p.reader.Update(msg)
	switch {
	case !ok:
		return cmd
	case a.Err != nil:
		return p.h.Fail(a.Err)
	}
	p.take(a.Value)
	return nil
}

// take shows new facts. What is known of the token stays when it was not looked for.
func (p *Page) take(f facts) {
	if !f.looked {
		f.looked, f.token = p.facts.looked, p.facts.token
	}
	p.facts = f
	p.tell(true)
}

// Back cancels what runs, else undoes the nearest thing.
func (p *Page) Back() (tea.Cmd, bool) {
	if p.work.Cancel() {
		return nil, true
	}
	return p.Panes.Back()
}

// Status is what the status line says.
func (p *Page) Status() []status.Part {
	if p.facts.token != nil {
		return []status.Part{{Text: "no token", Drop: 8}}
	}
	return nil
}

var _ page.Page = (*Page)(nil)
