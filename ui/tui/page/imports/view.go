package imports

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/layout"
	"contra/ui/tui/page"
	"contra/ui/tui/rawview"
	"contra/ui/tui/text"
	"contra/ui/tui/toast"
)

func (p *Page) place() (imports, rejected layout.Rect) {
	r := layout.New(p.w, p.h2).Rows(layout.Percent(45), layout.Fill(1))
	return r[0], r[1]
}

// SetSize tells how large the page is.
func (p *Page) SetSize(w, h int) tea.Cmd {
	p.w, p.h2 = w, h
	a, b := p.place()
	a, b = a.Inset(1, 1), b.Inset(1, 1)
	return tea.Batch(p.imports.SetSize(a.W, a.H), p.rejected.SetSize(b.W, b.H))
}

// View draws the page.
func (p *Page) View() string {
	st := p.h.Styles
	a, b := p.place()
	in, jn := a.Inset(1, 1), b.Inset(1, 1)
	top := layout.Frame{Title: "Imports", Focus: !p.below}.Draw(st, a.W, a.H, p.imports.View(in.W, in.H))
	foot := ""
	if p.below {
		foot = "Enter shows the message"
	}
	bottom := layout.Frame{Title: p.title(), Foot: foot, Focus: p.below}.Draw(st, b.W, b.H, p.rejected.View(jn.W, jn.H))
	return page.Above(top, bottom)
}

func (p *Page) title() string {
	if p.only != 0 {
		return fmt.Sprintf("Rejected in import %d", p.only)
	}
	return "Rejected and waiting"
}

// Mouse takes an event in the page's coordinates.
func (p *Page) Mouse(m action.Mouse) tea.Cmd {
	a, b := p.place()
	if in, ok := m.In(a.Inset(1, 1)); ok {
		if m.Kind == action.Press {
			p.focus(false)
		}
		return p.imports.Mouse(in)
	}
	if in, ok := m.In(b.Inset(1, 1)); ok {
		if m.Kind == action.Press {
			p.focus(true)
		}
		return p.rejected.Mouse(in)
	}
	return nil
}

// showRaw opens the rejected message with what is wrong and what to do.
func (p *Page) showRaw() tea.Cmd {
	r, ok := p.rejected.Current()
	if !ok {
		return p.h.Say(toast.Info, "No rejected message is chosen.")
	}
	about := strings.Join([]string{
		text.Clean(r.Source) + ", line " + fmt.Sprint(r.Line) + ", received " + page.Moment(r.ReceivedAt) + " UTC",
		"Rejected: " + reasonWord(r.Reason) + ". " + text.Clean(r.Detail),
		reasonHelp(r.Reason),
		"",
		"The message as it came, card numbers masked:",
	}, "\n")
	p.h.Dialogs.Open(rawview.New("Rejected message", about, r.Raw, func(body string) tea.Cmd { return p.h.Copy("the rejected message", body) }))
	return nil
}
