// Package batches is the page of mass refunds: a list of the batches, and of one
// that is opened its rows, with what is wrong and what became of each.
package batches

import (
	"context"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	stored "contra/core/store/batches"
	"contra/ui/tui/action"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/pane"
	"contra/ui/tui/status"
)

// Scope is the page's own.
const Scope action.Scope = "batches"

// Page is the page.
type Page struct {
	h     *page.Host
	list  *grid.Grid[item, int64]
	rows  *grid.Grid[stored.View, int64]
	sums  *sums
	snap  page.Snapshot
	open  int64 // the batch whose rows are shown; 0: the list
	which stored.Which

	looker  page.Latest[int64, facts]
	facts   *facts // of the batch that is opened or under the cursor
	counter page.Latest[choice, int64]
	teller  page.Latest[place, story]
	story   *story // of the row under the cursor, nil while it is read
	detail  pane.Pane
	split   page.Split

	busy   map[uint64]int64 // tasks by the batch that they work on
	check  checking
	flight flight
}

// New makes the page.
func New(h *page.Host) *Page {
	p := &Page{h: h, which: stored.All, sums: &sums{}, busy: map[uint64]int64{}, split: page.Split{Head: 1}}
	p.looker = page.Latest[int64, facts]{Ctx: h.Ctx, Read: func(ctx context.Context, id int64) (facts, error) { return learn(ctx, h.Desk, id) }}
	p.counter = page.Latest[choice, int64]{Ctx: h.Ctx, Hasty: true, Read: func(ctx context.Context, c choice) (int64, error) {
		return stored.CountViews(ctx, h.Desk.Store, c.batch, c.which)
	}}
	p.teller = page.Latest[place, story]{Ctx: h.Ctx, Read: func(ctx context.Context, at place) (story, error) { return tell(ctx, h, at) }}
	p.list = grid.New(grid.Config[item, int64]{
		ID: "batches", Columns: listColumns(h), Styles: h.Styles, Key: func(i item) int64 { return i.ID },
		Source: grid.SourceFunc[item](p.fetchList),
		Empty:  "no batch was made yet: b on the Payments page makes one of what is selected, o here reads a list",
		OnOpen: func(i item) tea.Cmd { return p.show(i.ID) },
		OnMove: func(item) tea.Cmd { return p.look() },
	})
	p.rows = grid.New(grid.Config[stored.View, int64]{
		ID: "batch-rows", Columns: rowColumns(h), Styles: h.Styles, Key: func(v stored.View) int64 { return v.N },
		Source: grid.SourceFunc[stored.View](p.fetchRows),
		OnOpen: func(stored.View) tea.Cmd { return p.enter() },
		OnMove: func(stored.View) tea.Cmd { return p.lookRow() },
	})
	p.list.FocusColumn("name")
	p.rows.FocusColumn("payment")
	return p
}

// Scope is the page's own.
func (p *Page) Scope() action.Scope { return Scope }

// Title is the tab's.
func (p *Page) Title() string { return "Batches" }

// Attention is how many batches need a person.
func (p *Page) Attention() int64 { return p.snap.BatchesNeed() }

// Opened is the batch whose rows are shown, 0 while the list is.
func (p *Page) Opened() int64 { return p.open }

// Init reads the first batches.
func (p *Page) Init() tea.Cmd { return tea.Batch(p.list.Reload(), p.look()) }

// Refresh reads again; cursor and selection stay.
func (p *Page) Refresh() tea.Cmd {
	if p.open == 0 {
		return tea.Batch(p.list.Reload(), p.look())
	}
	return tea.Batch(p.rows.Reload(), p.count(), p.look(), p.recheck())
}

// Update takes what was read and what was done.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case page.Snapshot:
		p.snap = m
		return nil
	case grid.WindowMsg[item]:
		before, _ := p.list.Current()
		cmd := p.list.Update(m)
		if now, _ := p.list.Current(); p.open == 0 && (now.ID != before.ID || now.Version != before.Version) {
			return tea.Batch(cmd, p.look())
		}
		return cmd
	case grid.WindowMsg[stored.View]:
		before, _ := p.rows.Current()
		cmd := p.rows.Update(m)
		if now, ok := p.rows.Current(); p.open != 0 && now.N != before.N {
			return tea.Batch(cmd, p.lookRow())
		} else if ok && p.open != 0 { // it may have come further
			p.tellRow(now, true)
		}
		return cmd
	case restedMsg:
		if m.p == p {
			return p.rested()
		}
		return nil
	}
	if a, cmd, ok := p.looker.Update(msg); ok {
		return p.learned(a)
	} else if cmd != nil {
		return cmd
	}
	if a, cmd, ok := p.counter.Update(msg); ok {
		return p.counted(a)
	} else if cmd != nil {
		return cmd
	}
	if a, cmd, ok := p.teller.Update(msg); ok {
		return p.told(a)
	} else if cmd != nil {
		return cmd
	}
	return p.done(msg)
}

