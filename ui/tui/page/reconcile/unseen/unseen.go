// Package unseen is the view of refunds that succeeded some time ago and that no
// report has shown yet.
package unseen

import (
	"context"
	"fmt"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/ledger"
	"contra/ui/tui/action"
	"contra/ui/tui/grid"
	"contra/ui/tui/page"
	"contra/ui/tui/page/reconcile/overview"
	"contra/ui/tui/page/reconcile/prose"
	"contra/ui/tui/pane"
	"contra/ui/tui/status"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
	"contra/ui/tui/timeline"
)

// Scope is the view's own.
const Scope action.Scope = "unseen"

// Page is the view.
type Page struct {
	page.Panes
	h      *page.Host
	list   []ledger.Refund
	grid   *grid.Grid[ledger.Refund, string]
	teller page.Latest[string, story]
	story  *story
}

// story is what was done about a refund.
type story struct {
	id     string
	events []timeline.Event
}

// New makes the view.
func New(h *page.Host) *Page {
	p := &Page{h: h}
	p.Panes = page.Panes{Split: page.Split{Head: 1, Share: 7}, Shown: func() page.Table { return p.grid }}
	p.teller = page.Latest[string, story]{Ctx: h.Ctx, Read: func(ctx context.Context, id string) (story, error) {
		s := story{id: id}
		steps, err := h.Desk.Store.Steps(ctx, id)
		for _, x := range timeline.Fold(steps) {
			s.events = append(s.events, timeline.Step(x))
		}
		return s, err
	}}
	p.grid = grid.New(grid.Config[ledger.Refund, string]{
		ID: "unseen", Columns: columns(h), Styles: h.Styles, Key: func(f ledger.Refund) string { return f.ID },
		Source: grid.SourceFunc[ledger.Refund](p.fetch), Empty: "every refund that succeeded was seen in a report in time",
		OnOpen: func(f ledger.Refund) tea.Cmd { return h.ShowRefund(f.ID) },
		OnMove: func(ledger.Refund) tea.Cmd { return p.look() },
	})
	p.grid.FocusColumn("payment")
	return p
}

func (p *Page) fetch(req grid.Request[ledger.Refund]) tea.Cmd {
	rows := p.list
	return func() tea.Msg {
		out := req.Window(rows, true, true)
		for i := range rows {
			if req.Anchor != nil && !rows[i].UpdatedAt.After(req.Anchor.UpdatedAt) {
				out.At = i
			}
		}
		return out
	}
}

func columns(h *page.Host) []grid.Column[ledger.Refund] {
	return []grid.Column[ledger.Refund]{
		{ID: "mark", Min: 1, Cell: func(ledger.Refund) grid.Cell { return grid.Cell{Text: h.Styles.Attention, Tone: theme.Warn} }},
		{ID: "amount", Title: "amount", Min: 12, Max: 16, Align: text.Right, Cell: func(f ledger.Refund) grid.Cell { return grid.Cell{Text: f.Amount.Format()} }},
		{ID: "currency", Title: "cur", Min: 3, Cell: func(f ledger.Refund) grid.Cell { return grid.Cell{Text: string(f.Amount.Currency), Tone: theme.Muted} }},
		{ID: "payment", Title: "payment", Min: 16, Max: 36, Flex: 1, Middle: true, Frozen: true, Cell: func(f ledger.Refund) grid.Cell { return grid.Cell{Text: f.PaymentID} }},
		{ID: "since", Title: "succeeded", Min: 12, Max: 12, Cell: func(f ledger.Refund) grid.Cell {
			return grid.Cell{Text: page.Brief(f.UpdatedAt, h.Now()), Tone: theme.Muted}
		}},
		{ID: "age", Title: "ago", Min: 5, Max: 5, Align: text.Right, Cell: func(f ledger.Refund) grid.Cell { return grid.Cell{Text: prose.Age(f.UpdatedAt, h.Now())} }},
		{ID: "by", Title: "by", Min: 7, Max: 12, Priority: 1, Cell: func(f ledger.Refund) grid.Cell { return grid.Cell{Text: f.Operator} }},
	}
}

// Set takes a new overview over.
func (p *Page) Set(o *overview.Overview) tea.Cmd {
	p.list = o.Unseen
	return p.grid.Reload()
}

// Scope is the view's own.
func (p *Page) Scope() action.Scope { return Scope }

