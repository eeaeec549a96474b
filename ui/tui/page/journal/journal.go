// Package journal is the page of the audit chain: who changed what, when, newest
// first, and whether the chain holds.
package journal

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/ui/tui/action"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/pane"
	"contra/ui/tui/status"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// Scope is the page's own.
const Scope action.Scope = "journal"

// Page is the page.
type Page struct {
	h      *page.Host
	grid   *grid.Grid[ledger.Entry, int64]
	detail pane.Pane
	split  page.Split
	check  uint64 // the task that verifies, 0 for none
}

// New makes the page.
func New(h *page.Host) *Page {
	p := &Page{h: h}
	p.grid = grid.New(grid.Config[ledger.Entry, int64]{
		ID: "journal", Columns: columns(h), Styles: h.Styles, Key: func(e ledger.Entry) int64 { return e.Seq },
		Source: grid.SourceFunc[ledger.Entry](p.fetch), Empty: "the journal is empty",
		OnOpen: func(ledger.Entry) tea.Cmd { return p.open() },
		OnMove: func(ledger.Entry) tea.Cmd { p.show(); return nil },
	})
	return p
}

func columns(h *page.Host) []grid.Column[ledger.Entry] {
	return []grid.Column[ledger.Entry]{
		{ID: "seq", Title: "no.", Min: 7, Max: 7, Align: text.Right, Frozen: true, Cell: func(e ledger.Entry) grid.Cell { return grid.Cell{Text: page.Count(e.Seq), Tone: theme.Muted} }},
		{ID: "at", Title: "date (UTC)", Min: 12, Max: 12, Cell: func(e ledger.Entry) grid.Cell { return grid.Cell{Text: page.Brief(e.At, h.Clock.Now())} }},
		{ID: "operator", Title: "by", Min: 8, Max: 8, Flex: 1, Priority: 2, Cell: func(e ledger.Entry) grid.Cell { return grid.Cell{Text: e.Operator} }},
		{ID: "kind", Title: "what", Min: 14, Max: 18, Cell: func(e ledger.Entry) grid.Cell { return grid.Cell{Text: e.Kind} }},
		{ID: "subject", Title: "subject", Min: 12, Max: 36, Flex: 3, Middle: true, Cell: func(e ledger.Entry) grid.Cell { return grid.Cell{Text: e.Subject} }},
	}
}

func (p *Page) fetch(req grid.Request[ledger.Entry]) tea.Cmd {
	ctx, s := p.h.Ctx, p.h.Desk.Store
	return func() tea.Msg {
		return page.Numbered(req, func(e ledger.Entry) int64 { return e.Seq }, func(below int64, limit int) ([]ledger.Entry, error) {
			return s.Journal(ctx, below, limit)
		})
	}
}

// Scope is the page's own.
func (p *Page) Scope() action.Scope { return Scope }

// Title is the tab's.
func (p *Page) Title() string { return "Journal" }

// Attention is 0: the journal only tells.
func (p *Page) Attention() int64 { return 0 }

// Init reads the first rows.
func (p *Page) Init() tea.Cmd { return p.grid.Reload() }

// Refresh reads again; a cursor on the newest entry stays on the newest.
func (p *Page) Refresh() tea.Cmd {
	if i, _ := p.grid.Position(); i == 0 {
		return p.grid.Top()
	}
	return p.grid.Reload()
}

// Update takes what was read and verified.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case page.Snapshot:
		p.grid.SetTotal(m.Version)
		return nil
	case grid.WindowMsg[ledger.Entry]:
		before, _ := p.grid.Current()
		cmd := p.grid.Update(m)
		if now, _ := p.grid.Current(); now.Seq != before.Seq {
			p.show()
		}
		return cmd
	}
	return p.verified(msg)
}

// Typing is never: the page has no text field of its own.
func (p *Page) Typing() bool { return false }

// Type takes nothing.
func (p *Page) Type(action.KeyPress) tea.Cmd { return nil }

// Back undoes the nearest thing.
func (p *Page) Back() (tea.Cmd, bool) {
	if p.split.Back() {
		return p.lay(), true
	}
	return nil, false
}

// Status is what the status line says.
func (p *Page) Status() []status.Part {
	if _, total := p.grid.Position(); total >= 0 {
		return []status.Part{{Text: page.Things(total, "entry", "entries"), Drop: 8}}
	}
	return nil
}

// Grid is the table while it has the focus.
func (p *Page) Grid() grid.Navigator {
	if p.split.OnDetail {
		return nil
	}
	return p.grid
}

// Text is the detail while it has the focus.
func (p *Page) Text() *pane.Pane {
	if p.split.OnDetail {
		return &p.detail
	}
	return nil
}
