// Package reports is the view of the imported reports: how each was read, what of
// it was left out by which rule, and the rows that wait to be mended.
package reports

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/report"
	stored "contra/core/store/reports"
	"contra/ui/tui/action"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/pane"
	"contra/ui/tui/recondialog"
)

// Scope is the view's own.
const Scope action.Scope = "reports"

// everyReport stands for the rejected rows of all reports that still wait.
const everyReport = -1

// Page is the view.
type Page struct {
	page.Panes
	h    *page.Host
	work *recondialog.Work

	list    *grid.Grid[report.Info, int64]
	rows    *grid.Grid[report.StoredReject, int64]
	open    int64 // the report whose rejected rows are shown, 0: the list
	waiting int64 // rejected rows that wait, of all reports

	loader  page.Latest[int64, rejects]
	rejects *rejects // of the report that is opened, nil while they are read
	looker  page.Latest[int64, facts]
	facts   *facts // of the report under the cursor or opened, nil while they are read
}

// rejects are the rejected rows of one report, or all that wait.
type rejects struct {
	of   int64
	rows []report.StoredReject
}

// facts is what is known of a report besides its line in the list.
type facts struct {
	info    report.Info
	ignored []report.Ignored
	rows    []report.StoredReject // those that wait
}

// New makes the view.
func New(h *page.Host, work *recondialog.Work) *Page {
	p := &Page{h: h, work: work}
	p.Panes = page.Panes{Split: page.Split{Head: 1, Share: 7}, Shown: p.shown}
	p.loader = page.Latest[int64, rejects]{Ctx: h.Ctx, Read: func(ctx context.Context, id int64) (rejects, error) {
		all, err := stored.Rejects(ctx, h.Desk.Store, max(id, 0), id == everyReport)
		return rejects{id, all}, err
	}}
	p.looker = page.Latest[int64, facts]{Ctx: h.Ctx, Read: func(ctx context.Context, id int64) (f facts, err error) {
		if f.info, err = stored.Get(ctx, h.Desk.Store, id); err != nil {
			return f, err
		}
		if f.ignored, err = stored.Ignored(ctx, h.Desk.Store, id); err != nil {
			return f, err
		}
		f.rows, err = stored.Rejects(ctx, h.Desk.Store, id, true)
		return f, err
	}}
	p.list = grid.New(grid.Config[report.Info, int64]{
		ID: "reports", Columns: listColumns(h), Styles: h.Styles, Key: func(i report.Info) int64 { return i.ID },
		Source: grid.SourceFunc[report.Info](p.fetchList), Empty: "no report was imported yet: o imports one",
		OnOpen: func(i report.Info) tea.Cmd { return p.show(i.ID) },
		OnMove: func(report.Info) tea.Cmd { return p.look() },
	})
	p.rows = grid.New(grid.Config[report.StoredReject, int64]{
		ID: "report-rejects", Columns: rowColumns(h), Styles: h.Styles, Key: func(r report.StoredReject) int64 { return r.ID },
		Source: grid.SourceFunc[report.StoredReject](p.fetchRows), Empty: "reading…",
		OnOpen: func(report.StoredReject) tea.Cmd { return p.OpenDetail() },
		OnMove: func(report.StoredReject) tea.Cmd { return p.look() },
	})
	p.list.FocusColumn("name")
	p.rows.FocusColumn("detail")
	return p
}

func (p *Page) fetchList(req grid.Request[report.Info]) tea.Cmd {
	ctx, s := p.h.Ctx, p.h.Desk.Store
	return func() tea.Msg {
		return page.Numbered(req, func(i report.Info) int64 { return i.ID }, func(below int64, limit int) ([]report.Info, error) {
			return stored.List(ctx, s, below, limit)
		})
	}
}

