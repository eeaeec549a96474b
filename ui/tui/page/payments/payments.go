// Package payments is the page of payments: a table to find one in, and beside
// it everything that is known of the one under the cursor.
package payments

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/core/query"
	"contra/ui/tui/action"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/pane"
	"contra/ui/tui/timeline"
)

// Scope is the page's own.
const Scope action.Scope = "payments"

// Page is the page.
type Page struct {
	h      *page.Host
	grid   *grid.Grid[ledger.Payment, int64]
	filter query.Filter
	box    filterBox

	reading     context.Context // ends when another filter takes over
	stopReading context.CancelFunc
	filtering   bool // the rows of a new filter are on their way
	adding      page.Latest[query.Filter, sums]
	sums        sums
	resting     bool // a sum was made a moment ago
	stale       bool // the ledger changed since

	reader page.Latest[int64, dossier]
	story  *dossier // of the payment under the cursor, nil while it is read
	detail pane.Pane
	split  page.Split

	asking map[uint64]string // tasks that ask for a status, by payment
	finder page.Latest[int64, []ledger.Payment]
}

// New makes the page.
func New(h *page.Host) *Page {
	p := &Page{h: h, asking: map[uint64]string{}}
	p.reading, p.stopReading = context.WithCancel(h.Ctx)
	p.adding = page.Latest[query.Filter, sums]{Ctx: h.Ctx, Hasty: true, Read: addUp(h.Desk.Store)}
	p.reader = page.Latest[int64, dossier]{Ctx: h.Ctx, Read: func(ctx context.Context, row int64) (dossier, error) {
		d, err := h.Desk.Dossier(ctx, row)
		return dossier{d, h.Zones.Load(d.Method.Zone), timeline.Of(d)}, err
	}}
	p.finder = page.Latest[int64, []ledger.Payment]{Ctx: h.Ctx, Hasty: true, Read: func(ctx context.Context, row int64) ([]ledger.Payment, error) {
		return h.Desk.Store.PaymentsByRow(ctx, []int64{row})
	}}
	p.grid = grid.New(grid.Config[ledger.Payment, int64]{
		ID: "payments", Columns: columns(h), Styles: h.Styles, Sort: first,
		Key:    func(row ledger.Payment) int64 { return row.RowID },
		Source: grid.SourceFunc[ledger.Payment](p.fetch),
		Empty:  nothing(query.Filter{}),
		OnOpen: func(ledger.Payment) tea.Cmd { return p.open() },
		OnMove: func(ledger.Payment) tea.Cmd { return p.look() },
	})
	p.grid.FocusColumn(string(query.Payment))
	return p
}

// Scope is the page's own.
func (p *Page) Scope() action.Scope { return Scope }

// Title is the tab's.
func (p *Page) Title() string { return "Payments" }

// Attention is 0: what needs a person stands on other pages.
func (p *Page) Attention() int64 { return 0 }

// Init reads the first rows, and then what they add up to.
func (p *Page) Init() tea.Cmd { return tea.Sequence(p.grid.Reload(), p.count()) }

// Refresh reads again; cursor and selection stay.
func (p *Page) Refresh() tea.Cmd { return tea.Batch(p.grid.Reload(), p.recount(), p.look()) }

// Filter is what is in force.
func (p *Page) Filter() query.Filter { return p.filter }

// Update takes what was read.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case grid.WindowMsg[ledger.Payment]:
		before := p.now()
		cmd := p.grid.Update(m)
		p.filtering = p.filtering && p.grid.Loading()
		if p.now() != before {
			return tea.Batch(cmd, p.look())
		}
		return cmd
	case typedMsg:
		return p.rest(m)
	case recountMsg:
		if m.p == p {
			return p.rested()
		}
		return nil
	}
	if a, cmd, ok := p.adding.Update(msg); ok {
		return p.counted(a)
	} else if cmd != nil {
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
	return p.asked(msg)
}

// now is the version of the row under the cursor, by which a change is seen.
func (p *Page) now() [2]int64 {
	row, _ := p.current()
	return [2]int64{row.RowID, row.Version}
}

// GoTo puts the cursor on a payment wherever it is.
func (p *Page) GoTo(row int64) tea.Cmd { return p.finder.Ask(row) }

// found goes to a payment that was looked up; a filter that hides it gives way.
func (p *Page) found(a page.Answer[int64, []ledger.Payment]) tea.Cmd {
	if a.Err != nil {
		return p.h.Fail(a.Err)
	}
	if len(a.Value) == 0 {
		return p.h.Fail(ledger.Errorf(ledger.ErrNotFound, "the payment is not in this ledger any more"))
	}
	var cmds []tea.Cmd
	if !p.filter.Match(a.Value[0]) {
		cmds = append(cmds, p.apply(query.Filter{}))
	}
	p.box.open = false
	p.split.Full = false
	cmds = append(cmds, p.lay(), p.grid.GoTo(a.Value[0]), p.look())
	return tea.Batch(cmds...)
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

// Reading tells whether rows or the story under the cursor are still on their way.
func (p *Page) Reading() bool { return p.grid.Loading() || p.reader.Busy() }

// Empty tells whether no row is on the screen.
func (p *Page) Empty() bool { return len(p.grid.Loaded()) == 0 }
