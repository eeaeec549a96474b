package page

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/grid"
	"contra/ui/tui/pane"
)

// Table is a list that a page shows and that takes keys and the mouse.
type Table interface {
	List
	grid.Navigator
	Mouse(m action.Mouse) tea.Cmd
}

// Panes is a list and the detail of the row under its cursor, for a page to embed
// that has nothing else.
type Panes struct {
	Split  Split
	Detail pane.Pane
	Shown  func() Table // the list that is on the screen
}

// Lay gives both panes their sizes and the focus.
func (p *Panes) Lay() tea.Cmd { return p.Split.Lay(p.Shown(), &p.Detail) }

// SetSize tells how large the page is.
func (p *Panes) SetSize(w, h int) tea.Cmd {
	p.Split.W, p.Split.H = w, h
	return p.Lay()
}

// TurnPane moves the focus to the other pane.
func (p *Panes) TurnPane() tea.Cmd {
	p.Split.Turn()
	return p.Lay()
}

// ToggleDetail shows the detail beside the list, or puts it away.
func (p *Panes) ToggleDetail() tea.Cmd {
	p.Split.Toggle()
	return p.Lay()
}

// OpenDetail gives the detail the whole page, or takes it back.
func (p *Panes) OpenDetail() tea.Cmd {
	if !p.Split.Full || !p.Split.Back() {
		p.Split.Open()
	}
	return p.Lay()
}

// Back goes back from the detail and tells whether it was there.
func (p *Panes) Back() (tea.Cmd, bool) {
	if p.Split.Back() {
		return p.Lay(), true
	}
	return nil, false
}

// Typing is never: there is no text field.
func (p *Panes) Typing() bool { return false }

// Type takes nothing.
func (p *Panes) Type(action.KeyPress) tea.Cmd { return nil }

// Grid is the list while it has the focus.
func (p *Panes) Grid() grid.Navigator {
	if p.Split.OnDetail {
		return nil
	}
	return p.Shown()
}

// Text is the detail while it has the focus.
func (p *Panes) Text() *pane.Pane {
	if p.Split.OnDetail {
		return &p.Detail
	}
	return nil
}

// Mouse takes an event in the page's coordinates; a press moves the focus.
func (p *Panes) Mouse(m action.Mouse) tea.Cmd {
	_, list, detail := p.Split.Place()
	if in, ok := m.In(list.Inset(1, 1)); ok {
		return tea.Batch(p.press(m, false), p.Shown().Mouse(in))
	}
	if in, ok := m.In(detail.Inset(1, 1)); ok {
		cmd := p.press(m, true)
		p.Detail.Mouse(in)
		return cmd
	}
	return nil
}

func (p *Panes) press(m action.Mouse, detail bool) tea.Cmd {
	if m.Kind != action.Press || p.Split.OnDetail == detail {
		return nil
	}
	p.Split.OnDetail = detail
	return p.Lay()
}

// Draw puts both panes together below the head.
func (p *Panes) Draw(h *Host, head string, list, detail Label) string {
	if p.Split.Full {
		detail.Foot = "Esc back"
	}
	return p.Split.Draw(h.Styles, head, p.Shown(), list, &p.Detail, detail)
}
