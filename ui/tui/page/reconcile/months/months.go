// Package months is the view of the months: what was compared, what is open, who
// signed, and what came in since.
package months

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/overview"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/pane"
	"contra/ui/tui/recondialog"
	"contra/ui/tui/status"
	"contra/ui/tui/text"
)

// Scope is the view's own.
const Scope action.Scope = "months"

// Page is the view.
type Page struct {
	page.Panes
	h    *page.Host
	work *recondialog.Work
	open func(month string) tea.Cmd // shows the breaks of a month

	over  *overview.Overview
	grid  *grid.Grid[overview.Month, string]
	about string // the month that the detail is about
}

// New makes the view; open shows the breaks of a month.
func New(h *page.Host, work *recondialog.Work, open func(month string) tea.Cmd) *Page {
	p := &Page{h: h, work: work, open: open}
	p.Panes = page.Panes{Split: page.Split{Head: 1, Share: 8}, Shown: func() page.Table { return p.grid }}
	p.grid = grid.New(grid.Config[overview.Month, string]{
		ID: "months", Columns: columns(h), Styles: h.Styles, Key: func(m overview.Month) string { return m.Month },
		Source: grid.SourceFunc[overview.Month](p.fetch), Empty: "no report was imported yet: o imports one",
		OnOpen: func(m overview.Month) tea.Cmd { return p.open(m.Month) },
		OnMove: func(overview.Month) tea.Cmd { return p.look() },
	})
	p.grid.FocusColumn("month")
	return p
}

func (p *Page) fetch(req grid.Request[overview.Month]) tea.Cmd {
	var rows []overview.Month
	if p.over != nil {
		rows = p.over.Months
	}
	return func() tea.Msg {
		out := req.Window(rows, true, true)
		if req.Anchor != nil {
			for i := range rows {
				if rows[i].Month >= req.Anchor.Month { // newest first
					out.At = i
				}
			}
		}
		return out
	}
}

// Set takes a new overview over.
func (p *Page) Set(o *overview.Overview) tea.Cmd {
	p.over = o
	return p.grid.Reload()
}

// GoTo puts the cursor on a month.
func (p *Page) GoTo(month string) tea.Cmd {
	if p.over == nil {
		return nil
	}
	if m := p.over.Find(month); m != nil {
		return p.grid.GoTo(*m)
	}
	return nil
}

// Current is the month under the cursor.
func (p *Page) Current() (overview.Month, bool) { return p.grid.Current() }

// Scope is the view's own.
func (p *Page) Scope() action.Scope { return Scope }

// Title is the view's.
func (p *Page) Title() string { return "Months" }

// Attention is how many months need a person.
func (p *Page) Attention() int64 {
	if p.over == nil {
		return 0
	}
	return p.over.Needing()
}

// Init reads nothing: Set brings what is shown.
func (p *Page) Init() tea.Cmd { return nil }

// Refresh reads nothing: Set brings what is shown.
func (p *Page) Refresh() tea.Cmd { return nil }

// Update takes the rows.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	m, ok := msg.(grid.WindowMsg[overview.Month])
	if !ok {
		return nil
	}
	cmd := p.grid.Update(m)
	return tea.Batch(cmd, p.look())
}

// look fills the detail with the month under the cursor.
func (p *Page) look() tea.Cmd {
	m, ok := p.grid.Current()
	if !ok {
		p.Detail.Set(prose.None, false)
		return nil
	}
	same := p.about == m.Month
	p.about = m.Month
	p.Detail.Set(func(w int) []pane.Line { return p.lines(&m, w) }, same)
	return nil
}

// View draws it.
func (p *Page) View() string {
	detail := page.Label{Title: "Month"}
	if m, ok := p.grid.Current(); ok {
		detail.Title = name(&m)
	}
	head := text.Pad(" "+text.Truncate(p.summary(), max(p.Split.W-2, 0)), p.Split.W, text.Left)
	return p.Draw(p.h, head, page.Label{Title: "Months"}, detail)
}

// summary says what is next with the month under the cursor.
func (p *Page) summary() string {
	m, ok := p.grid.Current()
	if !ok {
		return "a month is compared with all reports that have rows of it, and signed when nothing is open"
	}
	what, _ := next(&m)
	return name(&m) + " next: " + what
}

// Status is what the status line says.
func (p *Page) Status() []status.Part { return []status.Part{{Text: "newest first", Drop: 9}} }
