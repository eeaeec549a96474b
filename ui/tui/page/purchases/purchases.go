// Package purchases is the page of purchases: what customers were asked to pay,
// by link or through Gate, the code for them to scan, and what became of it.
package purchases

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	stored "contra/core/store/purchases"
	"contra/ui/tui/action"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/status"
)

// Scope is the page's own.
const Scope action.Scope = "purchases"

// Page is the page.
type Page struct {
	page.Panes
	h     *page.Host
	grid  *grid.Grid[ledger.Purchase, string]
	group group
	snap  page.Snapshot

	reader page.Latest[string, story]
	finder page.Latest[string, ledger.Purchase]
	story  *story // of the purchase under the cursor, nil while it is read

	counting bool              // the time left is shown and runs
	busy     map[uint64]string // tasks by the purchase that they work on
}

// group is a choice of what the list shows.
type group struct {
	id, title string
	states    []ledger.PurchaseState // none: all
}

var groups = []group{
	{"all", "All purchases", nil},
	{"waiting", "Waiting for the customer", []ledger.PurchaseState{ledger.PurchasePrepared, ledger.PurchaseSent, ledger.PurchaseWaiting}},
	{"in_doubt", "In doubt", []ledger.PurchaseState{ledger.PurchaseInDoubt}},
	{"succeeded", "Succeeded", []ledger.PurchaseState{ledger.PurchaseSucceeded}},
	{"declined", "Declined or rejected", []ledger.PurchaseState{ledger.PurchaseDeclined, ledger.PurchaseRejected}},
	{"expired", "Expired or withdrawn", []ledger.PurchaseState{ledger.PurchaseExpired, ledger.PurchaseCancelled}},
}

const none = "nobody was asked to pay yet: L makes a link, P asks by Gate"

// New makes the page.
func New(h *page.Host) *Page {
	p := &Page{h: h, group: groups[0], busy: map[uint64]string{}}
	p.Split.Head = 1
	p.Shown = func() page.Table { return p.grid }
	p.reader = page.Latest[string, story]{Ctx: h.Ctx, Read: func(ctx context.Context, id string) (story, error) { return read(ctx, h, id) }}
	p.finder = page.Latest[string, ledger.Purchase]{Ctx: h.Ctx, Hasty: true, Read: func(ctx context.Context, id string) (ledger.Purchase, error) {
		return stored.Get(ctx, h.Desk.Store, id)
	}}
	p.grid = grid.New(grid.Config[ledger.Purchase, string]{
		ID: "purchases", Columns: columns(h), Styles: h.Styles, Key: func(x ledger.Purchase) string { return x.ID },
		Source: grid.SourceFunc[ledger.Purchase](p.fetch),
		Empty:  none,
		OnOpen: func(ledger.Purchase) tea.Cmd { return p.open() },
		OnMove: func(ledger.Purchase) tea.Cmd { return p.look() },
	})
	p.grid.FocusColumn("payment")
	return p
}

func (p *Page) fetch(req grid.Request[ledger.Purchase]) tea.Cmd {
	ctx, s, states := p.h.Ctx, p.h.Desk.Store, p.group.states
	return func() tea.Msg {
		return page.Keyset(req, func(anchor *ledger.Purchase, before, with bool, limit int) ([]ledger.Purchase, error) {
			return stored.List(ctx, s, stored.Window{States: states, Anchor: anchor, Newer: before, With: with, Limit: limit})
		})
	}
}

// Scope is the page's own.
func (p *Page) Scope() action.Scope { return Scope }

// Title is the tab's.
func (p *Page) Title() string { return "Purchases" }

// Attention is how many purchases need a person.
func (p *Page) Attention() int64 { return p.snap.PurchasesNeed() }

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
	case grid.WindowMsg[ledger.Purchase]:
		before, _ := p.Current()
		cmd := p.grid.Update(m)
		if now, _ := p.Current(); now.ID != before.ID || !now.UpdatedAt.Equal(before.UpdatedAt) {
			cmd = tea.Batch(cmd, p.look())
		}
		return tea.Batch(cmd, p.count())
	case secondMsg:
		if m.p == p {
			return p.counted()
		}
		return nil
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

// GoTo puts the cursor on a purchase.
func (p *Page) GoTo(id string) tea.Cmd { return p.finder.Ask(id) }

func (p *Page) found(a page.Answer[string, ledger.Purchase]) tea.Cmd {
	if a.Err != nil {
		return p.h.Fail(a.Err)
	}
	p.choose(groups[0])
	return tea.Batch(p.grid.GoTo(a.Value), p.look())
}

// Current is the purchase under the cursor.
func (p *Page) Current() (ledger.Purchase, bool) { return p.grid.Current() }

// Back undoes the nearest thing.
func (p *Page) Back() (tea.Cmd, bool) {
	if cmd, done := p.Panes.Back(); done {
		return cmd, true
	}
	if p.group.states != nil {
		return p.show(groups[0]), true
	}
	return nil, false
}

func (p *Page) show(g group) tea.Cmd {
	p.choose(g)
	return p.grid.Top()
}

func (p *Page) choose(g group) {
	p.group = g
	if g.states == nil {
		p.grid.SetEmpty(none)
	} else {
		p.grid.SetEmpty("there is no such purchase: Esc shows all again")
	}
}

// Status is what the status line says.
func (p *Page) Status() []status.Part {
	return []status.Part{{Text: p.group.title, Drop: 8}}
}

var _ page.Page = (*Page)(nil)
