package breaks

import (
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/ui/tui/action"
	"contra/ui/tui/input"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

// pause is how long typing must rest before the list is read anew.
const pause = 120 * time.Millisecond

// searchBox is the line in which a part of a payment or operation id is typed.
// While it is open all keys are its own.
type searchBox struct {
	open   bool
	line   input.Line
	before string
	seq    int
}

type typedMsg struct {
	p   *Page
	seq int
}

// search opens the box; from the groups it searches in all that was found.
func (p *Page) search() tea.Cmd {
	var cmd tea.Cmd
	if !p.inside {
		g, ok := p.groups.Current()
		if !ok {
			return nil
		}
		cmd = p.enter(g.choice)
	}
	p.box.open, p.box.before = true, p.choice.filter.Text
	p.box.line.SetValue(p.box.before)
	return tea.Batch(cmd, p.Lay())
}

// Typing tells whether the search box has the keys.
func (p *Page) Typing() bool { return p.box.open }

// Type takes a key of the search box.
func (p *Page) Type(k action.KeyPress) tea.Cmd {
	switch k.Key {
	case "esc":
		p.box.open = false
		return tea.Batch(p.Lay(), p.seekText(p.box.before))
	case "enter":
		p.box.open = false
		return tea.Batch(p.Lay(), p.seekText(p.box.line.Value()))
	}
	before := p.box.line.Value()
	if p.box.line.Update(k); p.box.line.Value() == before {
		return nil
	}
	p.box.seq++
	return p.h.Clock.After(pause, typedMsg{p, p.box.seq})
}

// rested searches when nothing was typed since.
func (p *Page) rested(m typedMsg) tea.Cmd {
	if m.p != p || m.seq != p.box.seq || !p.box.open {
		return nil
	}
	return p.seekText(p.box.line.Value())
}

func (p *Page) seekText(s string) tea.Cmd {
	s = strings.TrimSpace(s)
	if s == p.choice.filter.Text {
		return nil
	}
	p.choice.filter.Text = s
	return p.filtered()
}

func (b *searchBox) view(st *theme.Styles, w int) string {
	const label = " Payment or operation id: "
	n := min(len(label), w)
	line := st.Tone(theme.Accent).Render(text.Pad(label, n, text.Left)) + b.line.View(st, max(w-n, 0), true)
	return text.Fit(line, w) + "\n" + st.Tone(theme.Muted).Render(text.Pad(" any part of it; Enter keeps the search, Esc goes back", w, text.Left))
}
