// Package reconcile is the page of reconciliation: reports compared with the
// ledger. It has four views, each in a folder below: the breaks of a comparison, the
// months, the reports, and refunds that no report has shown.
package reconcile

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/recon/archive"
	"contra/core/store/runs"
	"contra/ui/tui/action"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/breaks"
	"contra/ui/tui/page/reconcile/months"
	"contra/ui/tui/page/reconcile/overview"
	"contra/ui/tui/page/reconcile/reports"
	"contra/ui/tui/page/reconcile/unseen"
	"contra/ui/tui/pane"
	"contra/ui/tui/recondialog"
	"contra/ui/tui/status"
)

// Scope is what all views share.
const Scope action.Scope = "reconcile"

// The views, in the order in which they stand.
const (
	onBreaks = iota
	onMonths
	onReports
	onUnseen
)

// Page is the page.
type Page struct {
	h    *page.Host
	work *recondialog.Work

	breaks  *breaks.Page
	months  *months.Page
	reports *reports.Page
	unseen  *unseen.Page
	views   []page.Page
	at      int
	w, h2   int

	reader page.Latest[struct{}, overview.Overview]
	over   *overview.Overview // nil until it was read once
	finder page.Latest[int64, archive.Run]
	rest   resting
	month  string // that is shown; empty: of no month
	pinned bool   // an older comparison was asked for
}

// New makes the page.
func New(h *page.Host) *Page {
	p := &Page{h: h, work: recondialog.New(h)}
	p.reader = page.Latest[struct{}, overview.Overview]{Ctx: h.Ctx, Read: func(ctx context.Context, _ struct{}) (overview.Overview, error) { return overview.Read(ctx, h.Desk) }}
	p.finder = page.Latest[int64, archive.Run]{Ctx: h.Ctx, Read: func(ctx context.Context, id int64) (archive.Run, error) { return runs.Get(ctx, h.Desk.Store, id) }}
	p.breaks = breaks.New(h, p.work)
	p.months = months.New(h, p.work, p.openMonth)
	p.reports, p.unseen = reports.New(h, p.work), unseen.New(h)
	p.views = []page.Page{p.breaks, p.months, p.reports, p.unseen}
	return p
}

func (p *Page) view() page.Page { return p.views[p.at] }

// Work is what goes on about reconciliation.
func (p *Page) Work() *recondialog.Work { return p.work }

// Scope is that of the view on the screen.
func (p *Page) Scope() action.Scope { return p.view().Scope() }

// Outer is what all views share.
func (p *Page) Outer() action.Scope { return Scope }

// Inner names the views.
func (p *Page) Inner() []action.ScopeInfo {
	out := make([]action.ScopeInfo, len(p.views))
	for i, v := range p.views {
		out[i] = action.ScopeInfo{Scope: v.Scope(), Title: p.Title() + ": " + v.Title()}
	}
	return out
}

// Title is the tab's.
func (p *Page) Title() string { return "Reconcile" }

// Attention is how many months need a person, and whether rows or refunds do.
func (p *Page) Attention() int64 {
	if p.over == nil {
		return 0
	}
	n := p.over.Needing()
	for _, waits := range []bool{p.over.Waiting > 0, len(p.over.Unseen) > 0} {
		if waits {
			n++
		}
	}
	return n
}

// Init reads where the months stand.
func (p *Page) Init() tea.Cmd { return tea.Batch(p.look(), p.reports.Init()) }

// Refresh reads again; cursor and selection stay.
func (p *Page) Refresh() tea.Cmd {
	cmds := []tea.Cmd{p.look(), p.breaks.Refresh()}
	if p.at == onReports {
		cmds = append(cmds, p.reports.Refresh())
	}
	return tea.Batch(cmds...)
}

// Update takes what was read.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case page.Snapshot: // also while another page is shown: the tab says what waits
		return p.look()
	case restedMsg:
		if m.p == p {
			return p.rested()
		}
		return nil
	}
	if a, cmd, ok := p.reader.Update(msg); ok {
		return p.learned(a)
	} else if cmd != nil {
		return cmd
	}
	if a, cmd, ok := p.finder.Update(msg); ok {
		return p.found(a)
	} else if cmd != nil {
		return cmd
	}
	cmds := make([]tea.Cmd, 0, len(p.views))
	for _, v := range p.views {
		if cmd := v.Update(msg); cmd != nil {
			cmds = append(cmds, cmd)
		}
	}
	return tea.Batch(cmds...)
}

// Show shows a view.
func (p *Page) Show(view int) tea.Cmd {
	if p.at == view {
		return nil
	}
	p.at = view
	if view == onReports {
		return p.reports.Refresh()
	}
	return nil
}

// Typing tells whether a text field has the keys.
func (p *Page) Typing() bool { return p.view().Typing() }

// Type takes a key while Typing.
func (p *Page) Type(k action.KeyPress) tea.Cmd { return p.view().Type(k) }

// Back cancels what goes on, then undoes the nearest thing of the view, then
// goes back to the breaks.
func (p *Page) Back() (tea.Cmd, bool) {
	if p.work.Cancel() {
		return nil, true
	}
	if cmd, done := p.view().Back(); done {
		return cmd, true
	}
	if p.at == onBreaks {
		return nil, false
	}
	return p.Show(onBreaks), true
}

// Status is what the status line says.
func (p *Page) Status() []status.Part { return p.view().Status() }

// Grid is the table with the focus, nil when there is none.
func (p *Page) Grid() grid.Navigator { return p.view().Grid() }

// Text is the pane of text with the focus, nil when there is none.
func (p *Page) Text() *pane.Pane { return p.view().Text() }

// Selectable tells whether rows can be selected now.
func (p *Page) Selectable() bool { return p.at == onBreaks && p.breaks.Selectable() }

// Reading tells whether rows of the breaks are still on their way.
func (p *Page) Reading() bool { return p.breaks.Reading() }

// TurnPane moves the focus to the other pane.
func (p *Page) TurnPane() tea.Cmd { return p.view().(interface{ TurnPane() tea.Cmd }).TurnPane() }

// ToggleDetail shows the detail beside the list, or puts it away.
func (p *Page) ToggleDetail() tea.Cmd {
	return p.view().(interface{ ToggleDetail() tea.Cmd }).ToggleDetail()
}