func (p *Page) fetchRows(req grid.Request[report.StoredReject]) tea.Cmd {
	var rows []report.StoredReject
	if p.rejects != nil && p.rejects.of == p.open {
		rows = p.rejects.rows
	}
	return func() tea.Msg {
		out := req.Window(rows, true, true)
		for i := range rows {
			if req.Anchor != nil && rows[i].ID <= req.Anchor.ID {
				out.At = i
			}
		}
		return out
	}
}

// Scope is the view's own.
func (p *Page) Scope() action.Scope { return Scope }

// Title is the view's.
func (p *Page) Title() string { return "Reports" }

// Attention is how many rejected rows wait to be mended.
func (p *Page) Attention() int64 { return p.waiting }

// SetWaiting tells how many rejected rows wait.
func (p *Page) SetWaiting(n int64) { p.waiting = n }

// Init reads the first reports.
func (p *Page) Init() tea.Cmd { return p.list.Reload() }

// Refresh reads again; the cursor stays.
func (p *Page) Refresh() tea.Cmd {
	if p.open == 0 {
		return tea.Batch(p.list.Reload(), p.look())
	}
	return tea.Batch(p.loader.Ask(p.open), p.look())
}

// GoTo shows the rejected rows of a report.
func (p *Page) GoTo(id int64) tea.Cmd { return tea.Batch(p.list.Reload(), p.show(id)) }

// show opens the rejected rows of a report.
func (p *Page) show(id int64) tea.Cmd {
	p.open, p.rejects, p.facts = id, nil, nil
	p.Split.Full, p.Split.OnDetail = false, false
	p.rows.SetEmpty("reading…")
	return tea.Batch(p.Lay(), p.rows.Top(), p.loader.Ask(id), p.look())
}

// Update takes what was read.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case grid.WindowMsg[report.Info]:
		before, _ := p.list.Current()
		cmd := p.list.Update(m)
		if now, _ := p.list.Current(); p.open == 0 && now.ID != before.ID {
			return tea.Batch(cmd, p.look())
		}
		return cmd
	case grid.WindowMsg[report.StoredReject]:
		cmd := p.rows.Update(m)
		if p.open != 0 {
			p.tell(true)
		}
		return cmd
	}
	if a, cmd, ok := p.loader.Update(msg); ok {
		if a.Err != nil {
			return p.h.Fail(a.Err)
		}
		p.rejects = &a.Value
		p.rows.SetEmpty("every row of the report could be read: Esc goes back")
		if p.open == everyReport {
			p.rows.SetEmpty("no rejected row waits: Esc goes back")
		}
		return p.rows.Reload()
	} else if cmd != nil {
		return cmd
	}
	if a, cmd, ok := p.looker.Update(msg); ok {
		if a.Err != nil {
			return p.h.Fail(a.Err)
		}
		p.facts = &a.Value
		p.tell(true)
		return nil
	} else if cmd != nil {
		return cmd
	}
	return nil
}

// current is the report that is opened, or else the one under the cursor.
func (p *Page) current() int64 {
	if p.open > 0 {
		return p.open
	}
	if p.open == everyReport {
		r, _ := p.rows.Current()
		return r.Report
	}
	i, _ := p.list.Current()
	return i.ID
}

// look reads what is known of the report under the cursor.
func (p *Page) look() tea.Cmd {
	id := p.current()
	if p.facts != nil && p.facts.info.ID != id {
		p.facts = nil
	}
	p.tell(false)
	if id == 0 {
		return nil
	}
	return p.looker.Ask(id)
}

func (p *Page) tell(keep bool) {
	if p.open != 0 {
		if r, ok := p.rows.Current(); ok {
			f := p.facts
			p.Detail.Set(func(w int) []pane.Line { return p.rowLines(&r, f, w) }, keep)
			return
		}
	}
	i, ok := p.list.Current()
	if !ok {
		p.Detail.Set(prose.None, false)
		return
	}
	f := p.facts
	p.Detail.Set(func(w int) []pane.Line { return p.infoLines(&i, f, w) }, keep)
}