// current is the batch that is opened, or else the one under the cursor.
func (p *Page) current() (batch.Batch, bool) {
	if p.open != 0 {
		if p.facts == nil || p.facts.batch.ID != p.open {
			return batch.Batch{ID: p.open}, false
		}
		return p.fresh(p.facts.batch), true
	}
	i, ok := p.list.Current()
	if ok && p.facts != nil && p.facts.batch.ID == i.ID && p.facts.batch.Version > i.Version {
		return p.fresh(p.facts.batch), true
	}
	return p.fresh(i.Batch), ok
}

// fresh is a batch as the work on its way saw it last, when that is newer than
// what was read: a pause or a stop must not wait for the next read.
func (p *Page) fresh(b batch.Batch) batch.Batch {
	if p.flight.task == 0 || p.flight.batch != b.ID {
		return b
	}
	if seen := p.flight.get().Batch; seen.ID == b.ID && seen.Version > b.Version {
		return seen
	}
	return b
}

// Current is the batch that actions are about.
func (p *Page) Current() (batch.Batch, bool) { return p.current() }

// GoTo opens a batch.
func (p *Page) GoTo(id int64) tea.Cmd { return tea.Batch(p.list.Reload(), p.show(id)) }

// show opens the rows of a batch.
func (p *Page) show(id int64) tea.Cmd {
	p.split.Full, p.split.OnDetail = false, false
	p.open, p.which = id, stored.All
	p.rows.ClearSelection()
	p.rows.SetTotal(-1)
	p.rows.SetEmpty("reading…")
	p.facts, p.story = nil, nil
	p.check.want = true
	return tea.Batch(p.lay(), p.rows.Top(), p.count(), p.look())
}

// close goes back to the list.
func (p *Page) close() tea.Cmd {
	id := p.open
	p.open, p.story = 0, nil
	return tea.Batch(p.lay(), p.list.GoTo(item{Batch: batch.Batch{ID: id}}), p.look())
}

// Typing is never: the page has no text field of its own.
func (p *Page) Typing() bool { return false }

// Type takes nothing.
func (p *Page) Type(action.KeyPress) tea.Cmd { return nil }

// Back undoes the nearest thing.
func (p *Page) Back() (tea.Cmd, bool) {
	switch {
	case p.split.Back():
		return p.lay(), true
	case p.open == 0:
		return nil, false
	case !p.rows.Selection().Empty():
		p.rows.ClearSelection()
		return nil, true
	case p.which != stored.All:
		return p.narrow(stored.All), true
	}
	return p.close(), true
}

// Status is what the status line says.
func (p *Page) Status() []status.Part {
	if p.open == 0 {
		return []status.Part{{Text: "newest first", Drop: 9}}
	}
	out := []status.Part{{Text: whichWords[p.which], Drop: 8}}
	if n := p.rows.Selected(); n != 0 {
		what := page.Count(n) + " selected"
		if n < 0 {
			what = "all selected"
		}
		out = append(out, status.Part{Text: what, Style: p.h.Styles.Bar.With(p.h.Styles.Picked), Drop: 2})
	}
	return out
}

// Grid is the table while it has the focus.
func (p *Page) Grid() grid.Navigator {
	switch {
	case p.split.OnDetail:
		return nil
	case p.open != 0:
		return p.rows
	}
	return p.list
}

// Text is the detail while it has the focus.
func (p *Page) Text() *pane.Pane {
	if p.split.OnDetail {
		return &p.detail
	}
	return nil
}

// Reading tells whether rows or the story under the cursor are still on their way.
func (p *Page) Reading() bool {
	return p.rows.Loading() || p.list.Loading() || p.teller.Busy() || p.check.task != 0
}
