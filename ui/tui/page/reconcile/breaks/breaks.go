// Package breaks is the view of one comparison: its breaks by code, each with
// both sides, why it is one, and what was decided about it.
package breaks

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/recon/archive"
	"contra/core/store/runs"
	"contra/ui/tui/action"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/recondialog"
)

// Scope is the view's own.
const Scope action.Scope = "breaks"

// Page is the view.
type Page struct {
	page.Panes
	h    *page.Host
	work *recondialog.Work

	groups *grid.Grid[group, string]
	list   *grid.Grid[archive.Finding, int64]
	inside bool // the list is shown, not the groups
	choice choice
	box    searchBox

	run    int64  // that is shown, 0 for none
	facts  *facts // of it, nil while they are read
	loader page.Latest[int64, facts]
	ages   *ages
	ager   page.Latest[agesOf, ages]
	seeker page.Latest[sought, *archive.Finding]

	told     archive.Finding // that the detail is about
	reasoner page.Latest[archive.Finding, reasons]
	reasons  *reasons // of the finding on which the cursor rested last

	described described // what the detail is about while the groups are shown
}

// New makes the view.
func New(h *page.Host, work *recondialog.Work) *Page {
	p := &Page{h: h, work: work}
	p.Panes = page.Panes{Split: page.Split{Head: 2, Share: 8}, Shown: p.shown}
	p.loader = page.Latest[int64, facts]{Ctx: h.Ctx, Read: func(ctx context.Context, id int64) (facts, error) { return learn(ctx, h, id) }}
	p.ager = page.Latest[agesOf, ages]{Ctx: h.Ctx, Hasty: true, Read: func(ctx context.Context, of agesOf) (ages, error) { return countAges(ctx, h.Desk.Store, of) }}
	p.seeker = page.Latest[sought, *archive.Finding]{Ctx: h.Ctx, Hasty: true, Read: func(ctx context.Context, s sought) (*archive.Finding, error) { return seek(ctx, h.Desk.Store, s) }}
	p.reasoner = page.Latest[archive.Finding, reasons]{Ctx: h.Ctx, Hasty: true, Read: func(ctx context.Context, f archive.Finding) (reasons, error) {
		x, err := runs.Get(ctx, h.Desk.Store, f.Run)
		if err != nil {
			return reasons{}, err
		}
		return reason(ctx, h, &x, f)
	}}
	p.groups = grid.New(grid.Config[group, string]{
		ID: "break-groups", Columns: groupColumns(h), Styles: h.Styles, Key: func(g group) string { return g.id },
		Source: grid.SourceFunc[group](p.fetchGroups), Empty: "no report was compared yet: o imports one",
		OnOpen: func(g group) tea.Cmd { return p.enter(g.choice) },
		OnMove: func(group) tea.Cmd { return p.look() },
	})
	p.list = grid.New(grid.Config[archive.Finding, int64]{
		ID: "breaks", Columns: listColumns(h), Styles: h.Styles, Key: func(f archive.Finding) int64 { return f.N },
		Source: grid.SourceFunc[archive.Finding](p.fetchList),
		OnOpen: func(archive.Finding) tea.Cmd { return p.OpenDetail() },
		OnMove: func(archive.Finding) tea.Cmd { return p.look() },
	})
	p.groups.FocusColumn("what")
	p.list.FocusColumn("payment")
	p.Detail.Set(p.legend, false)
	return p
}

// Scope is the view's own.
func (p *Page) Scope() action.Scope { return Scope }

// Title is the view's.
func (p *Page) Title() string { return "Breaks" }

// Attention is how many breaks of the comparison are open.
func (p *Page) Attention() int64 {
	if p.facts == nil {
		return 0
	}
	return p.facts.open
}

// Init reads nothing: Show says what is shown.
func (p *Page) Init() tea.Cmd { return nil }

// Refresh reads again; cursor and selection stay.
func (p *Page) Refresh() tea.Cmd {
	if p.run == 0 {
		return nil
	}
	cmd := p.loader.Ask(p.run)
	if p.inside {
		return tea.Batch(cmd, p.list.Reload())
	}
	return cmd
}

// Run is the comparison that is shown; ok is false while there is none.
func (p *Page) Run() (x archive.Run, ok bool) {
	if p.facts == nil {
		return x, false
	}
	return p.facts.run, true
}

// Shown is the id of the comparison that is shown, 0 for none.
func (p *Page) Shown() int64 { return p.run }

// Show shows a comparison. Of the same month the cursor stays on its break.
func (p *Page) Show(id int64, same bool) tea.Cmd {
	if id == p.run {
		return p.Refresh()
	}
	before, had := p.list.Current()
	p.run = id
	p.list.ClearSelection()
	if !same {
		p.facts, p.ages, p.inside, p.choice = nil, nil, false, choice{}
		p.Split.Full, p.Split.OnDetail = false, false
		return tea.Batch(p.Lay(), p.groups.Top(), p.loader.Ask(id))
	}
	cmd := p.loader.Ask(id)
	if p.inside && had {
		return tea.Batch(cmd, p.seeker.Ask(sought{id, before, p.choice.filter}))
	}
	return cmd
}

// Clear shows nothing.
func (p *Page) Clear() tea.Cmd {
	p.run, p.facts, p.ages, p.inside, p.choice = 0, nil, nil, false, choice{}
	p.Detail.Set(p.legend, false)
	return tea.Batch(p.Lay(), p.groups.Top())
}

// Reading tells whether rows or the detail under the cursor are still on their way.
func (p *Page) Reading() bool {
	return p.list.Loading() || p.groups.Loading() || p.loader.Busy() || p.seeker.Busy()
}

// filter is what the list shows.
func (p *Page) filter() runs.Filter { return p.choice.filter }