// Title is the view's.
func (p *Page) Title() string { return "Not seen" }

// Attention is how many refunds should have been in a report by now.
func (p *Page) Attention() int64 { return int64(len(p.list)) }

// Actions is what can be done in the view.
func (p *Page) Actions() []action.Action {
	chosen := func() string {
		if _, ok := p.grid.Current(); !ok {
			return "no refund is chosen"
		}
		return ""
	}
	return []action.Action{
		{ID: "unseen.open", Scope: Scope, Keys: []string{"enter"}, Title: "Go to the refund", Hint: "refund", Disabled: chosen,
			Run: func() tea.Cmd { f, _ := p.grid.Current(); return p.h.ShowRefund(f.ID) }},
		{ID: "unseen.payment", Scope: Scope, Keys: []string{"p"}, Title: "Go to its payment", Hint: "payment", Disabled: chosen,
			Run: func() tea.Cmd { f, _ := p.grid.Current(); return p.h.ShowPayment(f.PaymentRow) }},
		{ID: "unseen.copy", Scope: Scope, Keys: []string{"y"}, Title: "Copy the operation id", Disabled: chosen,
			Run: func() tea.Cmd {
				f, _ := p.grid.Current()
				return p.h.Copy("operation id "+text.Clean(f.OperationID), f.OperationID)
			}},
	}
}

// Init reads nothing: Set brings what is shown.
func (p *Page) Init() tea.Cmd { return nil }

// Refresh reads nothing: Set brings what is shown.
func (p *Page) Refresh() tea.Cmd { return nil }

// Update takes what was read.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(grid.WindowMsg[ledger.Refund]); ok {
		return tea.Batch(p.grid.Update(m), p.look())
	}
	if a, cmd, ok := p.teller.Update(msg); ok {
		if a.Err != nil {
			return p.h.Fail(a.Err)
		}
		p.story = &a.Value
		p.tell(true)
		return nil
	} else if cmd != nil {
		return cmd
	}
	return nil
}

// look reads the story of the refund under the cursor.
func (p *Page) look() tea.Cmd {
	f, ok := p.grid.Current()
	if !ok {
		p.Detail.Set(prose.None, false)
		return nil
	}
	if p.story != nil && p.story.id == f.ID {
		return nil
	}
	p.story = nil
	p.tell(false)
	return p.teller.Ask(f.ID)
}

func (p *Page) tell(keep bool) {
	f, _ := p.grid.Current()
	s := p.story
	p.Detail.Set(func(w int) []pane.Line { return p.lines(f, s, w) }, keep)
}

func (p *Page) lines(f ledger.Refund, s *story, w int) []pane.Line {
	l := &prose.Lines{W: w}
	l.Add(pane.Part{Text: f.Amount.String() + "  ", Tone: theme.Strong}, pane.Part{Text: p.h.Styles.Attention + " not seen in a report", Tone: theme.Warn})
	l.Para(theme.Plain, fmt.Sprintf("The platform said that it succeeded, %s ago, and no report that was imported has its operation.", page.Things(int64(prose.Days(f.UpdatedAt, p.h.Now())), "day", "days")))
	l.Para(theme.Accent, "Next: import the report of that day; when it has it not, take it up with the platform.")
	l.Blank()
	l.Fact("payment", f.PaymentID)
	l.Fact("operation", f.OperationID)
	l.Fact("refund", f.ID)
	l.Fact("request", f.RequestID)
	if s == nil || s.id != f.ID {
		return l.Out
	}
	l.Blank()
	return append(l.Out, timeline.Lines(p.h.Styles, s.events, w, 1, nil)...)
}

// View draws it.
func (p *Page) View() string {
	detail := page.Label{Title: "Refund"}
	if f, ok := p.grid.Current(); ok {
		detail.Title = text.Clean(f.PaymentID)
	}
	head := " refunds that succeeded more than " + page.Things(int64(p.h.Desk.Config.Reconcile.Unseen/(24*time.Hour)), "day", "days") + " ago and that no report has shown"
	return p.Draw(p.h, text.Pad(head, p.Split.W, text.Left), page.Label{Title: "Not seen in a report"}, detail)
}

// Status is what the status line says.
func (p *Page) Status() []status.Part { return []status.Part{{Text: "oldest first", Drop: 9}} }
