// Package refunds is the page of refunds: every refund of ours by its state,
// what was tried and what came back, and what is safe to do next.
package refunds

import (
	"context"
	"slices"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/ui/tui/action"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/pane"
	"contra/ui/tui/status"
	"contra/ui/tui/text"
)

// Scope is the page's own.
const Scope action.Scope = "refunds"

// Page is the page.
type Page struct {
	h     *page.Host
	grid  *grid.Grid[row, string]
	group group
	snap  page.Snapshot

	entered bool // rows were shown before

	reader page.Latest[string, story]
	finder page.Latest[string, ledger.Refund]
	story  *story // of the refund under the cursor, nil while it is read
	detail pane.Pane
	split  page.Split

	busy map[uint64]string // tasks by the refund that they work on
}

// New makes the page.
func New(h *page.Host) *Page {
	p := &Page{h: h, group: groups[0], busy: map[uint64]string{}, split: page.Split{Head: 1}}
	p.reader = page.Latest[string, story]{Ctx: h.Ctx, Read: func(ctx context.Context, id string) (story, error) { return read(ctx, h, id) }}
	p.finder = page.Latest[string, ledger.Refund]{Ctx: h.Ctx, Hasty: true, Read: h.Desk.Store.Refund}
	p.grid = grid.New(grid.Config[row, string]{
		ID: "refunds", Columns: columns(h), Styles: h.Styles, Key: row.key,
		Source: grid.SourceFunc[row](p.fetch),
		Empty:  "no refund was made with contra yet: r on a payment makes one",
		OnOpen: func(row) tea.Cmd { return p.open() },
		OnMove: func(row) tea.Cmd { return p.look() },
	})
	p.grid.FocusColumn("payment")
	return p
}

func (p *Page) fetch(req grid.Request[row]) tea.Cmd {
	r := reader{p.h.Ctx, p.h.Desk, p.group}
	return func() tea.Msg { return r.window(req) }
}

// Scope is the page's own.
func (p *Page) Scope() action.Scope { return Scope }

// Title is the tab's.
func (p *Page) Title() string { return "Refunds" }

// Attention is how many refunds need a person.
func (p *Page) Attention() int64 { return int64(len(p.snap.Needs())) }

// Init reads the first rows.
func (p *Page) Init() tea.Cmd { return p.grid.Reload() }

// Refresh reads again; the cursor stays.
func (p *Page) Refresh() tea.Cmd { return tea.Batch(p.grid.Reload(), p.look()) }

// Update takes what was read and what was done.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case page.Snapshot:
		p.snap = m
		return nil
	case grid.WindowMsg[row]:
		before, _ := p.current()
		cmd := p.grid.Update(m)
		if r, ok := p.grid.Current(); ok && r.heading != "" && !p.entered {
			cmd = tea.Batch(cmd, p.grid.Do(grid.Down)) // a heading is no place to begin
		}
		p.entered = p.entered || len(m.Rows) > 0
		if now, _ := p.current(); now.ID != before.ID || !now.UpdatedAt.Equal(before.UpdatedAt) {
			return tea.Batch(cmd, p.look())
		}
		return cmd
	}
	if a, cmd, ok := p.reader.Update(msg); ok {
		return p.told(a)
	} else if cmd != nil {
		return cmd
	}
	if a, cmd, ok := p.finder.Update(msg); ok {
		return p.found(a)
	} else if cmd != nil {
		return cmd
	}
	return p.done(msg)
}

// GoTo puts the cursor on a refund.
func (p *Page) GoTo(id string) tea.Cmd { return p.finder.Ask(id) }

func (p *Page) found(a page.Answer[string, ledger.Refund]) tea.Cmd {
	if a.Err != nil {
		return p.h.Fail(a.Err)
	}
	p.group = p.where(a.Value)
	return tea.Batch(p.grid.GoTo(row{refund: a.Value}), p.look())
}

// where is the group in which a refund is listed: rows of batches that are on
// their way do not stand among the others.
func (p *Page) where(f ledger.Refund) group {
	quiet := f.Hold == "" && f.State.Open() && f.State != ledger.InDoubt
	if quiet && (p.snap.InBatch[f.ID] || f.Via == ledger.ViaFile) {
		for _, g := range groups[1:] {
			if slices.Contains(g.states, f.State) {
				return g
			}
		}
	}
	return groups[0]
}

// current is the refund under the cursor; a heading is none.
func (p *Page) current() (ledger.Refund, bool) {
	r, ok := p.grid.Current()
	return r.refund, ok && r.heading == ""
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
	if p.group.states != nil {
		return p.show(groups[0]), true
	}
	return nil, false
}

// Status is what the status line says.
func (p *Page) Status() []status.Part {
	return []status.Part{{Text: text.Clean(p.group.title), Drop: 8}}
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
