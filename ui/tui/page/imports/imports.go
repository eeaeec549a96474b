// Package imports is the page of what came in: every import with its counts, and
// the messages that were rejected, with the reason and what to do about it.
package imports

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/importers/callbacks"
	"contra/ui/tui/action"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/pane"
	"contra/ui/tui/status"
)

// Scope is the page's own.
const Scope action.Scope = "imports"

// Page is the page.
type Page struct {
	h       *page.Host
	secrets callbacks.Secrets

	imports  *grid.Grid[ledger.Import, int64]
	rejected *grid.Grid[ledger.Rejection, int64]
	below    bool  // the rejected messages have the focus
	only     int64 // show rejected messages of this import, 0 for all
	waiting  int64 // rejected messages in all
	w, h2    int

	running uint64 // the task that imports or replays, 0 for none
}

// New makes the page; secrets verify what is imported and tried again.
func New(h *page.Host, secrets callbacks.Secrets) *Page {
	p := &Page{h: h, secrets: secrets}
	p.imports = grid.New(grid.Config[ledger.Import, int64]{
		ID: "imports", Columns: importColumns(h), Styles: h.Styles, Key: func(i ledger.Import) int64 { return i.RowID },
		Source: grid.SourceFunc[ledger.Import](p.fetchImports), Empty: "nothing was imported yet: o imports callbacks",
		OnOpen: func(i ledger.Import) tea.Cmd { return p.narrow(i.RowID) },
	})
	p.rejected = grid.New(grid.Config[ledger.Rejection, int64]{
		ID: "rejections", Columns: rejectionColumns(), Styles: h.Styles, Key: func(r ledger.Rejection) int64 { return r.RowID },
		Source: grid.SourceFunc[ledger.Rejection](p.fetchRejections), Empty: "no rejected message waits",
		OnOpen: func(ledger.Rejection) tea.Cmd { return p.showRaw() },
	})
	p.focus(false)
	return p
}

func (p *Page) focus(below bool) {
	p.below = below
	p.imports.SetFocused(!below)
	p.rejected.SetFocused(below)
}

// Scope is the page's own.
func (p *Page) Scope() action.Scope { return Scope }

// Title is the tab's.
func (p *Page) Title() string { return "Imports" }

// Attention is how many rejected messages wait.
func (p *Page) Attention() int64 { return p.waiting }

// Init reads the first rows of both tables.
func (p *Page) Init() tea.Cmd { return tea.Batch(p.imports.Reload(), p.rejected.Reload()) }

// Refresh reads again.
func (p *Page) Refresh() tea.Cmd { return p.Init() }

// Update takes what was read and what was imported.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case page.Snapshot:
		p.waiting = m.Rejected
		if p.only == 0 {
			p.rejected.SetTotal(m.Rejected)
		}
		return nil
	case grid.WindowMsg[ledger.Import]:
		return p.imports.Update(m)
	case grid.WindowMsg[ledger.Rejection]:
		return p.rejected.Update(m)
	}
	return p.done(msg)
}

// narrow shows the rejected messages of one import, or of all (0).
func (p *Page) narrow(importID int64) tea.Cmd {
	p.only = importID
	p.rejected.SetTotal(-1)
	if importID != 0 {
		p.focus(true)
	}
	return p.rejected.Top()
}

// Typing is never: the page has no text field of its own.
func (p *Page) Typing() bool { return false }

// Type takes nothing.
func (p *Page) Type(action.KeyPress) tea.Cmd { return nil }

// Back undoes the nearest thing.
func (p *Page) Back() (tea.Cmd, bool) {
	switch {
	case p.running != 0:
		p.h.Tasks.Cancel(p.running)
		return nil, true
	case p.only != 0:
		return p.narrow(0), true
	case p.below:
		p.focus(false)
		return nil, true
	}
	return nil, false
}

// Status is what the status line says.
func (p *Page) Status() []status.Part {
	if p.waiting == 0 {
		return []status.Part{{Text: "no rejected message waits", Drop: 8}}
	}
	return []status.Part{{Text: page.Things(p.waiting, "rejected message waits", "rejected messages wait"), Drop: 8}}
}

// Grid is the table with the focus.
func (p *Page) Grid() grid.Navigator {
	if p.below {
		return p.rejected
	}
	return p.imports
}

// Text is none: both panes are tables.
func (p *Page) Text() *pane.Pane { return nil }
