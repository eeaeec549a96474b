package desktop

import (
	"fmt"

	"contra/ui/tui/action"
	"contra/ui/tui/layout"
	"contra/ui/tui/page"
	"contra/ui/tui/status"
	"contra/ui/tui/text"
)

// The smallest terminal in which everything can be used.
const minW, minH = 60, 20

// View draws the frame, exactly as large as the terminal. What did not change is
// not drawn again.
func (m *Model) View() string {
	if !m.drawn {
		m.frame, m.drawn = m.h.Styles.Finish(m.draw()), true
	}
	return m.frame
}

func (m *Model) draw() string {
	if m.w <= 0 || m.h2 <= 0 {
		return ""
	}
	if m.small() {
		return m.tooSmall()
	}
	st := m.h.Styles
	base := page.Above(m.barView(), m.tabsView(), m.page().View(), m.statusView(), m.hintsView())
	if m.h.Dialogs.Empty() && !m.bar.Open() && len(m.h.Toasts.Shown()) == 0 {
		return base
	}
	c := layout.NewCanvas(m.w, m.h2)
	c.Draw(c.Bounds(), base)
	// What is asked lies above what is only said.
	m.h.Toasts.Draw(c, st, m.place().page)
	m.bar.Draw(c, st)
	m.h.Dialogs.Draw(c, st)
	return c.String()
}

// small tells whether the terminal is too small to be used.
func (m *Model) small() bool { return m.w < minW || m.h2 < minH }

// tooSmall says what is needed. What kind of money is at stake stays in sight.
func (m *Model) tooSmall() string {
	lines := []string{m.badge(), fmt.Sprintf("contra needs %d×%d", minW, minH), fmt.Sprintf("this is %d×%d", m.w, m.h2), "make it larger, or q leaves"}
	c := layout.NewCanvas(m.w, m.h2)
	at := c.Bounds().Center(m.w, len(lines))
	body := ""
	for i, l := range lines {
		if i > 0 {
			body += "\n"
		}
		body += text.Pad(l, at.W, text.Center)
	}
	c.Draw(at, body)
	return c.String()
}

// barView is the menus, and at the right what is being done.
func (m *Model) barView() string {
	st := m.h.Styles
	left := min(m.bar.Width(), m.w)
	line := m.bar.View(st, left)
	right := m.w - left
	if right <= 0 {
		return line
	}
	doing := m.doing(right - 2)
	if right < 12 { // what is cut to a sign says nothing
		doing = ""
	}
	return line + st.Bar.Render(text.Pad(doing, right-1, text.Right)) + st.Bar.Render(" ")
}

// doing is the newest task that the person began, in at most w columns.
func (m *Model) doing(w int) string {
	if m.leaving {
		return text.Truncate("leaving…", w)
	}
	jobs := m.h.Tasks.Jobs()
	for i := len(jobs) - 1; i >= 0; i-- {
		j := jobs[i]
		if j.ID == m.watch.settling {
			continue
		}
		if j.Progress.Total > 0 || j.Progress.Done > 0 {
			return ""
		}
		return text.Truncate(text.Clean(j.Title)+"…", w)
	}
	return ""
}

func (m *Model) hintsView() string {
	if m.page().Typing() {
		return text.Pad(" keys go into the filter; Enter or Esc ends it", m.w, text.Left)
	}
	var hints []action.Hint
	for _, h := range m.reg.Hints(m.scopes()...) {
		if !h.Off {
			hints = append(hints, h)
		}
	}
	return status.Hints(m.h.Styles, hints, m.w)
}
