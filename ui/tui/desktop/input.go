package desktop

import (
	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/layout"
	"contra/ui/tui/theme"
	"contra/ui/tui/toast"
)

// input gives a key or an event of the mouse to whom it belongs: the dialog on
// top, else the open menu, else the text field, else the catalogue.
func (m *Model) input(msg tea.Msg) tea.Cmd {
	switch x := msg.(type) {
	case action.KeyPress:
		return m.key(x)
	case action.Mouse:
		return m.mouseEvent(x)
	}
	return nil
}

func (m *Model) key(k action.KeyPress) tea.Cmd {
	if k.Key == "ctrl+c" {
		return m.quit(true)
	}
	if m.small() { // what cannot be seen must not be done
		if k.Key == "q" && m.h.Dialogs.Empty() {
			return m.quit(true)
		}
		return nil
	}
	// The dialog that this key opens must know the key; one that is open, not.
	defer func() { m.h.LastKey = "" }()
	m.h.LastKey = k.Key
	if !m.h.Dialogs.Empty() {
		return m.h.Dialogs.Update(k)
	}
	if m.bar.Open() {
		cmd, _ := m.bar.Update(k)
		return cmd
	}
	if m.page().Typing() {
		return m.page().Type(k)
	}
	if cmd, taken := m.bar.Update(k); taken {
		return cmd
	}
	if k.Paste {
		return nil
	}
	if k.Key == "esc" {
		return m.back()
	}
	return m.do(m.reg.Dispatch(k.Key, m.scopes()...))
}

// do carries out what a key means, or says why not.
func (m *Model) do(o action.Outcome) tea.Cmd {
	if o.Found() && o.Reason != "" {
		return m.h.Say(toast.Info, "%s: %s.", trimmed(o.Action.Title), o.Reason)
	}
	return o.Run()
}

// back is Esc: what covers the screen goes first, then what the page has open.
func (m *Model) back() tea.Cmd {
	for _, t := range m.h.Toasts.Shown() {
		if t.Level == toast.Error {
			m.h.Toasts.Dismiss()
			return nil
		}
	}
	if cmd, done := m.page().Back(); done {
		return cmd
	}
	m.h.Toasts.Dismiss()
	return nil
}

func (m *Model) mouseEvent(e action.Mouse) tea.Cmd {
	if e.Kind == action.Motion || m.small() {
		return nil
	}
	if !m.h.Dialogs.Empty() {
		return m.h.Dialogs.Update(e)
	}
	if cmd, taken := m.bar.Update(e); taken {
		return cmd
	}
	rows := m.place()
	if in, ok := e.In(rows.tabs); ok && e.Click() {
		for i, t := range m.tabs() {
			if in.X >= t.from && in.X < t.to {
				return m.leaveText(m.goTo(i))
			}
		}
		return nil
	}
	if in, ok := e.In(rows.page); ok {
		return m.page().Mouse(in)
	}
	return nil
}

// leaveText ends typing on the page that is left.
func (m *Model) leaveText(cmd tea.Cmd) tea.Cmd {
	for i, p := range m.pages {
		if i != m.at && p.Typing() {
			return tea.Batch(cmd, p.Type(action.KeyPress{Key: "esc"}))
		}
	}
	return cmd
}

// quit leaves the desktop. While a refund is on its way it asks first; forced, as
// by Ctrl+C, a second time does not.
func (m *Model) quit(forced bool) tea.Cmd {
	top := m.h.Dialogs.Top()
	if m.h.Sending.Count() == 0 && m.batches.Flying() == "" || forced && (m.leaving || top != nil && top.ID() == "quit") {
		return m.end()
	}
	lines := []dialog.Line{
		{Text: "A refund is on its way.", Tone: theme.Warn}, {},
		{Text: "contra waits for the platform's answer and leaves then. If it never comes, the next start asks the platform; nothing is lost and nothing is sent twice.", Tone: theme.Muted},
	}
	if ref := m.batches.Flying(); ref != "" {
		lines = []dialog.Line{
			{Text: "Batch " + ref + " is being sent.", Tone: theme.Warn}, {},
			{Text: "Leaving pauses it: contra waits for the row under way and its answer, and sends no other. Later P resumes it at the next row; no row is sent twice.", Tone: theme.Muted},
		}
	}
	m.h.Dialogs.Open(dialog.NewConfirm(dialog.ConfirmSpec{ID: "quit", Title: "Leave contra?", Lines: lines, Yes: "Leave when answered", No: "Stay", Trigger: m.h.LastKey,
		Done: func(yes bool) tea.Cmd {
			if !yes {
				return nil
			}
			return m.end()
		}}))
	return nil
}

// leaveNowMsg ends the waiting.
type leaveNowMsg struct{}

// end cancels what may be cancelled and leaves once nothing runs any more.
func (m *Model) end() tea.Cmd {
	if m.leaving || !m.h.Tasks.Running() {
		return tea.Quit
	}
	m.leaving, m.h.Leaving = true, true
	m.h.Tasks.CancelAll()
	return m.h.Clock.After(m.patience(), leaveNowMsg{})
}

// leave ends the program when that was asked for and nothing runs any more.
func (m *Model) leave() tea.Cmd {
	if m.leaving && !m.h.Tasks.Running() {
		return tea.Quit
	}
	return nil
}

// place is where the edges and the page are.
type place struct{ bar, tabs, page, status, hints layout.Rect }

const edges = 4 // rows that are not the page's

func (m *Model) place() place {
	r := layout.New(m.w, m.h2).Rows(layout.Fixed(1), layout.Fixed(1), layout.Fill(1), layout.Fixed(1), layout.Fixed(1))
	return place{r[0], r[1], r[2], r[3], r[4]}
}

// turner is a page of two panes.
type turner interface{ TurnPane() tea.Cmd }

// aside is a page whose detail can be put away.
type aside interface{ ToggleDetail() tea.Cmd }
